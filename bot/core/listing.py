"""Which entries of a feed are news for readers, and by what two of them are the same."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.core import urls
from bot.core.models import Entry, ListedEntry

ARCHIVE_AGE = timedelta(days=2)  # so much older than a source's newest entry is no news


def listing(
    entries: Sequence[Entry], *, newest: datetime | None, is_first: bool
) -> list[ListedEntry]:
    """The entries of a feed, each with whether it is news for readers.

    Of a source that is listed for the first time only the newest entry is; of one that is known
    all are that it has not listed before, but for what is far older than its newest: an archive
    that a publisher let slip into its feed.
    """
    beginning = datetime.min.replace(tzinfo=UTC)
    if is_first:
        latest = max(entries, key=lambda entry: entry.published or beginning, default=None)
        push = {id(latest)}
    else:
        oldest_news = newest - ARCHIVE_AGE if newest else beginning
        push = {
            id(each) for each in entries if (each.published or newest or beginning) >= oldest_news
        }
    return [
        ListedEntry(
            entry=entry,
            url_key=urls.key(entry.url) if entry.url else "",
            is_push=id(entry) in push,
        )
        for entry in entries
    ]
