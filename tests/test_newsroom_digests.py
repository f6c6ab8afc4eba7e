"""Every article of the offline newsroom, from its page to its messages, as readers get them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core import arabic, article, digest
from bot.core.arabic import normalise
from bot.core.messages import full_text, render, render_list
from bot.core.models import Language, Length, Message, StoredArticle, Variant
from bot.core.pages import extraction
from bot.newsroom import Newsroom, Publication, pages
from tests.builders import NOW, a_source
from tests.lint import faults

ROOM = Newsroom(base_url="http://127.0.0.1:8765", started_at=datetime(2026, 11, 23, tzinfo=UTC))
OUT = ROOM.published(ROOM.started_at + timedelta(hours=1))


def read(publication: Publication) -> StoredArticle:
    encoding = publication.publisher.encoding
    page = pages.article(publication, OUT).encode(encoding, "xmlcharrefreplace")
    content_type = f"text/html; charset={encoding}"
    found = extraction.extract(page, url=publication.url, content_type=content_type)
    found = article.check(article.clean(found))
    return StoredArticle(
        id=1,
        source=a_source(publication.publisher.name),
        article=found,
        digest=digest.make(found),
        stored_at=NOW,
    )


def messages(stored: StoredArticle) -> list[Message]:
    told = [
        render.story(
            stored, now=NOW, bot="mujaz_bot", variant=Variant(is_private=alone, length=length)
        )
        for alone in (True, False)
        for length in Length
    ]
    pages = [
        full_text.message(stored, number + 1)
        for number in range(len(full_text.pages_of(stored, Language.ARABIC)))
    ]
    return [*told, *pages, render_list.listing([stored] * 5, now=NOW, bot="mujaz_bot")]


@pytest.mark.parametrize("publication", OUT, ids=lambda each: each.piece.slug)
def test_every_message_of_an_article_may_go_out(publication: Publication) -> None:
    wrong = {message.html: faults(message) for message in messages(read(publication))}

    assert {html: found for html, found in wrong.items() if found} == {}


@pytest.mark.parametrize("publication", OUT, ids=lambda each: each.piece.slug)
def test_a_digest_says_nothing_that_its_article_does_not(publication: Publication) -> None:
    stored = read(publication)
    body = " ".join(stored.article.paragraphs)
    words = normalise(f"{stored.article.title} {body}")

    for quote in stored.digest.key_quotes:
        assert quote.text in body
        assert normalise(quote.speaker) in words
    for sentence in (*stored.digest.gist, stored.digest.lead):
        assert sentence in body


@pytest.mark.parametrize("publication", OUT, ids=lambda each: each.piece.slug)
def test_a_page_gives_its_article_and_nothing_that_stands_around_it(
    publication: Publication,
) -> None:
    found = normalise(" ".join(read(publication).article.paragraphs)).split()
    blocks = [block for block in publication.blocks if not block.startswith("! ")]
    written = normalise(arabic.tidy(" ".join(blocks))).split()

    assert set(found) <= set(written)
    assert len(found) >= 0.9 * len(written)
