"""Whether a later article of a story tells something new, or tells the same once more.

A development is no copy, comes after all that was told, and its headline says what none of the
earlier tellings had. It comes from a paper that goes on with its story, or so late that nobody
would tell the same again. A follow-up is a paper's own development of what it has told itself,
whatever others have told meanwhile.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.core.models import Telling
from bot.core.stories import Fingerprint, publisher

AGAIN: Final = timedelta(minutes=20)
"""Within it a paper still completes what it has told."""
LATER: Final = timedelta(hours=2)
"""Within it papers tell the same event one after the other."""
NEW_SHARE: Final = 0.25
"""So much of the headline's words must be new to the story."""
NEW_LEAST: Final = 2


def is_development(new: Telling, earlier: Sequence[Telling]) -> bool:
    """Whether it goes on with what the `earlier` tellings of its story have told."""
    if new.near_copy_of is not None or not earlier:
        return False
    since_last = new.told_at - max(each.told_at for each in earlier)
    if since_last <= timedelta(0):
        return False
    name = publisher(new.source)
    goes_on = any(
        publisher(each.source) == name and new.told_at - each.told_at >= AGAIN for each in earlier
    )
    return (goes_on or since_last >= LATER) and says_more(new, earlier)


def is_follow_up(new: Telling, earlier: Sequence[Telling]) -> bool:
    """Whether a source goes on with what it has told itself: news to who reads it there."""
    own = [each for each in earlier if each.source.id == new.source.id]
    if new.near_copy_of is not None or not own:
        return False
    is_later = new.told_at - max(each.told_at for each in own) >= AGAIN
    return is_later and says_more(new, own)


def says_more(new: Telling, earlier: Sequence[Telling]) -> bool:
    """Whether its headline has words that stand nowhere in what was told."""
    try:
        mine = Fingerprint.loads(new.fingerprint)
        theirs = [Fingerprint.loads(each.fingerprint) for each in earlier]
    except ValueError:  # written by another version of the program
        return False
    headline = {stem for stem, in_title, *_ in mine.terms if in_title}
    unknown = headline.difference(*(each.stems for each in theirs))
    return len(unknown) >= max(NEW_LEAST, NEW_SHARE * len(headline))
