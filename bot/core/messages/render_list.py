"""Several stories in one message: number, headline, one sentence, source and time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.core import arabic
from bot.core.breaking import SHOWN as BREAKING
from bot.core.breaking import split as split_breaking
from bot.core.messages import digits
from bot.core.messages.render import (
    DEFAULT,
    LONGEST_STORY,
    besides,
    deep_link,
    laid,
    source_line,
    telling,
)
from bot.core.messages.telegram_html import apart, fits, inline, line, link
from bot.core.models import Button, Language, Message, StoredArticle, Variant
from bot.core.texts import count, say

LONGEST_LISTED = 160
LONGEST_BELOW = 280
MOST_LISTED = 10


def listing(
    found: Sequence[StoredArticle], *, now: datetime, bot: str, variant: Variant = DEFAULT
) -> Message:
    """Several articles in one message: number, headline, one sentence, source and time."""
    language = variant.language
    blocks = [line(say("latest.title", language))]
    for number, stored in enumerate(found, start=1):
        block = listed(number, stored, language, now=now, bot=bot)
        if not fits("\n\n".join([*blocks, block]), LONGEST_STORY):
            break
        blocks.append(block)
    shown = found[: len(blocks) - 1]
    keys = number_rows(open_keys(shown), 5, language)
    message = Message(
        html="\n\n".join([*blocks, line(say("latest.choose", language))]), buttons=keys
    )
    return digits.write(message, variant.digits)


def open_keys(stories: Iterable[StoredArticle], first: int = 1) -> list[Button]:
    """A key for each, with its number in the list."""
    return [
        Button(label=str(number), data=f"open:{stored.id}")
        for number, stored in enumerate(stories, first)
    ]


def number_rows(
    keys: Sequence[Button], a_row: int, language: Language
) -> tuple[tuple[Button, ...], ...]:
    """Number keys in reading order."""
    return tuple(laid(keys[at : at + a_row], language) for at in range(0, len(keys), a_row))


def listed(
    number: int, stored: StoredArticle, language: Language, *, now: datetime, bot: str
) -> str:
    below = besides(stored.digest, LONGEST_LISTED)[:1]
    lines = [numbered(number, stored, bot)]
    lines += [line(inline(arabic.shorten(sentence, LONGEST_BELOW))) for sentence in below]
    return "\n".join([*lines, listed_foot(stored, language, now=now)])


def numbered(number: int, stored: StoredArticle, bot: str) -> str:
    """What tells the news, behind its number in a list; a link to it."""
    _, is_breaking = split_breaking(stored.digest.headline)
    flag = f"🔴 {BREAKING} | " if is_breaking else "★ " if stored.digest.lead else ""
    title = link(deep_link(bot, stored.id), arabic.shorten(telling(stored.digest), LONGEST_LISTED))
    return f"<b>{line(f'{number}. {flag}{title}')}</b>"


def listed_foot(stored: StoredArticle, language: Language, *, now: datetime) -> str:
    told_by = ""
    if stored.sources > 1:
        told_by = f" · {apart(count('told_by', stored.sources, language))}"
    return source_line(stored, language, now=now) + told_by
