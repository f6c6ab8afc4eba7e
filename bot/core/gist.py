"""Chooses the sentences that tell an article: whole ones, its own words, in its own order.

News puts the news first, so position leads; a full length, what of the headline it tells, figures,
whether somebody states something, and how much of the article's vocabulary a sentence carries
decide the rest. The weights were fitted on human extracts of Arabic articles, each judged by its
mean over weights a fifth larger or smaller (single figures flicker, such means show a plateau),
and on the sentences annotated as the best of 400 news articles; 200 others agreed.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from bot.core import items, leaning, quotation_marks, sentences, stems, untold
from bot.core.article import without_subheadings

_MOST_SENTENCES = 40
"""Nothing after them is news; bounds the work on endless pages."""
_FADE = 6.0
_FULL_LENGTH, _FEWEST_WORDS, _MOST_WORDS, _HEAVY = 30, 6, 50, 80
_LONG_LEAD = 16
"""Words of a first sentence that tells news before it says that a list or statement comes; others
are then of full length."""
_LONGEST = 180
"""Words of a sentence that fill a phone: where there is none shorter, the headline is all."""
_EARLY, _FIRST, _CENTRAL, _LIKE_HEADLINE = 1.25, 0.3, 0.25, 1.0
_COVERS, _COVERED, _IS_HEADLINE, _REPEATED = 2.4, 1.4, 0.7, 0.8
"""What all words of the headline are worth, and how much less where another sentence has told
them."""
_LONG, _STATES, _LISTED, _AGAIN = 1.0, 0.2, 0.5, 0.5
_ONE_OF_MANY = 3.0
"""A step of a recipe, a row of a table, an answer without its question: told last, if at all;
not «• وأوضح الوزير أن …», which says whose it is."""
_FIGURES, _MOST_FIGURES = 0.2, 3
"""How many, how much, when: what an editor looks for first."""
_BEGINS_PARAGRAPH = 0.4
_SAME, _REPEATS = 0.5, 2.0
"""What shares so many words with a sentence that is told, of its own or of that one's, tells it
twice."""
_NO_GAIN = -0.5
"""Better no sentence than one of which nobody can know who says it."""
_UNFIT = -10.0
"""Only where nothing else is left: prints a quotation again, holds half of one, goes on
behind its colon or comma, is scripture or a greeting."""

_ANNOUNCES = re.compile(r"^و?(?:فيما يلي|إليكم)\b")
"""«وفيما يلي أهم ما جاء فيه: …»: what comes is told by others."""
_CEREMONY = re.compile(
    r"^(?:و|كما |كذلك )?(?:حضرت?(?:ه|ها)? |كانت? في (?:استقبال|وداع))"
    r"|^(?:و?(?:يذكر|يشار|تجدر الإشارة|من الجدير)|و?(?:ال)?جدير)(?: بالذكر)?(?: إلى)? "
    r"|^و.{3,40}? إذ (?:تعلن|يعلن)|^و\S+ (?:\S+ ){1,9}(?:شكره|شكرها|شكرهم|الشكر)\b"
)
"""Who was there, whom they thank, with what a ministry ends its statements; and what was known."""
_LOOKED_AT = 160
"""Letters of a sentence that tell what it leans on."""
_VOWELS = re.compile("[\u064b-\u0652]")
_PREAMBLE = re.compile(
    r"^و?(?:قال|يقول) (?:الله|الحق|المولى|رسول الله)\b|^(?:السلام عليكم|بسم الله)\b"
)
"""Scripture and greetings at the head of a statement; what has happened comes after them."""
_FIGURE = re.compile(r"\d\d*")
"""Twice as fast as with a plus: what begins with a class passes over the rest quickly."""


@dataclass(slots=True)
class _Sentence:
    text: str
    begin: str
    """Without vowel signs, as far as it tells what the sentence leans on."""
    order: int
    begins_paragraph: bool
    words: int
    stems: frozenset[str]
    is_item: bool
    is_listed: bool
    """Others of its list stand beside it."""
    is_doubtful: bool
    """Its paragraph's quotation marks do not come out even: it may hold half a quotation."""


def _sentences(paragraphs: Sequence[str]) -> list[_Sentence]:
    found: list[_Sentence] = []
    kept = without_subheadings(paragraphs)
    for paragraph, is_listed in zip(kept, items.in_lists(kept), strict=True):
        is_doubtful = not _are_whole(paragraph)
        for at, whole in enumerate(sentences.split(paragraph)):
            text = items.unmarked(whole)
            found.append(
                _Sentence(
                    text=text,
                    begin=_VOWELS.sub("", text[:_LOOKED_AT]),
                    order=len(found),
                    begins_paragraph=at == 0,
                    words=text.count(" ") + 1,
                    stems=stems.of(text),
                    is_item=text != whole,
                    is_listed=is_listed,
                    is_doubtful=is_doubtful,
                )
            )
        if len(found) >= _MOST_SENTENCES:
            break
    return found[:_MOST_SENTENCES]


def _are_whole(text: str) -> bool:
    """Whether every quotation in it has its end."""
    return all(span.is_ended for span in quotation_marks.spans(text))


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


def _leaning(
    sentence: _Sentence, before: _Sentence | None, *, is_of_untold: bool, opens: bool
) -> float:
    """What it costs to tell a sentence behind the one before it, or without; or first of all."""
    leans = leaning.cost(sentence.begin, is_first=sentence.order == 0)
    if is_of_untold:
        leans = max(leans, leaning.UNTOLD)
    if before is None:
        return leans + (leaning.pointing(sentence.begin, opens=opens) if sentence.order else 0.0)
    is_held = leans > leaning.LEANS and leaning.holds(before.text, sentence.text)
    return leaning.LEANS if is_held else leans


def _is_of_untold(
    sentence: _Sentence, before: Sequence[_Sentence], told: Sequence[str], head: frozenset[str]
) -> bool:
    """«وأضاف الحداد أن …», «وحسب المصادر …», where only an earlier sentence that is left out tells
    who that is; `told` are the sentences that are told before it and the headline."""
    if not before:
        return False
    known = head.union(*(stems.of(each) for each in told))
    subject = leaning.subject(sentence.text) if sentence.text.startswith("و") else ""
    if subject and subject not in known and any(subject in each.stems for each in before):
        return True
    left = [each.text for each in before]
    names = frozenset(chain.from_iterable(map(untold.keys, told)))
    return untold.names_somebody(sentence.text, left, names) or untold.tells_of_known(
        sentence.text, left, known
    )


def _is_unfit(sentence: _Sentence, printed: Collection[str]) -> bool:
    if any(quote in sentence.text for quote in printed):
        return True
    if sentence.is_doubtful and not _are_whole(sentence.text):
        return True
    fewest = _FULL_LENGTH if sentence.order else _LONG_LEAD
    if sentence.text.endswith((":", "،", ",")) and sentence.words < fewest:
        return True
    return _PREAMBLE.match(sentence.text) is not None


def _of_headline(sentence: _Sentence, headline: frozenset[str]) -> float:
    """What it is worth that a sentence tells what the headline promises."""
    likeness = _LIKE_HEADLINE * _likeness(sentence.stems, headline)
    shared = len(sentence.stems & headline)
    if sentence.order and shared >= _IS_HEADLINE * len(sentence.stems):
        return likeness - 1  # it says nothing but the headline
    return likeness + _COVERS * shared / len(headline)


def _repeats(lead: _Sentence, title: str, headline: frozenset[str]) -> bool:
    """Whether it says the headline in other forms: «أقر المجلس …» below «المجلس يقر …»; not where
    the headline is the lead itself, for want of another."""
    shared = len(lead.stems & headline)
    has_news = {*_FIGURE.findall(lead.text)} - {*_FIGURE.findall(title)}
    return lead.text != title and not has_news and shared >= _REPEATED * len(lead.stems)


def _drawbacks(sentence: _Sentence) -> float:
    """What it costs a sentence to be no statement, a formality, one of a list or very long."""
    costs = 0.0
    if sentence.words < _FEWEST_WORDS or sentence.text.endswith((":", "؟", "?")):
        costs += 1
    if _ANNOUNCES.match(sentence.begin) or (sentence.order and _CEREMONY.match(sentence.begin)):
        costs += 1
    if sentence.is_item:
        costs += _LISTED
    if sentence.is_listed and not leaning.subject(sentence.text):
        costs += _ONE_OF_MANY
    return costs + max(0, sentence.words - _MOST_WORDS) / _HEAVY


def _worth(sentence: _Sentence, headline: frozenset[str], printed: Collection[str]) -> float:
    """What a sentence is worth by itself."""
    if _is_unfit(sentence, printed):
        return _UNFIT
    length = min(sentence.words, _FULL_LENGTH) / _FULL_LENGTH
    figures = min(len(_FIGURE.findall(sentence.text)), _MOST_FIGURES) / _MOST_FIGURES
    worth = _EARLY * math.exp(-sentence.order / _FADE) + _LONG * length + _FIGURES * figures
    worth += _of_headline(sentence, headline)
    if sentence.order == 0:
        worth += _FIRST
    if sentence.begins_paragraph:
        worth += _BEGINS_PARAGRAPH
    if leaning.reports(sentence.text):
        worth += _STATES
    return worth - _drawbacks(sentence)


def _best(
    ranked: Sequence[_Sentence], worth: Sequence[float], value: Callable[[_Sentence], float]
) -> tuple[float, int, _Sentence]:
    """The most that any of them is told for, and whose that is: none is told for more than it is
    worth by itself, by which they are ranked. Of two the first in the text."""
    best = value(ranked[0]), -ranked[0].order, ranked[0]
    for each in ranked[1:]:
        if worth[each.order] < best[0]:
            break
        best = max(best, (value(each), -each.order, each), key=itemgetter(0, 1))
    return best


def choose(
    paragraphs: Sequence[str], *, headline: str, printed: Collection[str], wanted: int
) -> list[str]:
    """Up to `wanted` whole sentences in text order; `printed` are quotations shown beside them."""
    sentences = _sentences(paragraphs)
    if not sentences:
        return []
    head = stems.of(headline) or sentences[0].stems or frozenset({""})
    worth = [
        _worth(sentence, head, printed) + _CENTRAL * central
        for sentence, central in zip(sentences, _centrality(sentences), strict=True)
    ]
    covered = _COVERS if head <= sentences[0].stems else _COVERED
    fitting = [sentence for sentence in sentences if sentence.words <= _LONGEST]
    if headline and len(fitting) > 1 and _repeats(fitting[0], headline, head):
        del fitting[0]
    left = sorted(fitting, key=lambda sentence: -worth[sentence.order])
    chosen: dict[int, _Sentence] = {}
    told: list[frozenset[str]] = []

    def value(sentence: _Sentence) -> float:
        before = [each for each in sentences[: sentence.order] if each.order not in chosen]
        earlier = [each.text for each in chosen.values() if each.order < sentence.order]
        is_of_untold = _is_of_untold(sentence, before, (headline, *earlier), head)
        leans = _leaning(
            sentence,
            chosen.get(sentence.order - 1),
            is_of_untold=is_of_untold,
            opens=not earlier,
        )
        shared = sentence.stems.intersection(chain.from_iterable(told))
        again = covered * len(shared & head) / len(head)
        return worth[sentence.order] - leans - again - _told(sentence.stems, told, shared)

    while left and len(chosen) < wanted:
        most, _, best = _best(left, worth, value)
        if most <= _NO_GAIN and (chosen or printed):
            break
        left.remove(best)
        chosen[best.order] = best
        told.append(best.stems)
    return [chosen[order].text for order in sorted(chosen)]


def _told(mine: frozenset[str], told: Sequence[frozenset[str]], shared: frozenset[str]) -> float:
    """What it costs a sentence that others have told `shared`, more if one has half of it."""
    is_same = any(len(mine & one) >= _SAME * min(len(mine), len(one)) for one in told)
    return _AGAIN * len(shared) / (len(mine) + 1) + is_same * _REPEATS
