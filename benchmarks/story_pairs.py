"""Labelled pairs of articles: how well ours, TF-IDF and MinHash tell one event from two."""

import importlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import story_texts
import table
from table import NONE, Row, decimals, share

from bot.core import stories
from bot.core.models import Article
from bot.core.stories import rarity

RECALLS: Final = (0.6, 0.7, 0.8, 0.9)
TARGET_RECALL: Final = 0.8
LEAD: Final = 60
PERMUTATIONS: Final = 128


@dataclass(frozen=True, slots=True)
class Pair:
    is_same: bool
    articles: tuple[Article, Article]
    found: stories.Comparison


@dataclass(frozen=True, slots=True)
class Scored:
    """A system's scores, each with the truth."""

    scores: tuple[tuple[float, bool], ...]

    def auc(self) -> float:
        same = [score for score, is_same in self.scores if is_same]
        other = [score for score, is_same in self.scores if not is_same]
        wins = sum((a > b) + 0.5 * (a == b) for a in same for b in other)
        return share(wins, len(same) * len(other))

    def best(self, recall: float) -> tuple[float, float]:
        """The best precision at a recall of at least this, and the threshold that gives it."""
        thresholds = {score for score, _ in self.scores}
        reached = [
            (precision, threshold)
            for threshold in thresholds
            for precision, reach in (self.at(threshold),)
            if reach >= recall
        ]
        return max(reached)

    def at(self, threshold: float) -> tuple[float, float]:
        """Precision and recall."""
        taken = [is_same for score, is_same in self.scores if score >= threshold]
        wanted = sum(is_same for _, is_same in self.scores)
        return share(sum(taken), len(taken)), share(sum(taken), wanted)

    def left_out(self) -> tuple[float, float]:
        """Precision and recall, each pair judged by a threshold found on the others."""
        taken = []
        for at, (score, is_same) in enumerate(self.scores):
            others = Scored(self.scores[:at] + self.scores[at + 1 :])
            if score >= others.best(TARGET_RECALL)[1]:
                taken.append(is_same)
        wanted = sum(is_same for _, is_same in self.scores)
        return share(sum(taken), len(taken)), share(sum(taken), wanted)


def read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as file:
        return [_pair(json.loads(line)) for line in file]


def _pair(given: dict[str, dict[str, str]]) -> Pair:
    one, other = (story_texts.read(given[side]["title"], given[side]["text"]) for side in "ab")
    found = stories.compare(story_texts.fingerprint(one), story_texts.fingerprint(other))
    return Pair(str(given["label"]) == "same", (one, other), found)


def errors(pairs: Sequence[Pair]) -> Iterator[str]:
    for pair in pairs:
        if pair.found.is_same != pair.is_same:
            kind = "missed" if pair.is_same else "wrong"
            yield f"{kind} {pair.found.score:.2f}: {' | '.join(a.title for a in pair.articles)}"


def _tfidf(pair: Pair) -> float:
    one, other = (_vector(article) for article in pair.articles)
    length = math.sqrt(sum(x * x for x in one.values()) * sum(x * x for x in other.values()))
    return share(sum(one[stem] * other[stem] for stem in one.keys() & other.keys()), length)


def _vector(article: Article) -> dict[str, float]:
    lead = " ".join(article.paragraphs).split()[:LEAD]
    made = stories.fingerprint(article.title, [" ".join(lead)])
    counts = Counter({stem: count for stem, *_, count in made.terms})
    return {stem: count * rarity.weight(stem) for stem, count in counts.items()}


def _minhashes(pairs: Sequence[Pair]) -> Scored | None:
    try:
        module = importlib.import_module("datasketch")
    except ImportError:
        return None
    scores = []
    for pair in pairs:
        made = []
        for article in pair.articles:
            made.append(module.MinHash(num_perm=PERMUTATIONS))
            for word in table.tokens(" ".join([article.title, *article.paragraphs])):
                made[-1].update(word.encode())
        scores.append((float(made[0].jaccard(made[1])), pair.is_same))
    return Scored(tuple(scores))


def precision(scored: Scored, recall: float) -> float:
    return scored.best(recall)[0]


def rows(name: str, pairs: Sequence[Pair]) -> Iterator[Row]:
    ours = Scored(tuple((pair.found.score, pair.is_same) for pair in pairs))
    tfidf = Scored(tuple((_tfidf(pair), pair.is_same) for pair in pairs))
    minhash = _minhashes(pairs)
    same = sum(pair.is_same for pair in pairs)
    taken = [pair.is_same for pair in pairs if pair.found.is_same]
    yield Row(
        f"{name}: {len(pairs)} pairs, {same} same",
        f"P/R {decimals(share(sum(taken), len(taken)), share(sum(taken), same))}",
        "ours at the program's threshold",
        "P ≥ .930, R ≥ .800",
    )

    systems = [("TF-IDF", tfidf), ("MinHash", minhash)]
    theirs = [(title, scored) for title, scored in systems if scored is not None]
    missing = "" if minhash else "; MinHash: no datasketch (bench extra)"

    def beside(figures: Callable[[Scored], tuple[float, ...]]) -> str:
        return " · ".join(f"{title} {decimals(*figures(scored))}" for title, scored in theirs)

    def one(figures: Callable[[Scored], float]) -> tuple[str, str]:
        return decimals(figures(ours)), beside(lambda scored: (figures(scored),))

    figure, compared = one(Scored.auc)
    yield Row("  AUC", figure, compared + missing)
    for recall in RECALLS:
        figure, compared = one(partial(precision, recall=recall))
        target = "≥ .930" if recall == TARGET_RECALL else NONE
        yield Row(f"  precision at recall ≥ {recall:.2f}", figure, compared, target)
    yield Row("  left out, P/R", decimals(*ours.left_out()), beside(Scored.left_out))
