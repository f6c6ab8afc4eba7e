"""The offline newsroom's articles: how long, of what, and every way of quoting in them."""

import re
from collections.abc import Callable

import pytest

from bot.newsroom import Publication
from tests.publications import everything, words

ARTICLE_WORDS = 250
BREAKING_WORDS = 120


def test_there_are_enough_articles_of_real_length() -> None:
    entries = everything()

    assert len(entries) >= 15
    for entry in entries:
        is_breaking = entry.piece.title.startswith("عاجل")
        length = len(words(" ".join(entry.paragraphs)))
        assert (BREAKING_WORDS if is_breaking else ARTICLE_WORDS) <= length <= 500, entry.id
        assert is_breaking or 6 <= len(entry.paragraphs) <= 12, entry.id


def test_no_day_is_left_unfilled() -> None:
    assert not [entry.id for entry in everything() if re.search(r"[{}]", " ".join(entry.blocks))]


def test_subjects_vary() -> None:
    assert {entry.piece.section for entry in everything()} >= {
        "سياسة", "اقتصاد", "علوم", "ثقافة", "رياضة", "صحة", "طقس", "محليات", "تقنية",
    }  # fmt: skip


QUOTING = {
    "«…» after a colon": r"قال\w*[^«»\n]{0,90}: «",
    "«…» after إن": r"\bإن «",
    "«…» after أن": r"\bأن «",
    "before its speaker": r"[»”\"] ?،? ?(?:ت?يقول|تقول|قالت) ",
    "وفق": r"(?:وفق|ووفق) \w+",
    "بحسب": r"ب?حسب \w+",
    "على حد تعبيره": r"»، على حد تعبيره",
    "woven fragment": r"من مغبة «",
    "elided subject": r"وأضافت?: [«“]|وأضاف : \"",
    "surname only": r"وقالت المدلجي",
    "nominal anaphora": r"المتحدث ذاته|وقال الوزير|وأضافت الوزيرة",
    "subject beside object": r"ودعا رئيس البرلمان \w+ \w+ وزير العدل \w+ \w+ إلى",
    "nested, same marks": r"«[^»]*«[^»]*»[^»]*»",
    "nested, other marks": r"\"[^\"\n]*«[^»\n]*»[^\"\n]*\"",
    "ASCII marks": r": \"[^\"\n]{30,}\"",
    "curly marks": r": “[^”\n]{30,}”",
    "double brackets": r"\(\([^()]{20,}\)\)",
    "two closing marks": r"”[^“”\n]{20,}”",
    "double prime as closer": r"“[^”\n]{10,}″",
    "no marks": r"وتابع \w+ : \w+",
    "scare quotes": r"فخّ “الفولكلور الجاهز”",
    "title of a book": r"رواية “ملح الجدّات”",
    "glued letter": r"ب«|بـ«",
    "glued letter, ASCII": r"(?:لـ|بـ)\"",
    "masculine participle": r"(?:مضيفاً|مؤكداً|معتبراً|مؤكدا)[^«“\"\n]{0,60}[«“\"]",
    "feminine participle": r"(?:مضيفةً|مشيرةً|قائلةً|متعهدةً)[^«“\"\n]{0,40}[«“]",
    "agency quoting a person": r"ونقلت وكالة [\w ]+ عن ",
    "passive": r"ونُقل عن مسؤول",
    "two paragraphs, reopened": r"«[^»]+\n\n«[^»]+»",
    "two paragraphs, closed once": r": \"[^\"\n]+\.\n\n[^\"\n]+\"\.",
}


@pytest.mark.parametrize("pattern", QUOTING.values(), ids=QUOTING)
def test_every_way_of_quoting_occurs(pattern: str) -> None:
    assert any(re.search(pattern, "\n\n".join(entry.paragraphs)) for entry in everything())


ODDITIES: dict[str, Callable[[Publication], object]] = {
    "repeated headline": lambda entry: entry.piece.repeats_title,
    "related link": lambda entry: any(b.startswith("! اقرأ أيض") for b in entry.blocks),
    "tags line": lambda entry: any(b.startswith("! الكلمات الدلالية") for b in entry.blocks),
    "wire footer": lambda entry: any("انتهى" in b for b in entry.blocks),
    "wire header": lambda entry: "(وكالة أنباء الواحات) –" in entry.paragraphs[0],
    "caption": lambda entry: entry.piece.caption,
    "no picture": lambda entry: not entry.image_url,
    "space before a comma": lambda entry: " ،" in entry.paragraphs[1],
    "spaced dots": lambda entry: ". . ." in " ".join(entry.paragraphs),
    "Latin name": lambda entry: re.search(r"[A-Za-z]{3}", " ".join(entry.paragraphs)),
    "score": lambda entry: "3-1" in " ".join(entry.paragraphs),
    "percentage": lambda entry: re.search(r"\d%", " ".join(entry.paragraphs)),
    "nobody quoted": lambda entry: not re.search("[«“:]", " ".join(entry.paragraphs[1:3])),
    "full text in the feed": lambda entry: entry.piece.is_full_in_feed,
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_every_oddity_occurs(oddity: str) -> None:
    assert any(ODDITIES[oddity](entry) for entry in everything())
