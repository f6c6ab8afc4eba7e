"""Where a source stands: it moves, is gone, breaks, recovers; the operator hears of it once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest

from bot.core.models import Source
from storage import Tx, notices, polling, sources, subscribers
from tests.builders import NOW, store_subscriber
from tests.desk import HOUR, MARFA, SHURFA, Desk, item

DAY = timedelta(days=1)
NEW = "https://new.shurfa.example/rss"


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """What waits to be told to the operator: what, of whom, and why."""
    due = desk.database.run_now(notices.due, now=desk.now, limit=100)
    return [(each.kind, each.source, each.reason) for each in due]


def addresses(desk: Desk) -> list[str]:
    return [source.url for source in desk.database.run_now(sources.active)]


def papers(*urls: str) -> list[Source]:
    return [Source(id=0, name=url.split("/")[2], url=url) for url in urls]


def move(desk: Desk, status: int = 301, *, to: str = NEW) -> None:
    desk.web.pages[SHURFA] = httpx.Response(status, headers={"location": to})
    desk.web.rss(to)


@pytest.mark.parametrize("status", [301, 308])
async def test_a_source_that_has_moved_for_good_is_followed_after_three_polls_and_a_day(
    desk: Desk, status: int
) -> None:
    move(desk, status)

    await desk.work()
    await desk.work(HOUR)
    await desk.work(HOUR)
    too_early = addresses(desk)
    await desk.work(DAY)
    await desk.work(HOUR)

    assert too_early == [SHURFA, MARFA]
    assert addresses(desk) == [NEW, MARFA]
    assert desk.web.asked.count(SHURFA) == 4
    assert told(desk) == [("moved", "shurfa.example", NEW)]


async def test_a_move_that_is_not_permanent_or_changes_its_mind_is_not_believed(
    desk: Desk,
) -> None:
    move(desk, 302)
    for _ in range(4):
        await desk.work(DAY)
    for number in range(4):
        move(desk, to=f"https://n{number % 2}.shurfa.example/rss")
        await desk.work(DAY)

    assert addresses(desk) == [SHURFA, MARFA]
    assert told(desk) == []


async def test_a_push_between_two_polls_does_not_put_a_move_off(desk: Desk) -> None:
    move(desk)
    await desk.work()
    for number in range(2):
        await desk.push(item("خبر مدفوع", f"https://shurfa.example/news/{number}"))
        await desk.work(DAY)

    assert addresses(desk) == [NEW, MARFA]


async def test_the_sources_file_may_name_the_former_address(desk: Desk) -> None:
    move(desk)
    for _ in range(3):
        await desk.work(DAY)
    before = {source.id for source in desk.database.run_now(sources.active)}

    desk.database.run_now(sources.sync, papers(SHURFA, MARFA), now=desk.now)

    assert addresses(desk) == [NEW, MARFA]
    assert {source.id for source in desk.database.run_now(sources.active)} == before


async def test_who_moves_to_where_another_source_is_becomes_that_one_with_its_readers(
    desk: Desk,
) -> None:
    def arrange(tx: Tx) -> int:
        reader = store_subscriber(tx)
        subscribers.toggle(tx, reader, marfa)
        return reader

    marfa = desk.database.run_now(sources.active)[1].id
    reader = desk.database.run_now(arrange)
    move(desk, to=MARFA)
    for _ in range(3):
        await desk.work(DAY)
    desk.database.run_now(sources.sync, papers(SHURFA, MARFA), now=desk.now)

    assert addresses(desk) == [MARFA]
    chosen = desk.database.run_now(subscribers.choices, reader)
    assert [(each.source.id, each.is_on) for each in chosen] == [(marfa, True)]
    assert told(desk) == [("merged", "shurfa.example", "marfa.example")]


async def leave_the_file(desk: Desk) -> None:
    desk.database.run_now(sources.sync, papers(SHURFA), now=desk.now)


async def be_gone(desk: Desk) -> None:
    desk.web.pages[MARFA] = httpx.Response(410)
    await desk.work()


@pytest.mark.parametrize("silence", [leave_the_file, be_gone])
async def test_who_moves_to_where_a_source_is_asked_no_more_is_followed_there(
    desk: Desk, silence: Callable[[Desk], Awaitable[None]]
) -> None:
    await silence(desk)
    move(desk, to=MARFA)
    for _ in range(3):
        await desk.work(DAY)
    desk.database.run_now(sources.sync, papers(SHURFA), now=desk.now)

    desk.news("خبر في العنوان الجديد", feed=MARFA)
    await desk.work()

    assert desk.stored() == ["خبر في العنوان الجديد"]
    assert [source.name for source in desk.database.run_now(sources.active)] == ["shurfa.example"]
    assert told(desk)[-1] == ("moved", "shurfa.example", MARFA)


async def test_who_moves_there_without_standing_in_the_file_is_not_silenced_by_it(
    desk: Desk,
) -> None:
    await leave_the_file(desk)
    own = "https://own.example/feed"
    desk.follow(own)
    desk.web.pages[own] = httpx.Response(301, headers={"location": MARFA})
    for _ in range(3):
        await desk.work(DAY)

    desk.database.run_now(sources.sync, papers(SHURFA), now=desk.now)

    assert addresses(desk) == [SHURFA, MARFA]


async def test_who_moves_to_what_the_operator_has_removed_is_still_asked_where_it_was(
    desk: Desk,
) -> None:
    desk.database.run_now(sources.remove, MARFA, now=desk.now)
    move(desk, to=MARFA)
    for _ in range(4):
        await desk.work(DAY)

    desk.news("خبر من العنوان القديم", feed=MARFA)
    await desk.work()

    assert addresses(desk) == [SHURFA]
    assert desk.stored() == ["خبر من العنوان القديم"]
    assert told(desk) == []


async def test_a_source_that_is_gone_is_retired_with_a_word_and_stays_so(desk: Desk) -> None:
    desk.web.pages[SHURFA] = httpx.Response(410)

    await desk.work()
    desk.database.run_now(sources.sync, papers(SHURFA, MARFA), now=desk.now)
    await desk.work(DAY)

    assert addresses(desk) == [MARFA]
    assert desk.web.asked.count(SHURFA) == 1
    assert told(desk) == [("retired", "shurfa.example", "gone for good (410)")]
    assert desk.health().retired_why == "gone for good (410)"


async def test_the_operator_brings_a_retired_source_back(desk: Desk) -> None:
    page = desk.web.pages[SHURFA]
    desk.web.pages[SHURFA] = httpx.Response(410)
    await desk.work()
    desk.web.pages[SHURFA] = page
    desk.news("خبر أول")

    desk.database.run_now(sources.add, papers(SHURFA)[0], now=desk.now)
    await desk.work()

    assert desk.pushed() == ["خبر أول"]
    assert (desk.health().retired_why, desk.health().failures) == ("", 0)


async def test_a_source_that_is_not_there_for_a_week_is_retired_and_not_before(
    desk: Desk,
) -> None:
    page = desk.web.pages[SHURFA]
    desk.web.pages[SHURFA] = httpx.Response(404)
    for _ in range(6):
        await desk.work(DAY)
    desk.web.pages[SHURFA] = page
    await desk.work(DAY)
    desk.web.pages[SHURFA] = httpx.Response(404)
    for _ in range(7):
        await desk.work(DAY)
    still = SHURFA in addresses(desk)
    await desk.work(DAY)

    assert still
    assert addresses(desk) == [MARFA]
    assert [kind for kind, _, _ in told(desk)][-1] == "retired"


async def test_the_operator_is_told_once_that_a_source_is_broken_and_once_that_it_is_back(
    desk: Desk,
) -> None:
    page = desk.web.pages[SHURFA]
    desk.web.pages[SHURFA] = httpx.Response(500)
    await desk.work()
    await desk.work(23 * HOUR)
    too_early = told(desk)
    for _ in range(5):
        await desk.work(7 * HOUR)
    desk.web.pages[SHURFA] = page
    for _ in range(3):
        await desk.work(7 * HOUR)

    assert too_early == []
    assert told(desk) == [
        ("broken", "shurfa.example", "answered 500"),
        ("recovered", "shurfa.example", ""),
    ]


async def test_what_nobody_could_be_told_for_a_week_is_forgotten(desk: Desk) -> None:
    desk.web.pages[SHURFA] = httpx.Response(410)
    await desk.work()

    desk.now += timedelta(days=8)

    assert told(desk) == []


async def test_a_source_that_complains_is_asked_less_for_a_week(desk: Desk) -> None:
    feed = desk.web.pages[SHURFA]
    assert isinstance(feed, httpx.Response)
    feed.headers["cache-control"] = "max-age=7200"
    desk.web.pages[SHURFA] = httpx.Response(429, headers={"retry-after": "60"})
    await desk.work()
    desk.web.pages[SHURFA] = feed

    await desk.work()
    asked = desk.web.asked.count(SHURFA)
    await desk.work(HOUR)
    in_between = desk.web.asked.count(SHURFA) - asked
    await desk.work(HOUR)

    assert (asked, in_between) == (2, 0)
    assert desk.web.asked.count(SHURFA) == 3


async def test_once_a_day_a_feed_is_asked_as_if_nothing_were_known(desk: Desk) -> None:
    feed = desk.web.pages[SHURFA]
    assert isinstance(feed, httpx.Response)
    feed.headers["etag"] = '"for ever"'
    for _ in range(5):
        await desk.work(8 * HOUR)

    asked = [each for each in desk.web.requests if str(each.url) == SHURFA]
    sent = ["if-none-match" in each.headers for each in asked]
    assert sent == [False, True, True, False, True]


async def test_sources_of_one_host_are_asked_one_after_the_other(desk: Desk) -> None:
    urls = [f"https://many.example/{number}/feed" for number in range(8)]
    for url in urls:
        desk.web.rss(url)
        desk.database.run_now(sources.add, papers(url)[0], now=NOW)

    await desk.work()
    at_once = sum(desk.web.asked.count(url) for url in urls)
    for _ in range(4):
        await desk.work(timedelta(seconds=2))

    assert at_once == 4
    assert [desk.web.asked.count(url) for url in urls] == [1] * 8


async def test_a_host_that_answers_429_to_one_page_is_left_alone_altogether(desk: Desk) -> None:
    urls = [desk.news(f"خبر {number}") for number in range(3)]
    pages = {url: desk.web.pages[url] for url in urls}
    for url in urls:
        desk.web.pages[url] = httpx.Response(429, headers={"retry-after": "600"})

    desk.now += timedelta(minutes=40)
    await desk.tick()
    for _ in range(9):
        desk.now += timedelta(minutes=1)
        await desk.tick()
    asked = [desk.web.asked.count(url) for url in urls]
    desk.web.pages |= pages
    desk.now += timedelta(minutes=1)
    await desk.work(timedelta(minutes=1))

    assert sorted(asked) == [0, 0, 1]
    assert len(desk.stored()) == 3


@pytest.mark.parametrize("asked_too_often", ["/feed", "/page", "/robots.txt"])
async def test_a_redirect_does_not_make_its_target_speak_for_the_host_it_came_from(
    desk: Desk, asked_too_often: str
) -> None:
    """A stranger's feed lies, or lists a page that lies, behind a redirect of a paper's host."""
    link, stranger = "https://shurfa.example/go?to=busy", "https://busy.example"
    desk.web.pages[link] = httpx.Response(302, headers={"location": f"{stranger}/page"})
    busy = httpx.Response(503, headers={"retry-after": "86400"})
    desk.web.html(f"{stranger}/page", "خبر الغريب")
    desk.web.pages[f"{stranger}{asked_too_often}"] = busy
    if asked_too_often == "/feed":
        desk.web.pages[link] = httpx.Response(302, headers={"location": f"{stranger}/feed"})
        desk.follow(link)
    else:
        desk.listed(item("خبر الغريب", link), feed=MARFA)
    await desk.work()

    url = desk.news("خبر الشرفة")
    desk.now += timedelta(minutes=40)
    await desk.tick()

    assert url in desk.web.asked
    assert desk.poller.rest_of(SHURFA) <= 0
    assert desk.poller.rest_of(stranger) > HOUR.total_seconds()


async def test_one_host_with_many_pages_does_not_keep_another_waiting(desk: Desk) -> None:
    for number in range(30):
        desk.news(f"خبر {number}")
    url = desk.news("خبر المرفأ", feed=MARFA)

    desk.now += timedelta(minutes=40)
    await desk.tick()

    assert url in desk.web.asked
    assert len([each for each in desk.web.asked if f"{SHURFA[:22]}/news/" in each]) < 5


async def test_the_sources_of_a_host_that_rests_do_not_stand_before_the_others(desk: Desk) -> None:
    urls = [f"https://many.example/{number}/feed" for number in range(5)]
    for url in urls:
        desk.web.pages[url] = httpx.Response(429, headers={"retry-after": "7200"})
        desk.database.run_now(sources.add, papers(url)[0], now=NOW)

    await desk.work()
    await desk.work()
    due = desk.database.run_now(polling.due, now=desk.now, limit=100)

    assert sum(desk.web.asked.count(url) for url in urls) == 1
    assert [state.source.url for state in due if state.source.url in urls] == []
    await desk.work(2 * HOUR)
    assert sum(desk.web.asked.count(url) for url in urls) == 2
