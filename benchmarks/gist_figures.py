"""The gist against extracts that people made: ROUGE-1/2/L, F1, mean over the five people.

ROUGE is counted on the words of `table.tokens`; ROUGE-L takes each summary as one sequence. All
systems choose three sentences among the same ones, split by the program's own splitter.
"""

import importlib
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from table import Row, decimals, tokens

from bot.core import article, digest, sentences
from bot.core.models import Article

Triple = tuple[float, float, float]
System = Callable[["Document"], list[str]]
Scores = dict[str, list[Triple]]
Lead = Sequence[Triple] | None
SENTENCES: Final = 3
RESAMPLES: Final = 10_000
SEED: Final = 20_261
NEWS_COLUMNS: Final = 80
NEWS_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Document:
    article: Article
    sentences: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]


def _is_news(text: str) -> bool:
    """The newspapers' texts are wrapped at 78 columns; encyclopedia and advice are not.

    The topics in the file names do not tell: «politics» holds encyclopedia, «health» news.
    """
    wrapped = text.strip().splitlines()
    return len(wrapped) >= NEWS_LINES and max(map(len, wrapped)) <= NEWS_COLUMNS


def _read(text: str, *, is_file: bool) -> Article:
    if is_file:
        return article.from_text(text)
    # None has a headline, and nothing in them may pass for one.
    return article.clean(Article(title="", paragraphs=tuple(text.splitlines())))


def _document(given: dict[str, Any], *, is_file: bool) -> Document:
    read = _read(given["text"], is_file=is_file)
    split = [sentence for part in read.paragraphs for sentence in sentences.split(part)]
    people = tuple(tuple(tokens(summary)) for summary in given["summaries"])
    return Document(read, tuple(split), people)


def _ours(document: Document) -> list[str]:
    return list(digest.make(document.article, gist_sentences=SENTENCES).gist)


def _lead(document: Document) -> list[str]:
    return list(document.sentences[:SENTENCES])


class _Words:
    """sumy's own tokenizer wants data that it downloads."""

    def to_words(self, sentence: str) -> list[str]:
        return tokens(sentence)


def _sumy(module: str, name: str) -> System:
    summarize = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)()
    dom = importlib.import_module("sumy.models.dom")

    def choose(document: Document) -> list[str]:
        words = _Words()
        parts = [dom.Sentence(text, words) for text in document.sentences if tokens(text)]
        parsed = dom.ObjectDocumentModel([dom.Paragraph(parts)])
        return [str(sentence) for sentence in summarize(parsed, SENTENCES)]

    return choose


def _systems() -> dict[str, System]:
    found: dict[str, System] = {"ours": _ours, "lead-3": _lead}
    try:
        found["TextRank"] = _sumy("text_rank", "TextRankSummarizer")
        found["LexRank"] = _sumy("lex_rank", "LexRankSummarizer")
        importlib.import_module("numpy")
    except ImportError:
        return {name: system for name, system in found.items() if name in ("ours", "lead-3")}
    return found


def _f1(both: int, mine: int, theirs: int) -> float:
    return 2 * both / (mine + theirs) if mine + theirs > 0 else 0.0


def _common(mine: Sequence[Any], theirs: Sequence[Any]) -> float:
    return _f1((Counter(mine) & Counter(theirs)).total(), len(mine), len(theirs))


def _longest(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(theirs) + 1)
    for word in mine:
        corner = 0
        for at, other in enumerate(theirs, 1):
            above = row[at]
            row[at] = corner + 1 if word == other else max(above, row[at - 1])
            corner = above
    return row[-1]


@cache
def _rouge(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Triple:
    pairs = list(pairwise(mine)), list(pairwise(theirs))
    longest = _f1(_longest(mine, theirs), len(mine), len(theirs))
    return _common(mine, theirs), _common(*pairs), longest


def _mean(values: Sequence[Triple]) -> Triple:
    one, two, longest = (sum(column) / len(values) for column in zip(*values, strict=True))
    return one, two, longest


def _score(system: System, document: Document) -> Triple:
    words = tuple(word for sentence in system(document) for word in tokens(sentence))
    return _mean([_rouge(words, person) for person in document.people])


def _chance(ours: Sequence[Triple], lead: Sequence[Triple]) -> Triple:
    """Paired bootstrap, one-sided: how often resampled documents show us no better than lead."""
    differences = [
        [mine - theirs for mine, theirs in zip(*pair, strict=True)]
        for pair in zip(ours, lead, strict=True)
    ]
    dice = random.Random(SEED)  # noqa: S311 - figures that can be repeated, not secrets
    worse = [0, 0, 0]
    for _ in range(RESAMPLES):
        drawn = dice.choices(differences, k=len(differences))
        for at, total in enumerate(map(sum, zip(*drawn, strict=True))):
            worse[at] += total <= 0
    return worse[0] / RESAMPLES, worse[1] / RESAMPLES, worse[2] / RESAMPLES


def _beside(name: str, ours: Sequence[Triple], lead: Sequence[Triple]) -> str:
    return f"{name} {decimals(*_mean(lead))}, p {decimals(*_chance(ours, lead))}"


def _part(name: str, scores: Scores, given: Lead, target: str) -> list[Row]:
    ours, lead = scores["ours"], scores["lead-3"]
    first = Row(name, decimals(*_mean(ours)), _beside("lead-3", ours, lead), target)
    of_lines = [_beside("lead-3 of the lines", ours, given)] if given else []
    others = [
        f"{system} {decimals(*_mean(values))}"
        for system, values in scores.items()
        if system not in ("ours", "lead-3")
    ]
    return [first, *(Row("", "", text, "") for text in (*of_lines, *others))]


def _chosen(scores: Scores, places: Sequence[int]) -> Scores:
    return {name: [values[at] for at in places] for name, values in scores.items()}


def _rows(how: str, scores: Scores, news: Sequence[int], lines: Scores | None = None) -> list[Row]:
    """``lines``: the scores of the texts' lines as they are, whose lead-3 the target names."""
    given = lines["lead-3"] if lines else None
    rows = _part(f"gist, {how}: all {len(scores['ours'])}", scores, given, "≥ .45/.39/.42")
    if not news:
        return rows
    of_news = [given[at] for at in news] if given else None
    name = f"  news ({len(news)})"
    return [*rows, *_part(name, _chosen(scores, news), of_news, "> lead-3, p < .05")]


def _scores(given: Sequence[dict[str, Any]], *, is_file: bool) -> Scores:
    documents = [_document(one, is_file=is_file) for one in given]
    return {
        name: [_score(system, document) for document in documents]
        for name, system in _systems().items()
    }


def measure(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        given = [json.loads(line) for line in file]
    news = [at for at, one in enumerate(given) if _is_news(one["text"])]
    lines = _scores(given, is_file=False)
    found = [
        *_rows("read as a file", _scores(given, is_file=True), news, lines),
        *_rows("lines as they are", lines, news),
    ]
    if "TextRank" not in _systems():
        found.append(Row("  TextRank, LexRank", "", "sumy is not installed", ""))
    return found
