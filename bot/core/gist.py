"""Chooses the sentences that tell an article: whole ones, its own words, in its own order.

News puts the news first, so position leads; closeness to the headline, how much of the article's
vocabulary a sentence carries, and a full length decide the rest. The weights were fitted on human
extracts of Arabic articles; they lie on a plateau, small changes change nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.core import arabic, quotation_marks, reporting
from bot.core.article import is_subheading

_MOST_SENTENCES = 40
"""Nothing after them is news; bounds the work on endless pages."""
_FADE = 8.0
_FULL_LENGTH, _FEWEST_WORDS, _MOST_WORDS = 30, 6, 70
_FIRST, _CENTRAL, _LIKE_HEADLINE, _LONG, _AGAIN = 0.3, 0.5, 1.0, 0.8, 0.5
_LEANS, _NOBODY_SAYS = 0.35, 0.9
_UNFIT = -10.0
"""Only where nothing else is left: prints a quotation again, or holds half of one."""

_LEANS_BACK = re.compile(
    r"^(?:كما|لكن|ولكن|بينما|لذلك|لذا|وهو|وهي|وهذا|وهذه|وذلك|وكان ذلك|وبذلك|وعليه|ومن ثم"
    r"|فيما|إذ|حيث|من جهته|من جهتها|من جانبه|من جانبها|بدوره|بدورها|في المقابل|وفي المقابل"
    r"|في السياق|وفي السياق"
    r"|وفي هذا|وعن|وحول|يذكر أن|يشار إلى|جدير بالذكر|والجدير|تجدر الإشارة|وتجدر)\b"
)
_EMPTY_WORDS = frozenset(
    arabic.normalise(
        "في من إلى على عن أن هذا هذه التي الذي كان كانت ما لا لم أو ثم قد مع بعد قبل كل بين هو"
        " هي كما وقد ذلك حتى إذا غير عند لكن بل أيضا وهو وهي وفي ومن يكون إلا أنه أنها"
    ).split()
)
_WORD = re.compile(r"[\w\u064b-\u0652\u0670]+")
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_SUFFIXES = ("ها", "ات", "ون", "ين", "ان", "يه", "هم", "ه", "ي")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    order: int
    words: int
    stems: frozenset[str]


def stem(key: str) -> str:
    """A word without article, particle and ending: enough to see that two sentences share it."""
    for prefix in _PREFIXES:
        if key.startswith(prefix) and len(key) - len(prefix) >= 3:
            key = key[len(prefix) :]
            break
    else:
        key = key[1:] if len(key) > 4 and key[0] in "وبلف" else key
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= 3:
            return key[: -len(suffix)]
    return key


@lru_cache(maxsize=65536)
def _stem_of(word: str) -> str:
    key = arabic.word_key(word)
    return stem(key) if len(key) > 2 and key not in _EMPTY_WORDS else ""


@lru_cache(maxsize=65536)
def _stems_of(chunk: str) -> tuple[str, ...]:
    """Of what stands between two spaces, mostly one word with its points: remembered."""
    return tuple(found for word in _WORD.findall(chunk) if (found := _stem_of(word)))


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, as stems."""
    return frozenset(chain.from_iterable(map(_stems_of, text.split())))


def _sentences(paragraphs: Sequence[str]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for paragraph in paragraphs:
        if is_subheading(paragraph):
            continue
        for text in arabic.sentences(paragraph):
            found.append(_Sentence(text, len(found), len(text.split()), stems(text)))
        if len(found) >= _MOST_SENTENCES:
            break
    return found[:_MOST_SENTENCES]


def _centrality(sentences: Sequence[_Sentence]) -> list[float]:
    """How much of what the other sentences speak of each one holds; 1 for the most."""
    spread = Counter(chain.from_iterable(sentence.stems for sentence in sentences))
    raw = []
    for sentence in sentences:
        count = len(sentence.stems)
        shared = sum(map(spread.__getitem__, sentence.stems)) - count
        raw.append(shared / math.sqrt(count + 1))
    most = max(raw, default=0) or 1
    return [value / most for value in raw]


def _likeness(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / math.sqrt((len(mine) + 1) * (len(theirs) + 1))


def _leaning(text: str) -> float:
    """What it costs to go on from a sentence before: «من جهته …», still more «وأضاف …»."""
    first = arabic.word_key(text.split(maxsplit=1)[0])
    if first.startswith("و") and reporting.verb(first) is not None:
        return _NOBODY_SAYS
    return _LEANS if _LEANS_BACK.match(text) else 0.0


def _worth(sentence: _Sentence, headline: frozenset[str], printed: Collection[str]) -> float:
    """What a sentence is worth by itself."""
    if any(quote in sentence.text for quote in printed):
        return _UNFIT
    if not all(span.is_whole for span in quotation_marks.spans(sentence.text)):
        return _UNFIT
    length = min(sentence.words, _FULL_LENGTH) / _FULL_LENGTH
    worth = math.exp(-sentence.order / _FADE) + _LONG * length
    worth += _LIKE_HEADLINE * _likeness(sentence.stems, headline)
    if sentence.order == 0:
        worth += _FIRST
    if sentence.words < _FEWEST_WORDS or sentence.text.endswith((":", "؟", "?")):
        worth -= 1
    if sentence.words > _MOST_WORDS:
        worth -= (sentence.words - _MOST_WORDS) / _MOST_WORDS
    return worth - _leaning(sentence.text)


def choose(
    paragraphs: Sequence[str], *, headline: str, printed: Collection[str], wanted: int
) -> list[str]:
    """Up to `wanted` whole sentences in text order; `printed` are quotations shown beside them."""
    sentences = _sentences(paragraphs)
    if not sentences:
        return []
    head = stems(headline) or sentences[0].stems
    worth = [
        _worth(sentence, head, printed) + _CENTRAL * central
        for sentence, central in zip(sentences, _centrality(sentences), strict=True)
    ]
    chosen: list[_Sentence] = []
    told: frozenset[str] = frozenset()
    while len(chosen) < min(wanted, len(sentences)):
        rest = [sentence for sentence in sentences if sentence not in chosen]
        best = max(rest, key=lambda sentence: worth[sentence.order] - _told(sentence, told))
        if worth[best.order] <= _UNFIT / 2 and chosen:
            break
        chosen.append(best)
        told |= best.stems
    return [sentence.text for sentence in sorted(chosen, key=lambda sentence: sentence.order)]


def _told(sentence: _Sentence, told: frozenset[str]) -> float:
    return _AGAIN * len(sentence.stems & told) / (len(sentence.stems) + 1)
