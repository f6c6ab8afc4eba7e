"""What a publisher's robots.txt says of one address (RFC 9309), and how slowly it wants to be
asked. The rules come from strangers and are patterns: run this where it can be killed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from protego import Protego

NAME: Final = "Mujaz"
OURS: Final = frozenset({"*", *(NAME[:letters].lower() for letters in range(1, len(NAME) + 1))})
"""Who is meant by our name: Protego takes its beginning for it too."""
AGENT: Final = re.compile(r"user[- ]?agent(?:\s*:|\s|$)(.*)", re.IGNORECASE)
SITE_WIDE: Final = re.compile(r"(?:sitemaps?|site-map|host)(?:\s*:|\s|$)", re.IGNORECASE)
RULE: Final = re.compile(r"dis|dia|allow|crawl", re.IGNORECASE)
"""As Protego takes them: with «Dissallow», and without a colon."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program of our name may do."""

    is_allowed: bool
    gap: float | None
    """Seconds between two requests, if it says so (Crawl-delay)."""


def binding(body: bytes) -> str:
    """Those of a site's rules that bind a program of our name, as rules for everybody.

    They are the least part of most files, and the only one that is worth keeping.
    """
    groups: dict[str, list[str]] = {}
    meant: dict[str, list[str]] = {}
    is_heading = False
    for line in _directives(body.decode("utf-8", "replace")):
        if named := AGENT.match(line):
            names = {named[1].strip().lower(), named[1].strip().lower().replace("*", "")}
            meant = meant if is_heading else {}
            meant |= {name: groups.setdefault(name, []) for name in names & OURS}
            is_heading = True
            continue
        is_heading = False
        for rules in meant.values():
            rules += [line] if RULE.match(line) else []
    rules = groups[max(groups, key=lambda name: (name != "*", len(name)))] if groups else []
    return "\n".join(["User-agent: *", *rules]) if rules else ""


def _directives(text: str) -> Iterator[str]:
    """Lines that say something of agents: what is neither «name: value» nor known is none."""
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        is_one = ":" in line or AGENT.match(line) or RULE.match(line)
        if is_one and not SITE_WIDE.match(line):
            yield line


def ask(text: str, url: str) -> Answer:
    if not text.strip():
        return Answer(is_allowed=True, gap=None)
    rules = Protego.parse(text)
    return Answer(is_allowed=rules.can_fetch(url, NAME), gap=rules.crawl_delay(NAME))
