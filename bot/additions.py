"""Whether a chat may have a source of its own, and what becomes of its wish.

A source is one row, whoever asked for it: who adds it subscribes to it, and it is polled as long
as somebody has it. The limits are counted from rows, so a restart does not lift them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core import arabic, urls
from bot.core.models import FoundFeed, Source, Subscriber
from storage import Tx, requests, sources, subscribers
from storage.requests import Addition
from storage.sources import KnownSource

LOOKS_AN_HOUR = 20
Policy = Literal["open", "approve", "closed"]

HOUR = timedelta(hours=1)
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the operator allows."""

    policy: Policy = "open"
    """`approve`: the operator agrees to each; `closed`: readers add nothing."""
    most: int = 20
    """Sources of its own that a chat may have."""
    an_hour: int = 5
    """Of them, how many it may add in an hour."""
    admin_ids: frozenset[int] = frozenset()

    def has_operator(self, subscriber: Subscriber) -> bool:
        """Whether it is the private chat of an operator."""
        return subscriber.chat_id in self.admin_ids


def refusal(tx: Tx, subscriber: Subscriber, rules: Rules, *, now: datetime) -> str:
    """The text that says why this chat may have nothing looked at now; empty if it may."""
    if rules.policy == "closed" and not rules.has_operator(subscriber):
        return "add.closed"
    if requests.looks_since(tx, subscriber.id, now - HOUR) >= LOOKS_AN_HOUR:
        return "look.too_often"
    return ""


def add(tx: Tx, subscriber: Subscriber, feed: FoundFeed, rules: Rules, *, now: datetime) -> str:
    """Give a chat a source that was found, or write down that it wants it; the text to tell."""
    known = find(tx, feed.url)
    if known is not None and known.is_forbidden:
        return "add.forbidden"
    if known is not None and known.is_active:
        if known.source.id in subscribers.chosen(tx, subscriber.id):
            return "add.already"
        if not known.source.is_readers:
            subscribers.choose(tx, subscriber.id, known.source.id)
            return "add.done"
    if problem := refused(tx, subscriber, feed, rules, now=now):
        return problem
    is_approved = known is not None and known.is_active
    if rules.policy == "approve" and not (is_approved or rules.has_operator(subscriber)):
        requests.add(tx, subscriber.id, feed, state="pending", now=now)
        return "add.pending"
    requests.add(tx, subscriber.id, feed, state="accepted", now=now)
    subscribers.choose(tx, subscriber.id, followed(tx, feed, now=now))
    return "add.done"


def refused(
    tx: Tx, subscriber: Subscriber, feed: FoundFeed, rules: Rules, *, now: datetime
) -> str:
    """Why a chat cannot have a source that it does not have yet."""
    if not feed.language:
        return "add.foreign"
    if rules.policy == "closed" and not rules.has_operator(subscriber):
        return "add.closed"
    pending = requests.pending_of(tx, subscriber.id)
    if urls.key(feed.url) in {urls.key(each.feed.url) for each in pending}:
        return "add.pending_already"
    if had(tx, subscriber) >= rules.most:
        return "add.quota"
    if requests.additions_since(tx, subscriber.id, now - HOUR) >= rules.an_hour:
        return "add.too_fast"
    return ""


def had(tx: Tx, subscriber: Subscriber) -> int:
    """How many sources of its own a chat has or waits for."""
    own = [each for each in subscribers.choices(tx, subscriber.id) if each.is_own]
    return len(own) + len(requests.pending_of(tx, subscriber.id))


def room(tx: Tx, subscriber: Subscriber, rules: Rules, *, now: datetime) -> int:
    """How many more a list may add: up to the quota, and in an hour not more than that."""
    lately = requests.additions_since(tx, subscriber.id, now - HOUR)
    return max(0, rules.most - max(had(tx, subscriber), lately))


def find(tx: Tx, url: str) -> KnownSource | None:
    """The source with that address, in whatever spelling it was added; or the one that had it and
    has moved, unless nobody asks that any more."""
    there = sources.find(tx, sources.current_url(tx, url))
    if there is not None and (there.is_active or there.is_forbidden):
        return there
    return sources.find(tx, url) or by_key(tx).get(urls.key(url))


def by_key(tx: Tx) -> dict[str, KnownSource]:
    """Every source by what is equal for all spellings of its address; one that is followed
    before one that was."""
    return {urls.key(each.source.url): each for each in reversed(sources.known(tx))}


def followed(tx: Tx, feed: FoundFeed, *, now: datetime) -> int:
    """The id of the source that polls this feed; made or brought back if need be."""
    known = find(tx, feed.url)
    if known is not None and known.is_active:
        return known.source.id
    url = known.source.url if known else feed.url
    source = Source(id=0, name=name_for(tx, feed), url=url, topics=feed.topics)
    return sources.add_for_readers(tx, source, now=now)


def name_for(tx: Tx, feed: FoundFeed) -> str:
    """The feed's title; with its host where another source is called so already, be it by
    chance or to be taken for it."""
    name = arabic.shorten(feed.title, LONGEST_NAME)
    taken = {arabic.normalise(source.name) for source in sources.active(tx)}
    return f"{name} ({urls.host(feed.url)})" if arabic.normalise(name) in taken else name


def accept(tx: Tx, addition: Addition, *, now: datetime) -> None:
    """The operator agrees: everybody who asked for that source gets it."""
    source_id = followed(tx, addition.feed, now=now)
    for each in requests.decide(tx, addition.feed.url, state="accepted"):
        subscribers.choose(tx, each.subscriber.id, source_id)


def refuse(tx: Tx, addition: Addition, *, now: datetime) -> None:
    """The operator does not: nobody who asked for that source gets it, nor asks again."""
    feed = addition.feed
    known = find(tx, feed.url)
    if known is None or not known.is_active:
        url = known.source.url if known else feed.url
        sources.forbid(tx, Source(id=0, name=feed.title, url=url), now=now)
    requests.decide(tx, feed.url, state="refused")
