"""Days in the life of the sender in virtual time, with everything going wrong that can.

The sender, its pacing, its rows and python-telegram-bot are those of production; the clock, the
network, Telegram and the people are arithmetic and a seed. The same seed is the same life, to
the microsecond. What must never happen is told to `World.wrong`, during it and in `judge`.
"""

import asyncio
import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from telegram import Bot, User

from bot.core.pacing import Pacer
from bot.corrections import Corrector, deliver_and_correct
from bot.sender import LONGEST_TURN, REFUSED_CHATS, Sender, resume
from storage import Database, StorageError, Tx, corrections, figures, outbox
from storage.db import Backend
from storage.migrating import migrate
from storage.opening import backend_for
from storage.outbox import NEWS_IS_FRESH
from tests import press
from tests.builders import NOW, join_story, store_article, store_source
from tests.heard import Heard, Pair
from tests.model_telegram import Call, ModelTelegram, Post, Wire
from tests.press import Facts
from tests.virtual_time import BEGINNING

T = TypeVar("T")

TOKEN = "7000000001:a-token-that-only-the-model-knows"  # noqa: S105
ME = User(7000000001, "موجز", is_bot=True, username="mujaz_bot")
STOP_SECONDS = 3.5  # how long the program waits for the sender when it is told to end
GRACE = LONGEST_TURN + 1.0  # between writing an intent down and asking Telegram


class World:
    """Everything outside of the program, and what it may expect of it."""

    def __init__(self, seed: int, beginning: datetime = NOW, *, paid_per_second: int = 0) -> None:
        self.beginning = beginning
        self.chance = random.Random(seed)  # noqa: S311
        self.backend = backend_for("sqlite://")
        self.records = Database(self.backend)
        migrate(self.records)
        self.source_id = self.records.run_now(store_source)
        self.telegram = ModelTelegram(
            self.chance,
            self.tell,
            self.wrong,
            on_accepted=self.has_accepted,
            on_edited=self.has_edited,
            paid_per_second=paid_per_second,
        )
        self.faults_found: list[str] = []
        self.trace: list[str] = []
        self.loop = asyncio.get_running_loop()
        self.clock_offset = timedelta(0)
        self.jumped_at = BEGINNING
        self.disk_trouble = 0.0
        self.stirred = asyncio.Event()
        """There may be something to send."""
        self.person_of: dict[int, int] = {}
        """Chats, also those that groups had before, and whose they are."""
        self.left_at: dict[int, float] = {}
        self.gone_at: dict[int, float] = {}
        """Chats that the bot takes for lost."""
        self.article_ids: dict[int, int] = {}
        self.facts: dict[int, Facts] = {}
        self.published_at: dict[int, float] = {}
        self.withdrawn_at: dict[int, float] = {}
        self.expires: dict[Pair, datetime] = {}
        """When each push that may go out is no news any more."""
        self.wanted: set[Pair] = set()
        self.heard = Heard(self.wrong)

    def tell(self, *words: object) -> None:
        self.trace.append(f"{self.loop.time():.6f} {' '.join(map(str, words))}")

    def wrong(self, what: str) -> None:
        self.tell("WRONG", what)
        self.faults_found.append(what)

    @property
    def hash(self) -> str:
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()

    # Time

    def now(self) -> datetime:
        """What the clock on the wall shows."""
        return self.beginning + timedelta(seconds=self.loop.time() - BEGINNING) + self.clock_offset

    def jump(self, seconds: float) -> None:
        self.tell("the clock jumps", seconds)
        self.clock_offset += timedelta(seconds=seconds)
        self.jumped_at = self.loop.time()
        self.stirred.set()

    # News, and who is to get them

    def publish(self, *, is_breaking: bool = False, follows: int = 0) -> None:
        """Something new, or what a source adds to the story of the article of that number."""
        number = len(self.article_ids) + 1
        self.heard.first_of[number] = self.heard.first_of.get(follows, number)

        def deed(tx: Tx) -> int:
            digest = press.digest_of(Facts(number))
            article_id = store_article(tx, self.source_id, number, digest=digest)
            outbox.broadcast(
                tx,
                article_id,
                source_id=self.source_id,
                now=self.now(),
                is_breaking=is_breaking,
            )
            if follows:
                join_story(tx, article_id, self.article_ids[self.heard.first_of[follows]])
                outbox.follow_up(tx, article_id)
            return article_id

        self.article_ids[number] = self.records.run_now(deed)
        self.facts[number] = Facts(number)
        self.published_at[number] = self.loop.time()
        self.tell("published", number, "breaking" * is_breaking)
        for person in sorted(set(self.person_of.values())):
            self.may_get(number, person, is_first=not follows)
        self.stirred.set()

    def number_of(self, article_id: int) -> int:
        return next(number for number, each in self.article_ids.items() if each == article_id)

    def may_get(self, number: int, person: int, *, is_first: bool = True) -> None:
        """Who is gone, but comes back before the broadcast is over, gets it too. A follow-up does
        not come to whom the story is still under way."""
        self.expires[number, person] = self.now() + NEWS_IS_FRESH
        if person not in self.left_at and is_first:
            self.wanted.add((number, person))

    def look_around(self, tx: Tx) -> None:
        """Whom the bot takes for a subscriber: after every transaction."""
        rows = tx.query("select chat_id, standing from subscribers where standing <> 'known'")
        subscribed = {row["chat_id"] for row in rows if row["standing"] == "subscribed"}
        gone = {row["chat_id"] for row in rows} - subscribed
        self.gone_at = {chat: self.gone_at.get(chat, self.loop.time()) for chat in gone}
        there = {self.person_of[chat_id] for chat_id in subscribed}
        for person in set(self.person_of.values()) - there - self.left_at.keys():
            self.left_at[person] = self.loop.time()
            self.wanted = {pair for pair in self.wanted if pair[1] != person}
        for person in there & self.left_at.keys():
            del self.left_at[person]

    # What the program does, seen from outside

    def has_started(self, chat_id: int, numbers: list[int]) -> None:
        pair = (numbers[0], self.person_of[chat_id])
        now, late = self.loop.time(), timedelta(0)
        self.tell("asked", chat_id, *numbers)
        if pair not in self.expires:
            self.wrong(f"{pair} was never to be sent")
        else:
            late = self.now() - self.expires[pair]
        if min(late.total_seconds(), now - self.jumped_at) > GRACE:
            self.wrong(f"{pair} is no news any more")
        if now - self.left_at.get(pair[1], now) > GRACE:
            self.wrong(f"{pair} goes to somebody who is gone")
        if now - self.withdrawn_at.get(pair[0], now) > GRACE:
            self.wrong(f"{pair} was taken back by its source")

    def has_begun_to_edit(self, call: Call) -> None:
        """News goes first, but for edits whose turn has come; who is gone is left alone."""
        self.tell("asked to edit", call.chat_id, call.message_id, *call.numbers)
        now = self.loop.time()
        if now - self.gone_at.get(call.chat_id, now) > GRACE:
            self.wrong(f"message {call.message_id} of {call.chat_id}, who is gone, is edited")
        news = map(self.number_of, self.records.run_now(open_broadcasts))
        if any(now - self.published_at[number] > 2 * GRACE for number in news):
            self.wrong(f"message {call.message_id} is edited while news waits")

    def has_accepted(self, call: Call) -> None:
        above = self.telegram.posts.get((call.chat_id, call.answers))
        self.heard.accept(call, self.person_of[call.chat_id], above.first if above else "")

    def has_edited(self, call: Call, post: Post) -> None:
        """It tells of the same article, and of what may have been missed, as it did."""
        first, shown = press.read(post.first), press.read(call.text)
        now, withdrawn = self.loop.time(), self.withdrawn_at
        told = {each for each in first.missed if now - withdrawn.get(each, now) < GRACE}
        if shown.facts.number != first.facts.number:
            self.wrong(f"message {call.message_id} becomes another one")
        if not told - withdrawn.keys() <= shown.missed <= told:
            self.wrong(f"message {call.message_id} now tells of {shown.missed}, not of {told}")


def open_broadcasts(tx: Tx) -> list[int]:
    """Their articles."""
    rows = tx.query("select article_id from broadcasts where closed_at is null")
    return [row["article_id"] for row in rows]


class Door(Database):
    """The database as one life of the program reaches it: not at once, and not always."""

    def __init__(self, backend: Backend, world: World) -> None:
        super().__init__(backend)
        self._world = world
        self.is_dead = False

    async def run(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        world = self._world
        trouble = ""
        if world.chance.random() < world.disk_trouble:
            trouble = world.chance.choice(["locked", "full", "cut off after the commit"])
            world.tell("database", trouble)
        await asyncio.sleep(0.001)
        if self.is_dead:
            world.wrong("the database is used by somebody who is dead")
        if trouble == "locked":
            raise OSError("the database is locked")

        def deed(tx: Tx) -> T:
            result = function(tx, *args, **kwargs)
            if trouble == "full":
                raise OSError("the disk is full")
            world.look_around(tx)
            return result

        result = self.run_now(deed)
        await asyncio.sleep(0.001)
        if trouble:
            raise OSError("the connection to the database is lost")
        return result


@dataclass
class Life:
    """The program, from its start to its end."""

    world: World
    stopping_since: float = 0.0
    door: Door = field(init=False)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.door = Door(self.world.backend, self.world)
        wire = Wire(self.world.telegram, self.asks)
        bot = Bot(TOKEN, request=wire, get_updates_request=wire)
        bot._bot_user = ME
        self.world.telegram.forgive()
        paid = self.world.telegram.paid_per_second
        self.sender = Sender(
            bot, self.door, clock=self.world.now, pacer=Pacer.paid(paid), is_paid=paid > 0
        )
        self.world.telegram.most_probes = (
            REFUSED_CHATS + self.sender.most_in_flight + self.sender.most_lined_up
        )
        self.work = asyncio.create_task(self.live())

    def asks(self, call: Call) -> None:
        if self.door.is_dead:
            self.world.wrong("a message comes from the dead")
        if self.stopping_since and self.world.loop.time() > self.stopping_since:
            self.world.wrong("a send begins after the order to stop")
        if call.is_edit:
            self.world.has_begun_to_edit(call)
        else:
            self.world.has_started(call.chat_id, call.numbers)

    async def live(self) -> None:
        await self.rise()
        corrector = Corrector(self.sender)
        while True:
            try:
                await deliver_and_correct(corrector)
            except (OSError, StorageError) as error:  # the tick is told of it, and comes again
                self.world.tell("the tick failed", error)
            except Exception as error:
                self.world.wrong(f"the sender raised {error!r}")
                raise
            await self.rest()

    async def rise(self) -> None:
        """As `app.take_over` does. If it cannot, the program ends, and is started once more."""
        try:
            uncertain = await self.door.run(take_over, now=self.world.now())
            await resume(self.sender)
        except (OSError, StorageError):
            await asyncio.sleep(2)
            await self.rise()
        else:
            self.world.tell("risen, uncertain:", uncertain)

    async def rest(self) -> None:
        """Until there may be something to do; the real one looks every second."""
        world = self.world
        rows = world.records.run_now(
            lambda tx: tx.query(
                """select min(due_at) as due from (
                     select due_at from deliveries where state = 'retry'
                     union all select briefing_at from subscribers
                       where briefing_at is not null and standing = 'subscribed'
                     union all select due_at from corrections where closed_at is null
                     union all select 0 from broadcasts where closed_at is null)"""
            )
        )
        due = rows[0]["due"]
        wait = 3600.0 if due is None else due - world.now().timestamp()
        wait = max(1.0, wait, self.sender.pacer.frozen_until - world.loop.time())
        world.stirred.clear()
        try:
            async with asyncio.timeout(wait):
                await world.stirred.wait()
            await asyncio.sleep(world.chance.random())
        except TimeoutError:
            pass

    async def stop(self) -> None:
        """SIGTERM, and perhaps another: what is on the wire may arrive, then it is over."""
        world = self.world
        world.tell("told to stop")
        self.stopping_since = world.loop.time()
        self.sender.is_stopping.set()
        if world.chance.random() < 0.5:
            world.loop.call_later(world.chance.random(), self.sender.is_stopping.set)
        is_calm = world.disk_trouble == 0
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.sender.is_idle.wait()
        except TimeoutError:
            telegram = world.telegram
            is_calm = is_calm and telegram.unanswered + telegram.unanswered_edits == 0
            if is_calm:
                world.wrong("it does not stop although nothing is under way")
        left = world.records.run_now(figures.queue_state).sending
        under_way = world.telegram.unanswered + self.just_answered()
        if world.disk_trouble == 0 and left > under_way:
            world.wrong(f"{left} are uncertain, {under_way} were on the wire")
        await self.die()

    def just_answered(self) -> int:
        """How many answers came so late that they could not be written down any more."""
        since = self.world.loop.time() - self.sender.commit_seconds - 0.02
        return sum(at > since for at in self.world.telegram.answers)

    async def die(self) -> None:
        """At once, wherever it is; what has left it goes on without it."""
        self.world.tell("dies")
        self.door.is_dead = True
        mine = asyncio.all_tasks() - {asyncio.current_task()}
        for task in sorted(mine, key=lambda each: int(each.get_name().rpartition("-")[2])):
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)
        self.sender.bot = None  # type: ignore[assignment]


def take_over(tx: Tx, *, now: datetime) -> int:
    """As `app.take_over` does."""
    corrections.recover(tx, now=now)
    return outbox.recover(tx, now=now)
