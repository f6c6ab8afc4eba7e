"""The newsroom over HTTP: feeds with conditional answers, home pages, article pages, pictures."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.newsroom import feeds, pages, pictures
from bot.newsroom.timetable import FEED_FILES, Newsroom, pieces, publishers

Clock = Callable[[], datetime]


def routes(newsroom: Newsroom, clock: Clock) -> list[Route]:
    """Everything under /newsroom/; the clock is asked anew for every request."""

    async def feed(request: Request) -> Response:
        return _feed(newsroom, request, clock())

    async def home(request: Request) -> Response:
        return _home(newsroom, request.path_params["publisher"], clock())

    async def article(request: Request) -> Response:
        return _article(newsroom, request.path_params["path"], clock())

    async def picture(request: Request) -> Response:
        return _picture(request.path_params["slug"])

    return [
        Route("/newsroom/pictures/{slug}.svg", picture),
        *(Route(f"/newsroom/{{publisher}}/{name}", feed) for name in FEED_FILES.values()),
        Route("/newsroom/{publisher}/", home),
        Route("/newsroom/{path:path}", article),
    ]


def _feed(newsroom: Newsroom, request: Request, now: datetime) -> Response:
    publisher = next((each for each in publishers() if each.feed_path == request.url.path), None)
    if publisher is None:
        return _not_found()
    if newsroom.is_under_repair(publisher, now):
        return _html(pages.under_repair(publisher), publisher.encoding)
    entries = [entry for entry in newsroom.published(now) if entry.publisher == publisher]
    body = feeds.write(publisher, entries, newsroom.base_url)
    changed_at = feeds.last_change(entries)
    headers = {
        "ETag": f'"{sha256(body).hexdigest()[:20]}"',
        "Last-Modified": format_datetime(changed_at.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache",
    }
    if _is_known(request, headers["ETag"], changed_at):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers | {"Content-Type": feeds.media_type(publisher)})


def _is_known(request: Request, etag: str, changed_at: datetime) -> bool:
    """Whether the asker already has this version; an ETag outweighs a date (RFC 9110, 13.2.2)."""
    if known := request.headers.get("if-none-match"):
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return etag in tags or "*" in tags
    try:
        return changed_at <= parsedate_to_datetime(request.headers["if-modified-since"])
    except (KeyError, ValueError, TypeError):  # absent, no date, or a date without a zone
        return False


def _home(newsroom: Newsroom, publisher_id: str, now: datetime) -> Response:
    publisher = next((each for each in publishers() if each.id == publisher_id), None)
    if publisher is None:
        return _not_found()
    entries = [entry for entry in newsroom.published(now) if entry.publisher == publisher]
    return _html(pages.home(publisher, entries, newsroom.base_url), publisher.encoding)


def _article(newsroom: Newsroom, path: str, now: datetime) -> Response:
    try:
        entry = newsroom.find(path, now)
    except LookupError:
        return _not_found()
    others = [
        other
        for other in newsroom.published(now)
        if other.publisher == entry.publisher and other.piece != entry.piece
    ]
    return _html(pages.article(entry, others), entry.publisher.encoding)


def _picture(slug: str) -> Response:
    if slug not in {piece.slug for piece in pieces() if piece.caption}:
        return _not_found()
    return Response(pictures.draw(slug), media_type="image/svg+xml")


def _html(text: str, encoding: str) -> Response:
    body = text.encode(encoding, "xmlcharrefreplace")
    return Response(body, headers={"Content-Type": f"text/html; charset={encoding}"})


def _not_found() -> Response:
    return PlainTextResponse("الصفحة غير موجودة", status_code=404)
