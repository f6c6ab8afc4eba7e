"""Search: what of an article is indexed, what a query means, and in which order hits are shown.

Words are compared by the stem that also tells one story in the words of several papers
(`stories.spelling`): «وبغزة» is found by «غزة», «جوجل» by «غوغل», and no word by a part of it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from bot.core import arabic
from bot.core.models import Article, Digest, Hit, Query, Quote
from bot.core.stories import spelling, words

MOST_INDEXED: Final = 5000
"""Words of an article."""
ABOUT: Final = "ٱ"
"""Before the words that an article is about: `arabic.normalise` leaves it in no word."""
MOST_WORDS: Final = 10
LONGEST: Final = 100
"""Letters of a query."""
WORTH: Final = timedelta(days=7)
"""So much newer is as good as being about it, and not only mentioning it."""
_QUOTED = re.compile(r'["«»“”„″]')
_OPENING = re.compile(
    r"\s*(?:[اإ]?بحث(?:\s+لي)?(?:\s+عن)?|(?:ما\s+|[آا]خر\s+)?[أا]خبار(?:\s+عن)?)\s+(?=\S)"
)
"""«ابحث عن …», «ما أخبار …»"""
_ASKED = re.compile(
    r"\s*(?:(?:ماذا|ما الذي|شو|ايش|وش) (?:قال|قالت|يقول|تقول)|[أا]قوال|تصريحات"
    r"|(?:بماذا|بم) صرحت?|ما صرحت? به)(?: عن)? (?=\S)"
)
"""«ماذا قال …؟», «تصريحات …»"""


def indexed(article: Article, digest: Digest) -> list[str]:
    """The words by which an article is found: those of its headline and its gist marked, since it
    is about them, then all of them; between two texts a mark alone, which no phrase crosses."""
    about = [stems([text]) for text in (article.title, digest.headline, digest.lead, *digest.gist)]
    body = [stems([paragraph]) for paragraph in article.paragraphs]
    marked = [tuple(map(_marked, found)) for found in about]
    found = [word for part in (*marked, *about, *body) for word in (*part, ABOUT)]
    return found[:MOST_INDEXED]


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


def ordered(text: str) -> str:
    """What a message asks for in so many words: «ابحث عن …»; empty if it does not."""
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else ""


def asked_for(text: str) -> str:
    """Of whom a message asks what he said: «ماذا قال …؟»; empty if of nobody."""
    opening = _ASKED.match(text)
    return text[opening.end() :].strip(" ?؟!.") if opening else ""


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
    return next((quote for quote in digest.key_quotes if is_by(sought, quote)), None)


def is_by(sought: Query, quote: Quote) -> bool:
    """Whether it is said by who is searched for: by his name, or by all of his office."""
    wanted = {stem for phrase in sought.phrases for stem in phrase}
    name, role = stems([quote.speaker], MOST_WORDS), stems([quote.role], MOST_WORDS)
    is_named = not wanted.isdisjoint(name) or wanted == set(role)
    return is_named and wanted <= {*name, *role}


def passage(sought: Query, paragraphs: Sequence[str]) -> str:
    """The first of the sentences that hold most of the words; empty if none holds any."""
    wanted = {stem for phrase in sought.phrases for stem in phrase}
    best, most = "", 0
    for paragraph in paragraphs:
        if len(wanted.intersection(stems([paragraph]))) <= most:
            continue
        for sentence in arabic.sentences(paragraph):
            number = len(wanted.intersection(stems([sentence])))
            if number > most:
                best, most = sentence, number
    return best
