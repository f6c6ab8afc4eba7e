"""What messages in plain words ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import handlers
from bot.core import arabic, asking
from bot.core.asking import PHRASES, Asked


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("أوقف", "unsubscribe"),
        ("ألغِ اشتراكي لو سمحت", "unsubscribe"),
        ("لا أريد الاشتراك", "unsubscribe"),
        ("وقف الأخبار", "unsubscribe"),
        ("Unsubscribe", "unsubscribe"),
        ("أريد الاشتراك", "subscribe"),
        ("كفاية", "leaving"),
        ("أوقف الإشعارات", "unsubscribe"),
        ("آخر خبر لو سمحت", "latest"),
        ("ما الجديد؟", "latest"),
        ("موجز اليوم", "brief"),
        ("السلام عليكم ورحمة الله وبركاته", "start"),
        ("كيف أشترك؟", "start"),
        ("ساعدني", "help"),
        ("شكراً جزيلاً!", "thanks"),
        ("👍", "thanks"),
        ("ماذا قال؟", "said"),
    ],
)
def test_a_command_may_be_asked_for_in_plain_words(text: str, command: str) -> None:
    assert asking.read(text).command == command
    assert asking.read(text).words in ("", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("آخر ٥ أخبار", "5"),
        ("هات آخر ثلاثة أخبار", "3"),
        ("آخر خبرين", "2"),
        ("شو الأخبار", "5"),
        ("أهم أخبار اليوم", "5"),
        ("خبر", ""),
    ],
)
def test_how_many_stories_may_be_said_in_digits_or_in_words(text: str, number: str) -> None:
    assert asking.read(text) == Asked("latest", number)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ماذا قال وزير المالية؟", "وزير المالية"),
        ("ماذا قال  وزير المالية؟", "وزير المالية"),
        ("وماذا قالت نادية الشامي عن الميزانية؟", "نادية الشامي"),
        ("شو حكى وزير الري اليوم", "وزير الري"),
        ("بماذا صرّحت وزيرة الصحة", "وزيرة الصحة"),
        ("ما آخر تصريحات السيد سامر الحداد؟", "سامر الحداد"),
        ("أقوال معالي الدكتور سامر الحداد", "سامر الحداد"),
        ("وزير المالية قال إيه؟", "وزير المالية"),
    ],
)
def test_of_whom_a_question_asks_what_he_said(text: str, name: str) -> None:
    assert asking.read(text) == Asked("said", name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ابحث  عن زلزال الواحة", "زلزال الواحة"),
        ("أبحث عن الزلزال", "الزلزال"),
        ("ابحث لي عن أخبار الزلزال", "الزلزال"),
        ("بحث عن زلزال", "زلزال"),
        ("ابحث عن الرجاء", "الرجاء"),
    ],
)
def test_a_search_may_be_asked_for_in_so_many_words(text: str, words: str) -> None:
    assert asking.read(text) == Asked("search", words)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("نبهني عن غزة", Asked("watch", "غزة")),
        ("نبّهني كلما ذُكرت أسعار النفط", Asked("watch", "أسعار النفط")),
        ("نبهني إذا ذُكرت الواحة", Asked("watch", "الواحة")),
        ("أخبرني بكل جديد عن الزلزال", Asked("watch", "الزلزال")),
        ("تابع أخبار المريخ", Asked("watch", "المريخ")),
        ("احجب الأبراج", Asked("mute", "الأبراج")),
        ("لا ترسل لي أخباراً عن الأبراج", Asked("mute", "الأبراج")),
        ("لا أريد أخبار كرة القدم", Asked("mute", "كرة القدم")),
        ("توقيتي القاهرة", Asked("zone", "القاهرة")),
        ("أنا في دمشق", Asked("zone", "دمشق")),
        ("ساعات الهدوء من ٢٣ إلى ٧", Asked("quiet", "من ٢٣ إلى ٧")),
        ("الموجز ٨ و٢٠", Asked("times", "٨ و٢٠")),
        ("أضف https://shurfa.example/rss", Asked("add", "https://shurfa.example/rss")),
    ],
)
def test_a_setting_may_be_asked_for_in_so_many_words(text: str, asked: Asked) -> None:
    assert asking.read(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "كأس العالم",
        "ماذا عن الليل؟",
        "بحثت فرق الإنقاذ",
        "قال الوزير كلاماً",
        "موجز الأنباء",
        "موجز 2024",
        "5",
        "نادي الرجاء",
        "رجاء الواحة",
        "لا أريد الحرب",
        "تجاهل دولي لمجاعة",
        "تابع قانون",
        "دور المرأة",
        "وقف إطلاق النار",
        "كفى حرباً",
        "الواحة 3-1 المرفأ",
        "ابحث عن",
        "نبهني عن",
    ],
)
def test_other_words_may_be_searched_for(text: str) -> None:
    assert asking.read(text) == Asked("", text)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("ما أخبار الواحة؟", "الواحة"),
        ("آخر الأخبار عن الواحة", "الواحة"),
        ("أخبار الرجاء", "الرجاء"),
        ("تطورات جسر الوادي", "جسر الوادي"),
        ("هات ثلاثة أخبار عن السوق", "السوق"),
        ("هات آخر خبر عن السوق", "السوق"),
        ("جديد نادي الواحة", "نادي الواحة"),
        ("بحث علمي", "علمي"),
        ("متى افتُتحت السوق؟", "افتُتحت السوق"),
        ("ماذا حدث في السوق؟", "السوق"),
        ("هدوء نسبي منذ 24 ساعة", ""),
    ],
)
def test_the_first_words_may_belong_to_those_that_are_searched_for_or_not(
    text: str, about: str
) -> None:
    assert asking.read(text) == Asked("", text, about)


def test_each_phrase_asks_for_its_command() -> None:
    for command, phrases in PHRASES.items():
        assert all(asking.read(phrase) == Asked(command) for phrase in phrases)


def test_whatever_is_asked_for_is_a_command_that_is_there() -> None:
    assert set(PHRASES) - {"thanks", "leaving"} <= set(handlers.COMMANDS)


def test_whoever_writes_a_letter_asks_for_nothing_in_particular() -> None:
    assert asking.read("ابحث عن " + "كلام " * 100).command == ""
    assert asking.read("كلام " * 100 + "👍").command == ""


def test_every_phrase_is_written_as_words_are_compared() -> None:
    phrases = [phrase for each in PHRASES.values() for phrase in each]
    assert [arabic.normalise(phrase) for phrase in phrases] == phrases
    assert len(set(phrases)) == len(phrases)


@given(st.text())
def test_no_message_is_an_error_nor_are_words_made_up(text: str) -> None:
    asked = asking.read(text)
    if asked.command not in ("latest", "add"):
        assert set(asked.words.split()) <= set(text.split()) or asked.words.strip() in text
