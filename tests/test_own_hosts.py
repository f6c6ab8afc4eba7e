"""What a stranger names is never asked of a host that only the operator may name."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.checking import Checker
from bot.core.feeds.discovery import NoFeed
from bot.core.models import Source
from bot.fetch import Fetcher, FetchError, Kind
from bot.poller import poll
from bot.rereading import reread
from bot.scout import Scout
from bot.websub import Subscriptions, subscribe
from storage import Database, Tx, notices
from tests.answers import Web
from tests.builders import PARAGRAPHS
from tests.desk import SHURFA, Desk, a_desk, item
from tests.marsad import link, page
from tests.town import OTHERS

OWN = "http://own.example:8000"
HOSTS = frozenset({"own.example:8000"})
INSIDE = f"{OWN}/secret"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    async with a_desk(db) as desk:
        transport = httpx.MockTransport(desk.web.serve)
        async with Fetcher(transport=transport, allow_private_hosts=HOSTS) as desk.fetcher:
            desk.poller = desk.another()
            yield desk
            await desk.poller.stop()


def asked_inside(desk: Desk) -> list[str]:
    return [url for url in desk.web.asked if url.startswith(OWN)]


def index(desk: Desk, url: str, *sitemaps: str) -> None:
    """A site has an index of sitemaps."""
    lines = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in sitemaps)
    names = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    desk.web.pages[url] = httpx.Response(200, text=f"<sitemapindex {names}>{lines}</sitemapindex>")


@pytest.mark.parametrize(
    ("referrer", "told"),
    [
        ("https://news.example/", "refused: it leads to a host of your own"),
        (f"{OWN}/index", "found"),
        (None, "found"),
    ],
)
async def test_only_the_operator_and_its_own_hosts_name_one(
    referrer: str | None, told: str
) -> None:
    web = Web({INSIDE: httpx.Response(200, text="news")})
    async with Fetcher(transport=web, allow_private_hosts=HOSTS) as fetcher:
        outcomes = []
        for deed in (
            fetcher.fetch(INSIDE, kind=Kind.FEED, referrer=referrer),
            fetcher.get(INSIDE, Kind.PAGE, referrer=referrer),
            fetcher.send_form(INSIDE, {"a": "b"}, referrer=referrer),
        ):
            try:
                await deed
            except FetchError as error:
                outcomes.append(str(error))
            else:
                outcomes.append("found")

    assert outcomes == [told] * 3
    assert len(web.asked) == (3 if told == "found" else 0)


async def test_an_index_of_sitemaps_from_outside_leads_to_none(desk: Desk) -> None:
    index(desk, SHURFA, INSIDE)
    desk.web.items[INSIDE] = [item("سر داخلي", f"{OWN}/1")]
    desk.web.rss(INSIDE)

    await desk.work()

    assert asked_inside(desk) == []
    assert "leads to a host of your own" in desk.health().last_error


async def test_an_index_of_sitemaps_of_the_operators_own_is_read(desk: Desk) -> None:
    index(desk, f"{OWN}/index", INSIDE)
    desk.web.html(f"{OWN}/1", "خبر داخلي")
    desk.web.items[INSIDE] = [item("خبر داخلي", f"{OWN}/1")]
    desk.web.rss(INSIDE)
    desk.follow(f"{OWN}/index")

    await desk.work()

    assert desk.stored() == ["خبر داخلي"]


async def test_a_feed_from_outside_names_none_as_its_hub(desk: Desk) -> None:
    feed = desk.web.pages[SHURFA]
    assert isinstance(feed, httpx.Response)
    feed.headers["link"] = f'<{OWN}/delete-all>; rel="hub", <{SHURFA}>; rel="self"'
    await desk.work()

    await subscribe(Subscriptions(desk.poller, "https://bot.example"))

    assert asked_inside(desk) == []


async def test_a_page_that_needed_no_visit_gets_none_later(desk: Desk) -> None:
    """The feed had the whole text, so that nobody has looked at where its link leads."""
    body = "".join(f"<p>{number}) {' '.join(PARAGRAPHS)}</p>" for number in range(3))
    desk.listed(item("خبر بكامل نصه", INSIDE, content=body))
    await desk.work()

    desk.now += timedelta(hours=7)
    await reread(desk.poller)
    await desk.poller.idle()

    assert desk.pushed() == ["خبر بكامل نصه"]
    assert asked_inside(desk) == []


async def test_a_page_from_outside_offers_none_as_a_feed(desk: Desk) -> None:
    site = "https://site.example/"
    desk.web.pages[site] = page(link(INSIDE))
    desk.web.pages[f"{site}robots.txt"] = httpx.Response(200, text=f"Sitemap: {INSIDE}")
    index(desk, f"{site}index", INSIDE)
    scout = Scout(desk.fetcher)

    for deed in (
        scout.look(site),
        scout.look(f"{site}index"),
        scout.look(INSIDE, referrer=f"{site}list.opml"),
    ):
        with pytest.raises(NoFeed):
            await deed

    assert asked_inside(desk) == []


async def test_a_source_from_outside_is_checked_without_one(desk: Desk) -> None:
    desk.listed(item("خبر", INSIDE))
    checker = Checker(desk.fetcher, clock=lambda: desk.now)

    verdict = await checker.check(Source(id=0, name="صحيفة الشرفة", url=SHURFA))

    assert "leads to a host of your own" in verdict.text
    assert asked_inside(desk) == []


async def test_the_operators_own_is_asked_on_while_it_is_down_and_read_as_soon_as_it_is_back(
    desk: Desk,
) -> None:
    feed = f"{OWN}/feed"
    desk.follow(feed)
    desk.news("خبر قبل العطل", feed=feed)
    await desk.work()
    back = desk.web.pages[feed]
    desk.web.pages[feed] = httpx.Response(503, headers={"retry-after": "7200"})
    for _ in range(60):
        await desk.work(MINUTE)
    told = notices_of(desk)

    desk.web.pages[feed] = back
    desk.news("خبر بعد العطل", feed=feed, paragraphs=OTHERS[0])
    await desk.work(MINUTE)

    assert told == [("down", "answered 503")]
    assert "خبر بعد العطل" in desk.pushed()
    assert [kind for kind, _ in notices_of(desk)] == ["down", "recovered"]


async def test_of_a_few_minutes_nobody_is_told(desk: Desk) -> None:
    feed = f"{OWN}/feed"
    desk.follow(feed)
    desk.web.pages[feed] = httpx.Response(502)

    for _ in range(10):
        await desk.work(MINUTE)

    assert notices_of(desk) == []


async def test_where_no_answer_can_be_written_down_the_operators_own_is_asked_on_others_less(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    feed = f"{OWN}/feed"
    desk.follow(feed)
    desk.news("خبر داخلي", feed=feed)
    desk.database.run_now(lose_entries)

    for _ in range(10):
        await ask(desk)

    assert [desk.web.asked.count(each) for each in (feed, SHURFA)] == [10, 4]
    assert "status=not written down" in caplog.text


async def test_where_not_even_that_can_be_nobody_is_asked_for_a_while(desk: Desk) -> None:
    feed = f"{OWN}/feed"
    desk.follow(feed)
    desk.database.run_now(lose_failures)
    for _ in range(3):
        await ask(desk, MINUTE / 2)
    told = desk.web.asked.count(feed)

    await ask(desk, MINUTE / 2)

    assert (told, desk.web.asked.count(feed)) == (2, 2)


async def ask(desk: Desk, later: timedelta = MINUTE) -> None:
    desk.now += later
    await poll(desk.poller)
    await desk.poller.idle()


def lose_entries(tx: Tx) -> None:
    """What feeds list can be noted no more."""
    tx.execute("alter table entries rename to lost")


def lose_failures(tx: Tx) -> None:
    """Nor whether a source answers."""
    tx.execute("alter table sources rename column missing_since to lost")


async def test_a_page_of_the_operators_own_is_looked_at_again_within_minutes(desk: Desk) -> None:
    feed = f"{OWN}/feed"
    desk.follow(feed)
    await desk.work()
    own = desk.news("خبر داخلي", feed=feed)
    other = desk.news("خبر خارجي", paragraphs=OTHERS[0])
    await desk.work()

    for _ in range(2):
        desk.now += 3 * MINUTE
        await reread(desk.poller)
        await desk.poller.idle()

    assert [desk.web.asked.count(each) for each in (own, other)] == [3, 1]


def notices_of(desk: Desk) -> list[tuple[str, str]]:
    found = desk.database.run_now(notices.due, now=desk.now, limit=9)
    return [(each.kind, each.reason) for each in found]
