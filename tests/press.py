"""What the articles of a simulation say, and how a message that tells of one is read again."""

import re
from dataclasses import dataclass, replace

from bot.core.messages import telegram_html
from bot.core.models import Article, Digest
from tests.builders import PARAGRAPHS, a_digest, a_quote, an_article

HEADLINE = re.compile(r"الخبر رقم (\d+)(?: في صيغته (\d+))?")
SAID = re.compile(r"لن تُحفر البئر (\d+) قبل الدراسة (\d+)")
TOLD_BY = re.compile(r"نقلته (\d+) مصادر")
TOLD_BY_TWO = "نقله مصدران"
CORRECTED = "تصحيح:"
MISSED = "ربما فاتك:"
WITHDRAWN = "سُحب الخبر من مصدره"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so of an article, or what a message says of it."""

    number: int
    wording: int = 0
    said: int = 0
    """Of the quotation that is printed; -1: none is, beside the headline alone."""
    sources: int = 1
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message says in all."""

    facts: Facts
    was: frozenset[tuple[str, int]] = frozenset()
    """What it says was told otherwise."""
    missed: frozenset[int] = frozenset()


def headline(facts: Facts) -> str:
    return f"الخبر رقم {facts.number}" + (f" في صيغته {facts.wording}" if facts.wording else "")


def words(facts: Facts) -> str:
    return f"لن تُحفر البئر {facts.number} قبل الدراسة {facts.said}"


def digest_of(facts: Facts) -> Digest:
    return a_digest(headline(facts), quotes=(a_quote(words(facts)),))


def article_of(facts: Facts, url: str) -> Article:
    said = f"وقال وزير الري سامر الحدّاد: «{words(facts)}»."
    return an_article(headline(facts), paragraphs=(PARAGRAPHS[0], said, PARAGRAPHS[2]), url=url)


def read(text: str) -> Shown:
    """A message as its reader has it, with its markup or without."""
    number, wording, said, sources = 0, 0, -1, 1
    was: set[tuple[str, int]] = set()
    missed: set[int] = set()
    for line in telegram_html.plain(text).split("\n"):
        named, spoken = HEADLINE.search(line), SAID.search(line)
        if CORRECTED in line:
            was |= {("headline", int(named[2] or 0))} if named else set()
            was |= {("words", int(spoken[2]))} if spoken else set()
        elif MISSED in line and named:
            missed.add(int(named[1]))
        elif named and not number:
            number, wording = int(named[1]), int(named[2] or 0)
        elif spoken:
            said = int(spoken[2])
        elif told_by := TOLD_BY.search(line):
            sources = int(told_by[1])
        elif TOLD_BY_TWO in line:
            sources = 2
    facts = Facts(number, wording, said, sources, WITHDRAWN in text)
    return Shown(facts, frozenset(was), frozenset(missed))


def due(first: Shown, facts: Facts) -> Shown:
    """What a message is to say that once said `first`, where these are the facts now."""
    told = first.facts
    was = {("headline", told.wording)} if told.wording != facts.wording else set()
    if facts.is_withdrawn:  # nobody stands by what was said, nor by who else tells it
        return Shown(replace(facts, sources=1, said=-1), frozenset(was), first.missed)
    if told.said < 0:
        return Shown(replace(facts, said=-1), frozenset(was), first.missed)
    was |= {("words", told.said)} if told.said != facts.said else set()
    return Shown(facts, frozenset(was), first.missed)
