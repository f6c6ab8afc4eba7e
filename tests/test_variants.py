"""Every message in every variant: both languages, both kinds of digits, all lengths, alone and
in a group; and readers who walk through all that the bot can do in their own."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import cache
from html import escape
from itertools import product

import httpx
import pytest
import pytest_asyncio

from bot.core.messages import digits, full_text, render, render_list, telegram_html
from bot.core.models import (
    Change,
    ChangeKind,
    Cited,
    Development,
    Digits,
    Form,
    Language,
    Length,
    Message,
    StoredArticle,
    Variant,
)
from bot.core.texts import TEXTS
from bot.emulator import User
from storage import Database, preferences, requests, sources, subscribers
from tests.builders import NOW, PARAGRAPHS, a_digest, a_quote, a_source, a_story, an_article
from tests.lint import faults
from tests.town import ADMIN, BODY, MARKS, OTHERS, Town, a_town, check_messages

BOT = "mujaz_bot"
VARIANTS = [
    Variant(is_private=is_private, length=length, language=language, digits=kind)
    for is_private, length, language, kind in product((True, False), Length, Language, Digits)
]
TONGUES = list(product(Language, Digits))
HEADLINE = "عاجل | ارتفاع أسعار القمح 12.5% إلى ١٬٢٣٤ ديناراً مع نهاية 2026"
FIGURES = ("وبلغ مؤشر S&P 500 مستوى 5,432.10 نقطة، بتراجع -2.5% عن ٢٥.", *PARAGRAPHS)


def everything() -> StoredArticle:
    """A story of which there is all to tell, with numbers of all kinds."""
    said = a_quote("لن نرفع السعر قبل 2027، ولن نخفضه دون ١٥ ديناراً", role="مدير قناة 24")
    return replace(
        a_story(
            article=an_article(HEADLINE, paragraphs=FIGURES * 12),
            digest=a_digest(HEADLINE, gist=FIGURES[:1], quotes=(said,)),
            source=a_source("الإخبارية 24", source_id=1),
        ),
        sources=4,
        told_by=("صحيفة المرفأ", "France 24", "قناة ٢٤"),
        development=Development(article_id=8, headline="تراجع القمح 3% بعد ٤ أيام"),
        cited=(Cited(quote=said, source="Radio 2 العربية"),),
        changes=tuple(
            Change(kind=kind, was="ارتفاع القمح 10%", speaker="سامر الحدّاد") for kind in ChangeKind
        ),
    )


def messages(variant: Variant) -> list[Message]:
    stored = everything()
    missed = [render.missed_line(stored, BOT, variant.language)]
    forms = [replace(stored, article=replace(stored.article, form=form)) for form in Form]
    forms.append(replace(stored, is_withdrawn=True))
    pages = len(full_text.pages_of(stored, variant.language))
    return [
        *(render.story(each, now=NOW, bot=BOT, variant=variant, missed=missed) for each in forms),
        *(full_text.message(stored, page, variant=variant) for page in range(1, pages + 1)),
        render_list.listing(forms, now=NOW, bot=BOT, variant=variant),
    ]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_variant_of_a_message_may_go_out_with_one_kind_of_digits(variant: Variant) -> None:
    for message in messages(variant):
        assert faults(message) == []
        assert digits.write(message, variant.digits) == message


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_digits_change_neither_links_nor_what_keys_mean(variant: Variant) -> None:
    other = next(kind for kind in Digits if kind is not variant.digits)
    for one, two in zip(messages(variant), messages(replace(variant, digits=other)), strict=True):
        assert [[(key.data, key.url) for key in row] for row in one.buttons] == [
            [(key.data, key.url) for key in row] for row in two.buttons
        ]
        assert tags(one) == tags(two)


def tags(message: Message) -> list[str]:
    return telegram_html.TAG.findall(message.html)


@pytest.mark.parametrize("length", Length)
def test_the_news_itself_is_the_same_in_an_english_interface(length: Length) -> None:
    told = [
        render.story(a_story(), now=NOW, bot=BOT, variant=Variant(length=length, language=each))
        for each in Language
    ]
    arabic, english = (message.html.split("\n") for message in told)

    assert [one for one, two in zip(arabic, english, strict=True) if one != two] == [
        line for line in arabic if "📰" in line
    ]
    assert "now</tg-time>" in english[-1]
    card = [] if length is Length.HEADLINE else ["🖼 Quote card"]
    keys = [key.label for row in told[1].buttons for key in row]
    assert keys == ["📖 Full text", "🔗 Source", *card]


@pytest.mark.parametrize(("language", "order"), [("ar", "321"), ("en", "123")])
def test_number_keys_stand_in_the_order_of_reading(language: str, order: str) -> None:
    variant = Variant(language=Language(language))
    message = render_list.listing([a_story()] * 3, now=NOW, bot=BOT, variant=variant)

    assert "".join(key.label for key in message.buttons[0]) == order


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["الإخبارية 24", "جريدة المرفأ"]) as found:
        feed = found.press.pages[found.publishers[0].url]
        found.press.pages["https://marsad.example/feed"] = feed
        found.press.pages["https://marsad.example"] = httpx.Response(404)
        yield found


async def settle_in(town: Town, language: Language, kind: Digits) -> User:
    """An operator, who may ask for everything, and has chosen the digits."""
    user = town.telegram.user(ADMIN, "ليلى", language.value)
    await town.say(user, user, "/start")
    found = town.database.run_now(subscribers.find, ADMIN)
    assert found is not None
    town.database.run_now(preferences.change, found.id, replace(found.settings, digits=kind))
    return user


@cache
def sayings(language: Language) -> set[str]:
    """What only the bot says, and only in that language."""
    parts = (re.split(r"<[^>]*>|\{\w+\}|\n", text) for text in TEXTS[language].values())
    return {part.strip() for each in parts for part in each if len(part.strip()) >= SHORTEST}


def foreign(text: str, language: Language) -> list[str]:
    """What is said in the other language."""
    other = next(each for each in Language if each is not language)
    return [saying for saying in sayings(other) if saying in text.translate(MARKS)]


def in_digits(text: str, kind: Digits) -> bool:
    return digits.in_text(escape(text), kind) == escape(text)


def check(town: Town, reader: User, since: int, language: Language, kind: Digits) -> None:
    """All that the bot has said to a reader, as it stands now."""
    heard = town.heard(reader)[since:]
    labels = [str(key["text"]) for each in heard for row in each.buttons for key in row]
    answers = [query.answer for query in town.telegram.queries.values() if query.answer]
    alerts = [str(answer.get("text", "")) for answer in answers]
    for text in (*(each.text for each in heard), *labels, *alerts):
        assert foreign(text, language) == []
        assert in_digits(text, kind) or text in SAMPLES, text
    check_messages(town)


COMMANDS = (
    "/start",
    "/help",
    "/latest",
    "/latest 3",
    "/latest 99",
    "/full 9",
    "/brief",
    "/sources",
    "/settings",
    "/add",
    "/add http://10.0.0.1/",
    "/add https://marsad.example/feed",
    "/export",
    "/subscribe",
    "/subscribe",
    "/stats",
    "/nothing",
    "7:30, 21:15",
    "xyz 12",
    "marsad.example/12",
    "/unsubscribe",
    "/unsubscribe",
    "/start a999",
    "/start ?",
)


PANELS = ("pushes", "times", "zone", "quiet", "topics", "length")
SHORTEST = 12
SAMPLES = {text + sample for text in ("🔢 أرقام ", "🔢 Digits ") for sample in ("123", "١٢٣")}


@pytest.mark.parametrize(("language", "kind"), TONGUES, ids=str)
async def test_a_reader_walks_through_everything_in_its_own_language_and_digits(
    town: Town, language: Language, kind: Digits
) -> None:
    reader = await settle_in(town, language, kind)
    since = len(town.heard(reader))
    for number in range(3):
        town.news(
            f"افتتاح السوق رقم {number} بعد ٤٥ يوماً", paragraphs=[BODY, *OTHERS][number] * 16
        )
    await town.pick_up()

    for command in COMMANDS:
        await town.say(reader, reader, command)
        await town.eventually(lambda: not town.database.run_now(requests.unfinished))
    for panel in PANELS:
        await town.say(reader, reader, "/settings")
        await town.tap(reader, f"panel:{panel}:0")
    for source in town.database.run_now(sources.active)[:2]:
        await town.say(reader, reader, "/sources")
        await town.tap(reader, f"press:{source.id}:muted:0")

    check(town, reader, since, language, kind)


@pytest.mark.parametrize(("language", "kind"), TONGUES, ids=str)
async def test_what_is_pushed_edited_and_opened_is_in_the_readers_language_and_digits(
    town: Town, language: Language, kind: Digits
) -> None:
    reader = await settle_in(town, language, kind)
    await town.say(reader, reader, "/subscribe")
    since = len(town.heard(reader))
    town.news("افتتاح 3 أسواق بعد ٤٥ يوماً", paragraphs=BODY * 16)
    await town.pick_up()
    pushed = town.heard(reader)[since]
    check(town, reader, since, language, kind)

    full, digest = (TEXTS[language][key] for key in ("button.full", "button.digest"))
    await town.tap(reader, full)
    await town.telegram.wait_for(lambda: digest in str(pushed.buttons))
    check(town, reader, since, language, kind)
    await town.tap(reader, TEXTS[language]["button.next"])
    await town.telegram.wait_for(lambda: "2" in str(pushed.buttons) or "٢" in str(pushed.buttons))
    check(town, reader, since, language, kind)
    await town.tap(reader, digest)
    await town.telegram.wait_for(lambda: full in str(pushed.buttons))
    check(town, reader, since, language, kind)
