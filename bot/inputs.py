"""What the operator hands to the command line: a file, an address, or standard input.

Each becomes an article or a feed by the same path as in the running bot; what cannot says why.
"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.core import article, digest, feeds, understanding
from bot.core.article import NotAnArticle
from bot.core.decoding import decode
from bot.core.feeds import ParseError
from bot.core.models import Article, Digest, ParsedFeed
from bot.core.pages import extraction
from bot.core.stories import Fingerprint
from bot.fetch import Fetcher, FetchError, Kind

LONGEST_FILE = 8 * 1024 * 1024


class InputError(Exception):
    """There is no article or feed in it; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Bytes, and what is known of where they come from."""

    name: str
    body: bytes
    url: str = ""
    content_type: str = ""


class Inputs:
    """Reads files and addresses, over one client; use it with `with`."""

    def __init__(self, *, allow_private_hosts: frozenset[str]) -> None:
        self._runner = asyncio.Runner()
        self._fetcher = Fetcher(allow_private_hosts=allow_private_hosts)

    def __enter__(self) -> Self:
        self._runner.__enter__()
        self._runner.run(self._fetcher.__aenter__())
        return self

    def __exit__(self, *error: object) -> None:
        self._runner.run(self._fetcher.__aexit__())
        self._runner.close()

    def read(self, name: str, kind: Kind = Kind.PAGE) -> Input:
        """The bytes at a path or address, or of standard input for `-`.

        Raises `InputError`.
        """
        if name.startswith(("http://", "https://")):
            return self._fetch(name, kind)
        try:
            if name == "-":
                body = sys.stdin.buffer.read(LONGEST_FILE + 1)
            else:
                with Path(name).open("rb") as file:
                    body = file.read(LONGEST_FILE + 1)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}") from error
        if len(body) > LONGEST_FILE:
            raise InputError(f"longer than {LONGEST_FILE // 1024 // 1024} MB")
        return Input(name=name, body=body)

    def _fetch(self, url: str, kind: Kind) -> Input:
        try:
            answer = self._runner.run(self._fetcher.get(url, kind, referrer=None))
        except FetchError as error:
            raise InputError(str(error)) from error
        return Input(name=url, body=answer.body, url=answer.url, content_type=answer.content_type)


def read_article(given: Input) -> Article:
    """The article in an HTML page or a plain text whose first line is the headline.

    Raises `InputError`.
    """
    try:
        if is_html(given):
            return extraction.read(given.body, url=given.url, content_type=given.content_type)
        return article.from_text(decode(given.body, given.content_type))
    except NotAnArticle as error:
        raise InputError(str(error)) from error


def is_html(given: Input) -> bool:
    if "html" in given.content_type:
        return True
    return given.body[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def make_digest(given: Input, *, gist_sentences: int | None) -> tuple[Article, Digest]:
    """Raises `InputError`."""
    found = read_article(given)
    return found, digest.make(found, gist_sentences=gist_sentences)


def fingerprint(given: Input) -> Fingerprint:
    """What the article's story is known by. Raises `InputError`."""
    return understanding.fingerprint(read_article(given))


def read_feed(given: Input) -> ParsedFeed:
    """Raises `InputError`."""
    try:
        return feeds.parse(given.body, url=given.url, content_type=given.content_type)
    except ParseError as error:
        raise InputError(str(error)) from error
