"""What a search has found, as a message: a page of stories, each with the words found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core import arabic, search
from bot.core.digest import excerpt
from bot.core.messages import digits
from bot.core.messages.full_text import page_buttons
from bot.core.messages.render_list import (
    LONGEST_BELOW,
    listed_foot,
    number_rows,
    numbered,
    open_keys,
)
from bot.core.messages.render_quotes import LONGEST_QUOTE, in_marks
from bot.core.messages.telegram_html import inline, line, verbatim
from bot.core.models import Language, Message, Query, StoredArticle, Variant
from bot.core.texts import count, say

A_PAGE: Final = 5
MOST_PAGES: Final = 10
MOST: Final = A_PAGE * MOST_PAGES
LONGEST_DATA: Final = 64
"""Bytes that a key may carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Of what was found, what is shown at once."""

    number: int
    """From 1."""
    shown: Sequence[StoredArticle]
    stories: int
    """How many were found in all."""


def results(sought: Query, page: Page, *, now: datetime, bot: str, variant: Variant) -> Message:
    """A page of what a search has found."""
    language = variant.language
    first = (page.number - 1) * A_PAGE + 1
    blocks = [title(sought, page.stories, language)]
    for at, stored in enumerate(page.shown, start=first):
        lines = [numbered(at, stored, bot), *why(sought, stored)]
        blocks.append("\n".join([*lines, listed_foot(stored, language, now=now)]))
    rows = list(number_rows(open_keys(page.shown, first), A_PAGE, language))
    pages = min(-(-page.stories // A_PAGE), MOST_PAGES)
    turn = f"find:{sought.text}"
    if pages > 1 and is_carried(turn):
        rows.append(page_buttons(turn, page.number, pages, language))
    tail = say("latest.choose" if pages < 2 or is_carried(turn) else "search.narrow", language)
    html = "\n\n".join([*blocks, line(tail)])
    return digits.write(Message(html=html, buttons=tuple(rows)), variant.digits)


def title(sought: Query, stories: int, language: Language) -> str:
    """How many stories it found; beyond what is shown, that these are the newest."""
    key = "search.title" if stories <= MOST else "search.title.newest"
    shown = count("stories", min(stories, MOST), language)
    return line(
        say(key, language, query=arabic.enclose(sought.text, search.LONGEST), stories=shown)
    )


def is_carried(turn: str) -> bool:
    """Whether the keys that turn the pages can say what was asked for."""
    return len(f"{turn}:{MOST_PAGES}".encode()) <= LONGEST_DATA


def why(sought: Query, stored: StoredArticle) -> list[str]:
    """What in the article was found: the words of who was searched for, else a sentence."""
    if quote := search.said(sought, stored.digest):
        words = verbatim(arabic.shorten(excerpt(quote.text), LONGEST_QUOTE))
        return [line(f"{inline(quote.speaker)}: {in_marks(words)}")]
    sentence = search.passage(sought, (*stored.digest.gist, *stored.article.paragraphs))
    told = with_both_marks(arabic.typeset(arabic.shorten(sentence, LONGEST_BELOW)))
    return [line(inline(told))] if sentence else []


def with_both_marks(sentence: str) -> str:
    """Out of a longer quotation: «… حتى الشتاء»، قال الحداد: «نبدأ غداً…»."""
    before, closed, _ = sentence.partition("»")
    if closed and "«" not in before:
        sentence = f"«{arabic.ELLIPSIS} {sentence}"
    if "»" in sentence.rpartition("«")[2] or "«" not in sentence:
        return sentence
    return f"{sentence.rstrip('.' + arabic.ELLIPSIS)}{arabic.ELLIPSIS}»"
