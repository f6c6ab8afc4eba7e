"""Who said what: one case file for each phenomenon, and what must hold for any text."""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core import arabic, article, quotes
from bot.core.models import Quote, QuoteKind
from bot.core.quotes import confidence, finding

CASES = sorted((Path(__file__).parent / "cases" / "quotes").glob("*.txt"))
SEED = Path(__file__).parent / "cases" / "seed.txt"
LEAST_MEASURED = 0.1
PIECES = [
    *'«»“”″"()',
    *("((", "))", ":", "،", ".", "؟", "…", "-", "\n"),
    *("قال", "وأضاف", "مؤكدا", "أن", "إنه", "الذي", "نقلت", "عن", "بحسب", "قوله", "بين", "عبر"),
    *(
        "وزير",
        "المالية",
        "الروسي",
        "سامر",
        "الحداد",
        "بن",
        "عبد",
        "وزارة",
        "بيان",
        "المصدر",
        "ذاته",
    ),
    *("ل", "ب", "في", "على", "لن", "يصرف", "قرش", "واحد", "2.5", "د.", "SV596"),
    *("والوزير", "ورامي", "وقالا", "فرنسا", "وبريطانيا", "أربع", "جمعيات", "عدد", "من", "الذين"),
    *("صلى", "الله", "عليه", "وسلم", "رضي", "عنه", "حيث", "فيه", "به", "داموح", "للجمعية"),
    *("أم", "السيدة", "صاحب", "الـ31", "(22 عاما)", "ابن", "المدرب", "زوجها", "ود", "10:15", "|"),
    *("سماهم", "يسمونها", "وعن", "أما", "لـ", "وكمّل", "يتابع", "أعلن", "رد", "البيان", "السوري"),
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map("".join)


class Case(NamedTuple):
    """A phenomenon: why the case exists, the paragraphs, and the quotations as they must come."""

    reason: str
    paragraphs: list[str]
    expected: list[str]


def read_case(path: Path) -> Case:
    reason, text, expected = path.read_text(encoding="utf-8").split("\n---\n")
    lines = [line for line in expected.strip().splitlines() if line != "nothing"]
    return Case(reason, [arabic.tidy(line) for line in text.splitlines()], lines)


def as_line(quote: Quote) -> str:
    return f"{quote.kind} | {quote.speaker} | {quote.role} | {quote.text}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)

    found = [as_line(quote) for quote in quotes.extract(case.paragraphs)]

    assert found == case.expected, case.reason


def test_every_case_says_why_it_exists() -> None:
    assert CASES
    assert all(len(read_case(path).reason.split()) >= 2 for path in CASES)


def test_the_seed_article_names_its_speakers() -> None:
    seed = article.from_text(SEED.read_text(encoding="utf-8"))

    found = [
        (quote.kind, quote.speaker, quote.text[:20]) for quote in quotes.extract(seed.paragraphs)
    ]

    putin, macron = "فلاديمير بوتين", "إيمانويل ماكرون"
    assert found == [
        (QuoteKind.FRAGMENT, macron, "تخدم مصالح"),
        (QuoteKind.FRAGMENT, "وزارة الخارجية الأذربيجانية", "غير المقبولة والمتحي"),
        (QuoteKind.SPEECH, putin, "أعتقد أن هذه التصريح"),
        (QuoteKind.FRAGMENT, putin, "غير صحيحة وغير مقبول"),
        (QuoteKind.FRAGMENT, putin, "إذا سنحت الفرصة"),
        (QuoteKind.SPEECH, putin, "يسعدني أن أدعو كل من"),
    ]


def test_a_text_that_breaks_off_in_the_middle_of_a_phrase_is_read() -> None:
    goes_on, said = "وأضاف: «لن يصرف قرش واحد».", "لن يصرف قرش واحد"

    for text in beginnings(read_case(path).paragraphs for path in CASES):
        broken_off = (text, f"{text} ل", f"{text} بن")
        found = quotes.extract([part for each in broken_off for part in (each, goes_on)])
        last_of = {quote.paragraph: quote.text for quote in found}
        assert [last_of[at] for at in (1, 3, 5)] == [said] * 3


def beginnings(articles: Iterable[Sequence[str]]) -> set[str]:
    """Every paragraph up to each of its words."""
    words = [paragraph.split() for paragraphs in articles for paragraph in paragraphs]
    return {" ".join(each[:end]) for each in words for end in range(1, len(each) + 1)}


def test_an_explanation_names_clause_cue_speaker_and_reason() -> None:
    told = quotes.explain(
        ["قالت الوزيرة ليلى عباس إن الخطة جاهزة. وأضاف: «لن ننتظر عاما آخر أبدا»."]
    )

    assert len(told) == 1
    for part in ("«لن ننتظر عاما آخر أبدا»", "cue: وأضاف", "speaker: nobody", "not ليلى عباس"):
        assert part in told[0]


def test_an_explanation_tells_what_speaks_for_and_against_a_few_words() -> None:
    told, refused = quotes.explain(
        ["أعربت الوزيرة ليلى عباس عن «قلق بالغ» من الأسعار، وزارت أمس سوق «النور»."]
    )

    assert "fragment" in told
    assert "weighed as speech: what the verb asks for +" in told
    assert "two words -" in told
    assert "no speech: weighed: " in refused
    assert "behind a word that a name follows -" in refused


@pytest.mark.parametrize("name", ["وكمّل", "عن حياتها العاطفية", "لـnahr"])
def test_words_behind_a_particle_are_never_printed_as_a_speaker(name: str) -> None:
    [(found, _)] = finding.read(["وقال سامر الحداد: «لن يصرف قرش واحد قبل تدقيق شامل»."])
    event = found.event
    keys = tuple(arabic.word_key(word) for word in name.split())

    assert event is not None
    assert event.speaker is not None
    assert confidence.is_printable(found.paragraph, found.at, event, event.speaker)
    misread = replace(event.speaker, name=name, name_keys=keys)
    assert not confidence.is_printable(found.paragraph, found.at, event, misread)


def _is_told(name: str, article_text: str) -> bool:
    """Whether it stands there, be it behind a ل that hides the alif or the article."""
    forms = (article_text, article_text.replace("لل", "ال"), article_text.replace("لل", "الل"))
    return any(name in form for form in forms)


@given(st.lists(TEXT, max_size=4))
@example(["وقالا « ("])
@example(["سامر قال « ("])
@example(["السيدة أم أم قال « عبر"])
@example(["العامة يسمونها ", "“الإصابة"])
@example(["قال سامر", "« ـ يا أهل الوادي كلكم »"])
@example(["المصدر د. قال « د.", "قال المصدر « عبر"])
@settings(deadline=None, max_examples=300)
def test_every_quotation_stands_where_it_says(raw: list[str]) -> None:
    paragraphs = [arabic.tidy(text) for text in raw]
    article_text = "\n".join(paragraphs)

    for quote in quotes.extract(paragraphs):
        paragraph = paragraphs[quote.paragraph]
        assert paragraph[quote.start : quote.start + len(quote.text)] == quote.text
        assert quote.text == quote.text.strip() != ""
        assert _is_told(quote.speaker, article_text)
        assert _is_told(quote.role, article_text)
        assert quote.cue in paragraph


def test_two_marks_that_lost_their_partners_far_apart_hide_no_quotation_between() -> None:
    news = "وقال شهود في المدينة كلاما كثيرا عن الطريق " * 40
    text = (
        f"وذكر المكتب أن «المجلس يعقد غدا جلسة {news}وقال سامر الحداد: «لن ننتظر عاما آخر أبدا»، "
        f"{news}وأكد أن البلدية وعدت بالحل»."
    )

    assert [quote.text for quote in quotes.extract([text])] == ["لن ننتظر عاما آخر أبدا"]


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_without_complaint(text: str) -> None:
    quotes.extract([text])
    quotes.explain([text])


def test_a_word_of_a_thousand_particles_is_read_without_complaint() -> None:
    assert quotes.extract(["و" * 1_000, "قال سامر الحداد: «لن نعود بعد اليوم أبدا»."])


def mixed_marks(count: int) -> str:
    chance = random.Random(7)  # noqa: S311 - a fixed mixture, no secret
    return " ".join(chance.choice(PIECES) for _ in range(count)).replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    [
        "«" * 100_000,
        '"' * 99_999,
        "قال: «" * 12_500,
        "قال سامر الحداد " * 30_000,
        "كلمة أخرى " * 100_000 + "«نهاية»",
        "قال محمد «كلام» " * 7_000,
        mixed_marks(20_000),
        "وقال سامر” نحن هنا. " * 6_000,
        "وقال سامر: نحن هنا”. " * 6_000,
        '"ا “' * 24_000,
    ],
    ids=[
        "opening",
        "straight",
        "colons",
        "verbs",
        "a megabyte",
        "quotations",
        "mixed",
        "opened by closing marks",
        "never opened",
        "two kinds never closed",
    ],
)
def test_adversarial_text_costs_no_more_than_its_length(text: str) -> None:
    """Eight times as much for eight times the text; what grows with its square costs 64 times.

    Each is longer than the 20,000 words that are read of an article."""
    quotes.extract(["«تمهيد»"])
    part = seconds(text[: len(text) // 8])

    assert seconds(text) < 32 * max(part, LEAST_MEASURED)


def seconds(text: str) -> float:
    """Of the processor."""
    start = time.process_time()
    quotes.extract([text])
    return time.process_time() - start


@pytest.mark.parametrize(
    "text",
    [
        "وقالت هند الداودي إنها سعيدة. وقالت ديون نيل، قائلة: «التراث في القرية حي ولن يموت».",
        "قالت وكالة الواحة للأنباء إن الطريق مغلق. وأضافت: «لن نسكت على هذا الظلم أبدا».",
        "وجاء في لسان العرب: «الزخمة رائحة كريهة تصيب الطعام إذا بات».",
        "وأكد المدير كمال يوسف أنه راض. وشكا البائع يوسف من البرد. وقال يوسف: «لم يزرنا أحد».",
        "وأكد سامر الحداد أنه راض. لكن مسؤولا في السوق يقدم رواية أخرى. فهو يؤكد أن «السوق خال».",
        "وقال حارس المرمى بيتر نهران إنها صعبة. وقال الألماني بير شامان مدافع النهر إنها فرصة."
        " وصرح اللاعب قائلا: «كان هناك دائما توتر كبير في الملعب».",
    ],
    ids=[
        "unread subject",
        "press quotes others",
        "a book",
        "two bearers",
        "another opened",
        "a trade of two",
    ],
)
def test_a_doubtful_speaker_is_not_printed(text: str) -> None:
    (found,) = quotes.find([text])

    assert not found.is_sure
