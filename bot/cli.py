"""The command line."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click

from bot import __version__, inputs, output
from bot.config import Config, ConfigError, read_sources
from bot.console import fail, look_at_database, settings
from bot.core import quotes, stories
from bot.core.models import Length
from bot.fetch import Kind
from bot.sources_cli import sources_
from storage import StorageError, figures


@click.group()
@click.version_option(__version__, prog_name="mujaz")
def main() -> None:
    """Mujaz · موجز: briefs people on the news in Arabic, in Telegram."""


@main.command()
@click.option(
    "--after-restore",
    "is_restored",
    is_flag=True,
    help="The database is a backup: send nothing that may have been sent since. Once.",
)
def run(*, is_restored: bool) -> None:
    """Run the bot: with TELEGRAM_BOT_TOKEN on Telegram, without settings as the demo."""
    config = settings()
    if config.telegram_bot_token is None:
        if is_restored:
            fail("TELEGRAM_BOT_TOKEN is not set; without it the restored database is not run")
        if "database_url" in config.model_fields_set:
            fail(
                "TELEGRAM_BOT_TOKEN is not set, but DATABASE_URL is; set the token as @BotFather "
                "gave it, or run the demo, which has a database of its own: mujaz demo"
            )
        click.echo("TELEGRAM_BOT_TOKEN is not set: this is the demo, on a local Telegram.")
        run_demo(config, port=None, is_fast=False)
        return
    from bot import app

    try:
        publishers = read_sources(config.sources_file)
        asyncio.run(app.run(config, publishers, is_restored=is_restored))
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
                click.echo(f"{name or '(an empty path)'}: {error}", err=True)
    sys.exit(1 if has_failed else 0)


@main.command()
@click.argument("names", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--gist",
    type=click.IntRange(0, 20),
    help="Sentences of gist.  [default: 2, besides one that is the headline]",
)
@click.option(
    "--length",
    type=click.Choice([length.value for length in Length]),
    default=Length.SHORT.value,
    show_default=True,
    help="How much the messages tell.",
)
@click.option("--explain", is_flag=True, help="Why each quotation has its speaker, or none.")
def digest(
    names: Sequence[str], *, as_json: bool, gist: int | None, length: str, explain: bool
) -> None:
    """Show the digest of articles: HTML pages, or plain text whose first line is the headline.

    `-` reads standard input.
    """
    now = datetime.now(UTC)

    def work(given: inputs.Input) -> Iterable[str]:
        found, made = inputs.make_digest(given, gist_sentences=gist)
        if explain:
            yield from quotes.explain(found.paragraphs)
            return
        shown = output.message(given, found, made, length=Length(length), now=now)
        if as_json:
            yield dumped(output.digest_json(given, found, made, shown))
        else:
            yield output.digest_text(shown)

    each_input(names, Kind.PAGE, work)


@main.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--explain", is_flag=True, help="The words, names, numbers and quotations shared.")
def story(first: str, second: str, *, as_json: bool, explain: bool) -> None:
    """Tell whether two articles (files, addresses, `-`) are one story.

    Each is an HTML page, or plain text as `digest` takes it.
    """
    names = (first, second)
    if names == ("-", "-"):
        fail("-: standard input is one article; give the other as a file or an address")
    prints = []
    with inputs.Inputs(allow_private_hosts=settings().allow_private_hosts) as opened:
        for name in names:
            try:
                prints.append(inputs.fingerprint(opened.read(name)))
            except inputs.InputError as error:
                fail(f"{name}: {error}")
    found = stories.compare(*prints)
    if as_json:
        click.echo(dumped(output.comparison_json(found)))
    else:
        click.echo("\n".join(output.comparison_text(found, explain=explain)))


@main.command()
@click.argument("names", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def feed(names: Sequence[str], *, as_json: bool) -> None:
    """Show the entries of feeds (RSS, Atom, JSON Feed), a line each. `-` reads standard input."""

    def work(given: inputs.Input) -> Iterable[str]:
        found = inputs.read_feed(given)
        if not found.entries:
            click.echo(f"{given.name}: {output.nothing_in(found)}", err=True)
        for entry in found.entries:
            yield dumped(output.entry_json(entry)) if as_json else output.entry_text(entry)

    each_input(names, Kind.FEED, work)


def dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def stats(*, as_json: bool) -> None:
    """Show readers, sources, articles and the outbox in figures, and what is broken."""
    found = look_at_database(settings(), partial(figures.read, now=datetime.now(UTC)))
    click.echo(dumped(output.figures_json(found)) if as_json else output.figures_text(found))


main.add_command(sources_)
