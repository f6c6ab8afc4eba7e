"""What happens to a simulated bot, drawn from a seed; the end of it, and the judgement.

python -m tests.fate SEED     one life, told line by line
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, fields
from typing import Any

from bot.briefings import Newsstand
from bot.core.models import Standing, Subscriber
from bot.handlers.commands import let_in
from bot.handlers.membership import follow
from storage import Tx, subscribers
from storage.figures import queue_state
from storage.leases import MISSED_AT_ONCE
from tests import builders, virtual_time
from tests.faults import GONE, REVOKED, Deck
from tests.judgement import judge
from tests.newsroom import Newsroom
from tests.simulation import Life, World

HOUR = 3600.0
GROWN = 1_000_000
"""By so much less is the id of the supergroup that a group becomes."""
MOST_READERS = 60
WEATHER = ("calm",) * 6 + ("0.02", "0.2", "0.7", "unreachable", "flood", *REVOKED)
PAID = (0, 0, 0, 40, 60, 1000)
GAPS = (0.02, 0.3, 5.0, 60.0, HOUR)
DOWN_SECONDS = (1.5, 3.0, 20.0, 300.0)  # from death to rebirth; none is faster than an interpreter
PATIENCE = 60 * HOUR


@dataclass(slots=True)
class Figures:
    """What lives were made of."""

    virtual_hours: float = 0.0
    accepted: int = 0
    edited: int = 0
    answered: int = 0
    paid: int = 0
    crashes: int = 0
    stops: int = 0
    told: int = 0
    expired: int = 0
    struck: set[str] = field(default_factory=set)
    struck_edits: set[str] = field(default_factory=set)

    def add(self, other: "Figures") -> None:
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            setattr(self, each.name, mine | theirs if isinstance(mine, set) else mine + theirs)


class Fate:
    """Draws what happens next."""

    def __init__(self, world: World, events: int) -> None:
        self.world = world
        self.chance = world.chance
        self.telegram = world.telegram
        self.events = events
        self.figures = Figures()
        self.weather = Deck(self.chance, WEATHER)
        self.endings = Deck(self.chance, GONE)
        self.life = Life(world)
        self.newsroom = Newsroom(world)
        self.deeds: dict[Callable[[], Coroutine[Any, Any, None]], int] = {
            self.news: 30,
            self.a_source_changes_its_mind: 16,
            self.others_tell: 8,
            self.a_source_goes_on: 8,
            self.someone_joins: 10,
            self.someone_leaves: 6,
            self.someone_is_gone: 6,
            self.someone_is_back: 6,
            self.a_group_grows: 4,
            self.weather_changes: 20,
            self.disk_changes: 6,
            self.clock_jumps: 4,
            self.crash: 8,
            self.stop: 5,
        }

    async def run(self) -> None:
        self.telegram.edit_fault_rate = 0.2
        for _ in range(self.chance.randint(2, MOST_READERS)):
            await self.someone_joins()
        for _ in range(self.events):
            await asyncio.sleep(self.chance.choice(GAPS) * self.chance.random())
            [deed] = self.chance.choices(list(self.deeds), list(self.deeds.values()))
            await deed()
            if self.world.faults_found:
                return
        await self.calm_down()

    # People

    async def news(self) -> None:
        for _ in range(self.chance.choice([1, 1, 1, 3])):
            self.world.publish(is_breaking=self.chance.random() < 0.2)

    async def a_source_changes_its_mind(self) -> None:
        if self.chance.random() < 0.15:
            self.newsroom.withdraw()
        else:
            self.newsroom.rewrite()

    async def a_source_goes_on(self) -> None:
        self.newsroom.go_on()

    async def others_tell(self) -> None:
        self.newsroom.others_tell()

    async def someone_joins(self) -> None:
        """A new chat, or one that left and comes back."""
        world, person = self.world, len(self.world.person_of) + 1
        chat_id = 500 + person if person % 6 else -500 - person
        if len(set(world.person_of.values())) >= MOST_READERS or self.chance.random() < 0.3:
            chat_id = self.someone() or chat_id
        world.person_of.setdefault(chat_id, person)
        if (grown := chat_id + GROWN) in world.person_of:
            # Telegram tells that the group moved before it brings what is said in the new one.
            self.act(lambda tx: follow(tx, grown, to=chat_id, now=world.now()), "moves", grown)
        self.act(lambda tx: join(tx, world, chat_id), "joins", chat_id)

    async def someone_leaves(self) -> None:
        if chat_id := self.someone():
            self.act(lambda tx: leave(tx, self.world, chat_id), "leaves", chat_id)

    async def someone_is_gone(self) -> None:
        """Blocks the bot or worse; the bot may hear of it, or find out."""
        if chat_id := self.someone():
            self.telegram.chat(chat_id).gone = self.endings.draw()
            self.world.tell("gone", chat_id)
            if self.chance.random() < 0.5:
                self.act(lambda tx: shut_out(tx, self.world, chat_id), "hears of", chat_id)

    async def someone_is_back(self) -> None:
        away = [chat for chat in sorted(self.telegram.chats) if self.telegram.chat(chat).gone]
        if away:
            chat_id = self.chance.choice(away)
            self.telegram.chat(chat_id).gone = ""
            self.act(lambda tx: meet(tx, self.world, chat_id), "is back", chat_id)

    async def a_group_grows(self) -> None:
        """It becomes a supergroup. The bot hears of it, or somebody talks to it there first, or
        it finds out when it sends."""
        chat_id = self.someone(kind="group")
        if chat_id is None:
            return
        new_id = chat_id - GROWN
        self.telegram.chat(chat_id).moved_to = new_id
        self.world.person_of[new_id] = self.world.person_of[chat_id]
        self.world.tell("grows", chat_id)
        luck = self.chance.random()
        if luck < 0.4:
            self.act(
                lambda tx: follow(tx, chat_id, to=new_id, now=self.world.now()), "moves", chat_id
            )
        elif luck < 0.7:
            self.act(lambda tx: meet(tx, self.world, new_id), "is met", new_id)

    def someone(self, kind: str = "") -> int | None:
        """A chat that is not given up."""
        found = [
            chat_id
            for chat_id in sorted(self.world.person_of)
            if not self.telegram.chat(chat_id).moved_to and (not kind or -GROWN < chat_id < 0)
        ]
        return self.chance.choice(found) if found else None

    def act(self, deed: Callable[[Tx], object], *words: object) -> None:
        def observed(tx: Tx) -> None:
            deed(tx)
            self.world.look_around(tx)

        self.world.tell(*words)
        self.world.records.run_now(observed)
        self.world.stirred.set()

    # Trouble

    async def weather_changes(self) -> None:
        self.clear_up()
        kind = self.weather.draw()
        if kind in REVOKED:
            self.telegram.revoked = kind
        elif kind == "unreachable":
            self.telegram.is_unreachable = True
        elif kind == "flood":
            wait = self.chance.choice([5.0, 60.0, 900.0, 2 * HOUR])
            self.telegram.frozen_until = self.world.loop.time() + wait
            self.telegram.offences = 0
        elif kind != "calm":
            self.telegram.fault_rate = float(kind)
        self.world.tell("weather", kind)

    def clear_up(self) -> None:
        self.telegram.fault_rate = 0.0
        self.telegram.is_unreachable = False
        self.telegram.revoked = ""

    async def disk_changes(self) -> None:
        self.world.disk_trouble = self.chance.choice([0.0, 0.0, 0.1, 0.5])
        self.world.tell("disk", self.world.disk_trouble)

    async def clock_jumps(self) -> None:
        self.world.jump(self.chance.choice([-3 * HOUR, -HOUR, -30.0, 1.0, 30.0, HOUR, 3 * HOUR]))

    async def crash(self) -> None:
        self.figures.crashes += 1
        await self.life.die()
        await self.rebirth()

    async def stop(self) -> None:
        self.figures.stops += 1
        await self.life.stop()
        await self.rebirth()

    async def rebirth(self) -> None:
        await asyncio.sleep(self.chance.choice(DOWN_SECONDS))
        self.life = Life(self.world)

    # The end

    async def calm_down(self) -> None:
        """All trouble ends: everything must be settled, and what was missed told of."""
        world = self.world
        world.tell("calm")
        self.clear_up()
        self.telegram.late_rate = self.telegram.edit_fault_rate = 0.0
        world.disk_trouble = 0.0
        await self.becomes_empty()
        rounds = 1 + len(world.article_ids) // MISSED_AT_ONCE
        for _ in range(rounds):
            world.publish()
            await self.becomes_empty()
        self.figures.expired = judge(world)
        await self.life.die()
        self.figures.virtual_hours = world.loop.time() / HOUR
        self.figures.accepted = world.heard.arrived.total()
        self.figures.edited = world.telegram.edited
        self.figures.answered = world.heard.answers
        self.figures.paid = world.heard.arrived.total() * (world.telegram.paid_per_second > 0)
        self.figures.told = len(world.heard.told)
        self.figures.struck = world.telegram.struck
        self.figures.struck_edits = world.telegram.struck_edits

    async def becomes_empty(self) -> None:
        world = self.world
        patience = world.loop.time() + PATIENCE
        while not world.faults_found:
            await asyncio.sleep(60)
            state = world.records.run_now(queue_state)
            uncorrected = world.records.run_now(open_corrections)
            if state.open_broadcasts + state.sending + state.retry + uncorrected == 0:
                return
            if world.loop.time() > patience:
                world.wrong(f"it does not become empty: {state}, {uncorrected} corrections")


def open_corrections(tx: Tx) -> int:
    rows = tx.query("select count(*) as open from corrections where closed_at is null")
    return int(rows[0]["open"])


def meet(tx: Tx, world: World, chat_id: int) -> Subscriber:
    kind = "private" if chat_id > 0 else "group"
    return builders.meet(tx, chat_id, kind=kind, now=world.now())


def join(tx: Tx, world: World, chat_id: int) -> None:
    """As the handlers have it; the latest story is pushed to who is new."""
    subscriber = meet(tx, world, chat_id)
    subscribers.choose(tx, subscriber.id, world.source_id)
    before = pending(tx, subscriber.id)
    let_in(tx, subscriber, Newsstand(), now=world.now())
    for article_id in pending(tx, subscriber.id) - before:
        world.may_get(world.number_of(article_id), world.person_of[chat_id])


def leave(tx: Tx, world: World, chat_id: int) -> None:
    subscriber = meet(tx, world, chat_id)
    if subscriber.standing is Standing.SUBSCRIBED:
        subscribers.stand(tx, subscriber.id, Standing.KNOWN, now=world.now())


def shut_out(tx: Tx, world: World, chat_id: int) -> None:
    subscriber = subscribers.find(tx, chat_id)
    if subscriber is not None:
        subscribers.stand(tx, subscriber.id, Standing.GONE, now=world.now())


def pending(tx: Tx, subscriber_id: int) -> set[int]:
    rows = tx.query(
        "select article_id from deliveries where subscriber_id = :id", {"id": subscriber_id}
    )
    return {row["article_id"] for row in rows}


def live(seed: int, events: int = 60) -> tuple[Figures, World]:
    """One life; `World.faults_found` says what went wrong in it."""

    async def work() -> tuple[Figures, World]:
        world = World(seed, paid_per_second=PAID[seed % len(PAID)])
        fate = Fate(world, events)
        await fate.run()
        return fate.figures, world

    return virtual_time.run(work())


if __name__ == "__main__":
    figures, world = live(int(sys.argv[1]))
    sys.stdout.write("\n".join([*world.trace, str(figures), *world.faults_found, ""]))
