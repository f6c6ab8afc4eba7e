"""What an article only announces or lists is told after what it tells, and without its marks."""

import pytest

from bot.core import article, digest
from tests.invented_law import LEAD, SECOND, made

ITEM = "ويمنع القانون الجديد حفر الآبار قرب النهر ويلزم المزارعين بالعدادات"


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "* ",
            "●● ",
            "- ",
            "2- ",
            "2. ",
            "3 – ",
            "1/ ",
            "(3) ",
            "أ- ",
            "ب) ",
            "🔹 ",
            "✅",
            "1️⃣ ",
            "← ",
        ),
        *("أولا: ", "ثانيًا: ", "س: ", "ج: "),
    ],
)
def test_what_is_told_of_a_list_is_told_without_its_mark_and_after_what_is_none(mark: str) -> None:
    assert made(LEAD, f"{mark}{ITEM}.").gist == (LEAD, f"{ITEM}.")
    assert made(LEAD, f"{mark}{ITEM}.", SECOND).gist == (LEAD, SECOND)


@pytest.mark.parametrize(
    "own", ["24 ساعة", "د. سامر الحداد", "أ. ف. ب.", "10 – 15 بئرا", "أولى القرى"]
)
def test_a_beginning_that_is_no_mark_stays(own: str) -> None:
    begun = f"{own} كل ما بقي من الماء في القرى القريبة من النهر بعد هذا الصيف الطويل الحار."

    assert made(begun).gist == (begun,)


@pytest.mark.parametrize(
    "steps",
    [
        ("1- يحفر المزارع أساس البئر قرب النهر.", "2- يركب المجلس عدادا على كل بئر جديدة."),
        ("✅ يحفر المزارع أساس البئر قرب النهر.", "✅ يركب المجلس عدادا على كل بئر جديدة."),
        ("أولا: يحفر المزارع أساس بئره الجديدة.", "ثانيا: يركب المجلس عدادا على كل بئر."),
        ("قرى الجبل: خمس آبار وعدادات على كلها.", "قرى النهر: سبع آبار وعداد قانون المياه."),
    ],
)
def test_one_of_many_steps_or_rows_is_no_gist(steps: tuple[str, ...]) -> None:
    assert made(LEAD, *steps).gist == (LEAD,)


def test_an_answer_is_not_told_without_its_question() -> None:
    answer = "يدفع صغار المزارعين وحدهم ثمن قانون المياه الجديد، وقد قلت هذا منذ البداية."

    asked = made(LEAD, "• كيف ترى قانون المياه؟", f"- {answer}", "• وماذا بعد؟", answer)

    assert asked.gist == (LEAD,)


def test_an_item_that_says_whose_it_is_is_told() -> None:
    said = "وأوضح المجلس أن القانون الجديد يمنع حفر الآبار قرب النهر كلها."

    assert made(LEAD, f"• {said}", "• تبدأ العدادات غدا.").gist == (LEAD, said)


def test_voices_of_many_are_no_rows_of_a_table() -> None:
    voices = (
        "سامر الحداد: يدفع صغار المزارعين وحدهم ثمن قانون المياه الجديد.",
        "عادل النجار: ينتظر أهل القرى هذا القانون منذ عام كامل.",
    )

    assert made(LEAD, *voices).gist == (LEAD, voices[0])


def test_a_text_that_is_all_list_is_told_by_its_items() -> None:
    assert made(f"🔴 {LEAD}", f"🔹 {ITEM}.").gist == (LEAD, f"{ITEM}.")


def test_a_marked_lead_stands_above_a_headline_that_withholds_the_news() -> None:
    assert made(f"🔴 {LEAD}", SECOND, title="شاهد… جلسة مجلس البلدة").lead == LEAD


@pytest.mark.parametrize(
    "announced",
    [
        "وفيما يلي نص قانون المياه الجديد الذي أقره مجلس البلدة:",
        "وتشمل المخالفات التي يغرم عليها أصحاب الآبار في هذه البلدة كلا من:",
    ],
)
def test_what_only_announces_is_no_gist(announced: str) -> None:
    assert made(announced, LEAD).gist == (LEAD,)
    assert made(LEAD, announced).gist == (LEAD,)


def test_a_lead_that_tells_the_news_before_it_announces_is_told() -> None:
    lead = f"{LEAD.removesuffix('.')}، وجاءت بنوده كالتالي:"

    assert made(lead, "غرامة على الآبار.", SECOND).gist == (lead, SECOND)


def test_a_greeting_is_no_part_of_a_speech() -> None:
    told = "يسعدني أن أعلن تخصيص 500 مليون دينار لصندوق المياه المشترك بين بلدينا الجارين."
    more = "وأعلن كذلك فتح حدودنا أمام الشاحنات دون رسوم."
    speech = f"نص الكلمة\nأصحاب الفخامة والسمو،\nالسلام عليكم ورحمة الله وبركاته،\n{told}\n{more}"

    assert digest.make(article.from_text(speech)).gist == (told, more)
    assert made("السلام عليكم ورحمة الله وبركاته جميعا يا أهل النهر.", LEAD).gist == (LEAD,)


@pytest.mark.parametrize("clings", ["لأنني قلت", "لا، يقول الخبير", "نعم،", "أن يكون", "ألا يكون"])
def test_half_an_answer_or_a_condition_is_not_told_alone(clings: str) -> None:
    later = f"{clings} قانون المياه الجديد يمنع حفر الآبار قرب النهر كلها."
    whole = "يمنع القانون الجديد حفر الآبار قرب النهر كلها بعد عام."

    assert made(LEAD, "وانتهت الجلسة.", later, whole).gist == (LEAD, whole)


def test_of_an_interview_what_stands_before_the_questions_is_told() -> None:
    asked = [
        "كيف هي حالتك الآن؟",
        "«الحمد لله، أنا أحسن بكثير، والطبيب منحني الضوء الأخضر وتدربت مع المجموعة كلها».",
        "هل ستحضر مباراة النهر؟",
        "قرار المباراة يعود إلى مدرب المجموعة، وأنا جاهز لها ولو لنصف ساعة من الوقت كله.",
        "وماذا بعد الموسم؟",
        "سنرى بعد نهاية الموسم ماذا تقول إدارة النادي لنا جميعا في مجلس البلدة.",
    ]

    assert made(LEAD, *asked).gist == (LEAD,)
    assert made(LEAD, *asked[:2], SECOND).gist == (LEAD, SECOND)
