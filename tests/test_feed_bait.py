"""A bait for every pattern that feeds are read with: what would make it look again and again.

A pattern whose work grows with the square of its input would need minutes for one of these, and
the test would hang. The patterns are found by themselves, so that none is forgotten. Those of
`dates` never see more than its 120 letters.
"""

import re
from types import ModuleType
from typing import Final

import pytest

from bot.core import decoding, markup, urls
from bot.core.feeds import elements, feed_formats, feed_text, parsing, sitemaps

SIZE: Final = 30_000
MODULES: Final = (*(decoding, elements, feed_formats, feed_text, markup, parsing, sitemaps, urls),)
FRAGMENTS: Final = (
    *("<", "<a", "<a ", "<a '", '<a "', "<a b='", "<a '<a \"", "</a", "</", "<!", "<!--", "<?"),
    *("<a>", "<a>x", "<a>x</a", "<a/>", "<a b", "<a b=", "<a:", "<rss", "<a:rss", "<item", "<url"),
    *("a", "a=", "a =", "a='", 'a="', "=", "'", '"', " ", "\n", "a ", "-", ".", "a.", "@", "a@"),
    *("xmlns:", "xmlns:a", "xmlns:a=", "xmlns:a='", "xmlns:a ", "mode=", "type='base64"),
    *("<img", "<img ", "<img src", "<img src=", "<img src='", "src ", "<!ENTITY", "<!ENTITY a "),
    *("&", "&a", "&#", "&#1", "&#x", "&a;", "&amp", "encoding", "charset=", "charset= "),
    *("1", "1:", "1/", "1 ", "10:", "jan ", "1 jan", "1 jan ", "+", "+1", "gmt", "ص "),
    *("utm_", "amp.", "www.", "https://", "%", "%d", "?", "a=b&", "\u0640", "\u064b", "\u200f"),
    *("ظهرت المقالة ", "The post ", " on ", "أولا في ", "Ø", "Øx", "خبر", "\u202e", "l", "خl"),
)  # fmt: skip


def patterns(module: ModuleType) -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Those that it makes itself, the ones in its tables too."""
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for name, value in vars(module).items():
        each = value if isinstance(value, dict) else {"": value}
        found |= {
            f"{module.__name__.rpartition('.')[2]}.{name}{key}": pattern
            for key, pattern in each.items()
            if isinstance(pattern, re.Pattern)
        }
    return found


EXCUSED: Final = {
    "markup.FEED_TAIL": "a paragraph has single spaces",
    "urls.BARE_ADDRESS": "only a whole message is asked",
    "urls.TRACKING": "only a whole name of a parameter is asked, of at most 2,048 letters",
    "markup.WHOLE_TAG": "only asked where a tag begins, and once in vain",
}
ALL: Final = {name: found for module in MODULES for name, found in patterns(module).items()}
ASKED: Final = sorted(ALL.keys() - EXCUSED.keys())


@pytest.mark.parametrize("name", ASKED)
def test_no_bait_makes_a_pattern_look_again_and_again(name: str) -> None:
    pattern = ALL[name]
    for fragment in FRAGMENTS:
        bait = fragment * (SIZE // len(fragment))
        text = bait.encode() if isinstance(pattern.pattern, bytes) else bait
        assert len(pattern.findall(text)) <= len(text) + 1  # type: ignore[arg-type]  # its kind
