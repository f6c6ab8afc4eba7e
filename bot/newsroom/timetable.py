"""Who publishes what and when: the invented publishers, their articles, the running order.

Everything is read once from `publishers.toml` and `articles/*.toml`; which articles are out
at a given time is then pure arithmetic.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
RUN_FORMAT = "%Y%m%d%H%M%S"
ALREADY_OUT = (timedelta(minutes=52), timedelta(minutes=31), timedelta(minutes=14))
"""How long before the opening the first articles of the running order came out."""
EARLIER_RUNS_STAY = timedelta(days=366)
"""How long links to the articles of earlier openings still work."""
CORRECTED_AFTER = 3
"""Articles later, a wrong headline is put right."""
SUMMARY_LENGTH = 220
FEED_FILES = {
    "rss": "feed.xml",
    "atom": "atom.xml",
    "json": "feed.json",
    "broken": "rss.php",
    "mislabelled": "rss.asp",
}
REPAIR_BEGINS = timedelta(seconds=20)
"""After the last article of a publisher whose feed is no feed for a while."""
REPAIR = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An invented publisher."""

    id: str
    name: str
    motto: str
    feed: str
    """A key of `FEED_FILES`."""
    encoding: str
    """Of its feed and its pages."""
    time_zone: str
    country: str
    topics: tuple[str, ...]
    sections: tuple[str, ...]
    """The entries of its site's menu."""
    site: str = ""
    """The publisher whose page design it has, if not its own."""

    @property
    def design(self) -> str:
        return self.site or self.id

    @property
    def path(self) -> str:
        return f"/newsroom/{self.id}/"

    @property
    def feed_path(self) -> str:
        return self.path + FEED_FILES[self.feed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as it was handed in, before it has a date.

    In `body` a blank line separates paragraphs, `## ` opens a sub-heading and `! ` a line that
    is no part of the article («اقرأ أيضاً: …»). {weekday}, {yesterday}, {tomorrow} and {date}
    become those of the day of publication.
    """

    slug: str
    publisher: Publisher
    title: str
    author: str
    section: str
    topics: tuple[str, ...]
    body: str
    first_title: str = ""
    """The headline under which it comes out, if that is wrong and put right a little later."""
    caption: str = ""
    """Of the lead picture; without one there is no picture."""
    repeats_title: bool = False
    """The text opens with the headline again, as some publishing systems do."""
    is_full_in_feed: bool = False


@dataclass(frozen=True)
class Publication:
    """A piece that has come out, or will, at a certain time under a certain address."""

    piece: Piece
    published_at: datetime
    run: str
    base_url: str
    changed_at: datetime
    """When it came out, or when its headline was put right."""

    @property
    def publisher(self) -> Publisher:
        return self.piece.publisher

    @property
    def title(self) -> str:
        is_first = self.changed_at == self.published_at
        return (self.piece.first_title if is_first else "") or self.piece.title

    @property
    def id(self) -> str:
        return f"{self.publisher.id}-{self.run}-{self.piece.slug}"

    @property
    def url(self) -> str:
        return f"{self.base_url}{self.publisher.path}{self.run}/{self.piece.slug}"

    @property
    def image_url(self) -> str:
        """Of the lead picture, or empty."""
        return (
            f"{self.base_url}/newsroom/pictures/{self.piece.slug}.svg"
            if self.piece.caption
            else ""
        )

    @property
    def local_time(self) -> datetime:
        return self.published_at.astimezone(ZoneInfo(self.publisher.time_zone))

    @property
    def local_change(self) -> datetime:
        return self.changed_at.astimezone(ZoneInfo(self.publisher.time_zone))

    @property
    def local_date(self) -> str:
        """Such as «23 نوفمبر 2026»."""
        return f"{self.local_time.day} {MONTHS[self.local_time.month - 1]} {self.local_time.year}"

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """Everything in the body with its marks, `## ` and `! `, and the days filled in."""
        day = self.local_time.weekday()
        text = self.piece.body
        for name, value in (
            ("{weekday}", WEEKDAYS[day]),
            ("{yesterday}", WEEKDAYS[day - 1]),
            ("{tomorrow}", WEEKDAYS[(day + 1) % 7]),
            ("{date}", f"{self.local_time.day} {MONTHS[self.local_time.month - 1]}"),
        ):
            text = text.replace(name, value)
        return tuple(block.strip() for block in text.split("\n\n") if block.strip())

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The article itself: neither sub-headings nor lines that are no part of it."""
        return tuple(block for block in self.blocks if not block.startswith(("## ", "! ")))

    @property
    def summary(self) -> str:
        """The first paragraph, cut at a word."""
        first = self.paragraphs[0]
        if len(first) <= SUMMARY_LENGTH:
            return first
        return first[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ،؛") + "…"


@cache
def _catalogue() -> tuple[dict[str, Publisher], tuple[Piece, ...]]:
    """All publishers by their id, and all pieces in the running order."""
    folder = files("bot.newsroom")
    listing = tomllib.loads(folder.joinpath("publishers.toml").read_text("utf-8"))
    found = {row["id"]: Publisher(**_frozen(row)) for row in listing["publishers"]}
    return found, tuple(
        _piece(slug, folder.joinpath("articles", f"{slug}.toml").read_text("utf-8"), found)
        for slug in listing["running_order"]
    )


def _piece(slug: str, text: str, known: dict[str, Publisher]) -> Piece:
    row = _frozen(tomllib.loads(text))
    return Piece(slug=slug, **(row | {"publisher": known[row["publisher"]]}))


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def publishers() -> tuple[Publisher, ...]:
    return tuple(_catalogue()[0].values())


def pieces() -> tuple[Piece, ...]:
    """In the running order."""
    return _catalogue()[1]


def sources(base_url: str) -> list[dict[str, Any]]:
    """The publishers' feeds as rows of a sources file's `[[sources]]`."""
    return [
        {
            "name": publisher.name,
            "url": base_url.rstrip("/") + publisher.feed_path,
            "country": publisher.country,
            "topics": list(publisher.topics),
            "language": "ar",
            "default": True,
        }
        for publisher in publishers()
    ]


class Newsroom:
    """One opening of the newsroom: a few articles are there, then one comes out at a time.

    Each opening has addresses of its own, named after its second, so that its articles are
    news again to a database that has seen an earlier one.
    """

    def __init__(
        self, *, base_url: str, started_at: datetime, seconds_between: float = 8.0
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.started_at = started_at.astimezone(UTC).replace(microsecond=0)
        self.seconds_between = seconds_between
        self.news_from: datetime | None = self.started_at
        """When the first new article is on its way; None holds the presses."""

    def published(self, now: datetime) -> list[Publication]:
        """What is out at that time, in the order in which it came out."""
        return list(self._timetable(self.started_at, now))

    def find(self, path: str, now: datetime) -> Publication:
        """The article at «publisher/run/slug», of this opening or an earlier one.

        Raises LookupError when there is none, or not yet.
        """
        try:
            _, run, _ = path.split("/")
            opened_at = datetime.strptime(run, RUN_FORMAT).replace(tzinfo=UTC)
        except ValueError as error:
            raise LookupError(path) from error
        if not timedelta() <= self.started_at - opened_at < EARLIER_RUNS_STAY:
            raise LookupError(path)
        for entry in self._timetable(opened_at, now):
            if entry.url == f"{self.base_url}/newsroom/{path}":
                return entry
        raise LookupError(path)

    def is_under_repair(self, publisher: Publisher, now: datetime) -> bool:
        """Whether its feed is a web page for the moment."""
        last = [piece.slug for piece in pieces() if piece.publisher == publisher][-1]
        out = [entry for entry in self.published(now) if entry.piece.slug == last]
        return publisher.feed == "mislabelled" and any(
            REPAIR_BEGINS <= now - entry.published_at < REPAIR_BEGINS + REPAIR for entry in out
        )

    def _timetable(self, opened_at: datetime, now: datetime) -> Iterator[Publication]:
        """What is out by now, as it stands now."""
        run = opened_at.strftime(RUN_FORMAT)
        news_from = self.news_from if opened_at == self.started_at else opened_at
        for number, piece in enumerate(pieces()):
            if number < len(ALREADY_OUT):
                out_at = opened_at - ALREADY_OUT[number]
            elif news_from is None:
                return
            else:
                late = number - len(ALREADY_OUT) + 1
                out_at = news_from + timedelta(seconds=self.seconds_between) * late
            right_at = out_at + CORRECTED_AFTER * timedelta(seconds=self.seconds_between)
            is_right = bool(piece.first_title) and right_at <= now
            if out_at <= now:
                changed_at = right_at if is_right else out_at
                yield Publication(piece, out_at, run, self.base_url, changed_at)
