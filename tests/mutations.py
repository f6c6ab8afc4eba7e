"""Bugs to be put into the outbox, one at a time: the state machine must find each, or the days of
briefings where it knows of no settings.

A gate for the models, not for the program: a model that finds nothing proves nothing. Each is a
slip that is easily made; the words that it changes must be in the function as it is today.
"""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from bot.core import briefing, pushing
from storage import (
    briefings,
    broadcasts,
    due_briefings,
    holding,
    outbox,
    preferences,
    retries,
    settling,
    told,
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A function of the outbox with some of its words changed."""

    name: str
    function: Callable[..., Any]
    words: str
    instead: str

    @property
    def module(self) -> ModuleType:
        return sys.modules[self.function.__module__]

    def mutant(self) -> Callable[..., Any]:
        source = inspect.getsource(self.function)
        if source.count(self.words) != 1:
            raise ValueError(
                f"{self.name}: {self.words!r} is not once in {self.function.__name__}"
            )
        here: dict[str, Any] = {}
        exec(source.replace(self.words, self.instead), vars(self.module), here)  # noqa: S102
        mutant: Callable[..., Any] = here[self.function.__name__]
        return mutant


MUTATIONS = (
    Mutation(
        "the position runs ahead of the rows",
        broadcasts.advance,
        "lease(tx, broadcast_row, rows, now=now)",
        "lease(tx, broadcast_row, rows[:-1], now=now)",
    ),
    Mutation(
        "the last subscriber is left out",
        broadcasts.next_readers,
        'broadcast_row["upto"] if last is None',
        'broadcast_row["upto"] - 1 if last is None',
    ),
    Mutation(
        "a broadcast ends with its first full batch",
        broadcasts.advance,
        "passed < len(found) or passed == look.most",
        "False",
    ),
    Mutation(
        "who joins later is included",
        broadcasts.next_readers,
        "c.subscriber_id <= :last",
        "c.subscriber_id > 0",
    ),
    Mutation(
        "what is uncertain is tried again",
        settling.change,
        'UNSENT.get(settlement.outcome, "retry")',
        '"dead" if settlement.outcome is Outcome.REFUSED else "retry"',
    ),
    Mutation(
        "who is gone is written to again",
        settling.not_sent,
        "case Outcome.GONE | Outcome.TOPIC_CLOSED:",
        "case Outcome.TOPIC_CLOSED:",
    ),
    Mutation(
        "the second try comes too early",
        settling.change,
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
        "if terms.known is not None:",
        "if False:",
    ),
    Mutation(
        "what is under way is taken back",
        retries.take_back,
        "and id not in {ids}",
        "and id is not null",
    ),
    Mutation(
        "a look in which nobody is to get it ends the broadcast",
        broadcasts.advance,
        "elif last is not None:",
        "elif False:",
    ),
    Mutation(
        "whoever is looked at is passed, also beyond the last that is leased",
        broadcasts.advance,
        'position=found[passed - 1]["id"]',
        'position=last or found[passed - 1]["id"]',
    ),
    Mutation(
        "another version is another story",
        told.versions,
        '[row["id"] for row in rows]',
        "[article_id]",
    ),
    Mutation(
        "a version that is under way or may have arrived does not count",
        told.excluding,
        "not {HAS_DELIVERY} and not {HAS_RECEIPT}",
        "not {HAS_RECEIPT}",
    ),
    Mutation(
        "a follow-up is told as if it were the first",
        broadcasts.lease,
        '"coalesce({followed}, 0)"',
        '"0"',
    ),
    Mutation(
        "a version that has arrived does not count",
        told.excluding,
        "not {HAS_DELIVERY} and not {HAS_RECEIPT}",
        "not {HAS_DELIVERY}",
    ),
    Mutation(
        "what may have arrived before its reader left is forgotten",
        told.excluding,
        'sql.replace("{untold}", untold)',
        'sql.replace("{untold}", untold.replace("or d.reason like :left", ""))',
    ),
)

IN_DAYS = (
    Mutation(
        "a story that a briefing has told is pushed",
        broadcasts.sort_out,
        'in told_in.get(row["id"], ())',
        "in ()",
    ),
    Mutation(
        "a push that has arrived is told again by a briefing",
        briefings.knowledge_of,
        'ids_of(row["received"])',
        "NOBODY",
    ),
    Mutation(
        "a briefing is written down, but not to be sent",
        due_briefings.write,
        "listed(briefing_ids)",
        "listed(briefing_ids[1:])",
    ),
    Mutation(
        "who wants nothing but breaking news gets everything",
        holding.verdict,
        "wants is None or wants == preferences.EVERYTHING",
        "True",
    ),
    Mutation(
        "a broadcast passes by who watches for words",
        preferences.least,
        'else "2"',
        'else "3"',
    ),
    Mutation(
        "what is muted comes all the same",
        pushing.judge,
        "if settings.muted and",
        "if False and",
    ),
    Mutation(
        "briefings tell what is muted",
        briefing.is_wanted,
        "version.article_id in reader.muted",
        "False",
    ),
    Mutation(
        "what is held back is never let go",
        holding.hold,
        "each.is_rest and each.until is not None",
        "False",
    ),
    Mutation(
        "what waits for another try goes out in quiet hours",
        retries.sort_out,
        "if verdict.goes:",
        "if True:",
    ),
)
