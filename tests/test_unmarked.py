"""Speech behind a colon without marks: found where nothing else can be meant, and printed only
where an article has nothing better."""

import time
from pathlib import Path

import pytest
from hypothesis import given

from bot.core import article, digest, quotes
from tests.test_quotes import TEXT, as_line, read_case

CASES = sorted((Path(__file__).parent / "cases" / "unmarked").glob("*.txt"))
FILLER = "ويقع المشروع في وسط المدينة القديمة ويضم عشرات المحلات والمقاهي التي تعمل طوال العام."


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)

    found = [as_line(finding.quote) for finding in quotes.find_unmarked(case.paragraphs)]

    assert found == case.expected, case.reason


@given(TEXT)
def test_it_is_verbatim_and_where_it_says(text: str) -> None:
    paragraphs = text.splitlines()

    for finding in quotes.find_unmarked(paragraphs):
        told = finding.quote
        assert paragraphs[told.paragraph][told.start :].startswith(told.text)


def test_it_is_printed_where_nothing_in_marks_can_be() -> None:
    said = "نحن لا نغلق الأبواب في وجه أحد"
    text = f"السوق يبقى مفتوحا\n\n{FILLER}\nوقال مدير السوق سامر الحداد: {said}.\n{FILLER}"

    (told,) = digest.make(article.from_text(text)).key_quotes

    assert (told.text, told.speaker) == (said, "سامر الحداد")


def test_a_sentence_that_never_ends_is_his_up_to_where_the_newspaper_speaks() -> None:
    said = "هذا العمل ما كان يتم لولا دعم أهل البلدة كلهم"
    tail = "وما يتبع ذلك من أعمال أخرى " * 40

    (found,) = quotes.find_unmarked([f"وقال مدير السوق سامر الحداد: {said}، مشيرا إلى {tail}"])

    assert found.quote.text == said


def test_words_in_marks_come_before_it() -> None:
    marked = "لن يصرف قرش واحد قبل تدقيق شامل"
    unmarked = "وقال مدير السوق سامر الحداد: نحن لا نغلق الأبواب في وجه أحد."
    also = f"وقال وزير المال كريم البناء: «{marked}»."
    text = "\n".join(("السوق يبقى مفتوحا", "", FILLER, unmarked, also, FILLER))

    told = digest.make(article.from_text(text)).key_quotes

    assert [quote.text for quote in told] == [marked]


def test_many_colons_cost_no_more_than_their_length() -> None:
    line = "وقال سامر: نحن هنا لا نذهب إلى أي مكان، " * 4_000
    began = time.process_time()

    quotes.find_unmarked([line])

    assert time.process_time() - began < 5
