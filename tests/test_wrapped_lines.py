"""Lines broken to a width, in a text or by `<br>` on a page, are one paragraph; others are not."""

import pytest

from bot.core import article
from bot.core.pages import extraction

FIRE = """التهم حريق كبير فجر الاثنين سوق
الخشب القديم وسط مدينة النخيل، وأتى
على أكثر من أربعين متجرا قبل أن
تتمكن فرق الإطفاء من السيطرة عليه
بعد خمس ساعات."""
LOSSES = """وقال قائد الدفاع المدني رامي
الساعدي إن الخسائر الأولية تقدر بنحو
مليوني دينار، ولم تسجل إصابات."""


def test_lines_that_were_broken_to_a_width_are_put_together_again() -> None:
    line = "وافتتحت البلدية السوق الجديدة بعد ثلاث سنوات من العمل المتواصل في المدينة القديمة كلها"
    text = "\n".join(
        ["عنوان الخبر في سطر", "", *[line] * 6, "وهذا آخر الكلام.", "", line, line + "."]
    )

    found = article.from_text(text)

    assert found.title == "عنوان الخبر في سطر"
    assert [paragraph.count(line) for paragraph in found.paragraphs] == [6, 2]


def test_short_paragraphs_broken_to_a_width_are_put_together_too() -> None:
    line = "وافتتحت البلدية السوق الجديدة بعد ثلاث سنوات من العمل المتواصل في المدينة"
    ends = [f"القديمة كلها منذ عام {year}." for year in range(2001, 2006)]
    text = "\n".join(["عنوان الخبر في سطر", "", *[f"{line}\n{end}" for end in ends]])

    assert article.from_text(text).paragraphs == tuple(f"{line} {end}" for end in ends)


def test_lines_of_one_width_that_are_not_broken_stay_apart() -> None:
    names = [f"نتيجة المباراة رقم {number} في الدور الأول من الكأس" for number in range(10, 20)]
    text = "\n".join(
        ["نتائج الكأس", *names, "وهذه نتائج مباريات الدور الأول من الكأس جميعها كما هي"]
    )

    assert len(article.from_text(text).paragraphs) > 5


def test_narrow_lines_as_phones_break_them_are_put_together_under_their_headline() -> None:
    found = article.from_text(f"حريق يلتهم سوق الخشب في النخيل\n{FIRE}\n{LOSSES}\n")

    assert found.title == "حريق يلتهم سوق الخشب في النخيل"
    assert found.paragraphs == (FIRE.replace("\n", " "), LOSSES.replace("\n", " "))


@pytest.mark.parametrize(
    "line", ["الأحد: الوادي والمنارة، الساعة {}", "يا نخلة الوادي على درب الساقية {}"]
)
def test_narrow_lines_of_a_list_or_a_poem_stay_apart(line: str) -> None:
    lines = tuple(line.format(hour) for hour in range(1, 9))

    assert article.from_text("\n".join(["مباريات اليوم", *lines])).paragraphs == lines


def read(block: str) -> tuple[str, ...]:
    return extraction.from_html_fragment(f"<p>{block}</p><p>وهذا آخر الخبر كله.</p>")[:-1]


def test_line_breaks_in_the_middle_of_a_sentence_make_no_paragraphs_of_it() -> None:
    assert read(LOSSES.replace("\n", "<br>")) == (LOSSES.replace("\n", " "),)


@pytest.mark.parametrize(
    "lines",
    [
        ("موعد الصرف", "يبدأ الصرف غدا، وينتهي الخميس."),
        ("الوادي والمنارة، الساعة 5", "النجم والصفصاف، الساعة 7", "البرق والهلال، الساعة 9"),
        ("رفع رئيس المجلس الجلسة", "ثم عاد الأعضاء إلى القاعة مساء، وبقوا فيها", "وصوتوا."),
    ],
)
def test_line_breaks_between_lines_of_their_own_part_them(lines: tuple[str, ...]) -> None:
    assert read("<br>".join(lines)) == lines
