"""How fast to send: arithmetic on instants, told the time, in seconds of any steady clock.

The generic cell rate algorithm (ITU-T I.371) with a burst of one: every lane keeps the moment
at which it is free again. Telegram allows about 30 messages a second overall, one a second to
a chat and 20 a minute to a group or channel
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from dataclasses import dataclass, field

BULK_PER_SECOND = 25.0  # of 30: the rest is for answers to readers
CHAT_SECONDS = 1.0
GROUP_SECONDS = 3.0
FORGET_ABOVE = 10_000


@dataclass(slots=True)
class Pacer:
    """The lanes of one bot token."""

    bulk_free_at: float = 0.0
    frozen_until: float = 0.0
    chats: dict[int, float] = field(default_factory=dict)

    def reserve(self, chat_id: int, *, now: float) -> float:
        """Take the next slot for a push to a chat: the moment at which it may go out."""
        lane = GROUP_SECONDS if chat_id < 0 else CHAT_SECONDS
        at = max(now, self.bulk_free_at, self.frozen_until)
        self.bulk_free_at = at + 1 / BULK_PER_SECOND
        # A chat that must wait longer does not hold up the others: only its own lane moves.
        at = max(at, self.chats.get(chat_id, 0.0))
        self.chats[chat_id] = at + lane
        if len(self.chats) > FORGET_ABOVE:
            self.chats = {chat: free for chat, free in self.chats.items() if free > now}
        return at

    def freeze(self, until: float) -> None:
        """Telegram asked everybody to wait: nothing is pushed before `until`."""
        self.frozen_until = max(self.frozen_until, until)
