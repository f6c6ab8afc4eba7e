"""To whom somebody speaks, whom he asks and of whom he speaks: those do not speak."""

import pytest

from bot.core import digest
from bot.core.models import Article

SAID = "لن تحفر بئر واحدة بعد اليوم قبل دراسة شاملة للنهر"


def printed(sentence: str) -> list[str]:
    """The speakers of what is printed."""
    made = digest.make(Article(title="قانون جديد للمياه", paragraphs=(sentence,)))
    return [quote.speaker for quote in made.key_quotes]


@pytest.mark.parametrize(
    "clause",
    [
        "وقال المحافظ لمدير السد الدكتور سامر الحداد",
        "وقال مصدر أمني لمراسل القناة سامر الحداد",
        "وقال الطلاب لرئيسة الجامعة ليلى عباس",
        "وقال البابا للرئيس السهلي عادل الشامي خلال الاتصال",
        "وقال المدرب للاعب الشاب سامر الحداد",
        "وقالت القاضية للطفل سامر الحداد",
        "وقالت الوزيرة لرئيس البلدية",
    ],
)
def test_to_whom_an_office_speaks_does_not_speak(clause: str) -> None:
    assert set(printed(f"{clause} «{SAID}».")) <= {"مصدر أمني"}


@pytest.mark.parametrize(
    "clause",
    [
        "وقال الرئيس في مقابلة أجرتها معه الإعلامية ليلى عباس",
        "وقال الرئيس في بيان تلاه المتحدث باسمه سامر الحداد",
        "وكتب المعتقل في رسالة نقلتها محاميته ليلى عباس",
    ],
)
def test_who_handed_the_words_on_did_not_say_them(clause: str) -> None:
    assert printed(f"{clause} «{SAID}».") == []


@pytest.mark.parametrize(
    "clause",
    [
        "وسأل المذيع الوزير سامر الحداد",
        "وسألت المذيعة الوزيرة ليلى عباس",
        "وسأل القاضي المتهم سامر الحداد",
        "وسأل المحقق الطفل سامر الحداد",
        "وأبلغ الرئيس المبعوث عادل الشامي",
        "وأخبر الطبيب اللاعب عادل الشامي",
    ],
)
def test_whom_an_office_asks_or_tells_does_not_speak(clause: str) -> None:
    assert printed(f"{clause} «{SAID}».") == []


@pytest.mark.parametrize(
    "clause",
    [
        "وقال رئيس الوزراء تعقيبا على اغتيال القيادي سامر الحداد",
        "وكتب وزير الثقافة في رثاء الفنان سامر الحداد",
        "وقال المترجم في مقدمته",
        "وقال المرشد في خطبة العيد",
    ],
)
def test_of_whom_and_where_an_office_speaks_is_no_part_of_it(clause: str) -> None:
    assert printed(f"{clause} «{SAID}».") == []
