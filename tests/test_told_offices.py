"""How a message tells beside a name what office its bearer has."""

import pytest

from bot.core.messages.render_quotes import naming
from tests.builders import a_quote


@pytest.mark.parametrize(
    ("office", "told"),
    [
        ("نائب رئيس اتحاد كرة القدم رئيس رابطة الأندية", "نائب رئيس اتحاد كرة القدم"),
        (
            "المشرف على برنامج إعداد القادة في جامعة النهر وعضو هيئة الخبراء في الجامعة",
            "المشرف على برنامج إعداد القادة في جامعة النهر",
        ),
        ("وزير المالية الحالي", "وزير المالية"),
        ("نائب الرئيس رئيس حكومة الوادي", "نائب الرئيس رئيس حكومة الوادي"),
        ("أستاذ علم الأحياء وعميد كلية الزراعة", "أستاذ علم الأحياء وعميد كلية الزراعة"),
        ("مستشار رئيس مجلس إدارة شركة مياه الوادي", "مستشار رئيس مجلس إدارة شركة مياه الوادي"),
    ],
)
def test_one_office_is_enough_beside_a_name(office: str, told: str) -> None:
    assert naming(a_quote(speaker="سامر الحداد", role=office)) == f"<b>‏سامر الحداد</b>، {told}"
