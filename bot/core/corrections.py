"""What readers were told and is no longer so: told from what only looks different.

Spaces, marks, hamzas and other spellings of the same words change nothing; neither does a quote
that stays in the article and is merely no longer among the chosen ones.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bot.core import arabic, breaking, stems
from bot.core.models import (
    Article,
    Change,
    ChangeKind,
    Digest,
    Length,
    Printed,
    Quote,
    StoredArticle,
)

ALIKE = 0.5
_MOST_COMPARED = 400
SAME_PIECE = 0.5
ABOUT = 0.5


def changes(was: Digest, stored: StoredArticle) -> tuple[Change, ...]:
    """What of a printed digest its article no longer says."""
    found = []
    if _headline(was) != _headline(stored.digest):
        found.append(Change(kind=ChangeKind.HEADLINE, was=was.headline))
    text = arabic.normalise(" ".join(stored.article.paragraphs))
    for quote in was.key_quotes:
        change = change_of(quote, stored.digest.quotes, text)
        if change is not None:
            found.append(change)
    return tuple(found)


def _headline(digest: Digest) -> str:
    """What it says; that it is no longer «breaking» is no correction."""
    return arabic.normalise(breaking.split(digest.headline)[0])


def change_of(quote: Quote, quotes: Sequence[Quote], text: str) -> Change | None:
    """What has become of a printed quote in a text with these quotes."""
    words = arabic.normalise(quote.text)
    same = [each for each in quotes if arabic.normalise(each.text) == words]
    if same:
        speaker = arabic.normalise(quote.speaker)
        is_kept = any(arabic.normalise(each.speaker) in ("", speaker) for each in same)
        kind = None if is_kept else ChangeKind.SPEAKER
    elif f" {words} " in f" {text} ":
        kind = None
    elif any(likeness(words, arabic.normalise(each.text)) > ALIKE for each in quotes):
        kind = ChangeKind.QUOTE
    else:
        kind = ChangeKind.QUOTE_GONE
    return Change(kind=kind, was=quote.text, speaker=quote.speaker) if kind else None


def likeness(one: str, other: str) -> float:
    """From 0 to 1, by words in their order, of which so many are compared: the time grows with
    the square of their number."""
    mine, theirs = (text.split()[:_MOST_COMPARED] for text in (one, other))
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def noted(
    stored: StoredArticle, told: Sequence[Printed], length: Length = Length.SHORT
) -> StoredArticle:
    """The article for a reader who was told it as the first of these, and, if that was a flash,
    the whole of it as the second: what has changed since will be said. Who was told the headline
    alone has read no quotation."""
    if not told:
        return stored
    quotes = (
        {}
        if length is Length.HEADLINE
        else {
            arabic.normalise(quote.text): quote
            for each in reversed(told)
            for quote in each.digest.key_quotes
        }
    )
    was = replace(told[0].digest, quotes=tuple(quotes.values()))
    return replace(stored, changes=changes(was, stored))


def growth(stored: StoredArticle) -> tuple[int, int | None]:
    """What other sources tell of an article's story, as its messages say it."""
    return stored.sources, stored.development.article_id if stored.development else None


def has_grown(stored: StoredArticle, was: Printed) -> bool:
    """Whether that is no longer what a message says."""
    return growth(stored) != (was.sources, was.development_id)


def is_written_out(before: Article, now: Article) -> bool:
    """Whether there was no more than a flash of an article, and now is."""
    return before.is_flash and not now.is_flash


def completes(stored: StoredArticle, was: Printed) -> bool:
    """The same, where a message told no more than that."""
    return was.is_flash and not stored.article.is_flash


def has_more(stored: StoredArticle, was: Printed) -> bool:
    """Whether a message is to tell what it could not yet, of its article or of its story."""
    return has_grown(stored, was) or completes(stored, was)


def is_as_printed(stored: StoredArticle, was: Printed) -> bool:
    """Whether a message that was made of this shows nothing else than one made now."""
    now, then = stored.digest, was.digest
    return (
        not has_more(stored, was)
        and not stored.is_withdrawn
        and (now.headline, now.lead) == (then.headline, then.lead)
        and _said(now) == _said(then)
    )


def _said(digest: Digest) -> list[tuple[str, str, str]]:
    return [(each.text, each.speaker, each.role) for each in digest.key_quotes]


def is_same_text(one: Article, other: Article) -> bool:
    """Whether two readings of an article say the same."""
    return _words([one.title]) == _words([other.title]) and (
        _words(one.paragraphs) == _words(other.paragraphs)
    )


def is_believable(one: Article, other: Article) -> bool:
    """Whether another reading is of the same article at all: not of a consent page, an error, or
    whatever else stands at its address for a while. A flash may have been written anew, but then
    it still speaks of what its headline says."""
    title, _ = breaking.split(one.title)
    promised = stems.of(title)
    told = promised & stems.of(" ".join(other.paragraphs))
    return is_same_piece(one, other) or (bool(promised) and len(told) >= ABOUT * len(promised))


def is_same_piece(one: Article, other: Article) -> bool:
    """Whether another reading is so much of the same text that what it leaves out is left out
    for good: no paywall's teaser, no other article on the same matter."""
    mine, theirs = _runs(one), _runs(other)
    return len(mine & theirs) >= SAME_PIECE * len(mine) if mine else not theirs


def _runs(article: Article) -> set[tuple[str, ...]]:
    """All three words that stand side by side in its text."""
    words = _words(article.paragraphs)
    return {tuple(words[at : at + 3]) for at in range(len(words))}


def _words(texts: Sequence[str]) -> list[str]:
    return arabic.normalise(" ".join(texts)).split()
