"""What is breaking news: by its source's own mark («عاجل»), or as several sources tell it at once.

Some newsrooms mark everything. Their mark alone says nothing then; it counts where another source
tells the same.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.core import arabic
from bot.core.models import Telling
from bot.core.stories import Fingerprint, independent_texts, publisher

FRESH: Final = timedelta(hours=3)
"""What is older is told in its turn, however it is marked."""
LOUD_SHARE: Final = 0.3
LOUD_LEAST: Final = 10
"""Of fewer articles a share says little."""
LOUD_AN_HOUR: Final = 6
SHOWN: Final = "عاجل"
"""Before a headline, in either interface: it is the newsroom's word, in an Arabic line."""
SECTIONS: Final = frozenset(
    arabic.normalise(each)
    for each in (
        *("عاجل", "خبر عاجل", "أخبار عاجلة", "الأخبار العاجلة", "عاجلة"),
        *("breaking", "breaking news", "urgent"),
    )
)
_MARK: Final = re.compile(
    r"^\W*(?:(?:خبر )?عاجل\W+|(?:breaking|breaking news|urgent)\s*[:|!\-–—]\W*)(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When several sources make a story breaking news; the operator decides."""

    sources: int = 4
    """So many independent ones; 0: never."""
    within: timedelta = timedelta(minutes=60)


class Headline(NamedTuple):
    """What of an article may mark it."""

    text: str
    topics: tuple[str, ...]
    told_at: datetime


def split(text: str) -> tuple[str, bool]:
    """A headline without its «عاجل», and whether it had one."""
    rest = _MARK.sub("", text)
    return rest, rest != text


def is_marked(text: str, topics: Sequence[str]) -> bool:
    """Whether a source calls it breaking: before its headline, or by a section or tag."""
    return split(text)[1] or any(arabic.normalise(each) in SECTIONS for each in topics)


def is_loud(headlines: Sequence[Headline], now: datetime) -> bool:
    """Whether a source marks so much of what it has told in a day that its mark says nothing."""
    marked = [each for each in headlines if is_marked(each.text, each.topics)]
    is_most = len(headlines) >= LOUD_LEAST and len(marked) > LOUD_SHARE * len(headlines)
    lately = sum(now - each.told_at < timedelta(hours=1) for each in marked)
    return is_most or lately > LOUD_AN_HOUR


def is_fresh(at: datetime, now: datetime) -> bool:
    return now - at < FRESH


def breaks(
    new: Telling, tellings: Sequence[Telling], rules: Rules, *, loud: Collection[int]
) -> bool:
    """Whether a story turns breaking by this telling, one of its `tellings`.

    `loud`: the ids of those of its sources whose mark alone says nothing. What readers' own
    sources mark or repeat says nothing to anybody else: they may be made for it.
    """
    if new.source.is_readers:
        return False
    if _is_marked(new) and new.source.id not in loud:
        return True
    vouched = [each for each in tellings if not each.source.is_readers]
    for near in _windows(new, vouched, rules.within):
        sources = independent(near)
        if sources > 1 and any(map(_is_marked, near)):
            return True
        if rules.sources and sources >= rules.sources:
            return True
    return False


def independent(tellings: Sequence[Telling]) -> int:
    """How many publishers tell it in words of their own."""
    return independent_texts(list(_texts(tellings)))


def _texts(tellings: Sequence[Telling]) -> Iterator[tuple[str, Fingerprint]]:
    for each in tellings:
        try:
            yield publisher(each.source), Fingerprint.loads(each.fingerprint)
        except ValueError:  # written by another version of the program
            continue


def _is_marked(telling: Telling) -> bool:
    return is_marked(telling.headline, telling.topics)


def _windows(
    new: Telling, tellings: Sequence[Telling], within: timedelta
) -> Iterator[list[Telling]]:
    """What was told within that time of each other, the new one among it."""
    for first in tellings:
        near = [
            each for each in tellings if timedelta(0) <= each.told_at - first.told_at <= within
        ]
        if any(each.article_id == new.article_id for each in near):
            yield near
