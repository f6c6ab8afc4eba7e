"""What stands before the first word of an article: place, author, agency."""

import pytest

from bot.core import datelines

NEWS = "افتتح مجلس البلدة أمس السوق القديمة بعد ترميمها، وقال رئيسه إن العمل استمر عامين كاملين."


@pytest.mark.parametrize(
    "before",
    [
        "القاهرة – ",
        "مكة المكرمة - ",
        "سامر الحداد - مكة المكرمة ",
        "سامر الحداد – جدة ",
        "سامر الحداد – جدة: ",
        "سبق جدة: ",
        "تصوير سامر الحداد: ",
        "ليلى عباس- سبق- جدة: تصوير سامر الحداد: ",
        "Next Previous ",
        "Next Previous ليلى عباس - جدة ( تصوير سامر الحداد ) ",
    ],
)
def test_place_and_author_are_no_part_of_the_first_sentence(before: str) -> None:
    assert datelines.without(before + NEWS) == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "القاهرة ودمشق – وهما أكبر مدن الواحة القديمة – تفتتحان اليوم سوقا مشتركة لأهل القرى.",
        "سامر الحداد - رئيس البلدية - افتتح أمس السوق القديمة بعد عامين كاملين من العمل فيها.",
        "وقال سامر الحداد - جدة الطفل - إن السوق القديمة افتتحت أمس بعد عامين كاملين من العمل.",
        "العلاقات المصرية - السودانية تدخل عاما جديدا بعد افتتاح السوق المشتركة على الحدود.",
    ],
)
def test_a_sentence_keeps_its_own_dashes(line: str) -> None:
    assert datelines.without(line) == line


def test_an_interviewer_is_told_from_whom_he_met() -> None:
    told = "أعرب رئيس البلدية عن سعادته بافتتاح السوق القديمة بعد عامين كاملين من العمل فيها."

    assert datelines.without(f"حاوره: سامر الحداد {told}") == told
    assert datelines.without(f"حاوره: سامر الحداد {NEWS}") == f"حاوره: سامر الحداد {NEWS}"


def test_a_line_of_nothing_else_is_left_out() -> None:
    assert datelines.without("Next Previous رصد وتصوير: سامر الحداد") == ""
