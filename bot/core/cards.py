"""A quotation as a picture that can be passed on: who said what, where and when.

Drawn by Typst, which sets Arabic without any library of the system. The texts go in as values,
never as markup, and the one font is here (IBM Plex Sans Arabic, SIL Open Font License).
"""

import unicodedata
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core import arabic
from bot.core.digest import excerpt
from bot.core.models import Language, Quote, StoredArticle
from bot.core.quotes.told_offices import around_name
from bot.core.texts import label
from bot.core.times import calendars

if TYPE_CHECKING:
    from typst import Compiler

FOLDER = Path(__file__).with_name("card")
POINTS = 72
"""An inch: a point of the template becomes one pixel, 1080 in each direction."""
_UNSET = frozenset({"So", "Sk", "Me", "Cc", "Cf", "Cs", "Co", "Cn"})
"""Kinds of letters (https://www.unicode.org/reports/tr44/#General_Category_Values) that the font
has no sign for or that show none: emoji, and direction marks, which the template sets itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on the picture."""

    words: str
    speaker: str
    role: str
    source: str
    date: str
    kind: str = label("card.label", Language.ARABIC)
    bot: str = label("card.bot", Language.ARABIC)


def of(stored: StoredArticle, quote: Quote) -> Card:
    """The card of one of an article's quotations, as much of it as a message prints."""
    country = stored.source.country
    before, behind = map(plain, around_name(quote.role))
    return Card(
        words=f"«{arabic.inner_marks(plain(excerpt(quote.text))).removesuffix('.')}»",
        speaker=f"{before} {plain(quote.speaker)}".lstrip(),
        role=behind,
        source=plain(stored.source.name),
        date=calendars.short_date(stored.told_at.date(), country=country),
    )


def plain(text: str) -> str:
    spaced = " ".join(text.split())
    shown = (letter for letter in spaced if unicodedata.category(letter) not in _UNSET)
    return " ".join("".join(shown).split())


def draw(card: Card) -> bytes:
    """The card as PNG. Takes 0.1 s, the first time in a process a second more."""
    drawn = compiler().compile(format="png", ppi=POINTS, sys_inputs=asdict(card))
    if not isinstance(drawn, bytes):
        raise ValueError("a card has one page")  # noqa: TRY004 - nobody gave a wrong type
    return drawn


@cache
def compiler() -> "Compiler":
    """Kept, with its font; loaded when the first card is wanted, since it takes 50 MB."""
    from typst import Compiler

    return Compiler(
        FOLDER / "quote.typ", root=FOLDER, font_paths=[FOLDER], ignore_system_fonts=True
    )
