"""Bugs to be put into the outbox, one at a time: the state machine must find each.

A gate for the model, not for the program: a model that finds nothing proves nothing. Each is a
slip that is easily made; the words that it changes must be in the function as it is today.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storage import outbox


@dataclass(frozen=True, slots=True)
class Mutation:
    """A function of the outbox with some of its words changed."""

    name: str
    function: Callable[..., Any]
    words: str
    instead: str

    def mutant(self) -> Callable[..., Any]:
        source = inspect.getsource(self.function)
        if source.count(self.words) != 1:
            raise ValueError(
                f"{self.name}: {self.words!r} is not once in {self.function.__name__}"
            )
        here: dict[str, Any] = {}
        exec(source.replace(self.words, self.instead), vars(outbox), here)  # noqa: S102
        mutant: Callable[..., Any] = here[self.function.__name__]
        return mutant


MUTATIONS = (
    Mutation(
        "the position runs ahead of the rows",
        outbox.advance,
        "lease(tx, broadcast_row, rows, now=now)",
        "lease(tx, broadcast_row, rows[:-1], now=now)",
    ),
    Mutation(
        "the last subscriber is left out",
        outbox.next_readers,
        "c.subscriber_id <= :upto",
        "c.subscriber_id < :upto",
    ),
    Mutation(
        "a broadcast ends with its first full batch",
        outbox.advance,
        "len(rows) < want",
        "len(rows) <= want",
    ),
    Mutation(
        "who joins later is included",
        outbox.next_readers,
        "c.subscriber_id <= :upto",
        "c.subscriber_id > 0",
    ),
    Mutation(
        "what is uncertain is tried again",
        outbox.change,
        'UNSENT.get(settlement.outcome, "retry")',
        '"dead" if settlement.outcome is Outcome.REFUSED else "retry"',
    ),
    Mutation(
        "who is gone is written to again",
        outbox.settle,
        "outcome in (Outcome.GONE, Outcome.TOPIC_CLOSED)",
        "outcome is Outcome.TOPIC_CLOSED",
    ),
    Mutation(
        "the second try comes too early",
        outbox.change,
        "settlement.retry_at or now",
        "now",
    ),
    Mutation(
        "the last answer of a batch is dropped",
        outbox.step,
        "for settlement in settlements:",
        "for settlement in settlements[:-1]:",
    ),
    Mutation(
        "a new start sends once more",
        outbox.recover,
        "state = 'uncertain'",
        "state = 'retry'",
    ),
    Mutation(
        "a new start forgets",
        outbox.recover,
        """update deliveries set state = 'uncertain', changed_at = :now,
             reason = 'the program ended while it was being sent' where""",
        "delete from deliveries where changed_at <= :now and",
    ),
    Mutation(
        "a lease of which nobody knows stays",
        outbox.step,
        "if known is not None:",
        "if False:",
    ),
    Mutation(
        "what is under way is taken back",
        outbox.take_back,
        "and id not in {ids}",
        "and id is not null",
    ),
)
