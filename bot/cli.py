"""The command line: `python -m bot`, also installed as `mujaz`."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import click

from bot import __version__, inputs, logs, output
from bot.config import Config, ConfigError, load, read_sources
from bot.core import quotes
from bot.core.models import Length, Source
from bot.fetch import Kind
from storage import Database, StorageError, Tx, figures, open_database, sources

T = TypeVar("T")


def fail(message: str) -> None:
    """End with a message on standard error, and status 1; secrets taken out."""
    click.echo(logs.redact(message), err=True)
    sys.exit(1)


def settings() -> Config:
    """The settings, or the end of the program with all that is wrong with them."""
    try:
        config = load()
    except ConfigError as error:
        fail(str(error))
        raise
    token = config.telegram_bot_token
    logs.set_up(config.log_level, *([token.get_secret_value()] if token else []))
    return config


@click.group()
@click.version_option(__version__, prog_name="mujaz")
def main() -> None:
    """Mujaz · موجز: briefs people on the news in Arabic, in Telegram."""


@main.command()
def run() -> None:
    """Run the bot: with TELEGRAM_BOT_TOKEN on Telegram, without it as the demo."""
    config = settings()
    if config.telegram_bot_token is None:
        click.echo("TELEGRAM_BOT_TOKEN is not set: this is the demo, on a local Telegram.")
        run_demo(config, port=None, is_fast=False)
        return
    from bot import app

    try:
        publishers = read_sources(config.sources_file)
        asyncio.run(app.run(config, publishers))
    except (ConfigError, StorageError) as error:
        fail(str(error))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port on 127.0.0.1.")
@click.option("--fast", "is_fast", is_flag=True, help="A new article every second and a half.")
def demo(port: int | None, *, is_fast: bool) -> None:
    """Run on a local Telegram with invented news, even where a token is set."""
    run_demo(settings(), port=port, is_fast=is_fast)


def run_demo(config: Config, *, port: int | None, is_fast: bool) -> None:
    from bot import demo as demo_

    def on_ready(address: str) -> None:
        click.echo(f"Open {address} and press «ابدأ». Stop with Ctrl-C.")
        sys.stdout.flush()

    try:
        asyncio.run(demo_.run(config, port=port, is_fast=is_fast, on_ready=on_ready))
    except (ConfigError, StorageError) as error:
        fail(str(error))


def each_input(
    names: Sequence[str], kind: Kind, work: Callable[[inputs.Input], Iterable[str]]
) -> None:
    """Print what comes of every input, and end; with status 1 if one of them was unusable."""
    config = settings()
    has_failed = False
    with inputs.Inputs(allow_private_hosts=config.allow_private_hosts) as opened:
        for name in names:
            try:
                for text in work(opened.read(name, kind)):
                    click.echo(text)
            except inputs.InputError as error:
                has_failed = True
                click.echo(f"{name}: {error}", err=True)
    sys.exit(1 if has_failed else 0)


@main.command()
@click.argument("names", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--gist", default=2, show_default=True, type=click.IntRange(0, 20), help="Sentences of gist."
)
@click.option(
    "--length",
    type=click.Choice([length.value for length in Length]),
    default=Length.SHORT.value,
    show_default=True,
    help="How much the messages tell.",
)
@click.option("--explain", is_flag=True, help="Why each quotation has its speaker, or none.")
def digest(names: Sequence[str], *, as_json: bool, gist: int, length: str, explain: bool) -> None:
    """Show the digest of articles: HTML pages, or plain text whose first line is the headline.

    `-` reads standard input.
    """
    now = datetime.now(UTC)

    def work(given: inputs.Input) -> Iterable[str]:
        found, made = inputs.make_digest(given, gist_sentences=gist)
        if explain:
            yield from quotes.explain(found.paragraphs)
            return
        shown = output.messages(given, found, made, length=Length(length), now=now)
        if as_json:
            yield dumped(output.digest_json(given, found, made, shown))
        else:
            yield output.digest_text(shown)

    each_input(names, Kind.PAGE, work)


@main.command()
@click.argument("names", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def feed(names: Sequence[str], *, as_json: bool) -> None:
    """Show the entries of feeds (RSS, Atom, JSON Feed), a line each. `-` reads standard input."""

    def work(given: inputs.Input) -> Iterable[str]:
        for entry in inputs.read_feed(given).entries:
            yield dumped(output.entry_json(entry)) if as_json else output.entry_text(entry)

    each_input(names, Kind.FEED, work)


def dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def with_database(config: Config, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """One transaction on the operator's database; errors end the program."""
    database: Database | None = None
    try:
        database = open_database(config.database_url)
        return database.run_now(function, *args, **kwargs)
    except StorageError as error:
        fail(str(error))
        raise
    finally:
        if database is not None:
            database.close()


@main.group("sources")
def sources_() -> None:
    """The publishers that are followed."""


def synced(tx: Tx, publishers: Sequence[Source]) -> list[sources.SourceHealth]:
    """All sources, after the rows have been made to follow the sources file."""
    sources.sync(tx, publishers, now=datetime.now(UTC))
    return sources.health(tx)


def followed(config: Config) -> list[sources.SourceHealth]:
    try:
        publishers = read_sources(config.sources_file)
    except ConfigError as error:
        fail(str(error))
        raise
    return with_database(config, synced, publishers)


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
    """Follow the feed at URL, after a look at it."""
    config = settings()
    with inputs.Inputs(allow_private_hosts=config.allow_private_hosts) as opened:
        try:
            found = inputs.read_feed(opened.read(url, Kind.FEED))
        except inputs.InputError as error:
            fail(f"{url}: {error}")
            return
    source = Source(id=0, name=name or found.title or url, url=url, is_default=is_default)
    with_database(config, sources.add, source, now=datetime.now(UTC))
    click.echo(f"following {source.name}: {len(found.entries)} entries")


@sources_.command()
@click.argument("name_or_url")
def remove(name_or_url: str) -> None:
    """Stop following a source, by its name or address."""
    removed = with_database(settings(), sources.remove, name_or_url, now=datetime.now(UTC))
    if removed is None:
        fail(f"{name_or_url}: no source has this name or address; see: sources list")
    else:
        click.echo(f"no longer following {removed.name}")


@sources_.command()
def check() -> None:
    """Fetch every source and one article of it; a verdict a line, status 1 if one is broken."""
    config = settings()
    has_failed = False
    with inputs.Inputs(allow_private_hosts=config.allow_private_hosts) as opened:
        for health in followed(config):
            is_fine, verdict = inputs.check(health.source, opened)
            has_failed = has_failed or not is_fine
            click.echo(f"{'ok  ' if is_fine else 'FAIL'} {health.source.name}: {verdict}")
    sys.exit(1 if has_failed else 0)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def stats(*, as_json: bool) -> None:
    """Show readers, sources, articles and the outbox in figures, and what is broken."""
    found = with_database(settings(), partial(figures.read, now=datetime.now(UTC)))
    click.echo(dumped(output.figures_json(found)) if as_json else output.figures_text(found))
