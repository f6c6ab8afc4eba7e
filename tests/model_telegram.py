"""A Telegram of arithmetic: takes messages, counts its limits, and fails in every known way.

It stands where the program's link to Telegram stands (`telegram.request.BaseRequest`), so that
answers are read by python-telegram-bot itself. What it received goes on even if the program that
sent it dies meanwhile.
"""

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from telegram.request import BaseRequest, RequestData

from bot.sender import MOST_IN_FLIGHT, MOST_LINED_UP, REFUSED_CHATS
from tests import press
from tests.faults import (
    BREAKS,
    COME_AGAIN,
    EDIT_REFUSALS,
    ENDLESS,
    GONE,
    NOT_MODIFIED,
    ONE_CALL,
    ONE_EDIT,
    REFUSALS,
    REVOKED,
    UNPARSABLE,
    Deck,
    Reply,
    answer,
    break_off,
    is_open,
    refused,
)

READ_SECONDS = 15.0  # as the link has it
MOST_OFFENCES = 2  # an answer that says «wait» may itself come too late
MOST_PROBES = REFUSED_CHATS + MOST_IN_FLIGHT + MOST_LINED_UP
TOLERANCE = 0.95  # a message may come a little nearer to the one before than it was sent
FREE_PER_SECOND = 30
EVERYTHING, UNPAID = 0, 1
"""Among chats, what is counted for the bot as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A message that is to be shown, or to take the place of another."""

    chat_id: int
    text: str
    message_id: int = 0
    """The message in whose place it is to stand; 0: none."""
    answers: int = 0
    """The message below which it is to stand; 0: none."""
    is_marked_up: bool = True
    is_paid: bool = False

    @property
    def is_edit(self) -> bool:
        return self.message_id > 0

    @property
    def numbers(self) -> list[int]:
        """The article that it tells, and those that it says may have been missed."""
        shown = press.read(self.text)
        return [shown.facts.number, *sorted(shown.missed)]


@dataclass(slots=True)
class Chat:
    """A chat as Telegram has it."""

    id: int
    gone: str = ""
    moved_to: int = 0
    frozen_until: float = 0.0
    offences: int = 0
    """How often one life of the program wrote to it although it had been asked to wait."""


@dataclass(slots=True)
class Post:
    """A message that a chat shows."""

    first: str
    text: str
    refused: str = ""
    """What it was to show last, if Telegram did not take that for good."""
    is_deleted: bool = False


@dataclass(slots=True)
class ModelTelegram:
    """The server; what it did is told to `tell`, in words that make the trace."""

    chance: random.Random
    tell: Callable[..., None]
    wrong: Callable[[str], None]
    """Told of what must never happen; an exception would be taken for one of the link's."""
    on_accepted: Callable[[Call], None]
    on_edited: Callable[[Call, Post], None]
    fault_rate: float = 0.0
    edit_fault_rate: float = 0.0
    """Of edits, besides: they are few."""
    late_rate: float = 0.03
    is_unreachable: bool = False
    revoked: str = ""
    paid_per_second: int = 0
    """What the operator pays for; 0: nothing."""
    frozen_until: float = 0.0
    """Until when everybody is refused."""
    offences: int = 0
    """What was refused since then, of one life of the program."""
    most_probes: int = MOST_PROBES
    chats: dict[int, Chat] = field(default_factory=dict)
    posts: dict[tuple[int, int], Post] = field(default_factory=dict)
    """By chat and the number that the message has in it."""
    struck: set[str] = field(default_factory=set)
    struck_edits: set[str] = field(default_factory=set)
    unanswered: int = 0
    """Messages whose sender still waits for an answer."""
    unanswered_edits: int = 0
    answers: deque[float] = field(default_factory=lambda: deque(maxlen=300))
    """When the latest answers came back."""
    edited: int = 0
    accepted: dict[tuple[int, int], deque[float]] = field(default_factory=dict)
    deck: Deck = field(init=False)
    edit_deck: Deck = field(init=False)

    def __post_init__(self) -> None:
        self.deck = Deck(self.chance, ONE_CALL)
        self.edit_deck = Deck(self.chance, ONE_EDIT)

    def chat(self, chat_id: int) -> Chat:
        return self.chats.setdefault(chat_id, Chat(chat_id))

    def fault(self, call: Call) -> str:
        """The trouble that this call meets, if any; told as it strikes."""
        if self.is_unreachable:
            return self.strikes(call, "connection refused")
        if self.chance.random() < self.fault_rate + self.edit_fault_rate * call.is_edit:
            deck = self.edit_deck if call.is_edit else self.deck
            return self.strikes(call, deck.draw())
        return ""

    def strikes(self, call: Call, name: str) -> str:
        (self.struck_edits if call.is_edit else self.struck).add(name)
        return name

    def arrive(self, call: Call, fault: str) -> Reply:
        """A message reaches the server: refused, accepted, or nobody can know."""
        refusal = self.refusal(call, fault)
        if refusal is not None:
            self.tell("refused", call.chat_id, call.message_id or "", refusal.code, fault)
            return refusal
        if is_open(fault) and self.chance.random() < 0.5:
            self.tell("lost", call.chat_id, call.message_id or "", fault)
            return answer(fault, 0)
        return answer(fault, self.accept(call, fault))

    def refusal(self, call: Call, fault: str) -> Reply | None:
        now, chat = asyncio.get_running_loop().time(), self.chat(call.chat_id)
        if self.revoked:
            return refused(int(self.strikes(call, self.revoked)), REVOKED[self.revoked])
        if fault == "429 for the chat":
            chat.offences = -1  # the first of them is told now
            wait = self.chance.choice([3.0, 30.0, 600.0])
            chat.frozen_until = max(chat.frozen_until, now + wait)
        wait = max(self.frozen_until, chat.frozen_until) - now
        if wait > 0:
            self.note_offence(call, chat, now)
            return refused(429, "Too Many Requests", retry_after=int(wait) + 1)
        if fault in REFUSALS:
            self.note_refusal(call, fault)
            return refused(*REFUSALS[fault])
        if chat.gone:
            return refused(*GONE[self.strikes(call, chat.gone)])
        if chat.moved_to:
            self.strikes(call, "400 migrated")
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return refused(400, text, migrate_to_chat_id=chat.moved_to)
        return self.edit_refusal(call, fault) if call.is_edit else None

    def edit_refusal(self, call: Call, fault: str) -> Reply | None:
        """A message that is not there, or that Telegram leaves as it is."""
        post = self.posts.get((call.chat_id, call.message_id))
        if post is None:
            self.wrong(f"chat {call.chat_id} has never had a message {call.message_id}")
        if post is None or post.is_deleted:
            return refused(*EDIT_REFUSALS["400 no such message"])
        if fault in EDIT_REFUSALS:
            post.refused = call.text
            post.is_deleted = fault == "400 no such message"
            return refused(*EDIT_REFUSALS[fault])
        if call.text == post.text:
            self.strikes(call, "400 not modified")
            return refused(*NOT_MODIFIED)
        return None

    def note_refusal(self, call: Call, fault: str) -> None:
        """What is not taken for good need not be shown; markup may be left out."""
        post = self.posts.get((call.chat_id, call.message_id))
        is_final = fault not in COME_AGAIN and not (fault == UNPARSABLE and call.is_marked_up)
        if post is not None and is_final:
            post.refused = call.text

    def note_offence(self, call: Call, chat: Chat, now: float) -> None:
        """Whoever was told to wait must wait; what is on the way already cannot."""
        if self.frozen_until > now:
            self.strikes(call, "429 for everybody")
            self.offences += 1
        else:
            chat.offences += 1
        if self.offences > self.most_probes or chat.offences > MOST_OFFENCES:
            self.wrong(f"chat {chat.id} was written to although Telegram asked to wait")

    def forgive(self) -> None:
        """Another life begins: what was not written down is forgotten."""
        self.offences = 0
        for chat in self.chats.values():
            chat.offences = 0

    def accept(self, call: Call, fault: str) -> int:
        """Show a message; the number that it has in its chat."""
        self.count_all(call)
        if not call.is_edit:
            return self.show(call, fault)
        self.tell("edited", call.chat_id, call.message_id, *call.numbers, fault)
        post = self.posts[call.chat_id, call.message_id]
        post.text = call.text
        self.edited += 1
        self.on_edited(call, post)
        return call.message_id

    def show(self, call: Call, fault: str) -> int:
        if call.is_paid != (self.paid_per_second > 0):
            self.wrong(f"a message to {call.chat_id} is {'paid' if call.is_paid else 'unpaid'}")
        self.tell("accepted", call.chat_id, *call.numbers, fault)
        message_id = 7 + len(self.posts)
        self.posts[call.chat_id, message_id] = Post(call.text, call.text)
        self.on_accepted(call)
        return message_id

    def count_all(self, call: Call) -> None:
        """All that may be shown: so many are free, for more the operator pays; edits are free."""
        if not call.is_paid:
            self.count(UNPAID, limit=FREE_PER_SECOND, seconds=1.0)
        if self.paid_per_second:
            self.count(EVERYTHING, limit=self.paid_per_second, seconds=1.0)
        self.count(call.chat_id, limit=1, seconds=1.0)
        if call.chat_id < 0:
            self.count(call.chat_id, limit=20, seconds=60.0)

    def count(self, key: int, *, limit: int, seconds: float) -> None:
        """Whether there was room for one more within Telegram's limits."""
        now = asyncio.get_running_loop().time()
        counted = self.accepted.setdefault((key, limit), deque(maxlen=limit))
        if len(counted) == limit and counted[0] > now - seconds * TOLERANCE:
            whom = {EVERYTHING: "everybody", UNPAID: "everybody, unpaid"}.get(key, f"chat {key}")
            self.wrong(f"more than {limit} within {seconds:.0f} s to {whom}")
        counted.append(now)

    def seconds_to_answer(self) -> float:
        """Mostly soon, sometimes late, now and then later than anybody waits."""
        if self.chance.random() < self.late_rate:
            return self.chance.choice([1.0, 4.0, 14.0, 40.0])
        return 0.02 + self.chance.random() * 0.2


class Wire(BaseRequest):
    """The connections of one life of the program to the server."""

    def __init__(self, telegram: ModelTelegram, started: Callable[[Call], None]) -> None:
        self._telegram = telegram
        self._started = started

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **_: Any
    ) -> tuple[int, bytes]:
        assert request_data is not None, f"{method} {url}"
        wishes = request_data.json_parameters
        is_edit = url.endswith("/editMessageText")
        assert is_edit or url.endswith("/sendMessage"), url
        call = Call(
            chat_id=int(wishes["chat_id"]),
            text=wishes["text"],
            message_id=int(wishes["message_id"]) if is_edit else 0,
            answers=json.loads(wishes.get("reply_parameters", "{}")).get("message_id", 0),
            is_marked_up="parse_mode" in wishes,
            is_paid=wishes.get("allow_paid_broadcast") == "true",
        )
        self._started(call)
        fault = self._telegram.fault(call)
        if fault == "connection refused":
            await asyncio.sleep(0.01)
            break_off(BREAKS[fault]())
        reply = await self._exchange(call, fault)
        if reply.breaks:
            break_off(reply.breaks)
        return reply.code, reply.body

    async def _exchange(self, call: Call, fault: str) -> Reply:
        """There and back; the way back may be cut off by the death of who waits for it."""
        telegram, loop = self._telegram, asyncio.get_running_loop()
        answered: asyncio.Future[Reply] = loop.create_future()

        def arrive() -> None:
            reply = telegram.arrive(call, fault)
            if not reply.is_endless:
                loop.call_later(telegram.seconds_to_answer(), come_back, reply)

        def come_back(reply: Reply) -> None:
            if not answered.done():
                answered.set_result(reply)
                telegram.answers.append(loop.time())

        telegram.unanswered += not call.is_edit
        telegram.unanswered_edits += call.is_edit
        loop.call_later(0.005 + telegram.chance.random() * 0.02, arrive)
        try:
            async with asyncio.timeout(None if fault in ENDLESS else READ_SECONDS):
                return await answered
        except TimeoutError:
            return Reply(breaks=aiohttp.SocketTimeoutError())
        finally:
            telegram.unanswered -= not call.is_edit
            telegram.unanswered_edits -= call.is_edit
