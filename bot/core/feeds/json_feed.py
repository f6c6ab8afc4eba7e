"""JSON Feed 1.0 and 1.1, read into the raw shape of all feeds."""

import html
import json
from typing import Any, Final

from bot.core.feeds.feed_formats import RawEntry, RawFeed, paragraphs
from bot.core.feeds.feed_text import ParseError

MAX_BRACKETS: Final = 100_000


def read(text: str, *, max_items: int) -> RawFeed:
    """JSON Feed 1.0 and 1.1."""
    if text.count("{") + text.count("[") > MAX_BRACKETS:
        raise ParseError("JSON with too many parts")
    try:
        feed = json.loads(text, strict=False)  # a line may break within a text
    except (ValueError, RecursionError) as error:
        raise ParseError("JSON that cannot be read") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError("JSON, but not a JSON Feed")
    hubs = [_text(hub, "url") for hub in _list(feed, "hubs") if _text(hub, "type") == "WebSub"]
    return RawFeed(
        title=html.escape(_text(feed, "title")),
        entries=tuple(_json_entry(item) for item in _list(feed, "items")[:max_items]),
        home=_text(feed, "home_page_url"),
        hub=next(iter(hubs), ""),
        author=_json_authors(feed),
        own_address=_text(feed, "feed_url"),
    )


def _json_entry(item: dict[str, Any]) -> RawEntry:
    number = item.get("id")
    tags = item.get("tags")
    content = _text(item, "content_html")
    return RawEntry(
        guid=str(number).strip() if isinstance(number, (str, int, float)) else "",
        link=_text(item, "url") or _text(item, "external_url"),
        title=html.escape(_text(item, "title")),
        summary=html.escape(_text(item, "summary")),
        content=content or paragraphs(_text(item, "content_text")),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        author=_json_authors(item),
        image=_text(item, "image") or _text(item, "banner_image"),
        topics=tuple(tag for tag in tags if isinstance(tag, str))
        if isinstance(tags, list)
        else (),
    )


def _json_authors(item: dict[str, Any]) -> str:
    author = item.get("author")
    people = _list(item, "authors") or ([author] if isinstance(author, dict) else [])
    return html.escape("، ".join(name for person in people if (name := _text(person, "name"))))


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _list(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = item.get(name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
