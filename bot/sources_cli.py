"""The commands about sources: `python -m bot sources …`."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from bot import additions, inputs, output
from bot.checking import Checker, Verdict, in_order
from bot.config import Config, ConfigError, read_sources
from bot.console import fail, look_at_database, settings, with_database
from bot.core import urls
from bot.core.feeds import opml
from bot.core.feeds.discovery import NoFeed
from bot.core.feeds.opml import NoList, Outline
from bot.core.models import FoundFeed, Source
from bot.fetch import Fetcher, Kind
from bot.scout import Scout
from storage import Tx, sources
from storage.sources import KnownSource

T = TypeVar("T")


@click.group("sources")
def sources_() -> None:
    """The publishers that are followed."""


def in_file(config: Config) -> Sequence[Source]:
    try:
        return read_sources(config.sources_file)
    except ConfigError as error:
        fail(str(error))


def followed(config: Config) -> list[sources.SourceHealth]:
    """All sources, as the next start of the bot will follow them."""
    return look_at_database(config, sources.foreseen, in_file(config), now=datetime.now(UTC))


def over_the_web(config: Config, work: Callable[[Fetcher], Awaitable[T]]) -> T:
    async def run() -> T:
        async with Fetcher(allow_private_hosts=config.allow_private_hosts) as fetcher:
            return await work(fetcher)

    return asyncio.run(run())


@sources_.command("list")
def list_() -> None:
    """List the sources: name, address, and how polling fares."""
    for health in followed(settings()):
        click.echo(output.health_text(health))


@sources_.command()
@click.argument("url")
@click.option("--name", default="", help="What readers see; the feed's own title if left out.")
@click.option("--default", "is_default", is_flag=True, help="New readers start with it.")
def add(url: str, name: str, *, is_default: bool) -> None:
    """Follow the feed at URL, or the best of those that the site at URL offers."""
    config = settings()
    address = urls.typed(url) or url
    try:
        found = over_the_web(config, lambda fetcher: Scout(fetcher).look(address))
    except NoFeed as error:
        fail(f"{url}: {error}")
    now = datetime.now(UTC)
    feed, *others = found
    wanted = Source(id=0, name=name, url=feed.url, is_default=is_default)
    kept = with_database(config, follow, wanted, title=feed.title, now=now)
    if kept.is_files and (name or is_default):
        fail(f"{kept.source.name} stands in the sources file; set its name and default there")
    deed = "following already" if kept.was_followed else "following"
    text = output.found_text(feed, now=now)
    click.echo(f"{deed} {kept.source.name}: {text}\n  {kept.source.url}")
    for other in others:
        text = output.found_text(other, now=now)
        click.echo(f"also offered: {other.title}: {text}\n  {other.url}")


class Followed(NamedTuple):
    """A source that is followed now."""

    source: Source
    was_followed: bool = False
    is_files: bool = False
    """It follows the sources file, which would take back whatever else is set."""


def follow(tx: Tx, wanted: Source, *, title: str, now: datetime) -> Followed:
    """Follow a source; of one that is known, its address and what was set of it stay as they are
    unless they are set anew."""
    known = additions.find(tx, wanted.url)
    if known is None:
        source = replace(wanted, name=wanted.name or title)
        sources.add(tx, source, now=now)
        return Followed(source)
    source = replace(
        known.source,
        name=wanted.name or known.source.name,
        topics=wanted.topics or known.source.topics,
        is_default=wanted.is_default or known.source.is_default,
    )
    if not is_followed(known):
        sources.add(tx, source, now=now)
        return Followed(source)
    if known.is_files:
        return Followed(known.source, was_followed=True, is_files=True)
    sources.change(tx, source)
    return Followed(source, was_followed=True)


def is_followed(known: KnownSource) -> bool:
    """Whether the operator follows it, not only a reader."""
    return known.is_active and not known.source.is_readers


@sources_.command()
@click.argument("name_or_url")
def remove(name_or_url: str) -> None:
    """Stop following a source, by its name or address."""
    config = settings()
    removed = with_database(
        config, stop_following, name_or_url, in_file(config), now=datetime.now(UTC)
    )
    if not removed:
        fail(f"{name_or_url}: no source has this name or address; see: sources list")
    if len(removed) > 1:
        addresses = " ".join(source.url for source in removed)
        fail(f"{name_or_url}: {len(removed)} sources have this name; give an address: {addresses}")
    click.echo(f"no longer following {removed[0].name}")


def stop_following(
    tx: Tx, name_or_url: str, publishers: Sequence[Source], *, now: datetime
) -> list[Source]:
    """Remove a source as `sources.remove` does, also one that no start of the bot has found in
    the sources file yet."""
    if removed := sources.remove(tx, name_or_url, now=now):
        return removed
    named = [source for source in publishers if name_or_url in (source.name, source.url)]
    if len(named) == 1 and sources.find(tx, named[0].url) is None:
        sources.put(tx, named[0], origin="file", position=0, now=now)
        return sources.remove(tx, named[0].url, now=now)
    return named if len(named) > 1 else []


@sources_.command()
def check() -> None:
    """Fetch every source and one article of it; a verdict a line, status 1 if one is broken."""
    config = settings()
    wanted = [health.source for health in followed(config)]

    async def work(fetcher: Fetcher) -> bool:
        checker, has_failed = Checker(fetcher, clock=lambda: datetime.now(UTC)), False
        async with aclosing(in_order(checker.check, wanted)) as verdicts:
            async for source, verdict in verdicts:
                has_failed = has_failed or not verdict.is_fine
                tell(verdict, source.name)
        return has_failed

    sys.exit(1 if over_the_web(config, work) else 0)


def tell(verdict: Verdict, name: str) -> None:
    click.echo(f"{'ok  ' if verdict.is_fine else 'FAIL'} {name}: {verdict.text}")
    sys.stdout.flush()


@sources_.command("export")
@click.argument("file", metavar="FILE|-")
def export_(file: str) -> None:
    """Write the sources as an OPML list, which feed readers take."""
    wanted = [health.source for health in followed(settings()) if not health.retired_why]
    body = opml.write(wanted, title="Mujaz · موجز", now=datetime.now(UTC))
    if file == "-":
        click.echo(body)
        return
    try:
        Path(file).write_bytes(body)
    except OSError as error:
        fail(f"{file}: cannot be written: {error.strerror or error}")
    click.echo(f"{len(wanted)} sources written to {file}")


@sources_.command("import")
@click.argument("name", metavar="FILE|-|URL")
def import_(name: str) -> None:
    """Follow the feeds of an OPML list; a verdict a line, status 1 if one cannot be followed."""
    config = settings()
    try:
        with inputs.Inputs(allow_private_hosts=config.allow_private_hosts) as opened:
            given = opened.read(name, Kind.FEED)
        outlines = opml.read(given.body)
    except (inputs.InputError, NoList) as error:
        fail(f"{name}: {error}")

    async def work(fetcher: Fetcher) -> bool:
        scout, has_failed = Scout(fetcher), False

        async def look(outline: Outline) -> FoundFeed | NoFeed:
            try:
                return (await scout.look(outline.url, referrer=given.url or None))[0]
            except NoFeed as error:
                return error

        async with aclosing(in_order(look, outlines)) as answers:
            async for outline, found in answers:
                verdict = taken(config, outline, found)
                has_failed = has_failed or not verdict.is_fine
                tell(verdict, outline.title or outline.url)
        return has_failed

    sys.exit(1 if over_the_web(config, work) else 0)


def taken(config: Config, outline: Outline, found: FoundFeed | NoFeed) -> Verdict:
    """Follow what a list names, called and sorted as the list does."""
    if isinstance(found, NoFeed):
        return Verdict(False, f"{outline.url}: {found}")
    now = datetime.now(UTC)
    wanted = Source(id=0, name=outline.title, url=found.url, topics=outline.topics)
    deed = with_database(config, taken_in, wanted, title=found.title, now=now)
    return Verdict(True, f"{deed}: {output.found_text(found, now=now)}")


def taken_in(tx: Tx, wanted: Source, *, title: str, now: datetime) -> str:
    """Follow a source unless it is followed already; which of the two it was."""
    known = additions.find(tx, wanted.url)
    if known is not None and is_followed(known):
        return "followed already"
    follow(tx, wanted, title=title, now=now)
    return "followed from now on"
