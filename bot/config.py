"""Every setting, from the environment and `.env`, checked before anything starts."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.core.breaking import Rules
from bot.core.models import Pushes, Source
from bot.core.pacing import FREE_PER_SECOND

# python-telegram-bot gives durations as timedelta from its next major version on, and warns until
# then unless told so: https://docs.python-telegram-bot.org/en/stable/telegram.error.html
os.environ.setdefault("PTB_TIMEDELTA", "1")
# Typst draws with as many threads as there are cores; a worker has one, and little memory.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

ENV_FILE = Path(".env")
ENV_ENCODING = "utf-8-sig"  # some editors put a mark before the first name
DEFAULT_SOURCES = Path(__file__).parent / "sources.toml"
TOKEN_SHAPE = r"[0-9]+:[A-Za-z0-9_-]{3,}"  # noqa: S105  (a pattern, not a token)


class ConfigError(Exception):
    """One or more settings are wrong; the message has a line for each, with the remedy."""


def listed(value: Any) -> Any:
    """`a, b` as a list; what is no text is left to the validation."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def is_address(text: str, *schemes: str) -> bool:
    """Whether it is an address of the web, as far as one can tell without asking there."""
    try:
        parts = urlsplit(text)
        port = parts.port  # raises ValueError if it is none
    except ValueError:
        return False
    is_whole = parts.scheme in (schemes or ("http", "https")) and bool(parts.hostname)
    return is_whole and port != 0 and not re.search(r"\s", text)


def is_host(text: str) -> bool:
    """Whether it is the name or the address of a host, perhaps with a port."""
    is_bare = text.count(":") > 1 and "[" not in text  # an IPv6 address
    return bool(re.fullmatch(r"[\w.:\[\]-]+", text)) and is_address(
        f"http://[{text}]" if is_bare else f"http://{text}"
    )


class Config(BaseSettings):
    """What the operator decides. What a reader decides is a row, not a setting."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=ENV_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///data/mujaz.db"
    sources_file: Path = DEFAULT_SOURCES
    paid_per_second: Annotated[int, Field(ge=0, le=1000)] = 0
    poll_seconds: Annotated[int, Field(ge=1, le=86_400)] = 60
    public_url: str = ""
    listen_address: str = "127.0.0.1:8080"
    allow_private_hosts: Annotated[frozenset[str], NoDecode, BeforeValidator(listed)] = frozenset()
    ignore_robots_of: Annotated[frozenset[str], NoDecode, BeforeValidator(listed)] = frozenset()
    languages: Annotated[frozenset[str], NoDecode, BeforeValidator(listed)] = frozenset({"ar"})
    admin_ids: Annotated[  # of at most 52 bits: https://core.telegram.org/bots/api#user
        frozenset[Annotated[int, Field(ge=1, lt=2**52)]], NoDecode, BeforeValidator(listed)
    ] = frozenset()
    reader_sources_policy: Literal["open", "approve", "closed"] = "open"
    reader_sources: Annotated[int, Field(ge=1, le=1000)] = 20
    default_delivery: Pushes = Pushes.BRIEFINGS
    breaking_sources: Annotated[int, Field(ge=0, le=100)] = Rules().sources
    breaking_minutes: Annotated[int, Field(ge=1, le=1440)] = Rules().within // timedelta(minutes=1)
    workers: Annotated[int, Field(ge=1, le=32)] = min(2, os.cpu_count() or 1)
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"

    @field_validator("telegram_bot_token")
    @classmethod
    def token_has_its_shape(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(TOKEN_SHAPE, value.get_secret_value()):
            raise ValueError("it has no shape of a bot token")
        return value

    @field_validator("reader_sources_policy")
    @classmethod
    def somebody_approves(cls, value: str, info: ValidationInfo) -> str:
        if value == "approve" and not info.data.get("admin_ids", True):
            raise ValueError("nobody is there to approve")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def api_url_is_http(cls, value: str) -> str:
        if not is_address(value) or re.search(r"[?#]", value):
            raise ValueError("it is no http(s) address to which a path can be added")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def public_url_is_a_place(cls, value: str) -> str:
        if value and (re.search(r"[?#]", value) or not is_address(value, "https")):
            raise ValueError("it is no https address")
        return value.rstrip("/")

    @field_validator("listen_address")
    @classmethod
    def listen_address_is_host_and_port(cls, value: str) -> str:
        parts = urlsplit(f"//{value}")
        if not parts.hostname or not parts.port:  # the port raises ValueError if it is none
            raise ValueError("it is no host and port")
        return value

    @property
    def listen_host(self) -> str:
        return urlsplit(f"//{self.listen_address}").hostname or ""

    @property
    def listen_port(self) -> int:
        return urlsplit(f"//{self.listen_address}").port or 0

    @field_validator("allow_private_hosts")
    @classmethod
    def private_hosts_are_hosts(cls, value: frozenset[str]) -> frozenset[str]:
        if not all(is_host(each) for each in value):
            raise ValueError("they are not all hosts")
        return value

    @field_validator("ignore_robots_of")
    @classmethod
    def hosts_have_no_port(cls, value: frozenset[str]) -> frozenset[str]:
        if not all(is_host(each) and ":" not in each for each in value):
            raise ValueError("they are not all hosts")
        return frozenset(each.lower() for each in value)

    @field_validator("languages")
    @classmethod
    def languages_are_codes(cls, value: frozenset[str]) -> frozenset[str]:
        codes = frozenset(code.lower() for code in value)
        if not codes or not all(re.fullmatch(r"[a-z]{2,3}|\*", code) for code in codes):
            raise ValueError("they are no codes of languages")
        return codes

    @field_validator("database_url")
    @classmethod
    def database_url_is_known(cls, value: str) -> str:
        if value in ("sqlite://", "sqlite:///", "sqlite:///:memory:"):
            raise ValueError("it names no file, so that all would be gone at the end")
        if not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("it begins with neither sqlite:/// nor postgresql://")
        if value.startswith("sqlite:") and value.endswith("/"):
            raise ValueError("it names a folder, not a file")
        return value

    @field_validator("paid_per_second")
    @classmethod
    def what_is_paid_for_is_more_than_what_is_free(cls, value: int) -> int:
        if 0 < value <= FREE_PER_SECOND:
            raise ValueError("so much is free")
        return value

    @field_validator("breaking_sources")
    @classmethod
    def several_make_it_breaking(cls, value: int) -> int:
        if value == 1:
            raise ValueError("then everything is breaking news")
        return value


REMEDIES = {
    "telegram_bot_token": "copy the token as @BotFather gave it: digits, a colon, 35 characters",
    "telegram_api_url": "give an address such as https://api.telegram.org",
    "database_url": "give sqlite:///data/mujaz.db or postgresql://user:password@host/name",
    "sources_file": "give the path of a TOML file with [[sources]] tables",
    "poll_seconds": "give whole seconds from 1 to 86400",
    "paid_per_second": "give whole messages a second from 31 to 1000, or 0 for the free rate",
    "public_url": "give the https address under which hubs reach this program, or nothing",
    "listen_address": "give an address of this machine and a port, such as 127.0.0.1:8080",
    "allow_private_hosts": "give names or addresses of hosts, each with a port if you like, "
    "separated by commas; no networks",
    "ignore_robots_of": "give names of hosts alone, such as www.example.org, separated by commas",
    "languages": "give codes of two or three letters, separated by commas, or * for all",
    "admin_ids": "give numeric Telegram user ids, separated by commas",
    "reader_sources_policy": "give open, approve (with ADMIN_IDS) or closed",
    "reader_sources": "give a whole number from 1 to 1000",
    "default_delivery": "give briefings, breaking or instant",
    "breaking_sources": "give a whole number from 2 to 100, or 0 for never",
    "breaking_minutes": "give whole minutes from 1 to 1440",
    "workers": "give a whole number from 1 to 32",
    "log_level": "give DEBUG, INFO, WARNING or ERROR",
}
SECRETS = {"telegram_bot_token", "database_url"}


def load(**overrides: Any) -> Config:
    """The settings as they stand now; `overrides` by field name win.

    Raises `ConfigError` with every mistake at once.
    """
    try:
        if broken := broken_lines():
            raise ConfigError("\n".join(broken))
        return Config(**overrides)
    except ValidationError as error:
        raise ConfigError("\n".join(dict.fromkeys(map(mistake, error.errors())))) from None
    except OSError as error:
        raise ConfigError(
            f".env: {error.strerror}; make it a file that this user may read"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f".env: it is no UTF-8 ({error.reason}); save it as that") from None


def broken_lines() -> list[str]:
    """A line for each in `.env` that sets nothing: without what it should set, a bot would start
    on another database, or as the demo."""
    if not ENV_FILE.exists():
        return []
    lines = []
    with ENV_FILE.open(encoding=ENV_ENCODING) as file:
        for found in parse_stream(file):
            if found.error or (found.key and found.value is None):
                text = found.original.string
                blank = text[: len(text) - len(text.lstrip())].count("\n")
                lines.append(
                    f".env, line {found.original.line + blank}: it is no NAME=value; correct it "
                    "(are its quotation marks closed?) or begin it with #"
                )
    return lines


def misspelt() -> list[str]:
    """A line for each name in `.env` that is none of a setting, but nearly."""
    known = [name.upper() for name in Config.model_fields]
    lines = []
    for name in dotenv_values(ENV_FILE, encoding=ENV_ENCODING):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)
        if near and name.upper() not in known:
            lines.append(f".env: {name} is no setting and is ignored; is it {near[0]}?")
    return lines


def of_systemd(name: Literal["NOTIFY_SOCKET", "WATCHDOG_USEC"]) -> str:
    """What the program is told by systemd that has started it; else empty. No setting."""
    return os.environ.get(name, "")


def mistake(error: Mapping[str, Any]) -> str:
    """One mistake: variable, value, remedy. A secret's value is not repeated."""
    name = str(error["loc"][0])
    value = os.environ.get(name.upper(), error["input"])
    shown = "(not shown)" if name in SECRETS else repr(value)
    why = str(error["msg"]).removeprefix("Value error, ")
    return f"{name.upper()}={shown}: {why}; {REMEDIES.get(name, 'see .env.example')}"


def read_sources(path: Path) -> list[Source]:
    """The sources file: a `[[sources]]` table each. Raises `ConfigError`, all mistakes at once."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("sources", [])
    except OSError as error:
        raise ConfigError(
            f"SOURCES_FILE={str(path)!r}: {error.strerror}; {REMEDIES['sources_file']}"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"SOURCES_FILE={str(path)!r}: it is no TOML ({error}); correct that line"
        ) from error
    if not isinstance(tables, list) or not tables:
        raise ConfigError(
            f"SOURCES_FILE={str(path)!r}: it has no [[sources]] table; add at least one"
        )
    mistakes: list[str] = []
    found: dict[str, Source] = {}
    for number, table in enumerate(tables, start=1):
        problem = table_problem(table)
        if problem is None and table["url"] in found:
            problem = f"url {table['url']!r} stands there twice; remove one"
        if problem is not None:
            mistakes.append(f"SOURCES_FILE={str(path)!r}: source {number}: {problem}")
        else:
            found[table["url"]] = source_of(table)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return list(found.values())


FIELD_TYPES: dict[str, tuple[type, str]] = {
    "name": (str, "a text"),
    "url": (str, "a text"),
    "country": (str, "a text"),
    "topics": (list, "a list of texts"),
    "language": (str, "a text"),
    "default": (bool, "true or false"),
}


def table_problem(table: Any) -> str | None:
    if not isinstance(table, dict):
        return "it is no table; write [[sources]] above it"
    for name, value in table.items():
        if name not in FIELD_TYPES:
            return f"{name!r} is unknown; use {', '.join(FIELD_TYPES)}"
        kind, wanted = FIELD_TYPES[name]
        if not isinstance(value, kind) or (kind is list and not is_texts(value)):
            return f"{name} = {value!r} is wrong; give {wanted}"
    if not table.get("name", "").strip():
        return 'name is missing; add name = "…"'
    if not re.fullmatch(r"[a-z]{2,3}", table.get("language", "ar")):
        return f"language = {table['language']!r} is wrong; give a code such as ar"
    if not is_address(table.get("url", "")):
        return f"url {table.get('url', '')!r} is no http(s) address; give the feed's full address"
    return None


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def source_of(table: Mapping[str, Any]) -> Source:
    return Source(
        id=0,
        name=table["name"],
        url=table["url"],
        country=table.get("country", ""),
        language=table.get("language", "ar"),
        topics=tuple(table.get("topics", [])),
        is_default=table.get("default", False),
    )
