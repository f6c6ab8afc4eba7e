"""Weighs whether one to three quoted words beside a reporting clause are somebody's.

«النتائج «المروعة»» against «هاتف «النور»»: no single sign decides. Each sign that is found adds
its weight, and above `_ENOUGH` the words are speech. The weights are those of a logistic
regression over 970 quotations of up to three words judged by hand; what the rules say is one of
the signs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core import arabic
from bot.core.lexicon import Word, look
from bot.core.phrases.tokens import END
from bot.core.speakers.clauses import THAT
from bot.core.speakers.events import Event, Found

MOST_WORDS = 3
_MANY = 3
_NEAR, _FAR, _VERY_FAR = 4, 15, 28
"""Tokens between the reporting word, or أن, and the quotation."""
_NAMED = (
    "body", "title", "given", "family", "place", "honour", "outlet"
)  # fmt: skip
_WEIGHTS = {
    "taken for speech by the rules": 1.5,
    "an article with many quotations": 1.6,
    "an article without quotations": -0.3,
    "behind ل": -1.6,
    "the sentence ends": 1.0,
    "far from the reporting word": -0.8,
    "very far from it": -1.4,
    "behind أن": 1.3,
    "close behind أن": 1.0,
    "describes": 0.6,
    "the verb has an object": 1.4,
    "begins as a name": -0.8,
    "holds a name": -0.8,
    "no word is known": -0.7,
    "behind a feminine": -0.5,
    "what the verb asks for": 2.2,
    "joined to speech": 1.6,
}
_ASKS = {
    "عن": ("عرب", "عبر", "تحدث"),
    "من": ("حذر", "شتك", "سخر"),
    "ب": ("ندد", "طالب", "تهم", "رحب", "شاد", "هدد", "تعهد"),
    "الي": ("دعا", "دعت", "يدعو", "تدعو", "داعي", "شار", "شير", "لفت", "لافت", "نبه"),
    "علي": ("شدد", "حث", "صر", "كد"),
}
"""«أعرب عن «ارتياح»», «حذر من «حرب»»: the particle and what the word for it holds."""
_BIAS = -1.75
_ENOUGH = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules think of the words, and of the article around them."""

    is_taken: bool
    describes: bool
    """«وصفه بـ«…»»."""
    longer: int
    """How many longer quotations of the article are speech."""
    is_joined: bool
    """«… و«…»»: the quotation before it is speech, and و joins this to it."""


def signs(found: Found, words: list[str], verdict: Verdict) -> list[str]:
    """The signs that are there, for and against; keys of the weights."""
    event = found.event
    if event is None:
        return []
    told = {
        "taken for speech by the rules": verdict.is_taken,
        "describes": verdict.describes,
        "joined to speech": verdict.is_joined,
        "an article with many quotations": verdict.longer >= _MANY,
        "an article without quotations": verdict.longer == 0,
        "the verb has an object": event.verb.force == "act",
    }
    found_signs = [sign for sign, is_there in told.items() if is_there]
    return [*found_signs, *_of_place(found, event), *_of_words(words)]


def _of_place(found: Found, event: Event) -> Iterator[str]:
    tokens, at, before = found.paragraph.tokens, found.at, found.key_before
    if before == "ل":
        yield "behind ل"
    if before.endswith("ه"):
        yield "behind a feminine"
    if at + 1 >= len(tokens) or tokens[at + 1].key == END:
        yield "the sentence ends"
    if not found.is_after:
        yield from _of_distance(found, event)


def _of_distance(found: Found, event: Event) -> Iterator[str]:
    tokens, at = found.paragraph.tokens, found.at
    cue = arabic.word_key(event.cue)
    if any(stem in cue for stem in _ASKS.get(found.key_before, ())):
        yield "what the verb asks for"
    if at - event.at > _FAR:
        yield "far from the reporting word"
    if at - event.at > _VERY_FAR:
        yield "very far from it"
    thats = [place for place in range(event.at + 1, at) if tokens[place].key in THAT]
    if thats:
        yield "behind أن"
    if thats and at - thats[-1] <= _NEAR:
        yield "close behind أن"


def _of_words(words: list[str]) -> Iterator[str]:
    looked = [look(arabic.word_key(word)) for word in words]
    if looked[0].sort in _NAMED:
        yield "begins as a name"
    if any(word.sort in _NAMED for word in looked):
        yield "holds a name"
    if not any(map(_is_known, looked)):
        yield "no word is known"


def _is_known(word: Word) -> bool:
    return word.is_plain or word.sort not in ("other", *_NAMED)


def is_speech(found_signs: list[str]) -> bool:
    """Whether the signs outweigh the doubt."""
    return _BIAS + sum(_WEIGHTS[sign] for sign in found_signs) > _ENOUGH
