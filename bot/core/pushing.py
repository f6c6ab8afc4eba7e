"""Whether a push goes to a reader now, comes later together with others, or not at all.

In quiet hours nothing is pushed but a briefing that is wanted just then, and over the hourly cap
nothing but breaking news. What is held back comes in the next briefing to those who get
briefings, and in one message (the rest) to the others, when the quiet hours or the hour have
ended.
"""

from datetime import datetime, timedelta
from functools import lru_cache

from bot.core import briefing_times, topics
from bot.core.models import Candidate, News, Pushes, Quiet, Settings, Verdict

HOUR = timedelta(hours=1)
NOW = Verdict(goes=True)
NEVER = Verdict(goes=False)


def judge(candidate: Candidate, now: datetime) -> Verdict:
    """What becomes of a push to a reader who follows its source."""
    settings, news = candidate.settings, candidate.news
    if settings.topics and not (news.is_breaking or is_wanted(settings.topics, news)):
        return NEVER
    if settings.quiet and not is_own_wish(settings.quiet, news):
        minute = now.replace(second=0, microsecond=0)
        ends = quiet_ends(settings.quiet, settings.zone, minute)
        if ends > minute:
            return held(settings, ends)
    if settings.hourly_cap and not news.is_breaking:
        hour_ends = candidate.hour_at + HOUR
        if candidate.hour_pushes >= settings.hourly_cap and now < hour_ends:
            return held(settings, hour_ends)
    return NOW


def is_own_wish(quiet: Quiet, news: News) -> bool:
    """A briefing at a time that its reader has chosen within his own quiet hours."""
    return bool(news.slot) and briefing_times.covers(quiet, news.slot)


def held(settings: Settings, until: datetime) -> Verdict:
    return Verdict(goes=False, until=until, is_rest=settings.pushes is not Pushes.BRIEFINGS)


def is_wanted(chosen: tuple[str, ...], news: News) -> bool:
    return topics.matches(chosen, topics_of(news))


@lru_cache(maxsize=256)
def topics_of(news: News) -> frozenset[str]:
    return topics.of(news.sections, news.source_topics, news.url)


@lru_cache(maxsize=4096)  # a million readers have few zones and few nights
def quiet_ends(quiet: Quiet, zone: str, minute: datetime) -> datetime:
    return briefing_times.quiet_ends(quiet, zone, minute)
