"""Lists in an article: what stands in one is told without its mark, and after what does not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core import arabic, lexicon, reporting

_MARK = re.compile(
    r"^(?:[*•·\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+|[-–]|\d{1,2}(?:\ufe0f?\u20e3| ?[-–.)/])"
    r"|[ابتثجحدهوزطيأ]ـ? ?[-–)]|\((?:\d{1,2}|[ابتثجحدهوزطيأ])\)"
    r"|(?:[أا]ول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?:ا[ًٌ]?|ًا) ?[:،–-]"
    r"|(?:س|ج|سؤال|جواب) ?\d{0,2} ?[:–-])\s*(?=[^\W\d]|[«“\"(])"
)
"""Of one of a list, or of a question and its answer."""
_LABEL = re.compile(r"^[^\W\d]\w*(?: \w+){0,2} ?: ?(?=\w)")
"""«خط الدفاع: …», «العنوان: …»; not «وأضاف: …», «سامر الحداد: …»."""
_OF_SPEAKERS = frozenset({"given", "title", "honour"})
_MARKED, _LABELLED, _ASKED = "marked", "labelled", "asked"
_QUESTION = ("؟", "?")
_FEWEST_QUESTIONS = 3
"""Paragraphs that ask make an interview of a text; one or two are the writer's own."""


def unmarked(sentence: str) -> str:
    """The sentence without the mark of a list, if it begins with one."""
    mark = _MARK.match(sentence)
    return sentence[mark.end() :] if mark is not None else sentence


def in_lists(paragraphs: Sequence[str]) -> list[bool]:
    """Which of the paragraphs stand beside another of their list; none of a text that begins
    with one, since there is nothing else that tells it."""
    kinds = [*_kinds(paragraphs)]
    is_same = [bool(kind) and kind == after for kind, after in pairwise([*kinds, ""])]
    listed = [here or before for before, here in pairwise([False, *is_same])]
    return listed if not any(listed[:1]) else [False] * len(listed)


def _kinds(paragraphs: Sequence[str]) -> Iterator[str]:
    """Of what kind of list each is an item, if of any; an answer is of its question's."""
    kind = ""
    asks = sum(paragraph.endswith(_QUESTION) for paragraph in paragraphs) >= _FEWEST_QUESTIONS
    for before, paragraph in pairwise(["", *paragraphs]):
        is_answer = before.endswith(_QUESTION)
        if _MARK.match(paragraph) or (is_answer and kind == _MARKED):
            kind = _MARKED
        elif asks and (is_answer or paragraph.endswith(_QUESTION)):
            kind = _ASKED
        else:
            kind = _labelled(paragraph)
        yield kind


def _labelled(paragraph: str) -> str:
    label = _LABEL.match(paragraph)
    keys = map(arabic.word_key, label.group().split()) if label is not None else ()
    return _LABELLED if label is not None and not any(map(_tells_who, keys)) else ""


def _tells_who(key: str) -> bool:
    return reporting.verb(key) is not None or lexicon.sort(key) in _OF_SPEAKERS
