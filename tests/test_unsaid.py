"""What was denied, imagined or falsely told to have been said is printed as nobody's words."""

import pytest

from tests.test_trust import SAID, printed


@pytest.mark.parametrize(
    "sentence",
    [
        f"وأنكر الوزير سامر الحداد أن يكون قال للصحفيين: «{SAID}».",
        f"وأنكر الوزير سامر الحداد قوله: «{SAID}».",
        f"نفى الوزير سامر الحداد ما نسب إليه من قول: «{SAID}».",
        f"وأكدت الوزيرة ليلى عباس أنها لم تقل: «{SAID}».",
        f"وقال الوزير سامر الحداد إنه لم يقل إن «{SAID}».",
        f"لم يصرح الوزير سامر الحداد بأن «{SAID}».",
    ],
)
def test_what_was_denied_or_never_said_is_not_printed(sentence: str) -> None:
    assert printed(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"جلس الوزير سامر الحداد صامتا، وكأنه يقول: «{SAID}».",
        f"نظر الوزير سامر الحداد إلى جاره كأنما يقول له: «{SAID}».",
        f"وأشار الوزير سامر الحداد بيده، أراد أن يقول: «{SAID}».",
        f"وقد يقول الوزير سامر الحداد غدا: «{SAID}».",
        f"طلب المحقق من الشاهد سامر الحداد أن يقول: «{SAID}».",
    ],
)
def test_what_is_only_imagined_or_asked_for_is_not_printed(sentence: str) -> None:
    assert printed(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"ونفى الوزير سامر الحداد ذلك قائلا: «{SAID}».",
        f"ونفى الوزير سامر الحداد ذلك، وقال: «{SAID}».",
        f"ولم يفت الوزير سامر الحداد أن يقول: «{SAID}».",
        f"وغادر الوزير سامر الحداد القاعة قبل أن يقول: «{SAID}».",
        f"وكان الوزير سامر الحداد قد قال: «{SAID}».",
        f"زعم الوزير سامر الحداد أن النهر جف، وقال: «{SAID}».",
        f"وعن المقاطع المنشورة قال الوزير سامر الحداد: «{SAID}».",
    ],
)
def test_what_is_said_beside_a_denial_is_printed(sentence: str) -> None:
    assert printed(sentence) == ["سامر الحداد"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"زعم موقع إخباري أن الوزير سامر الحداد قال «{SAID}». وهذا غير صحيح.",
        f"وادعت صفحات كثيرة أن الوزير سامر الحداد صرح: «{SAID}».",
        f"وانتشرت شائعة تقول إن الوزير سامر الحداد قال «{SAID}».",
        f"وفي المقطع المفبرك يقول الوزير سامر الحداد «{SAID}». ونفت الوزارة ذلك.",
        f"ورد خطأ أن الوزير سامر الحداد قال «{SAID}»، والصحيح أنه لم يحضر الجلسة.",
        f"وتخيل الكاتب أن الوزير سامر الحداد يقول «{SAID}».",
        f"الادعاء: قال الوزير سامر الحداد «{SAID}». الحقيقة: لم يقل الوزير ذلك.",
    ],
)
def test_what_a_rumour_or_a_forgery_says_is_not_printed(sentence: str) -> None:
    assert printed(sentence) == []
