"""Whether a push goes to a reader now, comes later together with others, or not at all.

What holds a muted keyword never goes, and what holds a watched one is as urgent to its reader as
breaking news. In quiet hours nothing is pushed but a briefing that is wanted just then, and over
the hourly cap nothing but what is urgent. What is held back comes in the next briefing to those
who get briefings, and in one message (the rest) to the others, when the quiet hours or the hour
have ended.
"""

from datetime import datetime, timedelta
from functools import lru_cache

from bot.core import keywords, topics
from bot.core.models import Candidate, News, Pushes, Quiet, Settings, Verdict
from bot.core.times import briefing_times

HOUR = timedelta(hours=1)
NOW = Verdict(goes=True)
NEVER = Verdict(goes=False)


def judge(candidate: Candidate, now: datetime) -> Verdict:
    """What becomes of a push to a reader who follows its source."""
    settings, news = candidate.settings, candidate.news
    if settings.muted and keywords.holds(news.told, settings.muted):
        return NEVER
    is_urgent = news.is_breaking or is_watched(settings, news)
    if not (is_urgent or (candidate.is_follower and is_of_topics(settings, news))):
        return NEVER
    if settings.quiet and not is_own_wish(settings.quiet, news):
        minute = now.replace(second=0, microsecond=0)
        ends = quiet_ends(settings.quiet, settings.zone, minute)
        if ends > minute:
            return held(settings, ends)
    if settings.hourly_cap and not is_urgent:
        hour_ends = candidate.hour_at + HOUR
        if candidate.hour_pushes >= settings.hourly_cap and now < hour_ends:
            return held(settings, hour_ends)
    return NOW


def is_own_wish(quiet: Quiet, news: News) -> bool:
    """A briefing at a time that its reader has chosen within his own quiet hours."""
    return bool(news.slot) and briefing_times.covers(quiet, news.slot)


def held(settings: Settings, until: datetime) -> Verdict:
    return Verdict(goes=False, until=until, is_rest=settings.pushes is not Pushes.BRIEFINGS)


def is_watched(settings: Settings, news: News) -> bool:
    return bool(settings.watched) and keywords.holds(news.told, settings.watched)


def is_of_topics(settings: Settings, news: News) -> bool:
    return not settings.topics or topics.matches(settings.topics, topics_of(news))


@lru_cache(maxsize=256)
def topics_of(news: News) -> frozenset[str]:
    return topics.of(news.sections, news.source_topics, news.url)


@lru_cache(maxsize=4096)  # a million readers have few zones and few nights
def quiet_ends(quiet: Quiet, zone: str, minute: datetime) -> datetime:
    return briefing_times.quiet_ends(quiet, zone, minute)
