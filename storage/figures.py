"""The whole of the database in figures, for the operator."""

from dataclasses import dataclass

from storage import outbox, sources, subscribers
from storage.db import Tx
from storage.outbox import QueueState
from storage.sources import SourceHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the bot fares."""

    readers: dict[str, int]
    """Chats by standing: known, subscribed, gone."""
    sources: tuple[SourceHealth, ...]
    articles: int
    quotes: int
    entries_waiting: int
    queue: QueueState

    @property
    def queue_numbers(self) -> dict[str, int]:
        queue = self.queue
        return {
            "delivered": queue.delivered,
            "sending": queue.sending,
            "retry": queue.retry,
            "uncertain": queue.uncertain,
            "dead": queue.dead,
        }


def read(tx: Tx) -> Figures:
    counts = tx.query(
        """select (select count(*) from articles) as articles,
             (select count(*) from quotes) as quotes,
             (select count(*) from entries where state = 'waiting') as waiting"""
    )[0]
    return Figures(
        readers=subscribers.count(tx),
        sources=tuple(sources.health(tx)),
        articles=counts["articles"],
        quotes=counts["quotes"],
        entries_waiting=counts["waiting"],
        queue=outbox.state(tx),
    )
