"""Which feeds a web site offers, from the bytes of one of its pages, and whether one is worth it.

`offered` reads what a page names, `usual` lists where Arabic news sites keep a feed that they do
not name, `sitemaps` reads robots.txt. All are candidates only: each has to be fetched and put to
`judge`. Takes time in proportion to the page, however hostile.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from bot.core import arabic, decoding, markup, urls
from bot.core.feeds import feed_text
from bot.core.models import Entry, FoundFeed, ParsedFeed

MAX_PAGE: Final = 3 * 1024 * 1024
MAX_TAG: Final = 4_000
MAX_ELEMENTS: Final = 4_000
MAX_OFFERS: Final = 12
MAX_TITLE: Final = 80
LINK_TEXT: Final = 300
ARABIC_SHARE: Final = 0.5

FEED_TYPES: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
        "text/rss",
    }
)
ATTRIBUTE: Final = re.compile(r"""([^\s=>"'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
FEED_ADDRESS: Final = re.compile(
    r"/(?:rss|feeds?|atom)(?:[/?.]|$)|[./](?:rss|rdf|atom|xml)(?:\?|$)|[?&](?:feed|format)=(?:rss|atom)"
    r"|/rss[\w-]*/?$|feed\.json$",
    re.IGNORECASE,
)
NO_FEED: Final = re.compile(
    r"sitemap|opensearch|osd\.xml|browserconfig|/wp-json|oembed|xmlrpc|manifest"
    r"|\.(?:jpe?g|png|svg|css|js|pdf)(?:\?|$)",
    re.IGNORECASE,
)
COMMENTS: Final = re.compile(r"comment|reply|replies|تعليق|ردود", re.IGNORECASE)
KINDS: Final = {
    "rss": "RSS",
    "channel": "RSS",
    "feed": "Atom",
    "rdf": "RDF",
    "urlset": "news sitemap",
}
# Where sites keep a feed that their pages do not name; the first ones are the commonest.
USUAL: Final = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "feed/rss2/ar.xml")
USUAL_ARABIC: Final = ("ar/rss", "ar/feed")
LANGUAGE_FOLDER: Final = re.compile(r"^/(ar|arabic|ara)(?:/|$)", re.IGNORECASE)
SITEMAP: Final = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
NEWS_SITEMAP: Final = re.compile(r"news|akhbar", re.IGNORECASE)


class NoFeed(Exception):  # noqa: N818 - it reads as what it says
    """Nothing to follow there: why, for the operator, and the text that tells a reader."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


class Rank(IntEnum):
    """What is tried first."""

    LINKED = 0
    """Named in the head of the page, for programs."""
    SHOWN = 1
    """A link for people."""
    FOREIGN = 2
    """On another site, which may be another publisher's."""
    COMMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An address where a feed may be, and what the page calls it."""

    url: str
    title: str = ""
    is_comments: bool = False
    """Readers' words, not news."""


def offered(body: bytes, *, url: str, content_type: str = "") -> tuple[Offer, ...]:
    """The feeds that a page names, best first: comments last, no address twice."""
    text = decoding.decode(body[:MAX_PAGE], content_type)
    base, found = url, list[tuple[Rank, Offer]]()
    for name, given, at in islice(_elements(text), MAX_ELEMENTS):
        if name == "base":
            base = urls.absolute(given.get("href", ""), url) or base
            continue
        offer = _linked(given, base) if name == "link" else _shown(given, base, text, at)
        if offer is not None:
            first = Rank.LINKED if name == "link" else Rank.SHOWN
            found.append((_rank(offer, first, url), offer))
    found.sort(key=lambda each: each[0])  # stable: the page's own order within a rank
    return _distinct(replace(offer, is_comments=rank is Rank.COMMENTS) for rank, offer in found)


def _elements(text: str) -> Iterator[tuple[str, dict[str, str], int]]:
    """The tags that can name a feed, their attributes, and where their content begins."""
    position = 0
    for tag, name in markup.tags(text):
        position = text.find(tag, position) + len(tag)
        if name in ("link", "a", "base") and tag[1] != "/" and len(tag) <= MAX_TAG:
            given: dict[str, str] = {}
            for key, double, single, bare in ATTRIBUTE.findall(tag):
                given.setdefault(key.lower(), html.unescape(double or single or bare).strip())
            yield name, given, position


def _linked(given: dict[str, str], base: str) -> Offer | None:
    relations = given.get("rel", "").lower().split()
    kind = given.get("type", "").partition(";")[0].strip().lower()
    is_offer = "feed" in relations or ("alternate" in relations and kind in FEED_TYPES)
    if not is_offer or NO_FEED.search(given.get("href", "")):
        return None
    return _offer(given.get("href", ""), base, given.get("title", ""))


def _shown(given: dict[str, str], base: str, text: str, at: int) -> Offer | None:
    href = given.get("href", "")
    if not FEED_ADDRESS.search(href) or NO_FEED.search(href):
        return None
    label = text[at : at + LINK_TEXT].lower().partition("</a")[0]
    shown = markup.title(text[at : at + len(label)])
    return _offer(href, base, given.get("title", "") or shown)


def _offer(href: str, base: str, title: str) -> Offer | None:
    scheme, _, rest = href.partition(":")
    if scheme.lower() == "feed":  # feed://site/rss, feed:https://site/rss
        href = rest if rest.startswith("http") else f"https:{rest}"
    address = urls.absolute(href, base).partition("#")[0]
    return Offer(url=address, title=_name(title)) if address else None


def _name(title: str) -> str:
    return arabic.shorten(markup.title(title[:1000]), MAX_TITLE)


def _rank(offer: Offer, first: Rank, page: str) -> Rank:
    path = urlsplit(offer.url).path
    if COMMENTS.search(path) or COMMENTS.search(offer.title):
        return Rank.COMMENTS
    return first if urls.is_same_site(offer.url, page) else max(first, Rank.FOREIGN)


def _distinct(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for offer in offers:
        found.setdefault(urls.key(offer.url), offer)
    return tuple(found.values())[:MAX_OFFERS]


def usual(url: str) -> tuple[Offer, ...]:
    """Where the site of a page may keep its feed without saying so; the page's own language
    first."""
    root = urljoin(url, "/")
    folder = LANGUAGE_FOLDER.match(urlsplit(url).path)
    inside = [f"{root}{folder[1]}/{name}" for name in USUAL[:3]] if folder else []
    names = USUAL if folder else USUAL + USUAL_ARABIC
    return _distinct(Offer(url=each) for each in [*inside, *(root + name for name in names)])


def sitemaps(robots: str, url: str) -> tuple[Offer, ...]:
    """The news sitemaps that a site's robots.txt names; the others list its whole archive."""
    named = (urls.absolute(address, url) for address in SITEMAP.findall(robots))
    return _distinct(Offer(url=each) for each in named if NEWS_SITEMAP.search(each))[:3]


def judge(feed: ParsedFeed, body: bytes, *, url: str, name: str = "") -> FoundFeed:
    """The feed as one that can be followed; raises `NoFeed` if it is not worth it.

    `name` is what the page that led here calls it.
    """
    if not feed.entries:
        raise NoFeed("look.empty", "the feed lists nothing")
    dated = [entry.published for entry in feed.entries if entry.published is not None]
    if not dated:
        raise NoFeed("look.undated", "no entry of the feed has a date")
    host = urls.host(url)
    return FoundFeed(
        url=url,
        title=_name(feed.title) or name or host,
        kind=kind_of(body),
        entries=len(feed.entries),
        newest=max(dated),
        language="ar" if is_arabic(feed.entries) else "",
    )


def is_arabic(entries: Iterable[Entry]) -> bool:
    """Whether the headlines are written in Arabic, most of them."""
    letters = [letter for entry in entries for letter in entry.title if letter.isalpha()]
    arabic_ones = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
    return arabic_ones >= ARABIC_SHARE * len(letters)


def kind_of(body: bytes) -> str:
    """The format of what has been read as a feed."""
    head = feed_text.read(body)
    if head[0] in "{[":
        return "JSON Feed"
    root = feed_text.root(head)
    return KINDS.get(root[1].lower(), "XML") if root else "XML"


def is_same_feed(one: ParsedFeed, other: ParsedFeed) -> bool:
    """Whether two feeds tell the same news, as a site's RSS and its Atom do."""
    keys = [{urls.key(entry.url) for entry in feed.entries} for feed in (one, other)]
    return len(keys[0] & keys[1]) * 2 > max(len(keys[0]), len(keys[1]))


def named_apart(found: Sequence[FoundFeed]) -> tuple[FoundFeed, ...]:
    """The same feeds, each with a title of its own, so that one of them can be chosen."""
    titles = [feed.title for feed in found]
    return tuple(
        replace(feed, title=f"{feed.title} ({_ending(feed.url)})")
        if titles.count(feed.title) > 1
        else feed
        for feed in found
    )


def _ending(url: str) -> str:
    """What tells an address from its neighbours, short enough for a button."""
    parts = urlsplit(url)
    return arabic.shorten(f"{parts.path.strip('/')}{'?' if parts.query else ''}{parts.query}", 30)


def moved(asked: str, *, final: str, permanent: str) -> str:
    """The address to follow after redirects. A temporary one counts only within the site: so
    do sites move to https or to www; one that leads elsewhere may be gone tomorrow."""
    if permanent and urls.key(permanent) == urls.key(final):
        return final
    return final if urls.is_same_site(asked, final) else permanent or asked
