"""What readers search for, and what is found."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a reader searches for: every phrase must stand in an article."""

    text: str
    """As it was typed."""
    phrases: tuple[tuple[str, ...], ...]
    """Stems; those of one phrase stand side by side. None: the text says nothing."""
    about: tuple[tuple[str, ...], ...]
    """The same, as they are indexed where an article is about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article in which a query was found."""

    article_id: int
    story_id: int
    told_at: datetime
    is_about: bool
    """The words stand in its headline or its gist."""
