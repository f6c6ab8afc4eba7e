"""How much a shared word says: the rarer it is in newspapers, the more.

`frequencies.txt` counts in how many of some thousand articles (2015 to 2022, eighteen publishers)
a stem stands; `benchmarks/stem_frequencies.py` has written it.
"""

import math
from functools import lru_cache
from importlib import resources

_FILE = "frequencies.txt"
_MOST = 7.0


@lru_cache(maxsize=1)
def _counts() -> tuple[int, dict[str, int]]:
    """How many articles were counted, and in how many of them each stem stands."""
    text = resources.files("bot.core").joinpath(_FILE).read_text(encoding="utf-8")
    total, counts = 0, {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        count, _, stems = line.partition(": ")
        if count == "articles":
            total = int(stems)
        else:
            counts.update(dict.fromkeys(stems.split(), int(count)))
    return total, counts


@lru_cache(maxsize=65536)
def weight(stem: str) -> float:
    """From about 1 for what every article has to `_MOST` for what hardly one of 400 had: a town
    or a minister that those years did not know is no rarer than others."""
    total, counts = _counts()
    return min(math.log((total + 1) / (counts.get(stem, 0) + 1)) + 1, _MOST)
