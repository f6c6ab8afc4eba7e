"""One story told by several publishers: how many vouch for it, which telling is shown, who is
quoted."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from bot.core import arabic, stems, urls
from bot.core.models import Cited, Form, Quote, Source, StoredArticle
from bot.core.stories import likeness
from bot.core.stories.fingerprints import Fingerprint, fingerprint
from bot.core.stories.likeness import Runs

MOST_QUOTES = 3
_ALIKE = 0.6
"""So much of the shorter quotation's words in another: the same words, cut otherwise."""
_HOSTS_OF_MANY = frozenset(
    {
        *("feedburner.com", "google.com", "rsshub.app", "youtube.com", "t.me"),
        *("blogspot.com", "wordpress.com", "substack.com", "medium.com", "tumblr.com"),
        *("github.io", "netlify.app", "pages.dev", "vercel.app", "web.app", "wixsite.com"),
    }
)
"""They carry the feeds of publishers that have nothing to do with each other."""


class Voice(NamedTuple):
    """A key quotation, and the telling that has it."""

    quote: Quote
    version: StoredArticle


def of_stored(version: StoredArticle) -> Fingerprint:
    return fingerprint(version.article.title, version.article.paragraphs)


def publisher(source: Source) -> str:
    """The same for all feeds of one publisher."""
    site = urls.site(source.url)
    is_bare = site.replace(".", "").isdigit() or ":" in site  # an address tells no publisher
    if not site or is_bare or site in _HOSTS_OF_MANY:
        return arabic.normalise(source.name)
    return site


def vouches(source: Source, url: str) -> bool:
    """Whether what a source says of a page counts: it is its publisher's, or the operator has
    chosen who says it; a reader may have added anything. Of what has no page nobody says more."""
    return not source.is_readers or not url or publisher(source) == urls.site(url)


def independent(versions: Sequence[StoredArticle]) -> int:
    """How many sources tell it in words of their own: an agency's text counts once, however many
    reprint it, and so does a publisher, however often it tells the story."""
    return independent_texts([(publisher(each.source), of_stored(each)) for each in versions])


def independent_texts(texts: Sequence[tuple[str, Fingerprint]]) -> int:
    """Of publishers with their texts: the most pairs of one with the other, each used once."""
    groups: list[tuple[list[Runs], set[str]]] = []
    for name, text in texts:
        mine = likeness.runs_of(text)
        alike = [group for group in groups if any(_is_copy(mine, each) for each in group[0])]
        groups = [group for group in groups if group not in alike]
        copies = [each for group in alike for each in group[0]]
        groups.append(([mine, *copies], {name}.union(*(group[1] for group in alike))))
    names = [group[1] for group in groups]
    taken: dict[str, int] = {}
    return sum(_vouches(at, names, taken, set()) for at in range(len(names)))


def _is_copy(one: Runs, other: Runs) -> bool:
    return likeness.containment(one, other) >= likeness.COPY


def _vouches(text: int, names: Sequence[set[str]], taken: dict[str, int], tried: set[str]) -> bool:
    """Finds a publisher for a text, moving others on if that makes room (augmenting paths)."""
    for name in sorted(names[text]):
        if name in tried:
            continue
        tried.add(name)
        if name not in taken or _vouches(taken[name], names, taken, tried):
            taken[name] = text
            return True
    return False


def best(versions: Sequence[StoredArticle]) -> StoredArticle:
    """The telling to show: with the most key quotations, then the fullest; one of two equal ones
    that was told first.

    Raises `ValueError` for none.
    """
    return min(versions, key=_rank)


def _rank(version: StoredArticle, first_source: int = 0) -> tuple[float, ...]:
    words = sum(len(paragraph.split()) for paragraph in version.article.paragraphs)
    return (
        version.is_withdrawn,
        version.article.form is not Form.ARTICLE,
        version.source.id != first_source,
        -len(version.digest.key_quotes),
        -words,
        version.told_at.timestamp(),
        version.id,
    )


def merge_quotes(stored: StoredArticle, others: Sequence[StoredArticle]) -> tuple[Voice, ...]:
    """The key quotations of all tellings, of the first one's source and of the best telling
    first: the same words once, different speakers first, at most `MOST_QUOTES`."""
    ranked = sorted([stored, *others], key=partial(_rank, first_source=stored.source.id))
    voices = [Voice(quote, version) for version in ranked for quote in version.digest.key_quotes]
    chosen: list[Voice] = []
    for again in (False, True):
        for voice in voices:
            is_new = all(_speaker(voice) != _speaker(other) for other in chosen)
            is_told = any(_is_said(voice.quote, other.quote) for other in chosen)
            if len(chosen) < MOST_QUOTES and (again or is_new) and not is_told:
                chosen.append(voice)
    return tuple(chosen)


def with_others(stored: StoredArticle, others: Sequence[StoredArticle]) -> StoredArticle:
    """A telling with what the others quote besides, each with its source; not what it quotes
    itself, printed or only in its full text."""
    standing = [each for each in others if not each.is_withdrawn and each.id != stored.id]
    if not standing or stored.is_withdrawn:
        return stored
    voices = merge_quotes(stored, standing)
    cited = [
        Cited(voice.quote, voice.version.source.name)
        for voice in voices
        if voice.version.id != stored.id
        and not any(_is_said(voice.quote, own) for own in stored.digest.quotes)
    ]
    return replace(stored, cited=tuple(cited))


def _speaker(voice: Voice) -> str:
    return arabic.normalise(voice.quote.speaker)


def _is_said(quote: Quote, other: Quote) -> bool:
    mine, theirs = stems.of(quote.text), stems.of(other.text)
    return len(mine & theirs) > _ALIKE * min(len(mine), len(theirs))
