"""What somebody has said, as a message: his words, and below each the story that quotes him."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core import arabic, search
from bot.core.digest import excerpt
from bot.core.messages import digits
from bot.core.messages.full_text import page_buttons
from bot.core.messages.render import LONGEST
from bot.core.messages.render_list import listed_foot, number_rows, numbered, open_keys
from bot.core.messages.render_quotes import blocks, said
from bot.core.messages.render_search import A_PAGE, is_carried
from bot.core.messages.telegram_html import fits, line
from bot.core.models import Message, Query, Quote, StoredArticle, Variant
from bot.core.texts import say

MOST_TOLD: Final = 3
"""Quotations of one story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Of what he said, what is shown at once."""

    number: int
    """From 1."""
    pages: int
    shown: Sequence[tuple[StoredArticle, Sequence[Quote]]]
    """The stories that quote him, the newest first, each with his words."""


def sayings(sought: Query, page: Page, *, now: datetime, bot: str, variant: Variant) -> Message:
    """A page of what the one who is asked for has said."""
    language = variant.language
    first = (page.number - 1) * A_PAGE + 1
    title = line(say("said.title", language, query=arabic.enclose(sought.text, search.LONGEST)))
    kept = [(stored, list(quotes)) for stored, quotes in page.shown]
    while True:
        told = [title]
        for at, (stored, quotes) in enumerate(kept, start=first):
            told += blocks([said(quote, excerpt(quote.text) or quote.text) for quote in quotes])
            told += [numbered(at, stored, bot), listed_foot(stored, language, now=now)]
        told.append(line(say("latest.choose", language)))
        longest = max((quotes for _, quotes in kept), key=len)
        if fits("\n".join(told), LONGEST) or len(longest) == 1:
            break
        longest.pop()
    keys = open_keys((stored for stored, _ in page.shown), first)
    rows = list(number_rows(keys, A_PAGE, language))
    turn = f"said:{sought.text}"
    if page.pages > 1 and is_carried(turn):
        rows.append(page_buttons(turn, page.number, page.pages, language))
    message = Message(html="\n".join(told), buttons=tuple(rows))
    return digits.write(message, variant.digits)
