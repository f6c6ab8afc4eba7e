"""Whether a story turns breaking news, and which of its articles go out as that.

Who has got one version of a story gets no other (`storage.told`), so all of them may go out; but
who wants everything of a source at once is told what that source adds to its own story, in brief.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.core import breaking
from bot.core.breaking import Headline, Rules
from bot.core.developments import is_follow_up
from bot.core.models import StoredArticle, Telling
from bot.core.stories import best
from bot.joining import Joined
from storage import Tx, articles, outbox, sharing, stories
from storage.stories import Story

log = logging.getLogger(__name__)

DAY = timedelta(days=1)


def push(tx: Tx, joined: Joined, rules: Rules, *, is_news: bool, now: datetime) -> None:
    """Open the broadcast of an article that has joined its story, if it `is_news`; breaking news
    goes out at once, of all fresh versions, the best one first."""
    new, story = joined.new, joined.story
    if breaking.is_fresh(new.told_at, now) and turns(tx, joined, rules, now=now):
        stories.turn_breaking(tx, story.id, now=now)
        log.info("breaking story=%d by article=%d", story.id, new.article_id)
        tellings = [
            each
            for each in joined.tellings
            if breaking.is_fresh(each.told_at, now)
            and (is_news if each is new else each.is_pushed)
        ]
        for stored in ranked(tx, tellings):
            urge(tx, stored, joined, now=now)
    elif is_news:
        is_alarm = is_breaking(story, now) or is_own_alarm(tx, new, now=now)
        is_urgent = is_alarm and breaking.is_fresh(new.told_at, now)
        send(tx, joined, is_breaking=is_urgent, now=now)


def send(tx: Tx, joined: Joined, *, is_breaking: bool, now: datetime) -> None:
    new = joined.new
    outbox.broadcast(tx, new.article_id, source_id=new.source.id, now=now, is_breaking=is_breaking)
    if is_follow_up(new, joined.tellings[:-1]):
        outbox.follow_up(tx, new.article_id)
        log.info("follow-up story=%d by article=%d", joined.story.id, new.article_id)


def is_breaking(story: Story, now: datetime) -> bool:
    return story.breaking_at is not None and breaking.is_fresh(story.breaking_at, now)


def is_own_alarm(tx: Tx, new: Telling, *, now: datetime) -> bool:
    """Whether a reader's own source marks it: that is for its own readers, whatever its story."""
    is_marked = new.source.is_readers and breaking.is_marked(new.headline, new.topics)
    return is_marked and not is_loud(tx, new.source.id, now=now)


def turns(tx: Tx, joined: Joined, rules: Rules, *, now: datetime) -> bool:
    """Whether its story is breaking news by it, and was not before."""
    story = joined.story
    if is_breaking(story, now):
        return False
    marked = {
        each.source.id
        for each in joined.tellings
        if breaking.is_marked(each.headline, each.topics)
    }
    if not marked and not 0 < rules.sources <= story.sources:
        return False
    loud = {each for each in marked if is_loud(tx, each, now=now)}
    return breaking.breaks(joined.new, joined.tellings, rules, loud=loud)


def is_loud(tx: Tx, source_id: int, *, now: datetime) -> bool:
    told = stories.headlines(tx, source_id, since=now - DAY)
    return breaking.is_loud([Headline(*each) for each in told], now)


def ranked(tx: Tx, tellings: Sequence[Telling]) -> Iterator[StoredArticle]:
    """The best version of a story first."""
    left = list(articles.get(tx, [each.article_id for each in tellings]).values())
    while left:
        first = best(left)
        left.remove(first)
        yield first


def urge(tx: Tx, stored: StoredArticle, joined: Joined, *, now: datetime) -> None:
    """An article goes out as breaking news, to the readers of all its sources."""
    if stored.id == joined.new.article_id:
        send(tx, joined, is_breaking=True, now=now)
    else:
        outbox.hasten(tx, stored.id)
    for source_id in sharing.others(tx, stored.id):
        sharing.broadcast_also(tx, stored.id, source_id=source_id, now=now)
