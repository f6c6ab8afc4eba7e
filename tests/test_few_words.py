"""One to four quoted words: weighed by what stands around them and what they are."""

import pytest

from bot.core import quotes

SAID = "وقالت الوزيرة ليلى عباس إن"


def found(paragraph: str) -> list[str]:
    return [quote.text for quote in quotes.extract([paragraph])]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (f"{SAID} الردود حتى الآن «غير كافية».", "غير كافية"),
        (f"{SAID} الخطة الجديدة «متوافقة» مع حاجات السكان.", "متوافقة"),
        ("وعبرت الوزيرة ليلى عباس عن «ارتياحها» للقرار.", "ارتياحها"),
        ("واعتبرت الوزيرة ليلى عباس هذا القرار بمثابة «إعلان عطش» على المزارعين.", "إعلان عطش"),
    ],
)
def test_a_judgement_and_a_predicate_are_the_speakers_words(sentence: str, words: str) -> None:
    assert found(sentence) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{SAID} نظام «دعم» صمم بمعايير عالية.",
        "موقف «السنبلة»، تضيف الوزيرة ليلى عباس، لم يتغير منذ سنين.",
        "وطبقا لأنظمة حزب «السنبلة»، أضافت الوزيرة ليلى عباس، لا يجوز ذلك.",
    ],
)
def test_a_name_is_nobodys_words_though_a_clause_follows_at_once(sentence: str) -> None:
    assert found(sentence) == []
