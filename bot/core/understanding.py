"""What is made of an article once it is read: all of it that costs time, in one go, so that it
can be made before the database is asked for anything."""

from dataclasses import dataclass

from bot.core import breaking, digest, search, stories
from bot.core.models import Article, Digest
from bot.core.stories import Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An article, and what it comes to."""

    article: Article
    digest: Digest
    fingerprint: Fingerprint
    """What it is known again by, when another source tells the same."""
    words: list[str]
    """Those by which readers find it."""


def understand(article: Article) -> Understood:
    made = digest.make(article)
    return Understood(
        article=article,
        digest=made,
        fingerprint=fingerprint(article),
        words=search.indexed(article, made),
    )


def fingerprint(article: Article) -> Fingerprint:
    """What an article's story is known by. «عاجل» is no part of it: all flashes have that."""
    title, _ = breaking.split(article.title)
    return stories.fingerprint(title, article.paragraphs, is_flash=article.is_flash)
