"""Quotations and their speakers against articles that a person annotated in full.

A found quotation is the annotated one if four fifths of their words are shared. Its speaker is
right if it holds one of the annotated keys, clean if besides three fifths of its words belong to
the annotated phrase.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from table import Row, decimals, share, tokens

from bot.core import article, digest
from bot.core.article import NotAnArticle
from bot.core.models import Digest, Quote, QuoteKind

Gold = dict[str, Any]
SAME: Final = 0.8
CLEAN: Final = 0.6
FEWEST_WORDS: Final = 6
NOTHING: Final = Digest(headline="", gist=(), quotes=())
REFERENCES: Final = ("explicit", "short_name", "nominal_anaphor", "elided")


@dataclass(slots=True)
class Tally:
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def miss(self, kind: str, gold: Gold, *told: str) -> None:
        self.errors.append(" ".join((gold["id"], kind, *told)))


def measure(path: Path) -> Tally:
    tally = Tally()
    with path.open(encoding="utf-8") as file:
        for line in file:
            _judge(json.loads(line), tally)
    return tally


def _quotes(gold: Gold) -> tuple[list[Quote], Digest]:
    """What the program finds in the article as it was published, and what it tells of it."""
    body: str = gold["text"]
    title: str = gold.get("title") or body.strip().splitlines()[0]
    text = body if body.lstrip().startswith(title) else f"{title}\n\n{body}"
    found = article.from_text(text)
    made = digest.make(found)
    return digest.every_quote(found, made), made


def _judge(gold: Gold, tally: Tally) -> None:
    try:
        found, made = _quotes(gold)
    except NotAnArticle as error:
        tally.counts["refused"] += 1
        tally.miss("REFUSED", gold, str(error))
        found, made = [], NOTHING
    free = {at: bare_words(quote.text) for at, quote in enumerate(found)}
    right: set[int] = set()
    for wanted in sorted(gold["quotes"], key=lambda quote: -len(quote["quote"])):
        at = _same(bare_words(wanted["quote"]), free)
        if at is not None:
            del free[at]
        if wanted.get("marked", True):
            quote = found[at] if at is not None else None
            if _count(gold, wanted, quote, tally) and at is not None:
                right.add(at)
    for at in free:
        tally.counts["false"] += 1
        tally.miss("EXTRA", gold, found[at].text[:70])
    _count_printed(gold, found, right, tally)
    _count_told(found, made, right, tally)


def bare_words(text: str) -> list[str]:
    """Words without their article: «الوزير» and «للوزير» are «وزير»."""
    words = tokens(text)
    return [word[2:] if word.startswith(("ال", "لل")) else word for word in words]


def _same(wanted: list[str], free: dict[int, list[str]]) -> int | None:
    """The one of the quotations left that is most like it, if it is like it enough."""
    best = max(free, key=lambda at: _overlap(free[at], wanted), default=None)
    return best if best is not None and is_same(free[best], wanted) else None


def is_same(one: list[str], other: list[str]) -> bool:
    """Whether two quotations are one, by their bare words."""
    return _overlap(one, other) >= SAME


def _overlap(one: list[str], other: list[str]) -> float:
    mine, theirs = Counter(one), Counter(other)
    return (mine & theirs).total() / max(1, (mine | theirs).total())


def _count(gold: Gold, wanted: Gold, quote: Quote | None, tally: Tally) -> bool:
    """Whether this is whole speech with its speaker right and clean: fit to be printed."""
    if wanted["kind"] == "not_speech":
        if quote is not None:
            tally.counts["false"] += 1
            tally.miss("NOT SPEECH", gold, wanted["quote"][:70])
        return False
    if quote is None:
        tally.counts["missed"] += 1
        tally.miss("MISSED", gold, wanted["kind"], wanted["quote"][:70])
        return False
    tally.counts["found"] += 1
    is_fragment = wanted["kind"] == "fragment"
    tally.counts["kind"] += (quote.kind is QuoteKind.FRAGMENT) == is_fragment
    return _count_speaker(gold, wanted, quote, tally) and wanted["kind"] == "direct"


def says_so(wanted: Gold, speaker: str, role: str) -> bool:
    """Whether that is who the annotation means: one of its keys is in name and office."""
    name, office = " ".join(tokens(speaker)), " ".join(tokens(role))
    keys = filter(None, (" ".join(tokens(key)) for key in wanted["speaker_keys"]))
    return any(key in f"{office} {name}" or key in f"{name} {office}" for key in keys)


def _count_speaker(gold: Gold, wanted: Gold, quote: Quote, tally: Tally) -> bool:
    is_right = says_so(wanted, quote.speaker, quote.role)
    phrase = set(bare_words(f"{quote.role} {quote.speaker}"))
    is_clean = (
        is_right and share(len(phrase & set(bare_words(wanted["speaker"]))), len(phrase)) >= CLEAN
    )
    reference = wanted["speaker_ref"]
    tally.counts["speaker"] += is_right
    tally.counts["clean"] += is_clean
    tally.counts[f"{reference} all"] += 1
    tally.counts[f"{reference} right"] += is_right
    if not is_clean:
        told = f"wanted: {wanted['speaker']} got: {quote.role} / {quote.speaker}"
        kind = "PHRASE" if is_right else "SPEAKER"
        tally.miss(kind, gold, reference, told, "|", wanted["quote"][:50])
    return is_clean


def _count_printed(gold: Gold, found: list[Quote], right: set[int], tally: Tally) -> None:
    source = " ".join(tokens(f"{gold['title']} {gold['text']}"))
    for at, quote in enumerate(found):
        if " ".join(tokens(quote.text)) not in source:
            tally.counts["not verbatim"] += 1
            tally.miss("NOT VERBATIM", gold, quote.text[:70])
        if quote.key:
            tally.counts["printed"] += 1
            tally.counts["printed right"] += at in right
            if at not in right:
                tally.miss("PRINTED", gold, quote.role, quote.speaker, "|", quote.text[:50])
    if any(_is_long_speech(quote) for quote in gold["quotes"]):
        tally.counts["articles"] += 1
        tally.counts["articles printed"] += any(quote.key for quote in found)


def _count_told(found: list[Quote], made: Digest, right: set[int], tally: Tally) -> None:
    told = {(quote.paragraph, quote.start) for quote in made.quotes}
    shown = {at for at, quote in enumerate(found) if (quote.paragraph, quote.start) in told}
    tally.counts["told"] += len(shown)
    tally.counts["told right"] += len(shown & right)


def _is_long_speech(quote: Gold) -> bool:
    return quote["kind"] == "direct" and len(quote["quote"].split()) >= FEWEST_WORDS


def rows(tally: Tally) -> list[Row]:
    """Beside them what the best prototype reached on other articles."""
    n = tally.counts
    told, wanted = n["found"] + n["false"], n["found"] + n["missed"]
    precision, recall = share(n["found"], told), share(n["found"], wanted)
    f1 = share(2 * precision * recall, precision + recall)
    ends = (share(n["speaker"], told), share(n["speaker"], wanted))
    speaker, clean = share(n["speaker"], n["found"]), share(n["clean"], n["found"])
    printed = share(n["printed right"], n["printed"])
    articles = share(n["articles printed"], n["articles"])
    figures = [
        Row("quotes: speech found, P/R", decimals(precision, recall)),
        Row("  F1", decimals(f1), "prototype .91", "≥ .96"),
        Row("  speech or fragment told apart", decimals(share(n["kind"], n["found"]))),
        Row("  right speaker among the found", decimals(speaker), "prototype .80", "≥ .93"),
    ]
    for reference in REFERENCES:
        right, total = n[f"{reference} right"], n[f"{reference} all"]
        figures.append(Row(f"    {reference} ({total})", decimals(share(right, total))))
    return [
        *figures,
        Row("  right speaker, clean phrase", decimals(clean), "prototype .60", "≥ .88"),
        Row("  end to end, P/R", decimals(*ends), "prototype .78/.69", "≥ .93/.88"),
        Row(
            f"  printed, fully right ({n['printed']})", decimals(printed), "prototype .53", "≥ .97"
        ),
        Row(f"  told in the long form ({n['told']})", decimals(share(n["told right"], n["told"]))),
        Row(f"  articles that print one ({n['articles']})", decimals(articles), target="≥ .80"),
        Row("  not verbatim", str(n["not verbatim"]), target="0"),
        Row("  articles refused", str(n["refused"]), target="0"),
    ]
