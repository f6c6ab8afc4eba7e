"""Corrections by hand, for tests: what a source changes, and what readers see of it."""

from dataclasses import replace
from typing import Any

from bot.amending import amend
from bot.core.pacing import Pacer
from bot.corrections import Corrector, deliver_and_correct
from storage import articles
from storage.corrections import PASS_WAITS
from tests.builders import a_digest, read_as
from tests.post import Post

WRONG, RIGHT = "مجلس واحة السراب يرفض قانون المياه", "مجلس واحة السراب يقرّ قانون المياه"
CORRECTED = f"تصحيح: كان العنوان «{WRONG}»."


async def work(post: Post) -> None:
    """A turn of the outbox and of the corrections, as if enough time had gone by."""
    post.forget_pace()
    await deliver_and_correct(Corrector(post.sender, pacer=Pacer(per_second=1000)))


async def settle(post: Post) -> None:
    """Turns until no correction is open, with time for every further look."""
    for _ in range(2 + len(PASS_WAITS)):
        await work(post)
        post.now += PASS_WAITS[-1]


def correct(post: Post, article_id: int, headline: str = RIGHT, **digest: Any) -> bool:
    found = articles_of(post, article_id)
    made = a_digest(headline, **digest)
    article = replace(found.article, title=headline)
    return post.database.run_now(amend, article_id, read_as(article, made), now=post.now)


def articles_of(post: Post, article_id: int) -> Any:
    return post.database.run_now(articles.get, [article_id])[article_id]


def edits(post: Post) -> list[int]:
    """The chats whose messages were asked to be edited, in order."""
    return [int(each["chat_id"]) for name, each in post.telegram.calls if "edit" in name]


def texts(post: Post, chat_id: int) -> list[str]:
    return [each.text for each in post.telegram.messages(chat_id) if each.is_outgoing]


def is_open(post: Post) -> bool:
    rows = post.database.run_now(
        lambda tx: tx.query("select 1 as x from corrections where closed_at is null")
    )
    return bool(rows)
