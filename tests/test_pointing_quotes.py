"""Of two quotations the one is printed that a reader understands who has read nothing else."""

import pytest

from tests.invented_law import LEAD, OTHER, SAID, SECOND, made


def printed(*quoted: tuple[str, str], between: str = SECOND, title: str = "") -> list[str]:
    lines = [f"وقال {who}: «{words}»." for who, words in quoted]
    paragraphs = (LEAD, lines[0], between, *lines[1:])
    found = made(*paragraphs, title=title) if title else made(*paragraphs)
    return [quote.text for quote in found.key_quotes]


MINISTER, ENGINEER = "وزير الري سامر الحداد", "مدير السد عادل الشامي"


@pytest.mark.parametrize(
    "pointing",
    [
        "هذه المبررات لا تقنع أحدا من سكان القرى القريبة",
        "لن نقبل بمثل هذا التفكير في قريتنا الصغيرة",
        "بذلك الانتصار عرف الناس أن الأرض لمن يزرعها",
        "غير أننا لم نتلق أي رد من أحد حتى الآن",
    ],
)
def test_what_points_to_a_thing_nobody_has_told_of_gives_way(pointing: str) -> None:
    assert printed((MINISTER, pointing), (ENGINEER, SAID)) == [SAID]
    assert printed((MINISTER, pointing)) == [pointing]


@pytest.mark.parametrize(
    "clear",
    [
        "هذا القانون سيوفر الماء لكل مزارع في القرى القريبة",
        "هذه المياه لن تجف ما دمنا نحرسها كل يوم",
        "نعمل هذا العام على حفر ثلاث آبار في كل قرية",
        "نسأل عن تلك الجهات التي حفرت الآبار دون إذن",
        "أفسدت المبررات كل شيء ولم تقنع هذه المبررات أحدا منا",
    ],
)
def test_what_is_told_or_told_of_at_once_is_clear(clear: str) -> None:
    assert set(printed((MINISTER, clear), (ENGINEER, SAID))) == {clear, SAID}


@pytest.mark.parametrize("turn", ["على صعيد آخر", "من جهة أخرى", "إلى ذلك", "في سياق آخر"])
def test_words_of_another_story_give_way_to_those_of_the_headline(turn: str) -> None:
    beside = f"{turn}، أعلن نادي البلدة موعد بطولته السنوية."
    sport = "اللاعبون مستعدون وسوف نفوز في كل مباراة نلعبها"

    assert printed((MINISTER, SAID), (ENGINEER, sport), between=beside) == [SAID]
    assert len(printed((MINISTER, SAID), (ENGINEER, sport))) == 2


def test_another_side_of_the_same_story_is_printed_too() -> None:
    beside = "من جهة أخرى، أعلنت البلدية حفر آبار جديدة."

    assert len(printed((MINISTER, SAID), (ENGINEER, OTHER), between=beside)) == 2


def test_of_many_voices_the_one_that_the_headline_names_is_heard() -> None:
    voices = [
        (MINISTER, SAID),
        ("مدير المصنع رامي النجار", "نحتاج إلى الماء في المصنع كل يوم من أيام السنة"),
        ("رئيس النادي نادر الزبيدي", "سنزرع ألف شجرة على الضفة قبل بداية الصيف القادم"),
        (ENGINEER, OTHER),
    ]

    assert OTHER in printed(*voices, title="الشامي يعترض على القانون")
    assert OTHER not in printed(*voices, title="بلدة النخيل وآبارها")
