"""How fast to send: arithmetic on instants, told the time, in seconds of any steady clock.

A burst of one, as in the generic cell rate algorithm (ITU-T I.371), over a calendar of slots:
a chat has a lane that is free again at some moment, and no two slots of the bot are nearer to
each other than the rate allows. Telegram allows about 30 messages a second overall, one a second
to a chat and 20 a minute to a group or channel
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

# Answers to readers wait for nobody and are not counted here: what is left for them, two a second
# of 30, finds room beside a broadcast. Where readers ask for more, the 429 lowers the rate.
FREE_PER_SECOND = 30
RESERVE = 2.0
PAID_RESERVE = 0.05  # of the rate, also for a machine that hiccups
BULK_PER_SECOND = FREE_PER_SECOND - RESERVE
CHAT_SECONDS = 1.0
GROUP_SECONDS = 3.0
FORGET_ABOVE = 10_000

FALL = 0.8
LOWEST = 0.25  # of the rate: whatever is refused, news still goes out
EPISODE_SECONDS = 60.0
RISE_SECONDS = 1500.0  # from nothing to the whole rate: a fifth comes back in five minutes


@dataclass(slots=True)
class Pacer:
    """The lanes of one bot token."""

    per_second: float = BULK_PER_SECOND
    """As fast as it ever goes."""
    frozen_until: float = 0.0
    chats: dict[int, float] = field(default_factory=dict)
    """When each chat may get something again."""
    slots: list[float] = field(default_factory=list)
    """Moments at which something goes out, or has just gone out, in order."""
    lowered: tuple[float, float] | None = None
    """The rate to which a 429 has brought it down, and when."""
    refused: tuple[int, float] | None = None
    """The chat for which the last 429 came, and when."""

    @classmethod
    def paid(cls, per_second: int) -> "Pacer":
        """At what the operator pays for, 1,000 a second at most, but for the reserve; 0: the
        free rate. https://core.telegram.org/bots/api#paid-broadcasts"""
        return cls(per_second=per_second * (1 - PAID_RESERVE)) if per_second else cls()

    def reserve(self, chat_id: int, *, now: float) -> float:
        """Take the next slot for a push to a chat: the moment at which it may go out.

        A chat that must wait longer takes a later slot; those before it are left to others.
        """
        gap = 1 / self.rate(now)
        del self.slots[: bisect_left(self.slots, now - gap)]
        at = self.next_free(max(now, self.frozen_until, self.chats.get(chat_id, 0.0)), gap)
        insort(self.slots, at)
        self.chats[chat_id] = at + lane_seconds(chat_id)
        if len(self.chats) > FORGET_ABOVE:
            self.chats = {chat: free for chat, free in self.chats.items() if free > now}
        return at

    def next_free(self, at: float, gap: float) -> float:
        """The first moment from `at` on with no slot nearer than `gap` on either side."""
        for taken in self.slots[bisect_left(self.slots, at - gap) :]:
            if taken >= at + gap:
                break
            at = max(at, taken + gap)
        return at

    def give_back(self, chat_id: int, at: float) -> None:
        """A slot was not used: it is free for others, and the chat needs not wait for it."""
        self.slots = [slot for slot in self.slots if slot != at]
        if self.chats.get(chat_id) == at + lane_seconds(chat_id):
            self.chats[chat_id] = at

    def freeze(self, until: float) -> None:
        """Telegram asked everybody to wait: nothing is pushed before `until`."""
        self.frozen_until = max(self.frozen_until, until)

    def rate(self, now: float) -> float:
        """Pushes a second at the moment."""
        if self.lowered is None:
            return self.per_second
        low, since = self.lowered
        return min(self.per_second, low + self.per_second * (now - since) / RISE_SECONDS)

    def refuse(self, chat_id: int, *, now: float) -> None:
        """A 429 came: lower the rate by a fifth, once an episode, if two chats are concerned.

        Telegram does not say whether it means the chat or the bot. That one chat takes nothing
        for a while says nothing about the rate; that two refuse within a minute does.
        """
        last, self.refused = self.refused, (chat_id, now)
        if last is None or last[0] == chat_id or now - last[1] > EPISODE_SECONDS:
            return
        if self.lowered is None or now - self.lowered[1] > EPISODE_SECONDS:
            slower = max(self.rate(now) * FALL, self.per_second * LOWEST)
            self.lowered = (slower, now)


def lane_seconds(chat_id: int) -> float:
    """How long a chat is left alone after a push; ids below zero are groups and channels."""
    return GROUP_SECONDS if chat_id < 0 else CHAT_SECONDS
