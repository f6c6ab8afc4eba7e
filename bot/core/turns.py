"""Whose turn it is: a host is asked one thing at a time, and after a few in a row no more than
one in two seconds, or in as many as it asks for. Told the time, in seconds of any steady clock."""

from dataclasses import dataclass, field
from typing import Final

GAP: Final = 2.0
IN_A_ROW: Final = 4
LONGEST_GAP: Final = 30.0
LONGEST_REST: Final = 24 * 3600.0
FORGET_ABOVE: Final = 5_000


@dataclass(slots=True)
class Turns:
    """What is going on with each host (the generic cell rate algorithm, with a burst)."""

    busy: set[str] = field(default_factory=set)
    gaps: dict[str, float] = field(default_factory=dict)
    """Of hosts that ask for more than the usual."""
    paid: dict[str, float] = field(default_factory=dict)
    """Until when each host's requests so far have been paid for by waiting."""

    def ask_for(self, host: str, gap: float) -> None:
        """A host wants so many seconds between two requests, the last one included."""
        before = self.gaps.get(host, GAP)
        self.gaps[host] = min(max(gap, GAP), LONGEST_GAP)
        if host in self.paid:
            self.paid[host] += self.gaps[host] - before

    def rest(self, host: str, seconds: float, *, now: float) -> None:
        """A host has said that it is asked too often: nothing is asked of it for so long."""
        until = now + min(seconds, LONGEST_REST) + GAP * (IN_A_ROW - 1)
        self.paid[host] = max(self.paid.get(host, now), until)

    def may(self, host: str, *, now: float) -> bool:
        return host not in self.busy and self.wait(host, now=now) <= 0

    def wait(self, host: str, *, now: float) -> float:
        """Seconds until the host may be asked again, if nothing is asked of it meanwhile."""
        gap = self.gaps.get(host, 0.0)
        ahead = 0.0 if gap > GAP else GAP * (IN_A_ROW - 1)
        return self.paid.get(host, now) - now - ahead

    def begin(self, host: str, *, now: float) -> None:
        self.busy.add(host)
        self.paid[host] = max(self.paid.get(host, now), now) + self.gaps.get(host, GAP)
        if max(len(self.paid), len(self.gaps)) > FORGET_ABOVE:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Hosts that may be asked as if they never had been; who wants a longer gap says so with
        every page that is read."""
        self.paid = {each: until for each, until in self.paid.items() if until > now}
        self.gaps = {each: gap for each, gap in self.gaps.items() if each in self.paid}

    def end(self, host: str) -> None:
        self.busy.discard(host)
