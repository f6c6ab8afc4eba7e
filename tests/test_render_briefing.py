"""The briefing as Telegram shows it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages import render_briefing
from bot.core.messages.render_briefing import Place, message
from bot.core.messages.telegram_html import plain
from bot.core.models import (
    Briefing,
    BriefingKind,
    BriefingTexts,
    Digits,
    Language,
    Length,
    Message,
    Said,
    Settings,
    StoredArticle,
    Subscriber,
    Told,
    Variant,
)
from tests.builders import NOW, a_digest, a_quote, a_source, a_story, a_subscriber
from tests.lint import faults

MARKS = str.maketrans("", "", "\u200e\u200f\u061c\u2066\u2068\u2069")
HEADLINES = (
    "الحكومة تحيل موازنة 2027 إلى البرلمان بعجز 4.2%",
    "OpenMarsa تفتح مكتباً إقليمياً في مرفأ اللؤلؤ",
    "مباحثات غير مباشرة لتمديد الهدنة 60 يوماً",
    "النفط يتراجع دون 70 دولاراً للبرميل",
    "عاجل | أمطار غزيرة وتحذير من السيول في السواحل",
    "فريق الواحة يهزم فريق الساحل 3-1 في القمة",
    "معرض الكتاب يكرّم روائية من وادي السيل",
)
GIST = "تتضمّن الموازنة رفع الحد الأدنى للأجور وضريبة جديدة على الأرباح العقارية."


def an_article(number: int, headline: str, *, gist: tuple[str, ...] = (GIST,)) -> StoredArticle:
    digest = a_digest(headline, gist=gist)
    source = a_source(f"صحيفة {number}", source_id=number)
    return replace(a_story(digest=digest, source=source), id=number)


ARTICLES = [an_article(at, headline) for at, headline in enumerate(HEADLINES, start=1)]


def a_briefing(
    articles: Sequence[StoredArticle] = ARTICLES, *, kind: BriefingKind = BriefingKind.SCHEDULED
) -> Briefing:
    return Briefing(
        id=41,
        subscriber_id=1,
        kind=kind,
        slot="2026-11-23 08:00",
        made_at=NOW,
        since=NOW,
        stories=tuple(Told(each.id, each.id) for each in articles),
    )


def texts(articles: Sequence[StoredArticle] = ARTICLES, **sources: int) -> BriefingTexts:
    return BriefingTexts(
        articles={each.id: each for each in articles},
        sources={int(story[1:]): count for story, count in sources.items()},
    )


def shown(
    briefing: Briefing | None = None,
    found: BriefingTexts | None = None,
    reader: Subscriber | None = None,
) -> Message:
    made = message(
        briefing or a_briefing(), found or texts(), reader or a_subscriber(), bot="mujaz_bot"
    )
    assert faults(made) == []
    return made


def text(made: Message) -> str:
    return plain(made.html).translate(MARKS)


def labels(made: Message) -> list[list[str]]:
    return [[key.label for key in row] for row in made.buttons]


def test_a_briefing_of_seven() -> None:
    said = replace(a_briefing(), said=Said(3, 0))
    made = shown(said, texts(s3=4, s4=2))

    assert text(made).split("\n")[:8] == [
        "🗞 موجز الصباح",
        "الاثنين 23 نوفمبر 2026",
        "13 جمادى الآخرة 1448هـ",
        "7 أخبار · قراءة في دقيقة",
        "",
        "1. الحكومة تحيل موازنة 2027 إلى البرلمان بعجز 4.2%",
        f"{GIST} صحيفة 1",
        "",
    ]
    assert "صحيفة 3 · نقلته 4 مصادر" in text(made)
    assert "صحيفة 4 · نقله مصدران" in text(made)
    assert "5. 🔴 عاجل | أمطار غزيرة" in text(made)
    assert text(made).endswith(
        "💬 قيل اليوم\n«هذا القانون خطوة أولى، ولن تُحفر بئر واحدة قبل دراسة شاملة».\n"
        "سامر الحدّاد، وزير الري\nاضغط رقم الخبر لقراءته 👇"
    )


def test_number_keys_run_from_right_to_left_four_a_row() -> None:
    made = shown()

    assert labels(made) == [["4", "3", "2", "1"], ["7", "6", "5"], ["⚙️ الإعدادات"]]
    assert made.buttons[0][3].data == "brief:41:1"
    assert labels(shown(a_briefing(ARTICLES[:2]))) == [["2", "1"], ["⚙️ الإعدادات"]]


def test_in_a_group_the_headlines_are_links_and_there_are_no_keys() -> None:
    made = shown(reader=a_subscriber(kind="supergroup"))

    assert made.buttons == ()
    assert "https://t.me/mujaz_bot?start=a3" in made.html
    assert "اضغط رقم" not in made.html


ENGLISH = Settings(language=Language.ENGLISH, digits=Digits.ARABIC)


def test_in_english_the_news_stays_arabic_and_numbers_are_the_readers() -> None:
    briefing = replace(a_briefing(ARTICLES[:1]), said=Said(1, 0), pushed=(Told(5, 5),))
    made = shown(briefing, texts(s1=4), replace(a_subscriber(), settings=ENGLISH))

    assert text(made) == (
        "🗞 Morning briefing\nMonday, ٢٣ November ٢٠٢٦\n١٣ Jumada al-Akhirah ١٤٤٨ AH\n"
        "١ story · ١ minute to read\n\n"
        "١. الحكومة تحيل موازنة ٢٠٢٧ إلى البرلمان بعجز ٤٫٢٪\n"
        f"{GIST} صحيفة ١\nreported by ٤ sources\n\n"
        "Already sent to you\n• أمطار غزيرة وتحذير من السيول في السواحل\n"
        "💬 Said today\n«هذا القانون خطوة أولى، ولن تُحفر بئر واحدة قبل دراسة شاملة».\n"
        "سامر الحدّاد، وزير الري\nTap a number to read the story 👇"
    )
    assert labels(made) == [["١"], ["⚙️ Settings"]]
    every = shown(reader=replace(a_subscriber(), settings=ENGLISH))
    assert labels(every)[:2] == [["١", "٢", "٣", "٤"], ["٥", "٦", "٧"]]


@pytest.mark.parametrize("kind", BriefingKind)
def test_every_kind_and_what_is_opened_of_it_is_well_formed_in_english(kind: BriefingKind) -> None:
    reader = replace(a_subscriber(), settings=ENGLISH)
    briefing = replace(a_briefing(kind=kind), slot="2026-11-23 08:00", left=3)
    shown(briefing, reader=reader)
    made = [
        render_briefing.story(Place(41, 1), ARTICLES[:2], reader, now=NOW, bot="b"),
        render_briefing.page(Place(41, 1), ARTICLES[0], 1, variant=reader.variant),
        render_briefing.nothing_new(briefing, ENGLISH),
        render_briefing.nothing_new(None, ENGLISH),
    ]

    assert [faults(each) for each in made] == [[]] * 4


@pytest.mark.parametrize(
    ("slot", "name"),
    [
        ("03:59", "موجز الليل"),
        ("04:00", "موجز الصباح"),
        ("11:00", "موجز الظهيرة"),
        ("16:00", "موجز المساء"),
        ("20:00", "موجز المساء"),
        ("21:00", "موجز الليل"),
    ],
)
def test_a_briefing_is_called_by_its_hour(slot: str, name: str) -> None:
    briefing = replace(a_briefing(), slot=f"2026-11-23 {slot}")

    assert text(shown(briefing)).startswith(f"🗞 {name}\n")


@pytest.mark.parametrize(
    ("kind", "name"), [(BriefingKind.REST, "ما فاتك"), (BriefingKind.ASKED, "موجز الآن")]
)
def test_what_is_due_at_no_time_is_called_by_why_it_is_made(kind: BriefingKind, name: str) -> None:
    briefing = replace(a_briefing(kind=kind), slot="2026-11-23 08:03:17")

    assert text(shown(briefing)).startswith(f"🗞 {name}\n")


def test_what_was_held_back_says_how_much_more_there_is() -> None:
    briefing = replace(a_briefing(kind=BriefingKind.REST), left=12)

    assert "فاتتك أخبار أخرى، عددها 12. أحدثها: /latest 10" in text(shown(briefing))
    assert "12" not in text(shown(replace(briefing, kind=BriefingKind.SCHEDULED)))


def test_what_was_pushed_already_is_a_line_each() -> None:
    briefing = replace(a_briefing(ARTICLES[:1]), pushed=(Told(5, 5), Told(6, 6)))

    assert (
        "\n\nسبق أن وصلك\n• أمطار غزيرة وتحذير من السيول في السواحل\n"
        "• فريق الواحة يهزم فريق الساحل 3-1 في القمة\n"
    ) in text(shown(briefing))


def test_months_are_called_as_in_the_readers_country() -> None:
    reader = replace(a_subscriber(), settings=Settings(zone="Asia/Beirut"))

    assert "الاثنين 23 تشرين الثاني 2026" in text(shown(reader=reader))


def test_how_much_is_told_of_each_story_follows_the_readers_wish() -> None:
    more = an_article(1, HEADLINES[0], gist=(GIST, "وتبدأ مناقشتها الأسبوع المقبل."))

    def of_length(length: Length) -> str:
        reader = replace(a_subscriber(), settings=Settings(length=length))
        return text(shown(a_briefing([more]), texts([more]), reader))

    assert GIST not in of_length(Length.HEADLINE)
    assert "الأسبوع المقبل" not in of_length(Length.SHORT)
    assert f"{GIST} وتبدأ مناقشتها الأسبوع المقبل. صحيفة 1" in of_length(Length.LONG)


def test_a_sentence_is_told_whole_or_not_at_all() -> None:
    long = an_article(1, HEADLINES[0], gist=("كلام " * 80, f"و{GIST}"))
    endless = an_article(2, HEADLINES[1], gist=("كلام " * 80,))
    made = text(shown(a_briefing([long, endless]), texts([long, endless])))

    assert "كلام" not in made
    assert GIST in made


def test_what_was_taken_back_meanwhile_is_left_out_and_numbers_stay() -> None:
    found = [replace(each, is_withdrawn=each.id == 2) for each in ARTICLES]
    made = shown(found=texts(found))

    assert "مكتباً إقليمياً" not in text(made)
    assert "\n3. مباحثات" in text(made)
    assert "6 أخبار" in text(made)
    assert labels(made)[0] == ["5", "4", "3", "1"]


def test_a_briefing_of_which_nothing_is_left_says_so() -> None:
    found = [replace(each, is_withdrawn=True) for each in ARTICLES]

    assert text(shown(found=texts(found))).startswith("سُحبت أخبار هذا الموجز")


LINES = st.text("ابتثجحخ ABC12<&«»٪", min_size=1, max_size=500)


@given(st.lists(st.tuples(LINES, st.lists(LINES, max_size=3)), min_size=1, max_size=7))
def test_whatever_articles_say_the_message_fits_and_is_well_formed(
    told: list[tuple[str, list[str]]],
) -> None:
    articles = [
        an_article(at, headline.strip() or "خبر", gist=tuple(gist))
        for at, (headline, gist) in enumerate(told, start=1)
    ]
    reader = replace(a_subscriber(), settings=Settings(length=Length.LONG))
    briefing = replace(a_briefing(articles), said=Said(1, 0), pushed=(Told(1, 1),) * 5)

    shown(briefing, texts(articles), reader)


def opened(*tellings: StoredArticle) -> Message:
    made = render_briefing.story(
        Place(41, 3), tellings, a_subscriber(), now=datetime(2026, 11, 23, 10, tzinfo=UTC), bot="b"
    )
    assert faults(made) == []
    return made


def test_an_opened_story_has_its_keys_and_a_way_back() -> None:
    made = opened(ARTICLES[2])

    assert labels(made) == [["📖 النص الكامل"], ["🔗 المصدر", "→ رجوع"]]
    assert [key.data for row in made.buttons for key in row] == ["bfull:41:3:1", "", "brief:41:0"]


def test_an_opened_story_quotes_what_is_said_in_all_its_versions_once() -> None:
    other = a_quote(
        "لن نقبل بزيادة الرسوم على صغار المزارعين في الوادي",
        speaker="منى السالم",
        role="رئيسة الجمعية",
    )
    fuller = replace(an_article(9, "قانون المياه"), digest=a_digest(quotes=(a_quote(), other)))
    made = text(opened(ARTICLES[2], fuller))

    assert made.count("هذا القانون خطوة أولى") == 1
    assert "منى السالم، رئيسة الجمعية:\n«لن نقبل" in made
    assert made.endswith("نقله أيضاً: صحيفة 9")


def test_an_opened_story_that_was_taken_back_has_only_the_way_back() -> None:
    made = opened(replace(ARTICLES[2], is_withdrawn=True))

    assert "سُحب الخبر من مصدره" in text(made)
    assert labels(made) == [["→ رجوع"]]


def test_pages_of_the_full_text_turn_within_the_briefing() -> None:
    stored = ARTICLES[2]
    long = replace(stored, article=replace(stored.article, paragraphs=("كلام طويل. " * 120,) * 6))
    made = render_briefing.page(Place(41, 3), long, 2, variant=Variant())

    assert faults(made) == []
    assert [key.data for row in made.buttons for key in row] == [
        "bfull:41:3:3",
        "noop",
        "bfull:41:3:1",
        "",
        "brief:41:3",
        "brief:41:0",
    ]


def test_nothing_new_names_the_last_briefing_and_leads_to_it() -> None:
    morning = render_briefing.nothing_new(a_briefing(), Settings())
    made_at = datetime(2026, 11, 23, 6, 12, 44, tzinfo=UTC)
    last = replace(a_briefing(kind=BriefingKind.ASKED), slot="2026-11-23 09:12", made_at=made_at)
    asked = render_briefing.nothing_new(last, Settings())
    elsewhere = render_briefing.nothing_new(last, Settings(zone="Africa/Tunis"))
    none = render_briefing.nothing_new(None, Settings())

    assert text(morning) == "لا جديد من مصادرك منذ موجز الصباح، الساعة 8:00."
    english = replace(ENGLISH, digits=Digits.LATIN)
    assert text(render_briefing.nothing_new(a_briefing(), english)) == (
        "There is nothing new from your sources since your last briefing (Morning briefing, 8:00)."
    )
    assert text(asked) == "لا جديد من مصادرك منذ آخر موجز، الساعة 9:12."
    assert text(elsewhere) == "لا جديد من مصادرك منذ آخر موجز، الساعة 7:12."
    assert morning.buttons[0][0].data == "brief:41:0"
    assert none.buttons == ()
    assert [faults(each) for each in (morning, asked, none)] == [[], [], []]
