"""A feed that some reader has added speaks for its own site only, on every database."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.briefings import Newsstand, Wish, compose
from bot.core.models import BriefingKind, Source, StoredArticle
from bot.core.stories import vouches
from storage import Database, articles, briefings, outbox, sources, subscribers
from storage.db import Tx
from tests.builders import NOW, a_source, store_subscriber
from tests.desk import HOUR, MARFA, SHURFA, Desk, a_desk, item
from tests.tellings import AFTERSHOCK, AGENCY, PORT

STRANGER = "https://stranger.example/feed"
MARKET = "البلدية تفتتح السوق الشعبية"
FORGED = "عاجل: الوزير سامر الحداد يهرب بأموال البلدية"
WHOLE = "".join(f"<p>{'زعم المدوّن كذا وكذا عن مال البلدية. ' * 8}</p>" for _ in range(5))
OF_SHURFA, OF_STRANGER = 501, 666


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    """Two papers and a stranger's feed, and a reader each of the first paper and of that."""
    async with a_desk(db) as desk:
        desk.web.rss(STRANGER)
        db.run_now(add_for_readers, STRANGER)
        db.run_now(only_of, OF_SHURFA, SHURFA)
        db.run_now(only_of, OF_STRANGER, STRANGER)
        await desk.work()
        yield desk


def add_for_readers(tx: Tx, url: str) -> None:
    sources.add_for_readers(tx, Source(id=0, name="مدونة مجهولة", url=url), now=NOW)


def only_of(tx: Tx, chat_id: int, url: str) -> None:
    reader = store_subscriber(tx, chat_id)
    for source in sources.active(tx):
        if source.url != url:
            subscribers.toggle(tx, reader, source.id)


async def first_by_the_stranger(desk: Desk, *items: str) -> None:
    """The stranger lists it before the paper whose page it is."""
    paper = desk.web.pages[SHURFA]
    desk.web.pages[SHURFA] = httpx.Response(503)
    desk.listed(*items, feed=STRANGER)
    await desk.work()
    desk.web.pages[SHURFA] = paper
    await desk.work()


def told(desk: Desk) -> dict[int, list[str]]:
    """The headlines that readers get now, each with its source."""
    leased = desk.database.run_now(outbox.step, [], want=10, now=desk.now)
    found: dict[int, list[str]] = {}
    for each in leased:
        assert each.article_id is not None
        stored = stored_article(desk, each.article_id)
        line = f"{stored.source.name}: {stored.digest.headline}"
        found.setdefault(each.subscriber.chat_id, []).append(line)
    return found


def stored_article(desk: Desk, article_id: int) -> StoredArticle:
    return desk.database.run_now(articles.get, [article_id])[article_id]


def all_stored(desk: Desk) -> list[StoredArticle]:
    rows = desk.database.run_now(lambda tx: tx.query("select id from articles order by id"))
    return [stored_article(desk, row["id"]) for row in rows]


async def test_a_page_speaks_for_itself_whatever_a_stranger_calls_it(desk: Desk) -> None:
    url = desk.news(MARKET)
    forged = item(FORGED, url, guid="f").replace("</item>", "<category>عاجل</category></item>")

    await first_by_the_stranger(desk, forged)

    assert told(desk) == {
        OF_SHURFA: [f"shurfa.example: {MARKET}"],
        OF_STRANGER: [f"مدونة مجهولة: {MARKET}"],
    }
    assert all(each.article.topics == () for each in all_stored(desk))


async def test_a_page_speaks_for_itself_wherever_a_strangers_link_goes_first(desk: Desk) -> None:
    url = desk.news(MARKET)
    link = "https://stranger.example/go"
    desk.web.pages[link] = httpx.Response(302, headers={"location": url})

    await first_by_the_stranger(desk, item(FORGED, link))

    assert {(each.digest.headline, each.article.url) for each in all_stored(desk)} == {
        (MARKET, url)
    }


async def test_a_strangers_whole_text_of_a_page_does_not_stand_in_for_it(desk: Desk) -> None:
    url = desk.news(MARKET)

    await first_by_the_stranger(desk, item(FORGED, url, content=WHOLE))

    assert [each.digest.headline for each in all_stored(desk)] == [MARKET, MARKET]


async def test_what_a_stranger_tells_of_an_unread_page_stays_with_his_readers(desk: Desk) -> None:
    url = desk.news(MARKET)
    page, desk.web.pages[url] = desk.web.pages[url], httpx.Response(404)
    desk.listed(item(MARKET, url, content=WHOLE), feed=STRANGER)
    await desk.work()
    desk.web.pages[url] = page
    await desk.work()

    assert told(desk)[OF_SHURFA] == [f"shurfa.example: {MARKET}"]
    assert "المدوّن" not in " ".join(all_stored(desk)[-1].article.paragraphs)


async def test_a_stranger_takes_back_nothing_but_his_own(desk: Desk) -> None:
    url = desk.news(MARKET)
    link = "https://stranger.example/go"
    desk.web.pages[link] = httpx.Response(302, headers={"location": url})
    await first_by_the_stranger(desk, item(FORGED, link))

    desk.web.pages[link] = httpx.Response(410)
    desk.listed(item("حُذف", link), feed=STRANGER)
    await desk.work()

    assert {each.source.url: each.is_withdrawn for each in all_stored(desk)} == {
        STRANGER: True,
        SHURFA: False,
    }


async def test_what_its_publisher_has_told_a_strangers_readers_get_from_him(desk: Desk) -> None:
    url = desk.news(MARKET)
    await desk.work()
    desk.listed(item(FORGED, url), feed=STRANGER)
    await desk.work()

    line = f"shurfa.example: {MARKET}"
    assert told(desk) == {OF_SHURFA: [line], OF_STRANGER: [line]}


async def test_a_stranger_who_lists_a_page_twice_tells_it_once(desk: Desk) -> None:
    url = desk.news(MARKET)
    desk.web.html(f"{url}?page=1", MARKET, canonical=url)

    await first_by_the_stranger(desk, item(MARKET, url), item(MARKET, f"{url}?page=1"))

    assert [each.source.url for each in all_stored(desk)] == [STRANGER, SHURFA]


async def test_a_stranger_is_heard_about_his_own_pages(desk: Desk) -> None:
    link = "https://stranger.example/news/1"
    desk.web.html(link, "مدونة مجهولة: افتتاح السوق | الصفحة الأولى")
    desk.listed(item("افتتاح السوق", link), feed=STRANGER)
    await desk.work()

    assert told(desk) == {OF_STRANGER: ["مدونة مجهولة: افتتاح السوق"]}


async def test_the_operator_answers_for_whom_he_has_chosen(desk: Desk) -> None:
    url = desk.news(MARKET)
    paper, desk.web.pages[SHURFA] = desk.web.pages[SHURFA], httpx.Response(503)
    desk.listed(item("افتتاح السوق", url), feed=MARFA)
    await desk.work()
    desk.web.pages[SHURFA] = paper
    await desk.work()

    assert told(desk) == {OF_SHURFA: ["marfa.example: افتتاح السوق"]}
    assert len(all_stored(desk)) == 1


async def test_a_stranger_says_nothing_of_a_story_to_the_readers_of_others(desk: Desk) -> None:
    desk.news(AGENCY.title, paragraphs=AGENCY.paragraphs)
    await desk.work()
    desk.news(PORT.title, feed=STRANGER, paragraphs=PORT.paragraphs)
    await desk.work(3 * HOUR)
    desk.news(AFTERSHOCK.title, feed=STRANGER, paragraphs=AFTERSHOCK.paragraphs)
    await desk.work(3 * HOUR)

    [paper] = [each for each in all_stored(desk) if each.source.url == SHURFA]
    assert (paper.sources, paper.told_by, paper.development) == (1, (), None)
    assert desk.database.run_now(articles.others, paper.id) == []
    assert opened(desk, OF_SHURFA) == [["shurfa.example"]]


async def test_a_strangers_own_readers_open_his_telling_in_their_briefing(desk: Desk) -> None:
    desk.news(PORT.title, feed=STRANGER, paragraphs=PORT.paragraphs)
    await desk.work()
    desk.news(AGENCY.title, paragraphs=AGENCY.paragraphs)
    await desk.work()

    assert opened(desk, OF_STRANGER) == [["مدونة مجهولة", "shurfa.example"]]


def opened(desk: Desk, chat_id: int) -> list[list[str]]:
    """Who tells each story of a reader's briefing, when it is opened."""

    def deed(tx: Tx) -> list[list[str]]:
        reader = subscribers.find(tx, chat_id)
        assert reader is not None
        made = compose(tx, Newsstand(), reader, Wish(BriefingKind.SCHEDULED), now=desk.now)
        assert made is not None
        told = [briefings.tellings(tx, each) for each in made.stories]
        return [[stored.source.name for stored in each] for each in told]

    return desk.database.run_now(deed)


async def test_a_paper_is_named_although_a_stranger_had_its_page_first(desk: Desk) -> None:
    desk.news(PORT.title, feed=MARFA, paragraphs=PORT.paragraphs)
    await desk.work()
    url = desk.news(AGENCY.title, paragraphs=AGENCY.paragraphs)
    await first_by_the_stranger(desk, item(FORGED, url))

    [other] = [each for each in all_stored(desk) if each.source.url == MARFA]
    assert (other.sources, other.told_by) == (2, ("shurfa.example",))


def test_who_shares_a_host_with_many_vouches_for_none_of_them() -> None:
    def readers(url: str) -> Source:
        return Source(id=1, name="مدونة", url=url, is_readers=True)

    assert vouches(readers("https://rss.shurfa.example/all"), "https://www.shurfa.example/1")
    assert not vouches(readers("https://one.blogspot.com/feed"), "https://two.blogspot.com/1")
    assert vouches(a_source(url="https://one.blogspot.com/feed"), "https://two.blogspot.com/1")
