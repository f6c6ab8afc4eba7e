"""A digest names nobody as known of whom only a sentence tells that it leaves out."""

import pytest

from bot.core import leaning, untold
from tests.invented_law import LEAD, SECOND, made

INTRODUCED = "وقال المهندس سامر الحداد إن النهر جف مرتين في عشر سنوات."


def names_somebody(text: str, *, told: str = "") -> bool:
    return untold.names_somebody(text, [INTRODUCED], untold.keys(told))


@pytest.mark.parametrize(
    "sentence",
    [
        "وأضاف الحداد أن الماء قليل.",
        "وأضاف المهندس الحداد أن الماء قليل.",
        "كما أشاد «الحداد» بجهود السكان.",
        "وجاء إعلان الحداد في ختام الجلسة.",
        "في الوقت الذي اكتفى الحداد بالصمت.",
    ],
)
def test_a_surname_leans_on_the_sentence_with_the_whole_name(sentence: str) -> None:
    assert names_somebody(sentence)
    assert not names_somebody(sentence, told=INTRODUCED)


@pytest.mark.parametrize(
    "sentence",
    [
        "وأضاف سامر الحداد أن الماء قليل.",
        "ورحب سامر بن عادل الحداد بالقرار.",
        "وأضاف وزير الري الحداد أن الماء قليل.",
        "وأضاف النجار أن الماء قليل.",
        "ويسكن القرية 200 من عائلة أبو علي.",
    ],
)
def test_a_name_told_whole_leans_on_nothing(sentence: str) -> None:
    assert not names_somebody(sentence)


@pytest.mark.parametrize(
    ("sentence", "introduced"),
    [
        ("وحسب المصادر فإن الماء قليل.", "وقالت مصادر في البلدية إن البئر جفت."),
        ("ووفقا للتقرير فإن الماء قليل.", "ونشرت الوزارة تقريرا عن الأنهار."),
        ("المسؤول المحلي الذي رفض ذكر اسمه قال إن البئر جفت.", "وكشف ذلك مسؤول في البلدية."),
        ("وقد وضع المركز خطة للري.", "أقام مركز النهر للدراسات حفلا."),
        ("كما كانت قد قدمت الشركة جوائز.", "أقامت شركة النهر حفلا."),
    ],
)
def test_who_has_only_been_told_of_with_his_description_is_not_known_without(
    sentence: str, introduced: str
) -> None:
    assert untold.tells_of_known(sentence, [introduced], frozenset())
    assert not untold.tells_of_known(sentence, ["وسجل السكان عشر آبار."], frozenset())


def test_what_is_told_already_or_told_whole_is_known() -> None:
    introduced = ["أقام مركز النهر للدراسات حفلا."]

    assert not untold.tells_of_known("وقد وضع المركز خطة.", introduced, {"مركز"})
    assert not untold.tells_of_known("ويعمل المركز الوطني للري.", introduced, frozenset())
    assert not untold.tells_of_known("كان اللاعب سامر الحداد قد فاز.", ["فاز لاعب."], frozenset())


def test_the_sentence_that_introduces_him_is_told_or_neither() -> None:
    introduces = "وقال مدير الري في البلدة سامر الحداد إن الآبار الجديدة تكفي السكان سنوات."
    known = "وأضاف الحداد أن مجلس البلدة خصص 500 ألف دينار لحفر الآبار قرب النهر هذا العام."

    gist = made(LEAD, introduces, known).gist

    assert gist[0] == LEAD
    assert known.removeprefix("و") not in gist[1:]
    assert known not in gist[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "وأشاد بالدعم الذي تلقاه البلدة.",
        "ومن الأدلة أنه حفر البئر بيديه.",
        "ويقصد الكاتب بالأسماء كل من زار النهر.",
        "صحيح أن الماء قليل في الصيف.",
        "ووجهت البلدة نداءها أيضا إلى الوزارة.",
    ],
)
def test_half_of_a_thought_leans_more_than_what_goes_on(sentence: str) -> None:
    goes_on = leaning.cost(SECOND, is_first=False)

    assert leaning.cost(sentence, is_first=False) > goes_on


def test_a_concession_with_what_it_concedes_to_stands_alone() -> None:
    whole = "صحيح أن الماء قليل في الصيف، لكن البلدة حفرت آبارا."

    assert leaning.cost(whole, is_first=False) == 0


def test_a_digest_does_not_open_with_what_had_been_before_the_news() -> None:
    before = "وكان مجلس البلدة قد أقر قبل عام قانون المياه القديم بأغلبية 20 صوتا من 31 صوتا."

    opens = leaning.pointing(before, opens=True)

    assert opens > leaning.pointing(before, opens=False) > 0


@pytest.mark.parametrize("pronoun", ["أنت", "أنا", "نحن"])
def test_a_sentence_keeps_the_word_that_makes_its_beginning_a_circumstance(pronoun: str) -> None:
    sentence = f"و{pronoun} عند النهر ترى الآبار الجديدة من بعيد."

    assert leaning.opening(sentence) == sentence
