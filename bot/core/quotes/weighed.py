"""Weighs whether up to four quoted words beside a reporting clause are somebody's.

«النتائج «المروعة»» against «هاتف «النور»»: no single sign decides. Each sign that is there adds
its weight, and where they outweigh the doubt the words are speech. The weights, in tenths, are
those of a logistic regression over the 1,158 quotations that are weighed of 1,509 articles, and
over the case files: precision .81 with recall .80 (five-fold). `benchmarks/short_weights.py` fits
them.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.core import arabic
from bot.core.lexicon import Word, look
from bot.core.phrases.tokens import END, Token
from bot.core.quotes import quoted_names
from bot.core.speakers import describing
from bot.core.speakers.events import Event, Found
from bot.core.verbs.clauses import THAT

MOST_WORDS = 4
_MANY = 3
_NEAR, _FAR = 4, 8
"""Tokens between أن and the quotation."""
_NAMED = ("body", "title", "given", "family", "place", "honour", "outlet")
_COUNTS = {1: "a single word", 2: "two words"}
_PLAIN = ("preposition", "title", "common")
_JUDGES = frozenset(
    {"لا", "لن", "لم", "ليس", "ليست", "ما", "غير", "اكثر", "مجرد", "كل", "كفي", "متي"}
)
"""«ليست نهائية», «غير كافية», «أكثر من رائعة»."""
_TO_COME = re.compile("س[يتن]..")
"""«ستستفيد»."""
_HIS = ("ها", "هم", "نا", "ته")
"""«عن «ارتياحها»»."""
_ASKS = {
    "عن": ("عرب", "عبر", "تحدث"),
    "من": ("حذر", "شتك", "سخر"),
    "ب": ("ندد", "طالب", "تهم", "رحب", "شاد", "هدد", "تعهد"),
    "الي": ("دعا", "دعت", "يدعو", "تدعو", "داعي", "شار", "شير", "لفت", "لافت", "نبه"),
    "علي": ("شدد", "حث", "صر", "كد"),
}
"""«أعرب عن «ارتياح»», «حذر من «حرب»»: the particle and what the word for it holds."""
WEIGHTS = {
    "his word for it": 19,
    "behind :": 11,
    "what the verb asks for": 11,
    "begins as a judgement does": 11,
    "the verb is act": 9,
    "an article with many quotations": 9,
    "behind the clause's أن": 8,
    "said, and no more": 8,
    "of somebody's own": 8,
    "the sentence ends": 7,
    "a word is known": 7,
    "close behind أن": 7,
    "one word that tells what it is": 6,
    "goes on plainly": 5,
    "two words without ال": 5,
    "one word with ال": -4,
    "behind a body or a title": -4,
    "behind another quotation": -4,
    "far behind أن": -7,
    "the verb is weak": -8,
    "nobody speaks": -10,
    "goes on with a place": -15,
    "behind ل": -16,
    "two words": -16,
    "a single word": -18,
    "a name by its form": -21,
    "in marks elsewhere": -24,
    "behind a word that a name follows": -31,
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
    elif look(before).sort in ("body", "title"):
        yield "behind a body or a title"
    following = tokens[at + 1].key if at + 1 < len(tokens) else END
    if following == END:
        yield "the sentence ends"


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
    if (
        found.is_after
        or event.verb.force != "say"
        or any(token.key in THAT or token.span for token in between)
    ):
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
        if _is_predicate(found):
            yield "one word that tells what it is"
        if since < _NEAR:
            yield "close behind أن"
        elif since >= _FAR:
            yield "far behind أن"


def _is_predicate(found: Found) -> bool:
    """«إن الخطة «متوافقة» مع …», «إن القرى «ستستفيد» من …»; not «إن نظام «دعم»»."""
    word, *more = found.text.split()
    key = arabic.word_key(word)
    if more or not (key.endswith("ه") or _TO_COME.match(key)) or look(key).is_definite:
        return False
    return look(found.key_before).is_definite


def _of_words(words: Sequence[str]) -> Iterator[str]:
    keys = [arabic.word_key(word) for word in words]
    looked = [look(key) for key in keys]
    if len(words) in _COUNTS:
        yield _COUNTS[len(words)]
    if keys[0] in _JUDGES:
        yield "begins as a judgement does"
    if keys[0].endswith(_HIS):
        yield "of somebody's own"
    if any(map(_is_known, looked)):
        yield "a word is known"
    yield from _of_definite([word.is_definite for word in looked])
    if any(word.sort in _PLAIN or word.is_verb for word in looked[1:]):
        yield "goes on plainly"
    if any(word.sort == "place" for word in looked[1:]):
        yield "goes on with a place"


def _of_definite(are_definite: Sequence[bool]) -> Iterator[str]:
    if are_definite == [True]:
        yield "one word with ال"
    if are_definite == [False, False]:
        yield "two words without ال"


def _is_known(word: Word) -> bool:
    return word.is_plain or word.sort not in ("other", *_NAMED)


def is_speech(found_signs: Sequence[str]) -> bool:
    """Whether the signs outweigh the doubt."""
    return sum(WEIGHTS[sign] for sign in found_signs) >= 0


def explained(found_signs: Sequence[str]) -> str:
    """The signs with their weights, for people."""
    return ", ".join(f"{sign} {WEIGHTS[sign]:+}" for sign in found_signs)
