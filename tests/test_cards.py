"""Quotations as pictures: what stands on them, and how readers get them."""

import struct
from dataclasses import replace

import pytest

from bot.core import cards
from bot.core.cards import Card
from bot.core.messages import render
from bot.core.messages.render_quotes import in_marks
from bot.core.models import Variant
from bot.emulator import User
from tests.builders import NOW, a_quote, a_source, a_story
from tests.town import OTHERS, Town, plain

CARD = Card(
    words="«لن يُصرف قرش واحد قبل تدقيق شامل»",
    speaker="سامر الحدّاد",
    role="وزير الاقتصاد",
    source="صحيفة الشرفة",
    date="23 تشرين الثاني 2026",
)
ONE, SEVERAL = "🖼 بطاقة اقتباس", "🖼 بطاقات اقتباس"


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def test_a_card_tells_who_said_what_where_and_when() -> None:
    source = replace(a_source("صحيفة الشرفة"), country="LB")
    article = replace(a_story(), source=source)
    quote = a_quote("لن يُصرف قرش واحد قبل تدقيق شامل", role="وزير الاقتصاد")

    assert cards.of(article, quote) == CARD


def test_what_the_font_does_not_have_and_marks_of_direction_are_left_out() -> None:
    quote = a_quote(
        "\u2067مبروك 🎉 لـ\u2068S&P 500\u2069 \u200fاليوم\n50% ", speaker="فريق 🏆 النوارس"
    )

    card = cards.of(a_story(), quote)

    assert card.words == "«مبروك لـS&P 500 اليوم 50%»"
    assert card.speaker == "فريق النوارس"


def test_of_a_long_quotation_its_first_sentences_are_on_the_card_and_below_it() -> None:
    first = "لن يُصرف قرش واحد قبل تدقيق شامل في حسابات السوق كلها"
    quote = a_quote(". ".join([first, *["وسنعود إلى كل دفتر وإلى كل صندوق مرة بعد مرة"] * 20]))

    caption = render.card_caption(a_story(), quote, now=NOW, variant=Variant())

    words = cards.of(a_story(), quote).words
    assert words.startswith(f"«{first}.")
    assert len(words.split()) <= 45
    assert words in caption


def test_an_office_that_points_into_the_article_is_left_out() -> None:
    assert cards.of(a_story(), a_quote(role="أمينتها العامة")).role == ""


def test_one_word_stands_before_the_name_on_a_card_too() -> None:
    card = cards.of(a_story(), a_quote(role="الباحث"))

    assert (card.speaker, card.role) == ("الباحث سامر الحدّاد", "")


def test_what_the_words_quote_stands_in_other_marks_than_they_do() -> None:
    quote = a_quote(text="قلت للأهالي «لا تخافوا» مرارا.")

    assert cards.of(a_story(), quote).words == "«قلت للأهالي “لا تخافوا” مرارا»"
    assert in_marks(quote.text) == "«قلت للأهالي “لا تخافوا” مرارا»."


def test_a_card_is_a_square_picture() -> None:
    assert size(cards.draw(CARD)) == (1080, 1080)


def test_the_longest_quotation_that_is_printed_fits_on_one() -> None:
    words = " ".join(["والمستشفيات"] * 45)
    role = "المتحدث باسم اللجنة الوطنية العليا لمكافحة التصحر وحماية الواحات في المحافظة الشمالية"

    assert size(cards.draw(replace(CARD, words=f"«{words}»", role=role))) == (1080, 1080)


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', "#panic()", "$x", "*قال* _فلان_ @b", "]#", "\\u{41}", ""]
)
def test_what_looks_like_markup_is_drawn_as_it_stands(words: str) -> None:
    assert size(cards.draw(replace(CARD, words=words, speaker=words))) == (1080, 1080)


async def told(town: Town, reader: User, title: str, *paragraphs: str) -> list[str]:
    """The keys under the latest story."""
    town.news(title, paragraphs=paragraphs or None)
    await town.pick_up()
    message = await town.say(reader, reader, "/latest")
    return [key["text"] for row in message.buttons for key in row]


async def test_each_quotation_of_a_message_comes_as_a_picture(town: Town, reader: User) -> None:
    assert SEVERAL in await told(town, reader, "افتتاح السوق")
    before = len(town.heard(reader))

    await town.tap(reader, SEVERAL)
    await town.telegram.wait_for(lambda: len(town.heard(reader)) == before + 2)

    first, second = town.heard(reader)[before:]
    assert plain(first).split("\n")[:2] == [
        "سامر الحدّاد، رئيس البلدية:",
        "«هذه السوق هدية لكل من صبر على غبار الطريق».",
    ]
    assert "«لن يدفع الباعة إيجاراً" in plain(second)
    assert "📰 صحيفة الشرفة" in plain(second)
    file_id = first.extra["photo"][-1]["file_id"]
    assert size(town.telegram.files[file_id].upload.content) == (1080, 1080)


async def test_a_picture_is_drawn_once_and_sent_again_by_its_name(
    town: Town, reader: User
) -> None:
    assert ONE in await told(town, reader, "إغلاق جسر الوادي", *OTHERS[0])
    names = []
    for _ in range(2):
        before = len(town.heard(reader))
        await town.tap(reader, ONE)
        picture = await town.next_message(reader, before)
        names.append(picture.extra["photo"][-1]["file_id"])

    assert names[0] == names[1]
    assert len(town.telegram.files) == 1


async def test_a_picture_whose_name_is_refused_is_drawn_again(town: Town, reader: User) -> None:
    await told(town, reader, "إغلاق جسر الوادي", *OTHERS[0])
    refusal = "Bad Request: wrong file identifier/HTTP URL specified"
    for is_refused in (False, True, False):
        before = len(town.heard(reader))
        if is_refused:
            town.telegram.faults.add("400", method="sendPhoto", description=refusal)
        await town.tap(reader, ONE)
        await town.next_message(reader, before)

    assert len(town.telegram.files) == 2


async def test_who_taps_twice_gets_them_once(town: Town, reader: User) -> None:
    await told(town, reader, "افتتاح السوق")
    before = len(town.heard(reader))
    taps = [town.telegram.tap(reader, SEVERAL) for _ in range(5)]

    await town.telegram.wait_for(lambda: all(tap.is_answered for tap in taps))
    await town.telegram.wait_for(lambda: len(town.heard(reader)) == before + 2)
    await town.say(reader, reader, "/help")

    assert len(town.heard(reader)) == before + 3


async def test_a_story_without_a_quotation_has_no_such_key(town: Town, reader: User) -> None:
    keys = await told(
        town, reader, "سبات النوارس",
        "بقيت النوارس على صخور الميناء طوال الأسبوع، ولم تغادرها إلى الجزر كعادتها في هذا الوقت.",
        "ويراقبها متطوعون من نادي الطيور منذ الفجر، ويسجلون أعدادها في دفتر النادي كل ساعة.",
    )  # fmt: skip

    assert "🔗 المصدر" in keys
    assert not {ONE, SEVERAL} & set(keys)


async def test_in_a_group_nobody_sends_pictures_to_all(town: Town, reader: User) -> None:
    group = town.telegram.group(members=(reader,))
    town.telegram.add_bot(group, by=reader)
    await town.next_message(group, 0)
    town.news("افتتاح السوق")
    await town.pick_up()

    message = await town.say(group, reader, "/latest")

    assert SEVERAL not in [key["text"] for row in message.buttons for key in row]


async def test_of_a_story_that_was_taken_back_there_is_none(town: Town, reader: User) -> None:
    await told(town, reader, "افتتاح السوق")
    town.database.run_now(lambda tx: tx.execute("update articles set withdrawn_at = 1"))
    before = len(town.heard(reader))

    await town.tap(reader, SEVERAL)

    assert len(town.heard(reader)) == before
