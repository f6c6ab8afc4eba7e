"""Digests of an invented article: a town council passes a law about water."""

from bot.core import digest
from bot.core.models import Article, Digest

LEAD = "أقر مجلس البلدة أمس قانون المياه الجديد بعد جلسة استمرت ست ساعات وسط نقاش حاد بين الأعضاء."
SECOND = "ويمنع القانون الجديد حفر الآبار قرب النهر، ويلزم المزارعين بتركيب عدادات خلال عام."
SAID = "لن تحفر بئر واحدة بعد اليوم قبل دراسة شاملة للنهر"
OTHER = "هذا القانون ظالم وسوف يدفع ثمنه صغار المزارعين وحدهم"
LONG_SAID = (
    f"{SAID}، ونحن نعرف أن المزارعين ينتظرون الماء منذ عام كامل. ثم إن اللجنة سوف تزور كل قرية على"
    " ضفتي النهر، وتسأل كل من فيها عما يحتاج إليه من ماء وطريق ومدرسة، وتكتب كل ما يقال لها حرفا"
    " حرفا، ولن تعود إلى المدينة إلا بعد أن تسمع آخر رجل في آخر بيت على الضفة البعيدة"
)


def made(*paragraphs: str, title: str = "قانون جديد للمياه") -> Digest:
    return digest.make(Article(title=title, paragraphs=paragraphs))
