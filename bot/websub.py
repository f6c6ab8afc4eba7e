"""Hubs that push what a feed brings, within a second or two: https://www.w3.org/TR/websub/

A hub is asked for a subscription when a feed names it, confirms that under an address that only
it knows, and pushes there, signed. What it pushes takes the path of what a poll finds. It is a
favour, not a promise: the feed is asked all the same, only less often, and as often as before
when the hub forgets something.
"""

import contextlib
import hashlib
import hmac
import logging
import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final, Protocol

from bot.core import feeds
from bot.fetch import Fetched, FetchError
from bot.outcomes import Polled
from bot.pickup import Poller
from bot.poller import listed, settle, tell
from bot.reading import read
from bot.workers import Overrun
from storage import websub
from storage.websub import Hub

log = logging.getLogger(__name__)

HUBS_AT_ONCE: Final = 20
PUSHES_AT_ONCE: Final = 4
"""Of all sources, and one of each: a hub is a stranger, and its pushes are held in memory."""
LEASE: Final = timedelta(days=10)
SHORTEST_LEASE: Final = timedelta(minutes=5)
ALGORITHMS: Final = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What is needed to deal with hubs."""

    poller: Poller
    public_url: str
    """Where the hubs reach this program, without a slash at its end."""
    under_way: dict[int, bool] = field(default_factory=dict)
    """Sources of which a push is being taken in, each with whether more has come meanwhile."""

    def callback(self, hub: Hub) -> str:
        return f"{self.public_url}/websub/{hub.token}"


async def subscribe(subscriptions: Subscriptions) -> None:
    """Ask every hub whose time has come to push, or to go on."""
    poller = subscriptions.poller
    due = await poller.database.run(websub.due, now=poller.clock(), limit=HUBS_AT_ONCE)
    for hub in due:
        named = hub
        if not hub.token:
            named = replace(hub, token=secrets.token_urlsafe(24), secret=secrets.token_urlsafe(32))
        await poller.database.run(websub.asking, named, now=poller.clock())
        await ask(subscriptions, named)


async def ask(subscriptions: Subscriptions, hub: Hub) -> None:
    fields = {
        "hub.callback": subscriptions.callback(hub),
        "hub.mode": "subscribe",
        "hub.topic": hub.topic_url,
        "hub.secret": hub.secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    name = hub.state.source.name
    try:
        await subscriptions.poller.fetcher.send_form(
            hub.hub_url, fields, referrer=hub.state.source.url
        )
    except FetchError as error:
        log.warning("asked hub source=%r status=failed reason=%r", name, error.reason)
    else:
        log.debug("asked hub source=%r status=ok", name)


async def confirm(subscriptions: Subscriptions, token: str, wishes: dict[str, str]) -> str | None:
    """A hub asks whether it is really to push; the words that say yes, None for no.

    https://www.w3.org/TR/websub/#hub-verifies-intent
    """
    poller, now = subscriptions.poller, subscriptions.poller.clock()
    hub = await poller.database.run(websub.by_token, token)
    if hub is None or wishes.get("hub.topic") != hub.topic_url:
        return None
    if wishes.get("hub.mode") == "denied":
        log.warning("asked hub source=%r status=denied", hub.state.source.name)
        await poller.database.run(websub.denied, hub, now=now)
        return ""
    lease = lease_of(wishes.get("hub.lease_seconds", ""))
    challenge = wishes.get("hub.challenge", "")
    if wishes.get("hub.mode") != "subscribe" or lease is None or not challenge:
        return None
    await poller.database.run(websub.verified, hub, lease=lease, now=now)
    log.info("hub pushes source=%r until=%s", hub.state.source.name, (now + lease).date())
    return challenge


def lease_of(seconds: str) -> timedelta | None:
    """What a hub promises, within reason; without a word of it, what it was asked for."""
    if not seconds:
        return LEASE
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 12):
        return None
    return min(max(timedelta(seconds=int(seconds)), SHORTEST_LEASE), 3 * LEASE)


class Body(Protocol):
    """What a hub sends: read when it is wanted, and told apart from what is only let pass."""

    async def __call__(self, *, is_kept: bool = True) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Push:
    """What a hub brings, before it is known whether anybody wants it."""

    read: Body
    content_type: str
    signature: str


async def receive(subscriptions: Subscriptions, token: str, push: Push) -> bool:
    """Take what a hub pushes; False if nobody here has asked for it: then it is not even read.

    Without the right signature it is passed over in silence, as the standard demands. It is due
    as a row before this returns, and taken in afterwards. What comes faster than that is let
    pass, and its source is due: it will say itself what is new.
    """
    poller, under_way = subscriptions.poller, subscriptions.under_way
    hub = await poller.database.run(websub.by_token, token)
    if hub is None:
        return False
    source_id = hub.state.source.id
    if source_id in under_way or len(under_way) >= PUSHES_AT_ONCE:
        if source_id in under_way:
            under_way[source_id] = True
        await poller.database.run(websub.hint, hub, now=poller.clock())
        await push.read(is_kept=False)
        return True
    under_way[source_id] = False
    with contextlib.ExitStack() as place:
        place.callback(under_way.pop, source_id)
        body = await push.read()
        if not is_signed(body, secret=hub.secret, signature=push.signature):
            log.warning("pushed source=%r status=passed over: not signed", hub.state.source.name)
            return True
        await poller.database.run(websub.pushed, hub, now=poller.clock())
        poller.pushes.begin(take_in(subscriptions, hub, body, push.content_type, place.pop_all()))
    return True


def is_signed(body: bytes, *, secret: str, signature: str) -> bool:
    """https://www.w3.org/TR/websub/#signature-validation"""
    method, _, stated = signature.strip().partition("=")
    algorithm = ALGORITHMS.get(method.lower())
    if algorithm is None:
        return False
    made = hmac.new(secret.encode(), body, algorithm).hexdigest()
    return hmac.compare_digest(made.encode(), stated.strip().lower().encode())


async def take_in(
    subscriptions: Subscriptions,
    hub: Hub,
    body: bytes,
    content_type: str,
    place: contextlib.ExitStack,
) -> None:
    """Take in a push, and give its place free. If more has come meanwhile the source is due
    again: what was taken in has put it off."""
    poller = subscriptions.poller
    with place:
        await read_push(poller, hub, body, content_type)
        if subscriptions.under_way[hub.state.source.id]:
            await poller.database.run(websub.hint, hub, now=poller.clock())


async def read_push(poller: Poller, hub: Hub, body: bytes, content_type: str) -> None:
    """Read a push; one that cannot be read is a hint: its source is due, and asked."""
    began = time.monotonic()
    try:
        pushed = Fetched(url=hub.state.source.url, body=body, content_type=content_type)
        found = await listed(poller, pushed, hub.state.source.country)
    except (feeds.ParseError, Overrun) as error:
        name = hub.state.source.name
        log.info("pushed source=%r status=unread reason=%r", name, str(error))
        return
    except Exception:
        log.exception("pushed source=%r status=failed", hub.state.source.name)
        return
    outcome = Polled(state=hub.state, listing=found, is_pushed=True)
    new = await settle(poller, outcome)
    tell(outcome, new, seconds=time.monotonic() - began)
    if new:
        await read(poller)
