"""What no feed tells: articles that were corrected or withdrawn on their pages alone."""

from datetime import datetime, timedelta

import httpx
import pytest

from bot.core.models import Entry, ListedEntry
from bot.core.schedule import LONGEST_REREAD_FLOOR, REREADS, next_reread
from bot.corrections import Corrector, deliver_and_correct
from bot.emulator import Message, User
from bot.rereading import reread
from storage import Database, Tx, articles, entries, rereads, sources
from tests.builders import NOW, a_digest, an_article
from tests.desk import MARFA, SHURFA, a_desk
from tests.town import BODY, OTHERS, Town, plain

HEADLINE = "افتتاح السوق الشعبية في واحة السراب"
CORRECTED = "تأجيل افتتاح السوق الشعبية في واحة السراب"
SAID = "هذه السوق هدية لكل من صبر على غبار الطريق"
MINUTE = timedelta(minutes=1)


async def pushed(town: Town, reader: User) -> tuple[str, Message]:
    """A reader who was sent an article; its address, and the message."""
    await town.say(reader, reader, "/subscribe")
    url = town.news(HEADLINE)
    await town.pick_up()
    return url, town.heard(reader)[-1]


async def look_again(town: Town, later: timedelta = 11 * MINUTE) -> int:
    """A while later; how many pages were asked for."""
    town.now += later
    before = len(town.press.asked)
    await reread(town.poller)
    await town.poller.idle()
    await deliver_and_correct(Corrector(town.sender))
    return sum("/news/" in url for url in town.press.asked[before:])


async def test_a_headline_that_only_the_page_has_changed_is_corrected(
    town: Town, reader: User
) -> None:
    url, message = await pushed(town, reader)
    town.press.html(url, CORRECTED)

    await look_again(town)

    assert message.text.startswith(f"\u200f{CORRECTED}")
    assert f"تصحيح: كان العنوان «{HEADLINE}»." in message.text
    assert len(town.heard(reader)) == 2, "nothing is pushed again"


async def test_a_quote_that_the_page_has_changed_is_corrected(town: Town, reader: User) -> None:
    url, message = await pushed(town, reader)
    before = message.text
    changed = SAID.replace("غبار الطريق", "حفريات الطريق")
    town.press.html(url, HEADLINE, tuple(each.replace(SAID, changed) for each in BODY))

    await look_again(town)

    assert SAID in before
    assert f"«{changed}»" in message.text
    assert f"تصحيح: كان المنقول عن سامر الحدّاد: «{SAID}»." in message.text


async def test_a_page_that_is_gone_for_good_marks_its_messages_and_is_asked_no_more(
    town: Town, reader: User
) -> None:
    url, message = await pushed(town, reader)
    town.press.pages[url] = httpx.Response(410)

    await look_again(town)
    asked_later = await look_again(town, timedelta(hours=7))

    withdrawn, headline, *rest = plain(message).split("\n")
    assert (withdrawn, headline) == ("⚠️ سُحب الخبر من مصدره", HEADLINE)
    assert [line[:2] for line in rest] == ["📰 "], "nobody stands by what it told"
    assert message.buttons == []
    assert asked_later == 0
    assert "لا أخبار" in (await town.say(reader, reader, "/latest")).text


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(500),
        httpx.Response(200, headers={"content-type": "text/html"}, text="<p>عذراً</p>"),
        httpx.ConnectError("refused"),
    ],
)
async def test_a_page_that_cannot_be_read_changes_nothing_and_is_asked_later(
    town: Town, reader: User, answer: httpx.Response | Exception
) -> None:
    url, message = await pushed(town, reader)
    before = message.text
    town.press.pages[url] = answer

    assert await look_again(town) == 1
    unchanged = message.text
    town.press.html(url, CORRECTED)
    assert await look_again(town, timedelta(minutes=60)) == 1

    assert unchanged == before
    assert message.text.startswith(f"\u200f{CORRECTED}")


async def test_a_page_is_asked_a_few_times_within_a_day_and_then_no_more(
    town: Town, reader: User
) -> None:
    await pushed(town, reader)

    asked = [await look_again(town, 10 * MINUTE) for _ in range(24 * 6)]

    assert sum(asked) == len(REREADS)
    assert sum(asked[-12:]) == 0


async def test_a_page_that_has_not_changed_is_not_sent_again(town: Town, reader: User) -> None:
    url, _ = await pushed(town, reader)
    page = town.press.pages[url]
    assert isinstance(page, httpx.Response)
    page.headers["etag"] = '"one"'
    await look_again(town)
    town.press.pages[url] = httpx.Response(304)

    await look_again(town, timedelta(minutes=60))

    assert town.press.asked[-1] == url
    rows = town.database.run_now(lambda tx: tx.query("select etag from rereads"))
    assert rows == [{"etag": '"one"'}]


async def test_the_feeds_own_headline_stays_where_the_page_always_had_another(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/subscribe")
    url = town.news(HEADLINE)
    town.press.html(url, "السوق الشعبية تفتح أبوابها")
    await town.pick_up()
    message = town.heard(reader)[-1]
    before = message.text

    assert await look_again(town) == 1

    assert message.text == before
    assert before.startswith(f"\u200f{HEADLINE}")


def pushed_lately(tx: Tx, host: str, count: int, *, due_at: datetime) -> None:
    """Pages of a host that are to be looked at again."""
    source_id = next(each.id for each in sources.active(tx) if host in each.url)
    for number in range(count):
        url = f"https://{host}/news/{number}"
        entry = Entry(id=url, url=url, title=HEADLINE)
        entries.note(tx, source_id, ListedEntry(entry=entry, url_key=url, is_push=True), now=NOW)
        waiting = entries.waiting(tx, now=NOW, limit=1000)
        [it] = [each for each in waiting if each.entry.id == url]
        article_id = articles.add(tx, it, an_article(url=url), a_digest(), now=NOW)
        rereads.plan(tx, article_id, page_title="", due_at=due_at)


async def test_of_what_a_new_source_lists_nothing_is_looked_at_again_but_what_was_pushed(
    db: Database,
) -> None:
    async with a_desk(db) as desk:
        pages = [desk.news(f"خبر {at}", paragraphs=OTHERS[at]) for at in range(3)]
        await desk.work()
        before = [desk.web.asked.count(page) for page in pages]

        desk.now += 11 * MINUTE
        await reread(desk.poller)
        await desk.poller.idle()

        assert before == [1, 1, 1]
        assert [desk.web.asked.count(page) for page in pages] == [1, 1, 2]


async def test_pages_of_a_host_that_rests_do_not_stand_before_those_of_another(
    db: Database,
) -> None:
    async with a_desk(db) as desk:
        busy, other = (url.removesuffix("/feed") for url in (SHURFA, MARFA))
        answer = httpx.Response(429, headers={"retry-after": "86400"})
        desk.web.pages |= {f"{busy}/news/{number}": answer for number in range(30)}
        db.run_now(pushed_lately, busy[8:], 30, due_at=NOW)
        db.run_now(pushed_lately, other[8:], 1, due_at=NOW + MINUTE)

        for _ in range(4):
            desk.now += MINUTE
            await reread(desk.poller)
            await desk.poller.idle()

        asked = [url for url in desk.web.asked if "/news/" in url]
        desk.now = NOW + timedelta(days=1, minutes=4)
        due = db.run_now(rereads.due, now=desk.now, limit=100)

        assert len([url for url in asked if url.startswith(busy)]) == 1
        assert f"{other}/news/0" in asked
        assert len([each for each in due if each.url.startswith(busy)]) == 30


def test_looks_follow_the_operators_pace_but_no_slower_than_usual() -> None:
    usual = [LONGEST_REREAD_FLOOR * times for times in REREADS]

    def looks(floor: timedelta) -> list[timedelta]:
        found, now = [], NOW
        while at := next_reread(NOW, now=now, floor=floor):
            found.append(at - NOW)
            now = at
        return found

    assert looks(timedelta(minutes=10)) == usual
    assert looks(timedelta(seconds=1)) == [timedelta(seconds=times) for times in REREADS]
    assert usual == [timedelta(hours=hours) for hours in (1 / 6, 1, 6, 20)]


def test_looks_that_a_stop_has_missed_are_not_made_up_for() -> None:
    late = NOW + timedelta(hours=3)

    assert next_reread(NOW, now=late, floor=2 * MINUTE) == NOW + timedelta(hours=6)
