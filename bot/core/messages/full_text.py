"""The whole article as Telegram messages: pages that are turned by buttons."""

from collections.abc import Sequence

from bot.core import arabic, sentences
from bot.core.breaking import split as split_breaking
from bot.core.messages import digits
from bot.core.messages.render import (
    DEFAULT,
    LONGEST_HEADLINE,
    form_mark,
    is_web,
    told_by_names,
    withdrawn_line,
)
from bot.core.messages.render_quotes import cited_block
from bot.core.messages.telegram_html import apart, fits, inline, line, link
from bot.core.models import Button, Language, Message, StoredArticle, Variant
from bot.core.texts import count, label, say
from bot.core.times import calendars

LONGEST_PAGE = 3500
WORDS_A_MINUTE = (
    140  # Arabic in IReST: Trauzettel-Klosinski & Dietz 2012, doi 10.1167/iovs.11-8284
)


def pages_of(stored: StoredArticle, language: Language) -> list[str]:
    """The whole article as HTML pages of at most `LONGEST_PAGE` units, in order; of what was taken
    back the headline alone."""
    if stored.is_withdrawn:
        return [head_of(stored, language)]
    blocks = [line(inline(piece)) for piece in pieces(stored.article.paragraphs)]
    if stored.cited:
        quotes = [cited_block(each, language) for each in stored.cited]
        blocks.append("\n".join([line(say("cited.title", language)), *quotes]))
    pages = [head_of(stored, language)]
    for block in blocks:
        joint = "\n\n"
        if fits(pages[-1] + joint + block, LONGEST_PAGE):
            pages[-1] += joint + block
        else:
            pages.append(block)
    return pages


def head_of(stored: StoredArticle, language: Language) -> str:
    text, _ = split_breaking(stored.article.title)
    name = stored.source.name
    source = link(stored.article.url, name) if is_web(stored.article.url) else inline(name)
    author = stored.article.author
    by = f"{inline(arabic.shorten(author, 80))} · {source}" if author else source
    words = sum(len(paragraph.split()) for paragraph in stored.article.paragraphs)
    minutes = count("minutes", max(1, round(words / WORDS_A_MINUTE)), language)
    reading = apart(say("full.reading", language, minutes=minutes))
    to_read = "" if stored.is_withdrawn else f" · {reading}{form_mark(stored.article, language)}"
    return "\n".join(
        (
            *withdrawn_line(stored, language),
            f"<b>{line(inline(arabic.shorten(text, LONGEST_HEADLINE)))}</b>",
            line(f"✍️ {by}"),
            line(f"🕘 {date_tag(stored, language)}{to_read}"),
            *told_by_names(stored, language),
        )
    )


def date_tag(stored: StoredArticle, language: Language) -> str:
    """Date and time in the reader's own zone; the inner text, for clients that do not, in UTC."""
    at, country = stored.told_at, stored.source.country
    day = calendars.short_date(at.date(), country=country, language=language.value)
    text = f"{day}{label('comma', language)}{at:%H:%M}"
    return apart(f'<tg-time unix="{int(at.timestamp())}" format="Dt">{text}</tg-time>')


def pieces(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, those that are longer than a page broken at sentences, else at words."""
    found: list[str] = []
    for paragraph in paragraphs:
        if fits(inline(paragraph), LONGEST_PAGE // 2):
            found.append(paragraph)
            continue
        found += broken(paragraph, LONGEST_PAGE // 2)
    return found


def broken(paragraph: str, limit: int) -> list[str]:
    """Runs of whole sentences of at most `limit` units; a longer sentence breaks at a word,
    a longer word anywhere."""
    parts: list[list[str]] = []
    room = 0
    for sentence in sentences.split(paragraph):
        for piece in words_of(sentence, limit):
            size = arabic.utf16_units(inline(piece)) + 1
            if size > room:
                parts.append([])
                room = limit
            parts[-1].append(piece)
            room -= size
    return [" ".join(part) for part in parts]


def words_of(sentence: str, limit: int) -> list[str]:
    """The sentence itself if it is short, else its words, none longer than `limit`."""
    if arabic.utf16_units(inline(sentence)) <= limit:
        return [sentence]
    step = limit // 8  # one character may become eight units of markup
    return [
        word[start : start + step]
        for word in sentence.split()
        for start in range(0, len(word), step)
    ]


def message(
    stored: StoredArticle,
    page: int,
    *,
    variant: Variant = DEFAULT,
    has_digest: bool = True,
    turn: str = "",
) -> Message:
    """One page of the article, from 1; a number outside its pages means the nearest one.

    `turn` is what the keys that turn its pages carry before the number of the page, where it is
    not opened as an article of its own.
    """
    language = variant.language
    pages = pages_of(stored, language)
    page = min(max(page, 1), len(pages))
    rows: list[tuple[Button, ...]] = []
    if len(pages) > 1:
        rows.append(page_buttons(turn or f"full:{stored.id}", page, len(pages), language))
    last: list[Button] = []
    if is_web(stored.article.url) and not stored.is_withdrawn:
        last.append(Button(label=label("button.origin", language), url=stored.article.url))
    if has_digest:
        last.append(Button(label=label("button.digest", language), data=f"digest:{stored.id}"))
    rows.append(tuple(last))
    kept = tuple(row for row in rows if row)
    return digits.write(Message(html=pages[page - 1], buttons=kept), variant.digits)


def page_buttons(turn: str, page: int, pages: int, language: Language) -> tuple[Button, ...]:
    """Next on the left, previous on the right in either language: so an Arabic text is turned."""
    where = Button(label=label("button.page", language, page=page, pages=pages), data="noop")
    row = [where]
    if page < pages:
        row.insert(0, Button(label=label("button.next", language), data=f"{turn}:{page + 1}"))
    if page > 1:
        row.append(Button(label=label("button.previous", language), data=f"{turn}:{page - 1}"))
    return tuple(row)
