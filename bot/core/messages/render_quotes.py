"""Quotations in messages: who said it, and his words below, in a block of their own."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core import arabic
from bot.core.digest import excerpt
from bot.core.messages.telegram_html import inline, line, verbatim
from bot.core.models import Cited, Language, Quote
from bot.core.quotes.told_offices import around_name
from bot.core.texts import say

LONGEST_QUOTE = 300
"""UTF-16 units of one quotation."""


class Said(NamedTuple):
    """Somebody's words as they are told, in HTML."""

    speaker: str
    words: str


def below(quotes: Sequence[Quote], gist: Sequence[str]) -> list[Quote]:
    """Those that a long message has below its gist: with a speaker, and not told in it already."""
    return [
        quote
        for quote in quotes
        if quote.speaker and not any(quote.text in sentence for sentence in gist)
    ]


def said(quote: Quote, told: str) -> Said:
    """`told` is as much of the quotation as the message has room for."""
    words = verbatim(arabic.shorten(told, LONGEST_QUOTE))
    return Said(f"{naming(quote)}:", line(in_marks(words)))


def naming(quote: Quote) -> str:
    """«سامر الحداد، وزير الري», «الباحث سامر الحداد»; the name is bold."""
    before, behind = map(inline, around_name(quote.role))
    name = inline(quote.speaker)
    if before:
        return line(f"{before} <b>{name}</b>")
    return f"<b>{line(name)}</b>" + (f"، {behind}" if behind else "")


def blocks(everything: Sequence[Said]) -> list[str]:
    """A block for each speaker, in the order in which they begin to speak."""
    words: dict[str, list[str]] = {}
    for each in everything:
        words.setdefault(each.speaker, []).append(each.words)
    told = ("\n".join([speaker, *lines]) for speaker, lines in words.items())
    return [f"<blockquote>{each}</blockquote>" for each in told]


def in_marks(words: str) -> str:
    """Quoted words, their full stop behind the closing mark; other ends belong to the words, and
    what they quote stands in other marks."""
    words = arabic.inner_marks(words).removesuffix(".")
    return f"«{words}»" if words.endswith(("؟", "!", "…")) else f"«{words}»."


def cited_block(cited: Cited, language: Language) -> str:
    """A quotation of another source, which is named."""
    (block,) = blocks([said(cited.quote, excerpt(cited.quote.text))])
    block = block.removesuffix("</blockquote>")
    source = say("cited", language, source=arabic.isolate(cited.source))
    return f"{block}\n<i>{line(source)}</i></blockquote>"
