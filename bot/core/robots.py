"""What a publisher's robots.txt says of one address (RFC 9309), and how slowly it wants to be
asked. The rules come from strangers and are patterns: run this where it can be killed."""

from dataclasses import dataclass
from typing import Final

from protego import Protego

NAME: Final = "Mujaz"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program of our name may do."""

    is_allowed: bool
    gap: float | None
    """Seconds between two requests, if it says so (Crawl-delay)."""


def ask(text: str, url: str) -> Answer:
    if not text.strip():
        return Answer(is_allowed=True, gap=None)
    rules = Protego.parse(text)
    return Answer(is_allowed=rules.can_fetch(url, NAME), gap=rules.crawl_delay(NAME))
