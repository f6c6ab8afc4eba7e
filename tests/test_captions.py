"""What stands beneath a picture is no sentence of the article."""

import pytest

from bot.core import article

LEAD = "التهم حريق كبير أمس سوق الخشب القديم وسط مدينة نهرين، وأتى على أكثر من أربعين متجرا فيها."
END = "وقال قائد الدفاع المدني سامر الحداد إن أحدا لم يصب، وإن أسباب الحريق لم تعرف بعد كلها."


def paragraphs(*lines: str) -> tuple[str, ...]:
    text = "\n".join(("حريق يلتهم سوق الخشب في نهرين", *lines))
    return article.from_text(text).paragraphs


@pytest.mark.parametrize(
    "source",
    [
        "(فرانس برس)",
        "(د.ب.أ)",
        "(إ.ب.أ)",
        "(أ.ب)",
        "(أسوشييتد برس)",
        "(واس)",
        "(الشرق الأوسط)",
        "(العربي الجديد)",
        "(اندبندنت عربية)",
        "(شترستوك)",
        "(إنترنت)",
        "(تعبيرية)",
        "(الدفاع المدني)",
        "(المكتب الإعلامي لبلدية نهرين)",
        "(سامر الحداد/ الأناضول)",
        "(رويترز - أرشيفية)",
        "(EPA)",
        "(Getty)",
        "- رويترز",
    ],
)
def test_a_line_that_ends_in_who_delivered_the_picture_is_a_caption(source: str) -> None:
    told = "رجال الإطفاء أثناء محاولتهم السيطرة على الحريق الذي اندلع في سوق الخشب وسط المدينة"

    assert paragraphs(f"{told} {source}", LEAD, END) == (LEAD, END)
    assert paragraphs(LEAD, f"عمال يزيلون الركام {source}", END) == (LEAD, END)


def test_a_label_of_a_picture_goes_with_what_stands_on_its_line_and_no_further() -> None:
    label, source = "التعليق على الصورة، رجال الإطفاء في السوق", "صدر الصورة، Getty Images"

    assert paragraphs(source, label, LEAD, END) == (LEAD, END)
    assert paragraphs("التعليق على الصورة،", LEAD, END) == (LEAD, END)


@pytest.mark.parametrize(
    "line",
    [
        "أعلنت بلدية نهرين أمس أن السوق تفتح أبوابها بعد عام (رويترز)",
        "ولم يصدر أي تعليق على الحريق من بلدية نهرين حتى مساء أمس (فرانس برس)",
        "الجائزة الأولى لفيلم عن الحريق نالتها مخرجة من المدينة (ليلى عباس)",
        "جلسة مجلس البلدة في مستشفى النور وسط المدينة القديمة (خاص)",
    ],
)
def test_a_bracket_at_the_end_makes_no_caption_of_the_news(line: str) -> None:
    assert line in paragraphs(LEAD, line, END)
