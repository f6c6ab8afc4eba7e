"""One article once: whatever ids and links lead to it, edited or not, whenever it returns."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.core.feeds import listing
from bot.core.models import Entry, Source
from bot.reading import read
from storage import Database, Tx, articles, entries, outbox, sources, subscribers
from tests.builders import NOW, store_article, store_subscriber
from tests.desk import HOUR, MARFA, SHURFA, Desk, item

DAY = timedelta(days=1)
MOST_STEPS = 20
"""In which a page is asked for, once its host may be asked."""
SITE = "https://shurfa.example"
SPORTS = f"{SITE}/sports/feed"
OTHER_BODY = tuple(
    f"فقرة {number} من خبر آخر عن افتتاح مصنع الزجاج في واحة السراب بعد سنوات من الانتظار الطويل."
    for number in range(4)
)


def headlines(desk: Desk) -> list[str]:
    rows = desk.database.run_now(lambda tx: tx.query("select headline from articles order by id"))
    return [row["headline"] for row in rows]


def only(desk: Desk) -> Any:
    [row] = desk.database.run_now(lambda tx: tx.query("select id from articles"))
    return desk.database.run_now(articles.get, [row["id"]])[row["id"]]


@pytest.mark.parametrize(
    "link",
    [
        f"{SITE}/news/1?utm_source=rss",
        f"{SITE}/amp/news/1",
        "https://m.shurfa.example/news/1",
        "http://www.shurfa.example/news/1/",
        f"{SITE}/%6Eews/1#top",
    ],
)
async def test_the_same_link_written_otherwise_is_no_new_article(desk: Desk, link: str) -> None:
    url = desk.news("خبر أول")
    await desk.work()

    desk.web.html(link, "خبر أول")
    desk.listed(item("خبر أول", link, guid="other"), item("خبر أول", url))
    await desk.work()

    assert desk.stored() == ["خبر أول"]


async def test_a_page_that_names_a_known_page_as_its_own_is_no_new_article(desk: Desk) -> None:
    url = desk.news("خبر أول")
    await desk.work()

    again = f"{SITE}/go?article=77"
    desk.web.html(again, "خبر أول", canonical=url)
    desk.listed(item("خبر أول", again, guid="77"), item("خبر أول", url))
    await desk.work()
    await desk.work()

    assert desk.stored() == ["خبر أول"]
    assert desk.web.asked.count(again) == 1
    assert desk.pushed() == ["خبر أول"]


async def test_a_site_that_names_one_page_everywhere_loses_no_news(desk: Desk) -> None:
    first, second = f"{SITE}/news/1", f"{SITE}/news/2"
    desk.web.html(first, "خبر أول", canonical=f"{SITE}/article")
    desk.web.html(second, "افتتاح مصنع الزجاج", OTHER_BODY, canonical=f"{SITE}/article")
    desk.listed(item("خبر أول", first))
    await desk.work()

    desk.listed(item("افتتاح مصنع الزجاج", second, at=desk.now), item("خبر أول", first))
    await desk.work()

    assert desk.pushed() == ["افتتاح مصنع الزجاج", "خبر أول"]


async def test_links_that_are_dead_and_lead_to_the_front_page_are_not_one_article(
    desk: Desk,
) -> None:
    await desk.work()
    desk.web.html(f"{SITE}/", "الشرفة", ("مرحباً بكم " * 40,))
    for number in (1, 2):
        desk.web.pages[f"{SITE}/news/{number}"] = httpx.Response(302, headers={"location": "/"})
    desk.listed(*(item(f"خبر {n}", f"{SITE}/news/{n}", at=desk.now) for n in (1, 2)))

    await desk.work()

    assert desk.pushed() == ["خبر 1", "خبر 2"]


def second_source(desk: Desk) -> tuple[int, int]:
    """A paper of the same site, its id; and a reader who gets only that."""

    def arrange(tx: Tx) -> tuple[int, int]:
        first = sources.active(tx)[0].id
        store_subscriber(tx, 501)
        sources.add(tx, Source(id=0, name="رياضة", url=SPORTS), now=NOW)
        second = sources.active(tx)[-1].id
        reader = store_subscriber(tx, 502)
        subscribers.toggle(tx, reader, first)
        return second, reader

    desk.web.rss(SPORTS)
    return desk.database.run_now(arrange)


async def test_an_article_of_two_sources_of_a_site_is_one_and_reaches_the_readers_of_both(
    desk: Desk,
) -> None:
    _, reader = second_source(desk)
    await desk.work()
    url = desk.news("خبر أول")
    await desk.work()

    desk.listed(item("خبر أول", f"{url}?utm_source=x", at=desk.now), feed=SPORTS)
    desk.web.html(f"{url}?utm_source=x", "خبر أول")
    await desk.work()
    leased = desk.database.run_now(outbox.step, [], want=10, now=desk.now)

    assert desk.stored() == ["خبر أول"]
    chats = sorted(each.subscriber.chat_id for each in leased)
    assert chats == [501, 502]
    assert reader in {each.subscriber.id for each in leased}


async def test_an_edited_headline_is_a_correction_and_no_new_article(desk: Desk) -> None:
    url = desk.news("افتتاح السوق يوم الأحد")
    await desk.work()

    desk.web.html(url, "افتتاح السوق يوم الاثنين")
    desk.listed(item("افتتاح السوق يوم الاثنين", url))
    await desk.work()
    await desk.work()

    assert headlines(desk) == ["افتتاح السوق يوم الاثنين"]
    assert only(desk).revision == 1
    assert desk.web.asked.count(url) == 2
    opened = desk.database.run_now(lambda tx: tx.query("select * from broadcasts"))
    assert len(opened) == 1


async def test_an_edit_of_a_page_that_is_gone_changes_the_headline_and_keeps_the_text(
    desk: Desk,
) -> None:
    url = desk.news("افتتاح السوق يوم الأحد")
    await desk.work()
    before = only(desk).article.paragraphs

    desk.web.pages[url] = httpx.Response(404)
    desk.listed(item("افتتاح السوق يوم الاثنين", url))
    await desk.work()
    for _ in range(3):
        desk.now += timedelta(minutes=2)
        await desk.read()

    assert headlines(desk) == ["افتتاح السوق يوم الاثنين"]
    assert only(desk).article.paragraphs == before


async def test_an_entry_that_is_edited_before_its_page_is_read_is_told_in_the_new_words(
    desk: Desk,
) -> None:
    url = desk.news("افتتاح السوق يوم الأحد")
    page, desk.web.pages[url] = desk.web.pages[url], httpx.Response(503)
    await desk.work()

    desk.listed(item("افتتاح السوق يوم الاثنين", url))
    desk.web.pages[url] = page
    await desk.work()

    assert headlines(desk) == ["افتتاح السوق يوم الاثنين"]
    assert only(desk).revision == 0


async def edited_while_it_is_read(desk: Desk, url: str, title: str) -> None:
    """Its hub tells of a new headline between the request for a page and the answer."""
    desk.web.hold = asyncio.Event()
    asked = desk.web.asked.count(url)
    for _ in range(MOST_STEPS):
        desk.now += timedelta(seconds=1)
        await read(desk.poller)
        await asyncio.sleep(0)
    assert desk.web.asked.count(url) == asked + 1
    desk.web.html(url, title)
    await desk.push(item(title, url))
    desk.web.hold.set()
    await desk.poller.idle()
    desk.web.hold = None


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
async def test_an_edit_that_is_listed_while_the_page_is_being_read_is_not_lost(
    desk: Desk, times: int
) -> None:
    url = desk.news("افتتاح السوق يوم الأحد")
    page, desk.web.pages[url] = desk.web.pages[url], httpx.Response(503)
    await desk.work()
    desk.web.pages[url] = page
    desk.now += timedelta(minutes=2)

    for day in ("الاثنين", "الثلاثاء")[:times]:
        await edited_while_it_is_read(desk, url, f"افتتاح السوق يوم {day}")
    await desk.read()

    assert headlines(desk) == [f"افتتاح السوق يوم {day}"]
    assert desk.pushed() == desk.stored()


def test_an_edit_is_not_lost_where_the_article_is_written_down_at_the_same_moment(
    db: Database, source_id: int, now: datetime
) -> None:
    before = listing.listed(Entry(id="entry-1", url=f"{SITE}/1", title="قبل"))
    db.run_now(entries.note, source_id, before, now=now)
    [seen_waiting] = db.run_now(entries.known, source_id, [before])
    db.run_now(store_article, source_id)

    after = listing.listed(Entry(id="entry-1", url=f"{SITE}/1", title="بعد"))
    assert db.run_now(entries.amend, seen_waiting, after, now=now)

    [waiting] = db.run_now(entries.waiting, now=now, limit=9)
    assert waiting.entry.title == "بعد"


async def test_a_feed_whose_texts_change_with_every_poll_is_read_again_a_few_times_only(
    desk: Desk,
) -> None:
    url = desk.news("خبر أول")
    for number in range(12):
        desk.listed(item("خبر أول", url, content=f"<p>قرأه {number} قارئاً</p>"))
        await desk.work()

    assert desk.web.asked.count(url) == 1 + entries.MOST_REVISITS
    assert desk.stored() == ["خبر أول"]


async def test_an_article_that_its_publisher_takes_back_is_withdrawn(desk: Desk) -> None:
    url = desk.news("خبر أول")
    await desk.work()

    desk.web.pages[url] = httpx.Response(410)
    desk.listed(item("خبر محذوف", url))
    await desk.work()

    assert only(desk).is_withdrawn
    assert headlines(desk) == ["خبر أول"]


async def test_what_was_taken_back_before_it_was_read_is_not_told_of(desk: Desk) -> None:
    url = desk.news("خبر محذوف")
    desk.web.pages[url] = httpx.Response(410)

    await desk.work()
    await desk.work(later=timedelta(hours=1))

    assert desk.stored() == []
    assert desk.web.asked.count(url) == 1


def numbered(number: int, prefix: str, at: datetime) -> str:
    link = f"{SITE}/{prefix}/{number}"
    return item(f"الخبر رقم {number}", link, guid=f"{prefix}{number}", at=at)


async def test_a_feed_that_changes_all_its_ids_and_links_at_once_brings_nothing_new(
    desk: Desk,
) -> None:
    for prefix in ("old", "new"):
        for number in range(9):
            url = f"{SITE}/{prefix}/{number}"
            desk.web.html(url, f"الخبر رقم {number}", (f"عن رقم {number} " * 40,))
    at = desk.now
    desk.listed(*(numbered(number, "old", at) for number in range(8)))
    await desk.work()

    desk.listed(*(numbered(number, "new", at) for number in range(9)))
    await desk.work()
    await desk.work()

    assert sorted(desk.stored()) == [f"الخبر رقم {number}" for number in range(9)]
    assert "الخبر رقم 8" in desk.pushed()


async def test_what_left_the_database_is_not_new_when_it_comes_back(desk: Desk) -> None:
    url = desk.news("خبر أول")
    await desk.work()
    desk.listed(item("خبر ثان", f"{SITE}/news/2", at=desk.now))
    desk.web.html(f"{SITE}/news/2", "خبر ثان")
    await desk.work()

    desk.now += 91 * DAY
    pruned = desk.database.run_now(entries.prune, now=desk.now, most=9)
    desk.listed(item("خبر أول", url, at=desk.now))
    await desk.work()

    [title] = {
        row["title"]
        for row in desk.database.run_now(lambda tx: tx.query("select title from entries"))
    }
    assert (pruned, title) == (2, "")
    assert len(desk.stored()) == 2


async def test_entries_are_not_pruned_while_they_wait_or_are_young(desk: Desk) -> None:
    url = desk.news("خبر أول")
    desk.web.pages[url] = httpx.Response(503)
    await desk.work()

    waiting = desk.database.run_now(entries.prune, now=desk.now + 91 * DAY, most=9)
    young = desk.database.run_now(entries.prune, now=desk.now + 89 * DAY, most=9)

    assert (waiting, young) == (0, 0)


async def test_an_old_item_that_reappears_under_a_new_id_is_not_pushed(desk: Desk) -> None:
    desk.news("خبر أول")
    await desk.work()

    link = f"{SITE}/news/old"
    desk.web.html(link, "من العام الماضي", OTHER_BODY)
    desk.listed(item("من العام الماضي", link, at=NOW - 300 * DAY))
    await desk.work()

    assert desk.stored() == ["خبر أول", "من العام الماضي"]
    assert desk.pushed() == ["خبر أول"]


async def test_after_a_stop_the_fresh_is_pushed_and_the_stale_only_stored(desk: Desk) -> None:
    desk.news("خبر أول")
    await desk.work()

    desk.now += 3 * DAY
    stale = desk.news("خبر فات", at=desk.now - 20 * HOUR)
    desk.news("خبر طازج", at=desk.now - 2 * HOUR)
    undated = f"{SITE}/news/undated"
    desk.web.html(undated, "خبر بلا تاريخ", OTHER_BODY)
    desk.listed(*desk.web.items[SHURFA], item("خبر بلا تاريخ", undated, at=None))
    await desk.work()
    await desk.work()

    assert len(desk.stored()) == 4
    assert desk.pushed() == ["خبر أول", "خبر طازج"]
    assert desk.web.asked.count(stale) == 1


async def test_a_short_stop_loses_nothing(desk: Desk) -> None:
    desk.news("خبر أول")
    await desk.work()

    desk.news("خبر أثناء التوقف", at=desk.now + HOUR)
    await desk.work(10 * HOUR)

    assert desk.pushed() == ["خبر أثناء التوقف", "خبر أول"]


def test_an_edit_of_what_was_listed_before_edits_were_looked_for_is_only_remembered(
    db: Database, now: datetime
) -> None:
    source = db.run_now(sources.add, Source(id=0, name="صحيفة", url=MARFA), now=now)
    before = listing.listed(Entry(id="1", url=f"{SITE}/1", title="قبل"))
    db.run_now(entries.note, source, before, now=now)
    db.run_now(lambda tx: tx.execute("update entries set words = '', state = 'stored'"))
    [known] = db.run_now(entries.known, source, [before])

    after = listing.listed(Entry(id="1", url=f"{SITE}/1", title="بعد"))
    assert not db.run_now(entries.amend, known, after, now=now)

    [known] = db.run_now(entries.known, source, [before])
    assert known.words == after.words
