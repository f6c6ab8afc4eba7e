"""Of whom the papers of Syria and Sudan tell by one name, he is printed; half a name is not."""

import pytest

from bot.core import digest
from bot.core.models import Article

SAID = "أخرج قبل الفجر وأعود بعد المغرب كل يوم ولا أجد الماء"


def printed(sentence: str) -> list[tuple[str, str]]:
    """Speakers and offices of what is printed of «sentence: «…»»."""
    made = digest.make(Article(title="طريق طويل", paragraphs=(f"{sentence}: «{SAID}».",)))
    return [(quote.speaker, quote.role) for quote in made.key_quotes]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("رغد، طالبة في كلية الطب، تقول", ("رغد", "طالبة في كلية الطب")),
        ("خلود (22 عاما) تقول للصحيفة", ("خلود", "")),
        ("مخلف (52 عاما)، مزارع من أبناء السهل، قال", ("مخلف", "مزارع من أبناء السهل")),
    ],
)
def test_one_name_with_age_or_trade_is_all_that_is_told(
    sentence: str, speaker: tuple[str, str]
) -> None:
    assert printed(sentence) == [speaker]


def test_one_name_alone_may_be_half_of_his() -> None:
    assert printed("وقال رئيس البلدية حازم") == []
    assert printed("حازم بدوره قال") == []


def test_a_mother_without_a_name_is_not_printed() -> None:
    assert printed("وقالت أم لخمسة أطفال") == []
