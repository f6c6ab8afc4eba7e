"""What a turn of the outbox heeds beside the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.holding import Judge, everything_goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Told by who sends: of settings, storage does not know what they mean."""

    known: Sequence[int] | None = None
    """After a commit whose answer was lost the ids that are under way: any other lease went out
    to nobody and is taken back."""
    judge: Judge = everything_goes


NO_TERMS = Terms()
