"""One story, one message: which articles tell the same event.

`fingerprint` is made where the digest is; `Index` says which story an article belongs to;
`compare` says why of any two; the rest is about the tellings of one story.
"""

from bot.core.stories.fingerprints import Fingerprint, fingerprint, words
from bot.core.stories.index import Index, Match
from bot.core.stories.likeness import SAME, Comparison, compare
from bot.core.stories.versions import (
    Voice,
    best,
    independent,
    independent_texts,
    merge_quotes,
    publisher,
    vouches,
    with_others,
)

__all__ = [
    "SAME",
    "Comparison",
    "Fingerprint",
    "Index",
    "Match",
    "Voice",
    "best",
    "compare",
    "fingerprint",
    "independent",
    "independent_texts",
    "merge_quotes",
    "publisher",
    "vouches",
    "with_others",
    "words",
]
