"""Days of readers who want briefings, quiet hours and a cap, in virtual time and with trouble.

The same sender, rows and faults as in `simulation`; what is looked at here is what comes when:
no story twice, nothing by itself in quiet hours, nothing that is not wanted or is muted, no more
at once than the cap allows, and in the calm days at the end what is watched for, one briefing at
each of a reader's times, also where clocks change, and whatever is held back before long.

python -m tests.briefing_days SEED     one life, told line by line
"""

import asyncio
import json
import re
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.briefings import plan
from bot.core.models import Entry, ListedEntry, Pushes, Quiet, Settings, Standing
from bot.core.times import briefing_times
from storage import Tx, articles, entries, figures, outbox, sources, stories, subscribers
from tests import virtual_time
from tests.builders import a_digest, a_source, an_article
from tests.fate import DOWN_SECONDS, HOUR, WEATHER
from tests.faults import REVOKED
from tests.model_telegram import Call
from tests.simulation import GRACE, Life, World

READERS = 24
PAPERS = 3
CALM_DAYS = 2
NOT_SEEN_YET = timedelta(minutes=5)
LONGEST_HELD = timedelta(hours=10)
STORY_LASTS = 24 * HOUR  # so that nothing joins one that nobody remembers
BEGINNINGS = (
    datetime(2026, 11, 23, 9, 41, tzinfo=UTC),
    datetime(2026, 10, 28, 6, 0, tzinfo=UTC),  # Cairo and Beirut go back within the days
    datetime(2027, 3, 25, 6, 0, tzinfo=UTC),  # Beirut goes forward at midnight
    datetime(2027, 4, 27, 6, 0, tzinfo=UTC),  # Cairo goes forward at midnight
)
ZONES = ("Africa/Cairo", "Asia/Beirut", "Asia/Riyadh", "Africa/Casablanca", "America/New_York")
TIMES = (("08:00", "13:00", "20:00"), ("00:30",), ("23:30",), ("02:30", "14:00"), ("09:00",))
QUIETS = (None, None, Quiet("22:00", "07:00"), Quiet("13:00", "16:00"))
CAPS = (0, 0, 2, 5)
PLACES = ("الفنار", "البيدر", "الطاحونة", "المحلج")
"""Each article is from one of them."""
WATCHED, MUTED = ((), (), PLACES[:1]), ((), (), PLACES[1:2])
"""So that half of the news is left for briefings."""
STORY = re.compile(r"^\W*(\d)\W+.*?الخبر رقم (\d+)", re.MULTILINE)
NUMBER = re.compile(r"الخبر رقم (\d+)")
BRIEFING = re.compile(r"^\W*(?:موجز|ما فاتك)")
MISSED = "ربما فاتك"


def place(number: int) -> str:
    """Where an article comes from: the word by which it is watched for or muted."""
    return PLACES[number % len(PLACES)]


class Told(NamedTuple):
    """A message that a reader got."""

    at: datetime
    is_briefing: bool
    stories: tuple[int, ...]


class BriefingWorld(World):
    """Articles that tell stories, readers with settings, and what each has been told."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed, BEGINNINGS[seed % len(BEGINNINGS)])
        papers = [a_source(url=f"https://paper{number}.example/feed") for number in range(PAPERS)]
        self.papers = [
            self.records.run_now(sources.add, paper, now=self.now()) for paper in papers
        ]
        self.settings: dict[int, Settings] = {}
        self.story_of: dict[int, int] = {}
        self.opened: dict[int, float] = {}
        self.told_at: dict[int, datetime] = {}
        """When each article came."""
        self.told_to: dict[int, list[Told]] = defaultdict(list)
        self.tried: dict[int, set[int]] = defaultdict(set)
        """Stories that were sent to each chat, and that perhaps arrived."""
        self.urgent: set[int] = set()
        """Articles that were breaking news: those come over the cap."""

    def tell_news(self, *, is_breaking: bool = False) -> None:
        """An article; perhaps of a story that another paper has told."""
        number = len(self.story_of) + 1
        fresh = self.loop.time() - STORY_LASTS
        lately = [n for n, story in self.story_of.items() if self.opened.get(story, 0) > fresh]
        known = self.chance.choice(lately[-6:]) if lately and self.chance.random() < 0.3 else None
        paper = self.papers[number % PAPERS]
        deed = (number, paper, self.article_ids.get(self.story_of.get(known or 0, 0), 0))
        self.article_ids[number] = self.records.run_now(self.store, *deed, is_breaking)
        self.story_of[number] = self.story_of[known] if known else number
        self.opened.setdefault(self.story_of[number], self.loop.time())
        self.told_at[number] = self.now()
        self.urgent |= {number} if is_breaking else set()
        self.tell("published", number, "story", self.story_of[number], "breaking" * is_breaking)
        self.stirred.set()

    def store(self, tx: Tx, number: int, paper: int, first: int, is_breaking: bool) -> int:
        entry = Entry(id=f"e{number}", url=f"https://paper.example/{number}", title="خبر")
        listed = ListedEntry(entry=entry, url_key=entry.url, is_push=True)
        entries.note(tx, paper, listed, now=self.now())
        waiting = entries.waiting(tx, now=self.now() + timedelta(days=1), limit=1000)
        mine = next(each for each in waiting if each.entry.id == entry.id)
        digest = a_digest(f"الخبر رقم {number} من {place(number)}", quotes=())
        article = an_article(digest.headline, url=entry.url, published=self.now())
        article_id = articles.add(tx, mine, article, digest, now=self.now())
        if first:
            tx.execute(
                "update articles set story_id = :story where id = :id",
                {"story": first, "id": article_id},
            )
        elif not tx.query("select 1 from stories where id = :id", {"id": article_id}):
            stories.open_(tx, article_id, told_at=self.now())
        outbox.broadcast(tx, article_id, source_id=paper, now=self.now(), is_breaking=is_breaking)
        return article_id

    def join(self, number: int) -> None:
        """Somebody subscribes, with settings of his own."""
        draw = self.chance.choice
        settings = Settings(
            pushes=draw((Pushes.BRIEFINGS, Pushes.BRIEFINGS, Pushes.BREAKING, Pushes.INSTANT)),
            zone=draw(ZONES),
            times=draw(TIMES),
            quiet=draw(QUIETS),
            hourly_cap=draw(CAPS),
            watched=draw(WATCHED),
            muted=draw(MUTED),
        )

        def deed(tx: Tx) -> None:
            now, chat_id = self.now(), 500 + number
            reader = subscribers.meet(tx, chat_id, kind="private", now=now, settings=settings)
            for paper in self.papers:
                subscribers.choose(tx, reader.id, paper)
            subscribers.stand(tx, reader.id, Standing.SUBSCRIBED, now=now)
            there = subscribers.find(tx, chat_id)
            assert there is not None
            plan(tx, there, now=now)

        self.settings[500 + number] = settings
        self.person_of[500 + number] = 500 + number
        self.records.run_now(deed)

    # What the program does, seen from outside

    def has_started(self, chat_id: int, numbers: list[int]) -> None:
        self.tell("asked", chat_id, *numbers)
        self.tried[chat_id].update(self.story_of[each] for each in numbers)

    def has_accepted(self, call: Call) -> None:
        chat_id, text = call.chat_id, call.text
        is_briefing = BRIEFING.match(text.replace("🗞", "").replace("<b>", "")) is not None
        below = text.partition(MISSED)[0]
        if is_briefing:
            found = [int(number) for _, number in STORY.findall(re.sub("<[^>]*>", "", below))]
        else:
            found = [int(number) for number in NUMBER.findall(below)[:1]]
        told = Told(self.now(), is_briefing, tuple(self.story_of[each] for each in found))
        for before in self.told_to[chat_id]:
            if twice := set(before.stories) & set(told.stories):
                self.wrong(f"{chat_id} was told {twice} twice, at {before.at} and {told.at}")
        self.told_to[chat_id].append(told)
        self.tried[chat_id].update(told.stories)
        if muted := [each for each in found if place(each) in self.settings[chat_id].muted]:
            self.wrong(f"{chat_id} was told {muted}, which are muted")
        if not is_briefing:
            self.look_at_push(chat_id, found[0])

    def look_at_push(self, chat_id: int, number: int) -> None:
        """Whether it came in quiet hours, or over the cap. What was on its way may be late."""
        settings = self.settings[chat_id]
        is_urgent = number in self.urgent or place(number) in settings.watched
        if settings.pushes is not Pushes.INSTANT and not is_urgent:
            self.wrong(f"{chat_id} was pushed {number}, which is not breaking news")
        began = self.now() - timedelta(seconds=GRACE + 60)
        is_quiet = [
            briefing_times.quiet_ends(settings.quiet, settings.zone, at) > at
            for at in (began, self.now())
        ]
        if all(is_quiet) and self.loop.time() - self.jumped_at > HOUR:
            self.wrong(f"{chat_id} was written to in quiet hours")
        if settings.pushes is Pushes.INSTANT and settings.hourly_cap:
            hour = [
                each
                for each in self.told_to[chat_id]
                if not each.is_briefing and self.now() - each.at < timedelta(minutes=59)
            ]
            watched = sum(place(each) in settings.watched for each in self.told_at)
            if len(hour) > 2 * settings.hourly_cap + len(self.urgent) + watched:
                self.wrong(f"{chat_id} got {len(hour)} within an hour")


async def trouble(world: BriefingWorld, events: int) -> Life:
    """News, weather and deaths; the life that is left in the end."""
    chance, life = world.chance, Life(world)
    for number in range(READERS):
        world.join(number)
    for _ in range(events):
        await asyncio.sleep(chance.choice((30.0, 600.0, HOUR, 3 * HOUR)) * chance.random())
        luck = chance.random()
        if luck < 0.6:
            world.tell_news(is_breaking=chance.random() < 0.15)
        elif luck < 0.8:
            await life.die()
            await asyncio.sleep(chance.choice(DOWN_SECONDS) * chance.choice((1, 1, 60)))
            life = Life(world)
        else:
            change_weather(world)
        if world.faults_found:
            break
    return life


def change_weather(world: BriefingWorld) -> None:
    clear_up(world)
    telegram, chance = world.telegram, world.chance
    kind = chance.choice([each for each in WEATHER if each not in REVOKED])
    if kind == "unreachable":
        telegram.is_unreachable = True
    elif kind == "flood":
        telegram.frozen_until = world.loop.time() + chance.choice((5.0, 900.0))
        telegram.offences = 0
    elif kind != "calm":
        telegram.fault_rate = float(kind)
    world.tell("weather", kind)


def clear_up(world: BriefingWorld) -> None:
    world.telegram.fault_rate = 0.0
    world.telegram.is_unreachable = False


async def calm_days(world: BriefingWorld) -> None:
    """Nothing goes wrong any more, and there is news before each briefing: each comes, once."""
    clear_up(world)
    world.telegram.late_rate = 0.0
    await asyncio.sleep(4 * HOUR)
    begin = world.now()
    while world.now() < begin + timedelta(days=CALM_DAYS) and not world.faults_found:
        world.tell_news()
        await asyncio.sleep(0.7 * HOUR)
    await asyncio.sleep(HOUR)
    state = world.records.run_now(figures.queue_state)
    if state.sending + state.open_broadcasts:
        world.wrong(f"not everything is settled: {state}")
    for chat_id, settings in world.settings.items():
        reader = world.records.run_now(subscribers.find, chat_id)
        is_there = reader is not None and reader.standing is Standing.SUBSCRIBED
        if is_there and settings.pushes is Pushes.BRIEFINGS:
            # There was no news for hours before; and no time is at a quarter past.
            first = (begin + timedelta(hours=1)).replace(minute=15, second=0, microsecond=0)
            count_briefings(world, chat_id, first, begin + timedelta(days=CALM_DAYS))
        elif is_there and settings.pushes is Pushes.INSTANT:
            look_for_held(world, chat_id, begin)
        if is_there:
            look_for_watched(world, chat_id, begin)


def look_for_held(world: BriefingWorld, chat_id: int, begin: datetime) -> None:
    """What was not pushed when it came was held back, and told or counted before long."""
    told = world.told_to[chat_id]
    known = known_to(world, chat_id)
    rests = [each.at for each in told if each.is_briefing]
    for number, at in world.told_at.items():
        is_over = begin <= at < world.now() - LONGEST_HELD
        is_told = world.story_of[number] in known or is_hidden(world, chat_id, number)
        if is_over and not (is_told or any(at <= each <= at + LONGEST_HELD for each in rests)):
            world.wrong(f"{chat_id} has heard nothing of {number}")


def known_to(world: BriefingWorld, chat_id: int) -> set[int]:
    """The stories that were sent to a chat, and those of briefings that it may have missed."""
    rows = world.records.run_now(
        lambda tx: tx.query(
            """select b.contents from briefings b join subscribers s on s.id = b.subscriber_id
               where s.chat_id = :chat_id and b.message_id = 0 and b.sent_at is not null""",
            {"chat_id": chat_id},
        )
    )
    missed = {told[0] for row in rows for told in json.loads(row["contents"])["stories"]}
    numbers = {article_id: number for number, article_id in world.article_ids.items()}
    return world.tried[chat_id] | {world.story_of[numbers[each]] for each in missed}


def is_hidden(world: BriefingWorld, chat_id: int, number: int) -> bool:
    """Whether a version of its story is muted: that may be the one that represents it."""
    muted = world.settings[chat_id].muted
    story = world.story_of[number]
    return any(place(each) in muted for each, of in world.story_of.items() if of == story)


def look_for_watched(world: BriefingWorld, chat_id: int, begin: datetime) -> None:
    """What is watched for has come, or quiet hours held it back for a briefing."""
    settings = world.settings[chat_id]
    known = known_to(world, chat_id)
    for number, at in world.told_at.items():
        is_over = begin <= at < world.now() - LONGEST_HELD
        is_told = world.story_of[number] in known or is_hidden(world, chat_id, number)
        is_sleeping = settings.quiet is not None
        if is_over and place(number) in settings.watched and not (is_told or is_sleeping):
            world.wrong(f"{chat_id} has heard nothing of {number}, which is watched for")


def count_briefings(world: BriefingWorld, chat_id: int, begin: datetime, end: datetime) -> None:
    """One within a quarter of an hour of each of the reader's times at which something is new, and
    none beside."""
    settings = world.settings[chat_id]
    got = [each.at for each in world.told_to[chat_id] if each.is_briefing and each.at > begin]
    slot = briefing_times.next_slot(settings.times, settings.days, settings.zone, after=begin)
    since = begin
    while slot is not None and slot.at < end:
        near = [at for at in got if timedelta(0) <= at - slot.at < timedelta(minutes=15)]
        if len(near) > 1 or (not near and is_new(world, chat_id, since, slot.at)):
            world.wrong(f"{chat_id} in {settings.zone} got {len(near)} briefings at {slot.key}")
        got = [at for at in got if at not in near]
        since = slot.at
        slot = briefing_times.next_slot(settings.times, settings.days, settings.zone, after=since)
    # What was due in the days of trouble may have waited for the end of quiet hours.
    if left := [at for at in got if begin + LONGEST_HELD < at < end]:
        world.wrong(f"{chat_id} got briefings at no time of his: {left}")


def is_new(world: BriefingWorld, chat_id: int, since: datetime, until: datetime) -> bool:
    """Whether something came in time for a briefing of which the reader had heard nothing."""
    known = {story for told in world.told_to[chat_id] if told.at < until for story in told.stories}
    lately = [each for each, at in world.told_at.items() if since < at < until - NOT_SEEN_YET]
    return any(
        world.story_of[each] not in known and not is_hidden(world, chat_id, each)
        for each in lately
    )


def live(seed: int, events: int = 60) -> BriefingWorld:
    """One life; `World.faults_found` says what went wrong in it."""

    async def work() -> BriefingWorld:
        world = BriefingWorld(seed)
        life = await trouble(world, events)
        if not world.faults_found:
            await calm_days(world)
        await life.die()
        return world

    return virtual_time.run(work())


if __name__ == "__main__":
    lived = live(int(sys.argv[1]))
    sys.stdout.write("\n".join([*lived.trace, *lived.faults_found, ""]))
