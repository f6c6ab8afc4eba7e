"""Complete, valid values for tests; each test overrides what matters to it."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from bot.core import search as searching
from bot.core.models import (
    Article,
    Digest,
    Entry,
    ListedEntry,
    Pushes,
    Quote,
    QuoteKind,
    Settings,
    Source,
    Standing,
    StoredArticle,
    Subscriber,
)
from bot.core.understanding import Understood, understand
from storage import Tx, articles, entries, search, sources, subscribers
from storage.db import instant

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)

PARAGRAPHS = (
    "أقرّ مجلس واحة السراب، أمس الأحد، قانون المياه الجديد بعد جلسة استمرت ست ساعات.",
    "وقال وزير الري سامر الحدّاد: «هذا القانون خطوة أولى، ولن تُحفر بئر واحدة قبل دراسة شاملة».",
    "ويبدأ العمل بالقانون بعد نشره في الجريدة الرسمية، على أن تصدر اللوائح خلال ثلاثة أشهر.",
)


def a_quote(
    text: str = "هذا القانون خطوة أولى، ولن تُحفر بئر واحدة قبل دراسة شاملة",
    *,
    speaker: str = "سامر الحدّاد",
    role: str = "وزير الري",
    key: bool = True,
) -> Quote:
    return Quote(
        text=text,
        speaker=speaker,
        role=role,
        cue="وقال",
        kind=QuoteKind.SPEECH,
        key=key,
        paragraph=1,
        start=28,
    )


def an_article(
    title: str = "مجلس واحة السراب يقرّ قانون المياه",
    *,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    author: str = "ندى خليل",
    url: str = "https://shurfa.example/news/1",
    published: datetime | None = NOW,
) -> Article:
    return Article(title=title, paragraphs=paragraphs, author=author, url=url, published=published)


def read_as(article: Article, digest: Digest) -> Understood:
    """An article as it was read, made short as a test wants it."""
    return replace(understand(article), digest=digest, words=searching.indexed(article, digest))


def unlike(number: int) -> tuple[str, ...]:
    """A text that tells another event than that of any other number: of invented names."""
    chance = Random(number)  # noqa: S311
    names = ["".join(chance.choices("بتجحدرسشصضطعغفقكلمنهوي", k=6)) for _ in range(36)]
    return tuple(
        f"قالت {' و'.join(names[at : at + 6])} إن {' في '.join(names[at + 6 : at + 12])}."
        for at in range(0, len(names), 12)
    )


def a_digest(
    headline: str = "مجلس واحة السراب يقرّ قانون المياه",
    *,
    gist: tuple[str, ...] = PARAGRAPHS[:1],
    quotes: tuple[Quote, ...] | None = None,
) -> Digest:
    return Digest(headline=headline, gist=gist, quotes=(a_quote(),) if quotes is None else quotes)


def a_source(
    name: str = "صحيفة الشرفة", *, url: str = "", source_id: int = 0, is_default: bool = False
) -> Source:
    return Source(
        id=source_id,
        name=name,
        url=url or f"https://{abs(hash(name))}.example/feed",
        is_default=is_default,
    )


def a_story(
    *, article: Article | None = None, digest: Digest | None = None, source: Source | None = None
) -> StoredArticle:
    """A stored article that no database holds."""
    return StoredArticle(
        id=7,
        source=source or a_source(source_id=1),
        article=article or an_article(),
        digest=digest or a_digest(),
        stored_at=NOW,
    )


def a_subscriber(
    *, subscriber_id: int = 1, chat_id: int = 501, kind: str = "private"
) -> Subscriber:
    return Subscriber(id=subscriber_id, chat_id=chat_id, kind=kind, standing=Standing.SUBSCRIBED)


def store_source(tx: Tx, source: Source | None = None) -> int:
    """A followed source; its id."""
    return sources.add(tx, source or a_source(), now=NOW)


def store_article(
    tx: Tx,
    source_id: int,
    number: int = 1,
    *,
    digest: Digest | None = None,
    sections: tuple[str, ...] = (),
) -> int:
    """An article of a source, as the poller stores it; its id."""
    entry = Entry(id=f"entry-{number}", url=f"https://shurfa.example/news/{number}", title="خبر")
    entries.note(tx, source_id, ListedEntry(entry=entry, url_key=entry.url, is_push=True), now=NOW)
    waiting = next(
        each for each in entries.waiting(tx, now=NOW, limit=1000) if each.entry.id == entry.id
    )
    made = digest or a_digest()
    article = replace(an_article(made.headline, url=entry.url), topics=sections)
    return articles.add(tx, waiting, article, made, now=NOW)


def store_told(tx: Tx, source_id: int, number: int, headline: str, *paragraphs: str) -> int:
    """The same with a headline and a text of its own, which readers can search for."""
    digest = a_digest(headline, gist=(), quotes=())
    article_id = store_article(tx, source_id, number, digest=digest)
    article = replace(an_article(headline), paragraphs=paragraphs or ("لا جديد فيه.",))
    articles.revise(tx, articles.get(tx, [article_id])[article_id], article, digest)
    search.put(tx, article_id, searching.indexed(article, digest))
    return article_id


def join_story(tx: Tx, article_id: int, story_id: int) -> None:
    """The article tells a story that another has opened."""
    tx.execute(
        "update articles set story_id = :story_id where id in (:story_id, :id)",
        {"story_id": story_id, "id": article_id},
    )


def meet(tx: Tx, chat_id: int, *, kind: str, now: datetime) -> Subscriber:
    """A chat that is to get everything at once."""
    settings = Settings(pushes=Pushes.INSTANT)
    return subscribers.meet(tx, chat_id, kind=kind, now=now, settings=settings)


def store_subscriber(tx: Tx, chat_id: int = 501, *, kind: str = "private") -> int:
    """A subscriber of every source there is; its id."""
    subscriber = meet(tx, chat_id, kind=kind, now=NOW)
    for source in sources.active(tx):
        subscribers.choose(tx, subscriber.id, source.id)
    subscribers.stand(tx, subscriber.id, Standing.SUBSCRIBED, now=NOW)
    return subscriber.id


def planned_briefing(tx: Tx, subscriber_id: int) -> datetime | None:
    """When it is due; None: never."""
    rows = tx.query("select briefing_at from subscribers where id = :id", {"id": subscriber_id})
    return instant(rows[0]["briefing_at"])


__all__ = [
    "NOW",
    "a_digest",
    "a_quote",
    "a_source",
    "a_story",
    "a_subscriber",
    "an_article",
    "join_story",
    "meet",
    "planned_briefing",
    "read_as",
    "store_article",
    "store_source",
    "store_subscriber",
    "unlike",
]
