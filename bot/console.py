"""What the commands share: the settings, the operator's database, and how to end in failure."""

import logging
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from bot import logs
from bot.config import Config, ConfigError, load, misspelt
from storage import StorageError, open_database
from storage.opening import missing_file

T = TypeVar("T")
log = logging.getLogger(__name__)


def fail(message: str) -> NoReturn:
    """End with a message on standard error, and status 1; secrets taken out."""
    click.echo(logs.redact(message), err=True)
    sys.exit(1)


def settings() -> Config:
    """The settings, or the end of the program with all that is wrong with them."""
    try:
        Path.cwd()  # where `.env` and the database are looked for
        config = load()
    except FileNotFoundError:
        fail("the current folder has been deleted; change to the bot's folder and start it there")
    except ConfigError as error:
        fail(str(error))
    token = config.telegram_bot_token
    logs.set_up(config.log_level, *([token.get_secret_value()] if token else []))
    for line in misspelt():
        log.warning(line)
    return config


def with_database(config: Config, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """One transaction on the operator's database; errors end the program."""
    try:
        with closing(open_database(config.database_url)) as database:
            return database.run_now(function, *args, **kwargs)
    except StorageError as error:
        fail(str(error))


def look_at_database(config: Config, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """The same for who only looks: that makes no database; one that is missing is told of, and is
    as an empty one."""
    if path := missing_file(config.database_url):
        log.warning("no database at %s yet: the first start of the bot makes it", path)
        config = config.model_copy(update={"database_url": "sqlite://"})
    return with_database(config, function, *args, **kwargs)
