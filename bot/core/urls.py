"""Addresses of articles: what is fetched, and the key by which two of them are the same.

The key is for comparing only: it folds scheme, www, mobile and AMP hosts, tracking parameters
and the spelling of letters, so it may name a page that nobody serves. Fetch the address itself.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

MAX_LENGTH: Final = 2048
WEB: Final = ("https://", "http://")

TRACKING: Final = re.compile(
    r"(?:utm_|at_|ns_|mtm_|pk_|piwik_|matomo_|hsa_|oly_|vero_|_hs|wt_|itm_|stm_|trk_|__twitter_).*"
    r"|(?:fb|g|d|gclsr|ms|y|tw|ttc|li_fat_|rb_|wick|s_k|sc|ss_source_)clid"
    r"|fb_(?:action_ids|action_types|ref|source)|fbclid|gclid|gclsrc|gbraid|wbraid|srsltid"
    r"|igshid|igsh|mc_[ce]id|mkt_tok|ml_subscriber(?:_hash)?|sms_(?:click|source|uph)"
    r"|traffic_source|xtor|ocid|cmpid|cmp|cid_source|ito|ftag|s_cid|spm|ref_src|ref_url|referrer"
    r"|guccounter|guce_referrer(?:_sig)?|share_id|shared|sharetype|mibextid|campaign_?id",
    re.IGNORECASE,
)
FEED_MARKS: Final = {"rss", "feed", "rssfeed"}
FEED_MARK_NAMES: Final = {"ref", "source", "src", "from"}
AMP_NAMES: Final = {"amp", "outputtype", "output"}
HOST_PREFIX: Final = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
AMP_CACHE: Final = re.compile(
    r"^https?://(?:[^/]+\.cdn\.ampproject\.org/[a-z](?:/s)?|(?:www\.)?google\.[a-z.]+/amp(?:/s)?)/",
    re.IGNORECASE,
)
BARE_ADDRESS: Final = re.compile(
    r"[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_][\w-]{1,62}(?::\d+)?(?:[/?].*)?"
)
SHARED: Final = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
CLOSED: Final = frozenset(
    {
        *("t.me", "telegram.me", "telegram.dog", "wa.me", "whatsapp.com", "x.com", "twitter.com"),
        *("facebook.com", "fb.com", "fb.watch", "instagram.com", "threads.net", "threads.com"),
        *("tiktok.com", "snapchat.com", "youtu.be"),
    }
)
"""Sites that show programs no post, and videos."""
PUNCTUATION: Final = "<>«»\"'()[]{}.…,،:;؛!?؟"
PATH_SAFE: Final = "!$'()*,;=:@-._~"
PLAIN: Final = re.compile(rf"[\w{re.escape(PATH_SAFE)}]*", re.ASCII)
SECOND_LEVEL: Final = {"com", "co", "org", "net", "gov", "edu", "ac", "info", "press", "media"}
SHARED_SITES: Final = frozenset(
    {
        *("blogspot.com", "wordpress.com", "substack.com", "ghost.io", "weebly.com", "webflow.io"),
        *("github.io", "gitlab.io", "pages.dev", "workers.dev", "netlify.app", "vercel.app"),
        *(
            "web.app",
            "firebaseapp.com",
            "herokuapp.com",
            "onrender.com",
            "r2.dev",
            "neocities.org",
        ),
        *("wixsite.com", "blogfa.com", "over-blog.com", "hatenablog.com"),
    }
)
"""Sites that give each customer a name below their own: neighbours, not one publisher."""
CONTROLS: Final = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffd\ud800-\udfff]"
)
"""Controls, white space, what has no width or turns the direction: none belongs in an address."""


def absolute(url: str, base: str = "") -> str:
    """An http(s) address without white space, or empty: nothing else is ever linked to."""
    compact = CONTROLS.sub("", url)
    if not compact:
        return ""
    try:
        joined = compact if compact.startswith(WEB) else urljoin(base, compact)
        parts = urlsplit(joined)
        host, _ = parts.hostname, parts.port  # the port is only read to have it checked
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(host) and len(joined) <= MAX_LENGTH
    return joined if is_web else ""


def strip_tracking(url: str) -> str:
    """The same address without parameters that only tell where a click came from."""
    if "?" not in url and "#" not in url:
        return url
    bare, mark, fragment = url.partition("#")
    path, asked, query = bare.partition("?")
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(*_pair(pair))]
    if len(kept) != query.count("&") + 1:
        query = "&".join(kept)
    if mark and _is_tracking(*_pair(fragment)):
        mark = fragment = ""
    return path + (asked if query else "") + query + mark + fragment


def key(url: str) -> str:
    """What is equal when two addresses lead to the same article."""
    try:
        parts = urlsplit(AMP_CACHE.sub("https://", CONTROLS.sub("", url)))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in ("http", "https") or not host:
        return url.strip()
    netloc = HOST_PREFIX.sub("", _ascii_host(host))
    if port not in (None, 80, 443):
        netloc += f":{port}"
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", netloc, _path_key(parts.path), _query_key(parts.query), fragment))


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _is_tracking(name: str, value: str) -> bool:
    is_feed_mark = name.lower() in FEED_MARK_NAMES and value.lower() in FEED_MARKS
    return is_feed_mark or TRACKING.fullmatch(name) is not None


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.rstrip(".").lower()
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.rstrip(".").lower()


def _spelled(text: str) -> str:
    """One spelling for every way to write the same letters."""
    if PLAIN.fullmatch(text):
        return text
    plain = unquote(text, errors="surrogateescape")
    return quote(unicodedata.normalize("NFC", plain), safe=PATH_SAFE, errors="surrogateescape")


def _path_key(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(_spelled(segment))
    if kept and kept[-1].lower() in ("amp", "amp.html"):
        kept.pop()
    elif len(kept) > 1 and kept[0].lower() == "amp":
        del kept[0]
    return "/" + "/".join(kept) if kept else ""


def _query_key(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [
        f"{_spelled(name)}={_spelled(value)}"
        for name, value in pairs
        if not _is_tracking(name, value) and not _is_amp(name, value)
    ]
    return "&".join(sorted(kept))


def _is_amp(name: str, value: str) -> bool:
    return name.lower() in AMP_NAMES and value.lower() in ("", "1", "true", "amp")


def typed(text: str) -> str:
    """The address that a person typed or pasted, alone; empty if it is none."""
    bare = _without_punctuation(CONTROLS.sub(" ", text).strip())
    if " " in bare or not bare:
        return ""
    if bare.lower().startswith("feed:"):
        bare = bare[5:].removeprefix("//")
    if "://" not in bare:
        if not BARE_ADDRESS.fullmatch(bare):
            return ""
        bare = f"https://{bare}"
    return absolute(bare)


def shared(text: str) -> list[str]:
    """The web addresses in a text, each once: phones share a page as its headline, and below it
    the address."""
    found = (_without_punctuation(bare) for bare in SHARED.findall(CONTROLS.sub(" ", text)))
    return list(dict.fromkeys(filter(None, map(absolute, found))))


def is_closed(url: str) -> bool:
    """Whether nobody but a person reads what is there: a post, a chat, a video."""
    return site(url) in CLOSED


def _without_punctuation(bare: str) -> str:
    """An address without the sentence around it; what is opened in it (`Cat_(animal)`) stays."""
    bare = bare.lstrip(PUNCTUATION.replace("[", ""))  # http://[::1]
    while bare and bare[-1] in PUNCTUATION:
        if bare[-1] == ")" and bare.count("(") == bare.count(")"):
            break
        bare = bare[:-1]
    return bare


def host(url: str) -> str:
    """The host as people read it: «shurfa.example», without «www.»."""
    try:
        found = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return found.removeprefix("www.")


def is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def is_same_site(one: str, other: str) -> bool:
    """Whether two hosts end alike: news.example.com and www.example.com."""
    return site(one) == site(other)


def site(url: str) -> str:
    """The registrable domain, near enough without a list: «co» and «com» keep a label more, and
    so do the names of customers of a site for many."""
    labels = _ascii_host(urlsplit(url).hostname or "").split(".")
    is_second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    is_customers = ".".join(labels[-2:]) in SHARED_SITES
    return ".".join(labels[-3:] if is_second_level or is_customers else labels[-2:])
