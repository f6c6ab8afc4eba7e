"""Weighs whether up to four quoted words beside a reporting clause are somebody's.

«النتائج «المروعة»» against «هاتف «النور»»: no single sign decides. Each sign that is there adds
its weight, and where they outweigh the doubt the words are speech. The weights, in tenths, are
those of a logistic regression over 1,357 quotations of 659 articles, with 7 tenths taken from the
counts of words for precision: of those that are weighed, .84 are found with a precision of .91
(five-fold, before the 7 tenths, .89 with .87). `benchmarks/short_weights.py` fits them.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.core import arabic
from bot.core.lexicon import Word, look
from bot.core.phrases.tokens import END, Token
from bot.core.quotes import quoted_names
from bot.core.speakers import describing
from bot.core.speakers.clauses import THAT
from bot.core.speakers.events import Event, Found

MOST_WORDS = 4
_MANY = 3
_NEAR, _FAR = 4, 8
"""Tokens between أن and the quotation."""
_NAMED = ("body", "title", "given", "family", "place", "honour", "outlet")
_COUNTS = {1: "a single word", 2: "two words"}
_PLAIN = ("preposition", "title", "common")
_ASKS = {
    "عن": ("عرب", "عبر", "تحدث"),
    "من": ("حذر", "شتك", "سخر"),
    "ب": ("ندد", "طالب", "تهم", "رحب", "شاد", "هدد", "تعهد"),
    "الي": ("دعا", "دعت", "يدعو", "تدعو", "داعي", "شار", "شير", "لفت", "لافت", "نبه"),
    "علي": ("شدد", "حث", "صر", "كد"),
}
"""«أعرب عن «ارتياح»», «حذر من «حرب»»: the particle and what the word for it holds."""
_LEADING = frozenset({"ب", "من", "الي", "عن"})
"""«حذر من «حرب»», «اتهمه بـ«السعي»»."""
WEIGHTS = {
    "behind :": 13,
    "behind a particle that leads to words": 13,
    "goes on plainly": 12,
    "said, and no more": 11,
    "behind the clause's أن": 10,
    "two words without ال": 10,
    "a word is known": 8,
    "the verb is act": 8,
    "his word for it": 8,
    "close behind أن": 8,
    "behind a verb": 7,
    "what the verb asks for": 6,
    "before a particle": 6,
    "the sentence ends": 6,
    "an article with many quotations": 3,
    "some words": -5,
    "far behind أن": -3,
    "behind another quotation": -5,
    "nobody speaks": -5,
    "in marks elsewhere": -6,
    "one word with ال": -6,
    "the verb is weak": -8,
    "behind a body or a title": -8,
    "goes on with a place": -12,
    "behind ل": -12,
    "two words": -21,
    "a single word": -22,
    "a name by its form": -17,
    "behind a word that a name follows": -30,
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the article says of a few quoted words."""

    repeated: Container[str]
    """What stands in marks again and again."""
    unmarked: Container[str]
    """What stands elsewhere without marks."""
    longer: int
    """How many longer quotations of the article are speech."""


def signs(found: Found, around: Around) -> list[str]:
    """The signs that are there, for and against: keys of the weights."""
    words = found.text.split()
    return [*_of_article(found, around), *_of_place(found), *_of_clause(found), *_of_words(words)]


def _of_article(found: Found, around: Around) -> Iterator[str]:
    if found.text in around.repeated:
        yield "in marks elsewhere"
    if around.longer >= _MANY:
        yield "an article with many quotations"


def _of_name(found: Found) -> Iterator[str]:
    reason = quoted_names.reason(found.paragraph, found.at, found.text)
    if reason.startswith(quoted_names.AFTER):
        yield "behind a word that a name follows"
    elif reason:
        yield "a name by its form"


def _of_place(found: Found) -> Iterator[str]:
    tokens, at, before = found.paragraph.tokens, found.at, found.key_before
    yield from _of_name(found)
    if before in (":", "ل"):
        yield f"behind {before}"
    elif before in _LEADING:
        yield "behind a particle that leads to words"
    elif look(before).sort in ("body", "title"):
        yield "behind a body or a title"
    elif look(before).is_verb:
        yield "behind a verb"
    following = tokens[at + 1].key if at + 1 < len(tokens) else END
    if following == END:
        yield "the sentence ends"
    elif look(following).sort in ("stop", "preposition"):
        yield "before a particle"


def _of_clause(found: Found) -> Iterator[str]:
    event = found.event
    if event is None:
        return
    if event.verb.force in ("act", "weak"):
        yield f"the verb is {event.verb.force}"
    if event.speaker is None:
        yield "nobody speaks"
    if _is_all_said(found, event):
        yield "said, and no more"
    if describing.describes(found):
        yield "his word for it"
    yield from _of_way(found.paragraph.tokens[event.at + 1 : found.at], found, event)


def _is_all_said(found: Found, event: Event) -> bool:
    """«وقالت فلانة «عاملونا كأعداء».», «تصرخ «بنتي هناك»، ولم …»."""
    tokens, at = found.paragraph.tokens, found.at
    between = tokens[event.at + 1 : at]
    if event.verb.force != "say" or any(token.key in THAT or token.span for token in between):
        return False
    if at + 1 == len(tokens) or tokens[at + 1].key == END:
        return True
    return tokens[at + 1].key == "،" and at <= max(event.at + 1, event.after)


def _of_way(between: Sequence[Token], found: Found, event: Event) -> Iterator[str]:
    """What stands from the reporting word to the quotation."""
    cue = arabic.word_key(event.cue)
    if between and any(stem in cue for stem in _ASKS.get(found.key_before, ())):
        yield "what the verb asks for"
    if any(token.span is not None for token in between):
        yield "behind another quotation"
    since = next((n for n, token in enumerate(reversed(between)) if token.key in THAT), None)
    if since is not None:
        yield "behind the clause's أن"
        if since < _NEAR:
            yield "close behind أن"
        elif since >= _FAR:
            yield "far behind أن"


def _of_words(words: Sequence[str]) -> Iterator[str]:
    looked = [look(arabic.word_key(word)) for word in words]
    yield _COUNTS.get(len(words), "some words")
    if any(map(_is_known, looked)):
        yield "a word is known"
    is_definite = [word.is_definite for word in looked]
    if is_definite == [True]:
        yield "one word with ال"
    if is_definite == [False, False]:
        yield "two words without ال"
    if any(word.sort in _PLAIN or word.is_verb for word in looked[1:]):
        yield "goes on plainly"
    if any(word.sort == "place" for word in looked[1:]):
        yield "goes on with a place"


def _is_known(word: Word) -> bool:
    return word.is_plain or word.sort not in ("other", *_NAMED)


def is_speech(found_signs: Sequence[str]) -> bool:
    """Whether the signs outweigh the doubt."""
    return sum(WEIGHTS[sign] for sign in found_signs) >= 0


def explained(found_signs: Sequence[str]) -> str:
    """The signs with their weights, for people."""
    return ", ".join(f"{sign} {WEIGHTS[sign]:+}" for sign in found_signs)
