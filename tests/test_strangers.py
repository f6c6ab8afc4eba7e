"""Words of somebody who was not read are not printed of who spoke before."""

import pytest

from bot.core import digest
from bot.core.models import Article

SAID = "لن تحفر بئر واحدة بعد اليوم قبل دراسة شاملة للنهر"
BEFORE = "قال الوزير سامر الحداد إن الماء قليل هذا العام."


def printed(*paragraphs: str) -> list[str]:
    """The speakers of what is printed."""
    made = digest.make(Article(title="قانون جديد للمياه", paragraphs=paragraphs))
    return [quote.speaker for quote in made.key_quotes]


def test_a_verb_in_the_feminine_is_no_mans() -> None:
    assert printed(f"{BEFORE} وتابعت المتحدثة نفسها: «{SAID}».") == []
    assert printed(f"{BEFORE} وتابع المتحدث نفسه: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    ("before", "goes_on"),
    [
        ("قال محامي المتهم عادل الشامي إن موكله بريء.", "وقال المتهم أمام القاضي"),
        ("قال شقيق اللاعب عادل الشامي إن أخاه بخير.", "وأضاف اللاعب"),
        ("قال المتحدث باسم الوزير سامر الحداد إن الماء قليل.", "وقال الوزير"),
    ],
)
def test_who_stands_for_somebody_does_not_say_his_words(before: str, goes_on: str) -> None:
    told = printed(f"{before} {goes_on}: «{SAID}».")

    assert all(who not in before for who in told)


def test_the_lawyer_goes_on_as_the_lawyer() -> None:
    before = "قال محامي المتهم عادل الشامي إن موكله بريء."

    assert printed(f"{before} وأضاف المحامي: «{SAID}».") == ["محامي المتهم عادل الشامي"]


@pytest.mark.parametrize("dead", ["الراحل", "الفقيد"])
def test_what_the_dead_used_to_say_is_not_the_mourners(dead: str) -> None:
    assert printed(f"{BEFORE} وكان {dead} يقول: «{SAID}».") == []


@pytest.mark.parametrize(
    "answer",
    [
        "ورد عليه مغرد بالقول",
        "ورد عليه أحد السكان قائلا",
        "وقاطعته منافسته لورا كينتانا بالقول",
        "وتحدث طويلا قبل أن يقاطعه نادر الشامي بقوله",
        "وحين سألنا الروبوت عن القضية أجاب",
        "وحين سألنا بائعا في السوق عن ذلك أجاب",
        "وعندما سئل البائع عن ذلك قال",
    ],
)
def test_who_answers_or_was_asked_is_not_who_spoke_before(answer: str) -> None:
    assert "سامر الحداد" not in printed(f"{BEFORE} {answer}: «{SAID}».")


@pytest.mark.parametrize(
    "goes_on",
    ["وعندما سئل عن ذلك قال", "وكان الوزير يقول", "أما عن السد فقال", "ورد عليه بقوة قائلا"],
)
def test_where_nobody_else_stands_he_speaks_on(goes_on: str) -> None:
    assert printed(f"{BEFORE} {goes_on}: «{SAID}».") == ["سامر الحداد"]


def test_whom_the_sentence_turns_to_by_an_unknown_name_speaks_there() -> None:
    assert printed(f"{BEFORE} أما سون هيونغ تاي فقال عن مدربه: «{SAID}».") == []


def test_a_name_that_looks_like_another_word_is_known_by_where_it_stood() -> None:
    met = "هزمت الطالبة ديبا راغافان البطلة لي جينغ."
    club = "قال مالك النادي سامر الحداد للمدرب المقال إنزو ماريسا إن القرار نهائي."

    assert printed(f"{met} وقالت لي: «{SAID}».") == []
    assert printed(f"{club} وقال ماريسا: «{SAID}».") == []


def test_what_somebody_told_me_is_still_his() -> None:
    assert printed(f"{BEFORE} وقال لي: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    "told",
    [
        "قال الكاتب سامر الحداد إن والده كان يقول له",
        "قالت الكاتبة ليلى عباس إن جدتها كانت تقول لها",
        "تذكر الكاتب سامر الحداد والده الذي كان يقول له",
        "قال وزير شؤون الرئاسة إن الرئيس أبلغ الحكومة",
    ],
)
def test_what_he_tells_that_another_said_is_not_his(told: str) -> None:
    assert printed(f"{told}: «{SAID}».") == []


@pytest.mark.parametrize("goes_on", ["وأضاف الناشط البيئي", "وتابع الناشط"])
def test_the_word_for_one_may_mean_another_of_whom_no_office_is_told(goes_on: str) -> None:
    first = "وقال الناشط البيئي سامر الحداد إن الوادي لن يحتمل سدا جديدا."
    second = "أما عادل الشامي فوجه تهنئة إلى أهل القرى، قائلا إنهم صبروا كثيرا."

    assert printed(first, second, f"{goes_on} في صفحته: «{SAID}».") == []
    assert printed(first, f"{goes_on} في صفحته: «{SAID}».") == ["سامر الحداد"]


def test_whose_age_it_is_is_told_by_nobody_where_two_speak_by_turns() -> None:
    other = "وقال اللاعب عادل الشامي إن الماء كثير."

    assert printed(f"{BEFORE} وقال صاحب الـ31 عاما: «{SAID}».") == ["سامر الحداد"]
    assert printed(f"{BEFORE} {other} وقال صاحب الـ31 عاما: «{SAID}».") == []
    assert printed(f"{BEFORE} من جهته، قال صاحب الـ31 عاما: «{SAID}».") == []


@pytest.mark.parametrize(
    ("before", "another"),
    [
        ("قال مدرب المنتخب عادل الشامي إن الغياب صعب.", "وكتب اللاعب على حسابه"),
        ("قال عادل الشامي، وهو معلم نازح، إن الخيام قليلة.", "وأكد المسؤول المحلي"),
    ],
)
def test_who_holds_another_place_is_another(before: str, another: str) -> None:
    assert "عادل الشامي" not in printed(f"{before} {another}: «{SAID}».")


def test_a_strange_name_keeps_its_first_letter() -> None:
    minister = "أكد وزير خارجية كورداليا سيرغو بالاخاني أن بلاده لن تشارك في أي حلف."
    spoken = printed(minister, f"وقال بالاخاني في الجلسة: «{SAID}».")

    assert len(spoken) == 1
    assert "ورداليا" not in spoken[0].split()


@pytest.mark.parametrize(
    "deed",
    ["كرمت المديرة التنفيذية للمركز المتطوعين", "استقبلت رئيسة الجمعية الأمهات"],
)
def test_who_did_something_since_may_be_who_speaks_on(deed: str) -> None:
    before = "وقالت الطبيبة هدى الشريف إن الماء قليل هذا العام."

    assert "هدى الشريف" not in printed(f"{before} وفي ختام الحفل {deed}، وقالت إن «{SAID}».")
    assert printed(f"{before} وفي ختام الحفل شكرت المتطوعين، وقالت إن «{SAID}».") != []
