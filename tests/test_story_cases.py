"""One story or two: a case file for each phenomenon."""

from pathlib import Path
from typing import NamedTuple

import pytest

from bot.core import article, stories

CASES = sorted((Path(__file__).parent / "cases" / "stories").glob("*.txt"))


class Case(NamedTuple):
    """Why it exists, the two articles, and the verdicts in their order."""

    reason: str
    texts: tuple[str, str]
    verdict: str


def read_case(path: Path) -> Case:
    reason, one, other, verdict = path.read_text(encoding="utf-8").split("\n---\n")
    return Case(reason, (one, other), verdict.strip())


def fingerprint(text: str) -> stories.Fingerprint:
    found = article.from_text(text)
    return stories.fingerprint(found.title, found.paragraphs)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)

    one, other = map(fingerprint, case.texts)
    found = stories.compare(one, other)

    told = ("same" if found.is_same else "other", "one text" if found.is_copy else "two texts")
    assert "\n".join(told) == case.verdict, f"{case.reason} {found.score:.2f} {found.terms}"


def test_every_case_says_why_it_exists() -> None:
    assert CASES
    assert all(len(read_case(path).reason.split()) >= 2 for path in CASES)
