"""The words of a text that carry meaning, as stems: enough to see that two texts share them."""

from functools import lru_cache

from bot.core import arabic, remembering

EMPTY_WORDS = frozenset(
    arabic.normalise(
        "في من إلى على عن أن هذا هذه التي الذي كان كانت ما لا لم أو ثم قد مع بعد قبل كل بين هو"
        " هي كما وقد ذلك حتى إذا غير عند لكن بل أيضا وهو وهي وفي ومن يكون إلا أنه أنها"
    ).split()
)
_SHORTEST_WORD = 3
_LONG_PREFIXES, _PREFIXES = frozenset({"وال", "بال", "كال", "فال"}), frozenset({"لل", "ال"})
_SUFFIXES = frozenset({"ها", "ات", "ون", "ين", "ان", "يه", "هم"})


def stem(key: str) -> str:
    """A word without article, particle and ending: enough to see that two sentences share it."""
    if len(key) > 5 and key[:3] in _LONG_PREFIXES:
        key = key[3:]
    elif len(key) > 4 and key[:2] in _PREFIXES:
        key = key[2:]
    elif len(key) > 4 and key[0] in "وبلف":
        key = key[1:]
    if len(key) > 4 and key[-2:] in _SUFFIXES:
        return key[:-2]
    return key[:-1] if len(key) > 3 and key[-1] in "هي" else key


@remembering.of_word
def _meaning(word: str) -> str:
    """The stem of a word; nothing of an empty one, or of two letters."""
    key = arabic.word_key(word)
    return "" if len(key) < _SHORTEST_WORD or key in EMPTY_WORDS else stem(key)


@lru_cache(maxsize=256)
def of(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, as stems."""
    return frozenset(map(_meaning, arabic.words(text))) - {""}
