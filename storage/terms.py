"""What a turn of the outbox heeds beside the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.models import Briefing
from storage.db import Tx
from storage.holding import Judge, everything_goes


class Compose(Protocol):
    """Makes and writes down the briefings of the next readers whose time has come, and says when
    their next ones are due."""

    def __call__(self, tx: Tx, *, now: datetime, limit: int) -> list[Briefing]: ...


def nothing_is_due(tx: Tx, *, now: datetime, limit: int) -> list[Briefing]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Told by who sends: of settings, storage does not know what they mean."""

    known: Sequence[int] | None = None
    """After a commit whose answer was lost the ids that are under way: any other lease went out
    to nobody and is taken back."""
    judge: Judge = everything_goes
    compose: Compose = nothing_is_due


NO_TERMS = Terms()
