"""Search: what of an article is indexed, what a query means, and in which order hits are shown.

Words are compared by the stem that also tells one story in the words of several papers
(`stories.spelling`): «وبغزة» is found by «غزة», «جوجل» by «غوغل», and no word by a part of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import IntEnum
from typing import Final

from bot.core import arabic, sentences
from bot.core.digest import repeats
from bot.core.models import Article, Digest, Hit, Query, Quote
from bot.core.stories import spelling, words

MOST_INDEXED: Final = 5000
"""Words of an article."""
LETTERS_INDEXED: Final = 30_000
"""Of its text; few articles have half as many."""
ABOUT: Final = "ٱ"
"""Before the words that an article is about: `arabic.normalise` leaves it in no word."""
MOST_WORDS: Final = 10
LONGEST: Final = 100
"""Letters of a query."""
WORTH: Final = timedelta(days=7)
"""So much newer is as good as being about it, and not only mentioning it."""
_POINTS = "؟?!.،,؛:"
_QUOTED = re.compile(r'["«»“”„″]')


def indexed(article: Article, digest: Digest) -> list[str]:
    """The words by which an article is found: those of its headline, its gist and its publisher's
    sections marked, since it is about them, then all of them; between two texts a mark alone,
    which no phrase crosses."""
    told = (article.title, digest.headline, digest.lead, *digest.gist, *article.topics)
    about = [stems([text]) for text in _beginning(told)]
    body = [stems([text]) for text in _beginning(article.paragraphs)]
    marked = [tuple(map(_marked, found)) for found in about]
    found = [word for part in (*marked, *about, *body) for word in (*part, ABOUT)]
    return found[:MOST_INDEXED]


def _beginning(texts: Iterable[str]) -> Iterator[str]:
    """Texts as far as they are indexed; of one that is cut no part of a word."""
    left = LETTERS_INDEXED
    for text in texts:
        yield text if len(text) <= left else text[:left].rpartition(" ")[0]
        left -= len(text)
        if left <= 0:
            return


def _marked(stem: str) -> str:
    return ABOUT + stem


def stems(texts: Iterable[str], most: int = MOST_INDEXED) -> tuple[str, ...]:
    """What words of texts are compared by, without those that say nothing."""
    found: list[str] = []
    for text in texts:
        keys = (word.key for word in words(text, most - len(found)))
        found += filter(None, map(spelling.stem, map(spelling.definite, keys)))
    return tuple(found)


def query(text: str) -> Query:
    """What words mean; those between quotation marks are a phrase."""
    text = " ".join(text.split())
    phrases: list[tuple[str, ...]] = []
    for at, part in enumerate(_QUOTED.split(text)):
        found = stems([part], MOST_WORDS + 1)
        is_phrase = at % 2 == 1
        phrases += [found] if is_phrase and found else [(each,) for each in found]
    kept = tuple(dict.fromkeys(phrases))
    about = tuple(tuple(map(_marked, phrase)) for phrase in kept)
    return Query(text=text, phrases=kept, about=about)


def parts(sought: Query) -> list[str]:
    """The words and phrases of a query that can be searched for, as they were written."""
    found: list[str] = []
    for at, part in enumerate(_QUOTED.split(sought.text)):
        found += [f"«{part.strip()}»"] if at % 2 else part.split()
    bare = (part.strip(_POINTS) for part in found)
    return [part for part in bare if stems([part], 1)][:MOST_WORDS]


def fewer(found: Sequence[str]) -> list[Query]:
    """Of parts each of which stands somewhere: what may stand together, the most of them first."""
    without = [" ".join((*found[:at], *found[at + 1 :])) for at in range(len(found))]
    texts = (" ".join(found), *without, *found) if found else ()
    return [query(text) for text in dict.fromkeys(texts) if text]


def of_subject(name: Query, subject: Query) -> Query:
    """Where both stand, and what is about the subject."""
    text = f"{name.text} عن {subject.text}" if subject.text else name.text
    phrases, about = name.phrases + subject.phrases, name.phrases + subject.about
    return replace(name, text=text, phrases=phrases, about=about)


def is_too_long(sought: Query) -> bool:
    return len(sought.text) > LONGEST or sum(map(len, sought.phrases)) > MOST_WORDS


def ranked(hits: Iterable[Hit]) -> list[list[Hit]]:
    """The hits of each story, the best story first: what is about the query before what only
    mentions it, unless that is a week newer. Of a story only the best kind of its hits."""
    stories: dict[int, list[Hit]] = {}
    for hit in hits:
        stories.setdefault(hit.story_id, []).append(hit)
    kept = [[hit for hit in found if hit.is_about] or found for found in stories.values()]
    return sorted(kept, key=lambda found: max(map(_rank, found)), reverse=True)


def _rank(hit: Hit) -> tuple[float, int]:
    at = hit.told_at + WORTH if hit.is_about else hit.told_at
    return at.timestamp(), hit.article_id


def said(sought: Query, digest: Digest) -> Quote | None:
    """What somebody whose name was searched for has said in an article."""
    fits = (q for q in digest.key_quotes if standing(sought, q) >= Standing.OFFICE)
    return next(fits, None)


class Standing(IntEnum):
    """How well who said something fits who is asked for."""

    ANOTHER = 0
    PERHAPS = 1
    """«رئيس الوزراء» for «الرئيس», «وزيرة الصحة» for «وزير الصحة»: where nobody fits better."""
    OFFICE = 2
    """«وزير المالية اللبناني» for «وزير المالية»."""
    NAME = 3


def standing(sought: Query, quote: Quote) -> Standing:
    """Whether it is said by who is asked for: by his name, or by the beginning of his office."""
    wanted = [stem for phrase in sought.phrases for stem in phrase]
    name, role = stems([quote.speaker], MOST_WORDS), stems([quote.role], MOST_WORDS)
    if not set(name).isdisjoint(wanted):
        return Standing.NAME if {*name, *role}.issuperset(wanted) else Standing.ANOTHER
    if not wanted or list(role[: len(wanted)]) != wanted:
        return Standing.ANOTHER
    asked, his = arabic.normalise(sought.text), arabic.normalise(quote.role)
    is_whole = len(wanted) > 1 or len(role) == 1 or his.startswith("ال")
    is_of_gender = _is_feminine(asked) is _is_feminine(his)
    return Standing.OFFICE if is_whole and is_of_gender else Standing.PERHAPS


def _is_feminine(office: str) -> bool:
    return office.split(maxsplit=1)[0].endswith("ه")


def sayings(
    quotes: Iterable[tuple[int, Quote]], sought: Query, *, articles: int, each: int
) -> list[tuple[int, list[Quote]]]:
    """What he said, of quotations with their articles: of at most so many articles, in their
    order, at most so many each; what several papers quote only once."""
    stood = [(article_id, quote, standing(sought, quote)) for article_id, quote in quotes]
    best = max((fits for *_, fits in stood), default=Standing.ANOTHER)
    told: dict[int, list[Quote]] = {}
    known: list[Quote] = []
    for article_id, quote, fits in stood:
        if fits is Standing.ANOTHER or fits is not best or repeats(quote, known):
            continue
        if article_id in told or len(told) < articles:
            found = told.setdefault(article_id, [])
            if len(found) < each:
                found.append(quote)
                known.append(quote)
    return list(told.items())


def speaks_of(quote: Quote, subject: Query) -> bool:
    """Whether all words of the subject stand in what was said."""
    wanted = {stem for phrase in subject.phrases for stem in phrase}
    return wanted.issubset(stems([quote.text]))


def passage(sought: Query, paragraphs: Sequence[str]) -> str:
    """The first of the sentences that hold most of the words; empty if none holds any."""
    wanted = {stem for phrase in sought.phrases for stem in phrase}
    best, most = "", 0
    for paragraph in paragraphs:
        if len(wanted.intersection(stems([paragraph]))) <= most:
            continue
        for sentence in sentences.split(paragraph):
            number = len(wanted.intersection(stems([sentence])))
            if number > most:
                best, most = sentence, number
    return best
