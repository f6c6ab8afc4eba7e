"""What an article page says about itself: headline, author, time, picture, own address.

JSON-LD first, then Open Graph and other meta elements, then the page. Nothing is guessed: a
time that no field states is None.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from html import unescape
from typing import Any, Final

from lxml.html import HtmlElement

from bot.core import markup, urls
from bot.core.times import dates

_ARTICLE_TYPES: Final = (
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle"
    " BackgroundNewsArticle ReviewNewsArticle LiveBlogPosting BlogPosting Report"
)

ARTICLE_TYPES: Final = frozenset(_ARTICLE_TYPES.split())
MAX_SCRIPTS: Final = 20
MAX_SCRIPT_LENGTH: Final = 500_000
MAX_NODES: Final = 500
MAX_TITLE: Final = 300
MAX_TOPIC: Final = 60
MAX_TOPICS: Final = 4

TIME_NAMES: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "date",
)
AUTHOR_NAMES: Final = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "article:author",
)
IMAGE_NAMES: Final = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
)
TITLE_NAMES: Final = ("og:title", "twitter:title", "dc.title", "title")
SITE_SUFFIX: Final = re.compile(r"\s+(?:[|»•·]|[-–—]{1,2})\s+(?=[^|»•·–—]{2,40}$)")
LETTERS: Final = re.compile(r"[^\W_]+")
SELECTOR: Final = re.compile(r"[.#][\w-]{1,80}")
BLOCK_TAG: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE
)
BYLINE: Final = re.compile(r"^(?:بقلم|كتب|كتبت|إعداد|تحرير|by)\s*[:/\-–]?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Plain text and absolute addresses; empty or None where the page is silent."""

    title: str
    author: str = ""
    published: datetime | None = None
    image: str = ""
    url: str = ""
    kind: str = ""
    """As the page classes itself: "article", "website", "profile", …"""
    topics: tuple[str, ...] = ()
    """The sections of the site it stands in."""
    body: str = ""
    """The whole text, where the page states it beside showing it (JSON-LD articleBody)."""
    description: str = ""
    language: str = ""
    """As the page declares it: "ar", "ar-EG"."""
    types: frozenset[str] = frozenset()
    """What JSON-LD calls the page's article, or without one all that it describes."""
    is_free: bool = True
    walled: tuple[str, ...] = ()
    """Classes and ids (".premium", "#rest") of the parts that only subscribers may read."""


def read(tree: HtmlElement, url: str, *, zone: tzinfo = UTC) -> Facts:
    """A time without a zone is read in `zone`, the publisher's."""
    meta = _meta(tree)
    described = list(_described(tree))
    linked = next((node for node in described if ARTICLE_TYPES & _types(node)), {})
    base = _base(tree, url)
    return Facts(
        title=_title(tree, meta, linked),
        author=_author(tree, meta, linked),
        published=_published(tree, meta, linked, zone),
        image=_image(meta, linked, base),
        url=_own_address(tree, meta, url),
        kind="article" if linked else meta.get("og:type", "").lower(),
        topics=_topics(meta, linked),
        body=_body(linked),
        description=_description(meta, linked),
        language=(tree.get("lang") or meta.get("og:locale") or "")[:12],
        types=_types(linked) or frozenset().union(*map(_types, described)),
        is_free=_is_free(linked),
        walled=_walled(linked),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if name and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _base(tree: HtmlElement, url: str) -> str:
    element = next(tree.iter("base"), None)
    return urls.absolute(element.get("href") or "" if element is not None else "", url) or url


def _described(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """What JSON-LD describes: articles wherever they stand in it, of all else the outermost."""
    for number, script in enumerate(tree.iter("script")):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or number > MAX_SCRIPTS * 10:
            continue
        text = (script.text or "")[:MAX_SCRIPT_LENGTH].strip()
        try:
            data = json.loads(text.removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        outermost = {id(node) for node in _outermost(data)}
        yield from (
            node for node in _nodes(data) if id(node) in outermost or ARTICLE_TYPES & _types(node)
        )


def _outermost(data: Any) -> list[Any]:
    listed = data if isinstance(data, list) else [data]
    graphs = [node.get("@graph") for node in listed if isinstance(node, dict)]
    return [*listed, *(node for graph in graphs if isinstance(graph, list) for node in graph)]


def _types(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(_strings(node.get("@type")))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document, outermost first."""
    waiting, seen = [data], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node[:MAX_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, (list, dict)))


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _string(value: Any) -> str:
    return next((item for item in _strings(value) if item.strip()), "")


def _title(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str:
    """The headline as the page shows it, if its fields agree that this is the headline."""
    named = [_string(linked.get("headline")), *(meta.get(name, "") for name in TITLE_NAMES)]
    element = next(tree.iter("title"), None)
    named.append(text_of(element) if element is not None else "")
    claims = [claim for claim in map(markup.title, named) if claim]
    shown = [
        heading for heading in map(text_of, tree.iter("h1")) if 8 <= len(heading) <= MAX_TITLE
    ]
    for heading in shown:
        if any(_agree(heading, claim) for claim in claims):
            return heading
    if claims:
        return _without_site(claims[0], meta.get("og:site_name", ""))[:MAX_TITLE]
    return shown[0] if len(shown) == 1 else ""


def _agree(one: str, other: str) -> bool:
    """Whether two headlines share most of the words of the shorter."""
    words, others = set(LETTERS.findall(one)), set(LETTERS.findall(other))
    shorter = min(len(words), len(others))
    return shorter > 1 and len(words & others) >= 0.7 * shorter


def _without_site(title: str, site: str) -> str:
    """Without " | the site's name" at its end."""
    if site and title.endswith(site):
        title = title[: -len(site)].rstrip(" |-–—»•·") or title
    cut = SITE_SUFFIX.search(title)
    return title[: cut.start()] if cut and cut.start() > 20 else title


def _author(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str:
    authors = linked.get("author")
    people = authors if isinstance(authors, list) else [authors]
    names = [
        _string(person.get("name")) if isinstance(person, dict) else person for person in people
    ]
    publisher = linked.get("publisher")
    houses = {meta.get("og:site_name", "").lower()}
    houses.add(_string(publisher.get("name")).lower() if isinstance(publisher, dict) else "")
    known = [name for name in map(_proper_name, _strings(names)) if name.lower() not in houses]
    if known:
        return "، ".join(dict.fromkeys(known))
    named = (_proper_name(meta.get(name, "")) for name in AUTHOR_NAMES)
    shown = (
        _proper_name(text_of(element))
        for element in tree.xpath("//*[@rel='author' or @itemprop='author']")[:3]
    )
    return next((name for name in (*named, *shown) if name.lower() not in houses), "")


def _proper_name(text: str) -> str:
    name = BYLINE.sub("", markup.title(text))
    is_name = 2 <= len(name) <= 80 and "://" not in name and "@" not in name and "www." not in name
    return name if is_name else ""


def _published(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], zone: tzinfo
) -> datetime | None:
    stated = [_string(linked.get("datePublished")), *(meta.get(name, "") for name in TIME_NAMES)]
    shown = tree.xpath("//*[@itemprop='datePublished']|//time[@datetime]")[:3]
    stated += [element.get("content") or element.get("datetime") or "" for element in shown]
    instants = (dates.parse(text, zone=zone) for text in stated if text)
    return next((instant for instant in instants if instant), None)


def _image(meta: dict[str, str], linked: dict[str, Any], base: str) -> str:
    image = linked.get("image")
    first = image[0] if isinstance(image, list) and image else image
    stated = _string(first.get("url")) if isinstance(first, dict) else _string(first)
    named = (meta.get(name, "") for name in IMAGE_NAMES)
    found = (urls.absolute(address, base) for address in (*named, stated) if address)
    return next((address for address in found if address), "")


def _topics(meta: dict[str, str], linked: dict[str, Any]) -> tuple[str, ...]:
    stated = [*_strings(linked.get("articleSection")), meta.get("article:section", "")]
    plain = (markup.title(section) for section in stated)
    kept = dict.fromkeys(name for name in plain if name and len(name) <= MAX_TOPIC)
    return tuple(kept)[:MAX_TOPICS]


def _body(linked: dict[str, Any]) -> str:
    """As lines of plain text; some publishers put their whole markup there."""
    stated = _string(linked.get("articleBody"))
    if not markup.TAG.search(stated):
        stated = unescape(stated)
    if not markup.TAG.search(stated):
        return stated
    return "\n".join(markup.plain(line) for line in BLOCK_TAG.split(stated))


def _description(meta: dict[str, str], linked: dict[str, Any]) -> str:
    stated = (meta.get("og:description"), linked.get("description"), meta.get("description"))
    return next((text for text in (markup.title(_string(each)) for each in stated) if text), "")


def _is_free(linked: dict[str, Any]) -> bool:
    return str(linked.get("isAccessibleForFree", "")).lower() not in ("false", "no", "0")


def _walled(linked: dict[str, Any]) -> tuple[str, ...]:
    """https://developers.google.com/search/docs/appearance/structured-data/paywalled-content"""
    parts = linked.get("hasPart")
    nodes = parts if isinstance(parts, list) else [parts]
    closed = [node for node in nodes if isinstance(node, dict) and not _is_free(node)]
    selectors = [name for node in closed for name in _strings(node.get("cssSelector"))]
    return tuple(name for name in selectors[:MAX_TOPICS] if SELECTOR.fullmatch(name))


def _own_address(tree: HtmlElement, meta: dict[str, str], url: str) -> str:
    """What the page calls itself, believed on its own site and if it is not the front page."""
    stated = [meta.get("og:url", "")]
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            stated.insert(0, link.get("href") or "")
    for address in filter(None, (urls.absolute(address, url) for address in stated if address)):
        if urls.is_same_site(address, url or address) and not urls.is_front_page(address):
            return address
    return url


def text_of(element: HtmlElement) -> str:
    return markup.fold("".join(element.itertext()))
