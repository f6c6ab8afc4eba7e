"""Who says it, over a grid: each subject in each frame, so that no name takes in its neighbours.

A case file tells one sentence; here every subject must come out of every frame as it went in.
"""

from itertools import permutations
from typing import Final

import pytest

from bot.core import quotes

SAID: Final = "«الناس في المدينة ينتظرون موعدا جديدا منذ عام كامل»"
BODIES: Final = (
    ("مجلس النواب", "m"),
    ("نادي النهر", "m"),
    ("البنك المركزي", "m"),
    ("جهاز الأمن الوطني", "m"),
    ("المرصد الوطني للأسعار", "m"),
    ("وزارة الداخلية", "f"),
    ("هيئة النزاهة", "f"),
    ("منظمة العفو الدولية", "f"),
    ("مديرية المرور العامة", "f"),
    ("النيابة العامة", "f"),
    ("شركة النهر للطيران", "f"),
    ("اللجنة المنظمة", "f"),
    ("القوات المسلحة", "f"),
    ("الحكومة", "f"),
    ("مصدر أمني", "m"),
)
"""Each with the gender of its verb."""

DEEDS: Final = (
    "أعلن{ت} الإطاحة بعصابة",
    "أعلن{ت} القبض على ستة",
    "أعلن{ت} تأجيل المباراة",
    "أعلن{ت} عن موعد جديد",
    "أعلن{ت} نتائج الامتحانات",
    "أكد{ت} أهمية الحوار",
    "أكد{ت} الالتزام بالقانون",
    "نفى|نفت صحة الخبر",
    "نفى|نفت الاتهامات الموجهة",
    "كشف{ت} تفاصيل الحادث",
    "كشف{ت} عن أسباب التأخير",
    "طالب{ت} الحكومة بفتح تحقيق",
    "طالب{ت} المجتمع الدولي بالتدخل",
    "دعا|دعت المواطنين إلى الهدوء",
    "دعا|دعت الأهالي إلى الحذر",
    "حذر{ت} إيران من الهجوم",
    "اتهم{ت} الشركة بالتقصير",
    "اتهم{ت} خصوم{ها} بالتقصير",
    "انتقد{ت} أداء المجلس",
    "رفض{ت} الطلب",
    "رحب{ت} بالقرار",
    "أدان{ت} بشدة الهجوم على القرية",
    "استنكر{ت} الاعتداء على الصحفيين",
    "أعرب{ت} عن قلق بالغ",
    "شدد{ت} على ضرورة الحوار",
    "استقبل{ت} وفدا من القرية",
    "افتتح{ت} المعرض",
    "قرر{ت} إغلاق الطريق",
    "أقر|أقرت القانون",
    "تسلم{ت} التقرير",
    "تعهد{ت} بإصلاح الطريق",
    "أصدر{ت} بيانا",
)
"""A verb and what it is done to; where the feminine is no added letter, both forms of it."""

PEOPLE: Final = (
    ("الوزير سامر الحداد", "سامر الحداد", "m"),
    ("مدير المصنع عادل الشامي", "عادل الشامي", "m"),
    ("سامر الحداد، رئيس النادي،", "سامر الحداد", "m"),
    ("رئيس النادي، سامر الحداد،", "سامر الحداد", "m"),
    ("سامر الحداد (45 عاما)", "سامر الحداد", "m"),
    ("المتحدث الرسمي باسم وزارة الداخلية العميد سامر الحداد", "سامر الحداد", "m"),
    ("رئيس الوزراء البريطاني السابق توني نهران", "توني نهران", "m"),
    ("صاحب السمو الملكي الأمير خالد بن سامر أمير المنطقة", "خالد بن سامر", "m"),
    ("عبد الرحمن الحداد", "عبد الرحمن الحداد", "m"),
    ("نور الدين الحداد", "نور الدين الحداد", "m"),
    ("مدرب المنتخب البرتغالي كارلوس", "كارلوس", "m"),
    ("النائب عن حزب النخيل سامر الحداد", "سامر الحداد", "m"),
    ("مسؤول أميركي كبير", "مسؤول أميركي كبير", "m"),
    ("مجلس الوزراء", "مجلس الوزراء", "m"),
    ("الوزيرة ريم الحداد", "ريم الحداد", "f"),
    ("ريم الحداد، مديرة المدرسة،", "ريم الحداد", "f"),
    ("الباحثة في جامعة النهر الدكتورة ريم الحداد", "ريم الحداد", "f"),
    ("منظمة الصحة العالمية", "منظمة الصحة العالمية", "f"),
    ("شركة «النهر» للطيران", "شركة «النهر» للطيران", "f"),
    ("أم سامر", "أم سامر", "f"),
)
"""As they stand in a sentence, by their name alone, and the gender of their verb."""

FRAMES: Final = (
    "وقال{ت} {who}: {said}.",
    "وقال{ت} {who} إن {said}.",
    "{said}، قال{ت} {who}.",
    "{said}، بحسب {who}.",
    "وأوضح{ت} {who}، في تصريح صحفي، أن {said}.",
    "من جهت{ها|ه}، قال{ت} {who} إن {said}.",
    "وأشار{ت} {who} إلى أن {said}.",
    "وفي السياق ذاته، أكد{ت} {who} أن {said}.",
    "ونقلت وكالة الأنباء عن {who} قول{ها|ه} إن {said}.",
    "{who} قال{ت}: {said}.",
    "وبحسب {who}، فإن {said}.",
    "وعلق{ت} {who} على الخبر بالقول: {said}.",
    "وأضاف{ت} {who} لـ«صحيفة النهر» أن {said}.",
    "وقال{ت} {who}، خلال مؤتمر صحفي أمس، إن {said}.",
    "وحذر{ت} {who} من أن {said}.",
    "وكان{ت} {who} قد أكد{ت} أن {said}.",
    "وصرح{ت} {who} لوكالة الأنباء الألمانية بأن {said}.",
    "أما {who} فقال{ت} إن {said}.",
    "ووفق ما أكد{ته|ه} {who}، فإن {said}.",
    "وأفاد{ت} {who} بأن {said}.",
    "وأردف{ت} {who} قائل{ة|ا}: {said}.",
    "وقال{ت} ل«صحيفة النهر» {who} إن {said}.",
)

TITLED: Final = (
    ("الوزير سامر الحداد", "سامر الحداد"),
    ("مدير المصنع عادل الشامي", "عادل الشامي"),
    ("رئيس البلدية نادر الزبيدي", "نادر الزبيدي"),
    ("المدرب الإسباني خوسيه نهران", "خوسيه نهران"),
    ("مجلس النواب", "مجلس النواب"),
    ("حزب النخيل", "حزب النخيل"),
)
OF_THE_FIRST: Final = (
    "التقى {one} {other} في المدينة، وقال إن {said}.",
    "انتقد {one} {other} بشدة، وقال إن {said}.",
    "أبلغ {one} {other} أن الوضع جيد، وأضاف: {said}.",
    "أكد {one} أن {other} وصل أمس إلى المدينة. وأضاف أن {said}.",
    "قال {one} إن اللقاء مع {other} كان جيدا. وتابع: {said}.",
    "أشاد {one} بجهود {other}، مؤكدا أن {said}.",
    "شكر {one} {other} على دعمه، وقال: {said}.",
    "طالب {one} {other} بالرد على الأسئلة، وأضاف: {said}.",
    "في لقاء مع {other}، قال {one} إن الوضع جيد. وأضاف: {said}.",
    "اتهم {one} {other} بالكذب. وقال: {said}.",
    "وكان {other} قد أعلن استقالته أمس. وقال {one}: {said}.",
    "رفض {one} الرد على {other}، وقال: {said}.",
    "دعا {one} {other} إلى الحوار، مشددا على أن {said}.",
    "قال {one} إن {other} أخطأ في قراره. وأردف: {said}.",
    "قال {other} إن الوضع جيد. من جانبه، أكد {one} أن الأمر صعب. وأضاف: {said}.",
    "قال {other} إن الوضع جيد، فيما أكد {one} أن الأمر صعب. وأضاف: {said}.",
    "قال {other} إن الوضع جيد. ووصف {one} القرار بالخطير. وقال: {said}.",
    "قال {one} إن الوضع جيد. واتهم {other} بالكذب. وأضاف: {said}.",
    "قال {one} إن الوضع جيد. ووصف {other} بالضعيف. وقال: {said}.",
    "أعلن {one} استقالته. وحمل {other} مسؤولية ما جرى. وقال: {said}.",
    "قال {one} إن الوضع جيد. وهاجم {other} بشدة. وتابع: {said}.",
    "أكد {one} أن الوضع جيد. وشكر {other} على التعاون. وختم بالقول: {said}.",
    "أكد {one} أن الوضع جيد. واستقبل {other} في مكتبه. وقال: {said}.",
)


def bent(pattern: str, gender: str) -> str:
    """The pattern with the verbs of that gender."""
    is_hers = gender == "f"
    for hers, his in (("ت", ""), ("ها|ه", ""), ("ته|ه", ""), ("ة|ا", ""), ("ها", "ه")):
        one, _, other = hers.partition("|")
        pattern = pattern.replace(f"{{{hers}}}", one if is_hers else other or his)
    return pattern


def speaker(text: str) -> str:
    found = [quote for quote in quotes.extract([text]) if quote.text == SAID.strip("«»")]
    return found[0].speaker if found else ""


@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_body_does_is_no_part_of_its_name(deed: str) -> None:
    verb, _, rest = deed.partition(" ")
    his, _, hers = verb.partition("|")
    for body, gender in BODIES:
        does = bent(hers if hers and gender == "f" else his, gender)
        says = bent("وقال{ت}", gender)

        text = f"{does} {body} {bent(rest, gender)}، {says} إن {SAID}."

        assert speaker(text) == body, text


@pytest.mark.parametrize("frame", FRAMES)
def test_whoever_speaks_is_named_whole_and_alone(frame: str) -> None:
    for who, name, gender in PEOPLE:
        text = bent(frame, gender).format(who=who, said=SAID)
        text = text.replace("،،", "،").replace("،:", ":").replace("،.", ".")

        assert speaker(text) == name, text


@pytest.mark.parametrize("frame", OF_THE_FIRST)
def test_of_two_who_stand_side_by_side_the_one_speaks_and_not_the_other(frame: str) -> None:
    for (one, name), (other, _) in permutations(TITLED, 2):
        text = frame.format(one=one, other=other, said=SAID)

        assert speaker(text) == name, text
