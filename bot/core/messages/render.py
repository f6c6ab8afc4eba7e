"""Articles and digests as Telegram messages: HTML of at most 4,096 UTF-16 units, right-to-left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core import arabic, keywords, urls
from bot.core.breaking import SHOWN as BREAKING
from bot.core.breaking import split as split_breaking
from bot.core.digest import excerpt
from bot.core.messages import digits
from bot.core.messages.render_quotes import Said, below, blocks, cited_block, said
from bot.core.messages.telegram_html import apart, fits, inline, line, link
from bot.core.models import (
    Article,
    Button,
    Change,
    ChangeKind,
    Digest,
    Form,
    Language,
    Length,
    Message,
    Quote,
    Settings,
    StoredArticle,
    Variant,
)
from bot.core.texts import count, label, say

DEFAULT = Variant()
LONGEST = 4096
LONGEST_STORY = 3500
MOST_AT_A_GLANCE = 90
"""Words of gist and quotations: half a minute. What is longer has one sentence of gist."""
LONGEST_HEADLINE = 300
LONGEST_FORMER = 160
MOST_NAMED = 8
TOPICS_SHOWN = 3
MOST_WATCHED = 3

COMMAND = re.compile(r"(?<!\S)(/[a-z_][a-z0-9_]*(?: \d+)?)")
TOPIC = re.compile(r"^(?=.{3,24}$)[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2}$")
WEB_ADDRESS = re.compile(
    r"https?://[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#][^\s<>\"\x00-\x1f\x7f]*)?\Z"
)


def notice(html: str, *rows: Sequence[Button]) -> Message:
    """A text of the bot itself; its commands are isolated so that the slash stays in front."""
    lines = (line(COMMAND.sub("\u2068\\1\u2069", part)) for part in html.split("\n"))
    return Message(html="\n".join(lines), buttons=tuple(tuple(row) for row in rows))


def story(
    stored: StoredArticle,
    *,
    now: datetime,
    bot: str,
    variant: Variant = DEFAULT,
    missed: Sequence[str] = (),
) -> Message:
    """The instant story: headline, gist, key quotes, source and time.

    `bot` is the bot's username, for deep links; `missed` are lines of HTML (`missed_line`). What
    does not fit is left out whole: quotes first, then gist; nothing is cut in the middle of a
    sentence. Of what its source has taken back only the headline is told, and what it was before:
    nobody stands by the rest.
    """
    if stored.is_withdrawn:
        digest = replace(stored.digest, gist=(), quotes=(), lead="")
        told = [each for each in stored.changes if each.kind is ChangeKind.HEADLINE]
        stored = replace(stored, digest=digest, cited=(), changes=tuple(told))
    head = "\n".join([*withdrawn_line(stored, variant.language), line(headline(stored.digest))])
    language = variant.language
    foot = [
        *correction_lines(stored, language),
        source_line(stored, language, now=now),
        *told_by_line(stored, language),
        *development_line(stored, bot, language),
        *topics_line(stored),
        *watched_line(stored, variant),
    ]
    if missed:
        foot += ["", *missed]
    cited = [cited_block(each, language) for each in stored.cited]
    message = Message(
        html=fitted(head, stored.digest, variant.length, cited, foot),
        buttons=story_buttons(stored, bot, variant),
    )
    return digits.write(message, variant.digits)


def handed(article: Article, digest: Digest, *, now: datetime, variant: Variant) -> Message:
    """An article that a reader has handed over, by its address or as a text: it is not kept, so
    there is no full text to open. Who wants it made short is not told its headline alone."""
    language, url = variant.language, article.url
    length = Length.LONG if variant.length is Length.LONG else Length.SHORT
    foot, keys = line(say("handed", language)), []
    if is_web(url):
        time = f" · {time_tag(article.published, language, now=now)}" if article.published else ""
        foot = line(f"📰 {link(url, urls.host(url))}{time}{form_mark(article, language)}")
        keys.append((Button(label=label("button.origin", language), url=url),))
    html = fitted(line(headline(digest)), digest, length, [], [foot])
    return digits.write(Message(html=html, buttons=tuple(keys)), variant.digits)


def fitted(
    head: str, digest: Digest, length: Length, cited: list[str], foot: Sequence[str]
) -> str:
    """The message of a digest with as much of it as fits, whole sentences and quotations each."""
    gist, quotes = told(digest, length)
    while True:
        html = assemble(head, gist, [*blocks(quotes), *cited], foot)
        if fits(html, LONGEST_STORY) or not (gist or quotes or cited):
            return html
        (cited or quotes or gist).pop()


def told(digest: Digest, length: Length) -> tuple[list[str], list[Said]]:
    """The gist and the quotations that a message of that length tells, as HTML."""
    if length is Length.HEADLINE:
        return [], []
    gist = besides(digest, LONGEST_HEADLINE)
    quotes = [(quote, excerpt(quote.text)) for quote in digest.key_quotes]
    if length is Length.LONG:
        quotes = [(quote, quote.text) for quote in below(digest.quotes, gist)]
    elif len(" ".join([*gist, *(text for _, text in quotes)]).split()) > MOST_AT_A_GLANCE:
        gist = gist[:1]
    told_of = [inline(arabic.ended(sentence)) for sentence in gist]
    return told_of, [said(*quote) for quote in quotes]


def besides(digest: Digest, longest: int) -> list[str]:
    """The gist without the sentence that stands above it already: where an article has no
    headline, its first sentence is one. Of a headline cut to `longest` units it stays."""
    if arabic.utf16_units(digest.headline) > longest:
        return list(digest.gist)
    above = arabic.normalise(digest.headline)
    return [sentence for sentence in digest.gist if not arabic.has_key(sentence, above)]


def assemble(head: str, gist: Sequence[str], quotes: Sequence[str], foot: Sequence[str]) -> str:
    lines = [head]
    if gist:
        lines += ["", line(" ".join(gist))]
    elif quotes:
        lines += [""]
    return "\n".join([*lines, *quotes, *foot])


def headline(digest: Digest) -> str:
    """The headline in bold; above one that withholds the news, the sentence that tells it (★)."""
    text, is_breaking = split_breaking(digest.headline)
    shown = inline(arabic.shorten(text, LONGEST_HEADLINE))
    if digest.lead:
        return f"★ <b>{inline(digest.lead)}</b>\n{line(shown)}"
    if is_breaking:
        return f"🔴 <b>{BREAKING} | {shown}</b>"
    return f"<b>{line(shown)}</b>"


def telling(digest: Digest) -> str:
    """The line that tells the news where only one is shown."""
    text, _ = split_breaking(digest.headline)
    return digest.lead or text


def card_caption(stored: StoredArticle, quote: Quote, *, now: datetime, variant: Variant) -> str:
    """What stands below the picture of a quotation: the same in letters, and where it is from."""
    html = "\n".join(
        [
            *blocks([said(quote, excerpt(quote.text))]),
            source_line(stored, variant.language, now=now),
        ]
    )
    return digits.write(Message(html=html), variant.digits).html


def source_line(stored: StoredArticle, language: Language, *, now: datetime) -> str:
    name = stored.source.name
    url = stored.article.url
    source = link(url, name) if is_web(url) else inline(name)
    time = time_tag(stored.told_at, language, now=now)
    return line(f"📰 {source} · {time}{form_mark(stored.article, language)}")


def told_by_line(stored: StoredArticle, language: Language) -> list[str]:
    """How many sources tell the story, where it is more than one."""
    if stored.sources < 2 or stored.is_withdrawn:
        return []
    return [line(say("told_by", language, sources=count("told_by", stored.sources, language)))]


def told_by_names(stored: StoredArticle, language: Language) -> list[str]:
    """The same with their names."""
    if stored.sources < 2 or stored.is_withdrawn or not stored.told_by:
        return told_by_line(stored, language)
    shown = stored.told_by[:MOST_NAMED]
    if language is Language.ARABIC:
        names = arabic.isolate("، ".join(shown))
    else:
        names = ", ".join(map(arabic.enclose, shown))
    sources = count("told_by", stored.sources, language)
    return [line(say("told_by.names", language, sources=sources, names=names))]


def development_line(stored: StoredArticle, bot: str, language: Language) -> list[str]:
    if stored.development is None or stored.is_withdrawn:
        return []
    text, _ = split_breaking(stored.development.headline)
    title = link(deep_link(bot, stored.development.article_id), arabic.shorten(text, 160))
    return [line(f"{say('development', language)} {title}")]


def form_mark(article: Article, language: Language) -> str:
    """What readers find behind the link, if it is no plain article."""
    form = article.form
    return "" if form is Form.ARTICLE else f" · {say(f'form.{form}', language)}"


def time_tag(at: datetime, language: Language, *, now: datetime) -> str:
    """A time that each client shows relative to its own clock; the inner text is for the rest.

    https://core.telegram.org/bots/api#formatting-options
    """
    unix, fallback = int(at.timestamp()), ago(at, language, now=now)
    return apart(f'<tg-time unix="{unix}" format="r">{fallback}</tg-time>')


def ago(at: datetime, language: Language, *, now: datetime) -> str:
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < 60:
        return label("now", language)
    return label("ago", language, span=span(seconds, language))


def span(seconds: int, language: Language) -> str:
    """A length of time in its largest unit."""
    for unit, size in (("days", 24 * 3600), ("hours", 3600), ("minutes", 60)):
        if seconds >= size:
            return count(unit, seconds // size, language)
    return count("seconds", seconds, language)


def topics_line(stored: StoredArticle) -> list[str]:
    """At most three hashtags, from the publisher's own sections where they are short Arabic."""
    tags = ["#" + "_".join(topic.split()) for topic in stored.article.topics if TOPIC.match(topic)]
    shown = list(dict.fromkeys(tags))[:TOPICS_SHOWN]
    return [line(" ".join(shown))] if shown else []


def watched_line(stored: StoredArticle, variant: Variant) -> list[str]:
    """«🔔 مما تتابعه: غزة»: which of the reader's keywords the message holds."""
    held = keywords.held(stored.digest, variant.watched)[:MOST_WATCHED]
    if not held:
        return []
    shown = "، ".join(inline(keyword) for keyword in held)
    return [line(say("watched.held", variant.language, keywords=shown))]


def correction_lines(stored: StoredArticle, language: Language) -> list[str]:
    """What the reader was told otherwise, a line each, set apart from the story."""
    lines = [correction_line(change, language) for change in stored.changes]
    return ["", *lines, ""] if lines else []


def correction_line(change: Change, language: Language) -> str:
    was = arabic.shorten(split_breaking(change.was)[0], LONGEST_FORMER)
    was = arabic.typeset(f"«{was}»") if change.kind is ChangeKind.HEADLINE else f"«{was}»"
    values = {"was": arabic.isolate(was), "speaker": arabic.isolate(change.speaker)}
    return line(say(f"corrected.{change.kind}", language, **values))


def withdrawn_line(stored: StoredArticle, language: Language) -> list[str]:
    return [line(say("withdrawn", language))] if stored.is_withdrawn else []


def missed_line(stored: StoredArticle, bot: str, language: Language) -> str:
    text = arabic.shorten(telling(stored.digest), 120)
    return line(f"{say('missed', language)} {link(deep_link(bot, stored.id), text)}")


def deep_link(bot: str, article_id: int) -> str:
    """Opens the bot's private chat at an article: https://core.telegram.org/bots/features#deep-linking"""
    return f"https://t.me/{bot}?start=a{article_id}"


def story_buttons(
    stored: StoredArticle, bot: str, variant: Variant
) -> tuple[tuple[Button, ...], ...]:
    """In groups and channels the text opens in the reader's own chat: paging is not for all.

    What its source has taken back is not spread any further.
    """
    if stored.is_withdrawn:
        return ()
    language = variant.language
    full = label("button.full", language)
    if variant.is_private:
        rows = [(Button(label=full, data=f"full:{stored.id}:1"),)]
    else:
        rows = [(Button(label=full, url=deep_link(bot, stored.id)),)]
    below: list[Button] = []
    if is_web(stored.article.url):
        below.append(Button(label=label("button.origin", language), url=stored.article.url))
    quotes = len(stored.digest.key_quotes) if variant.length is not Length.HEADLINE else 0
    if quotes and variant.is_private:
        name = label("button.card" if quotes == 1 else "button.cards", language)
        below.append(Button(label=name, data=f"card:{stored.id}"))
    return (*rows, *filter(None, [laid(below, language)]))


def laid(keys: Sequence[Button], language: Language) -> tuple[Button, ...]:
    """A row of keys in reading order: Telegram lays rows from the left, Arabic is read from the
    right."""
    return tuple(keys if language is Language.ENGLISH else reversed(keys))


def page_keys(turn: str, page: int, pages: int, settings: Settings) -> tuple[Button, ...]:
    """Keys that turn the pages of a list, which are counted from 0; none where there is one."""
    if pages < 2:
        return ()
    language = settings.language
    where = label("button.page", language, page=page + 1, pages=pages)
    keys = [Button(label=digits.in_text(where, settings.digits), data="noop")]
    if page > 0:
        back = Button(label=label("button.turn.back", language), data=f"{turn}:{page - 1}")
        keys.insert(0, back)
    if page + 1 < pages:
        on = Button(label=label("button.turn.on", language), data=f"{turn}:{page + 1}")
        keys.append(on)
    return laid(keys, language)


def is_web(url: str) -> bool:
    """Whether Telegram takes the address for a link and a button: one that it does not would
    cost the whole message."""
    return WEB_ADDRESS.match(url) is not None
