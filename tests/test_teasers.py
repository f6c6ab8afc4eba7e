"""Headlines that withhold the news are told from those that tell it."""

from dataclasses import replace

import pytest

from bot.core import digest
from bot.core.messages import render, render_list, telegram_html
from bot.core.teasers import is_teaser, tells_event
from tests.builders import NOW, a_digest, a_story, an_article
from tests.lint import faults


@pytest.mark.parametrize(
    "headline",
    [
        "شاهد.. لحظة وصول القافلة إلى الواحة",
        "هذا ما قاله المدرب بعد الهزيمة",
        "تعرّف على أسعار التمور اليوم",
        "لن تصدّق ماذا وجد الصيادون في الخليج",
        "كيف تحمي بيتك من الغبار؟",
        "قرية أطفأت مولّداتها… هذا ما فعله أهلها",
        "أول تعليق من ليلى عباس بعد الحريق",
        "كم سعر كيس الطحين اليوم؟",
        "وسم يتصدر المنصات في الواحة… ما قصته؟",
        "تفاصيل جلسة الفجر بين الوزير والمعلمين",
        "قرار عاجل بشأن امتحانات الواحة",
        "رسالة مؤثرة من سامر الحداد إلى والدته",
        "مدرب النخيل يكشف سبب غيابه عن التدريبات",
        "اتحاد الكرة يحسم موقف القائد من النهائي",
        "هل يرحل مدرب النخيل؟ النادي يجيب",
        "7 علامات تخبرك بأن البئر جفت",
        "سامر الحداد: هذا أصعب مدافع واجهته",
        "القصة الكاملة لأزمة الجسر القديم",
        "آخر تطورات البحث عن غواصي الواحة",
        "ليلى عباس تكشف للمرة الأولى سبب انسحابها",
        "قصة الصورة التي أبكت أهل الواحة",
        "عرض من نادي النخيل لنجم الدوري… وهذا رده",
        "ما لم تقله رئيسة البلدية في الجلسة",
    ],
)
def test_a_headline_that_withholds_is_a_teaser(headline: str) -> None:
    assert is_teaser(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "وزير المالية يعلن موازنة العام المقبل",
        "بالصور.. حفرة عملاقة تبتلع شارعاً في مدينة النخيل",
        "عاجل | هزة أرضية تضرب شمال الإقليم",
        "شاهدة عيان تروي ما حدث في السوق",
        "شاهد… سامر الحداد يسجل من منتصف الملعب هدف الفوز",
        "متى يبدأ الدوام الصيفي؟ في 15 مايو",
        "سر قوة النخيل: دفاع لم يستقبل سوى ثلاثة أهداف",
        "هكذا سقط الجسر: تقرير هندسي يدين الحديد المغشوش",
        "تفاصيل التحقيق تثبت أن الحارس كان نائما",
        "قرار عاجل بتعطيل الدراسة في الواحة غدا",
        "أول رد من الشركة: سنعوض المتضررين جميعا",
        "نائبة تسأل الوزير: لماذا بيعت أرض الميناء؟",
        "7 علامات تجارية تقاضي متجر النخيل",
        "كشف أثري جديد في واحة السراب",
        "جلسة بشأن التعويضات… والمحافظة ترد: «صرفناها»",
        "الواحة تعثر على طائرتها: هذه طائرتنا",
        "الأمير يفتتح معرض «الواحة… شاهد وشهيد»",
        "",
    ],
)
def test_a_headline_that_tells_is_none(headline: str) -> None:
    assert not is_teaser(headline)


@pytest.mark.parametrize(
    ("first", "is_news"),
    [
        ("سقط الجسر القديم في واحة السراب فجر اليوم من دون إصابات.", True),
        ("أعلنت إدارة النادي أمس اتفاقها مع لاعب جديد لمدة سنتين.", True),
        ("الجسر القديم في واحة السراب سقط فجر اليوم.", True),
        ("يعدّ الجسر القديم أحد أشهر معالم واحة السراب وأقدمها.", False),
        ("قد يفاجأ زائر واحة السراب بجسر لا يعبره أحد منذ سنين.", False),
        ("في ظل الجفاف الذي يضرب الواحة تتزايد المخاوف على الجسر.", False),
        ("هل أصبح الجسر القديم خطراً على سكان واحة السراب وزوارها؟", False),
    ],
)
def test_a_sentence_that_tells_no_event_is_not_held_up_as_the_news(
    first: str, is_news: bool
) -> None:
    second = "وقال رئيس البلدية إن الترميم يبدأ في الأسبوع المقبل ويستغرق شهرين كاملين."
    article = an_article(title="كيف انتهى الجسر القديم؟", paragraphs=(first, second))

    assert tells_event(first) is is_news
    assert digest.make(article).lead == (first if is_news else "")


def test_the_sentence_that_tells_stands_above_the_teaser_with_a_star() -> None:
    lead = "سقط الجسر القديم في واحة السراب فجر اليوم من دون إصابات."
    digest = a_digest("شاهد… ما حدث للجسر القديم")

    stored = a_story(digest=replace(digest, lead=lead))
    message = render.story(stored, now=NOW, bot="mujaz_bot")
    lines = telegram_html.plain(message.html).replace("\u200f", "").split("\n")

    assert lines[:2] == [f"★ {lead}", "شاهد… ما حدث للجسر القديم"]
    assert faults(message) == []
    assert lead in telegram_html.plain(
        render_list.listing([stored], now=NOW, bot="mujaz_bot").html
    )
