"""Messages: what they look like, and that nothing in them can hurt or be lost."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import arabic
from bot.core.messages import full_text, render, render_list, telegram_html
from bot.core.models import Form, Language, Length, Message, QuoteKind, StoredArticle, Variant
from bot.core.texts import TEXTS
from tests.builders import NOW, a_digest, a_quote, a_source, a_story, an_article
from tests.lint import faults, parsed

BOT = "mujaz_bot"
HOSTILE = st.text(
    alphabet=st.sampled_from(
        "<>&\"'«»“”/=#@ \u200f\u202e\u2066\u2068\u2069\u061c\nابتثج٣1%+-.،؟:aB"
    )
    | st.characters(codec="utf-8"),
    max_size=200,
)


def story(stored: StoredArticle, *, is_private: bool = True) -> Message:
    return render.story(stored, now=NOW, bot=BOT, variant=Variant(is_private=is_private))


def text_of(message: Message) -> str:
    """What a reader sees: without markup and marks."""
    return "".join(
        letter
        for letter in telegram_html.plain(message.html)
        if letter not in "\u200f\u061c\u2068\u2069"
    )


def test_a_story_is_headline_gist_quotes_source_and_time() -> None:
    message = story(a_story())

    assert text_of(message).split("\n") == [
        "مجلس واحة السراب يقرّ قانون المياه",
        "",
        "أقرّ مجلس واحة السراب، أمس الأحد، قانون المياه الجديد بعد جلسة استمرت ست ساعات.",
        "سامر الحدّاد، وزير الري:",
        "«هذا القانون خطوة أولى، ولن تُحفر بئر واحدة قبل دراسة شاملة».",
        "📰 صحيفة الشرفة · الآن",
    ]
    assert faults(message) == []


def test_breaking_news_is_marked_as_such_and_only_once() -> None:
    message = story(a_story(digest=a_digest("عاجل | زلزال يضرب واحة السراب")))

    assert text_of(message).startswith("🔴 عاجل | زلزال يضرب واحة السراب\n")


def test_a_quote_that_ends_with_a_question_gets_no_full_stop() -> None:
    quote = a_quote("من يدفع ثمن الماء الذي لا نشربه؟")

    assert "نشربه؟»\n" in text_of(story(a_story(digest=a_digest(quotes=(quote,)))))


def test_the_full_stop_of_a_quotation_stands_behind_its_mark() -> None:
    quotes = (a_quote("لن نشرب ماء لا نعرف مصدره."),)

    assert "مصدره».\n" in text_of(story(a_story(digest=a_digest(quotes=quotes))))


def test_a_sentence_whose_end_was_forgotten_gets_a_full_stop() -> None:
    gist = ("أقرّ المجلس قانون المياه،", "يبدأ العمل به «غدا.»", "من يدفع ثمنه؟")

    told = text_of(story(a_story(digest=a_digest(gist=gist))))

    assert "\nأقرّ المجلس قانون المياه. يبدأ العمل به «غدا». من يدفع ثمنه؟\n" in told


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("أمينها العام", "سامر الحدّاد:"),
        ("المتحدث باسمها", "سامر الحدّاد:"),
        ("الناطق باسمهم", "سامر الحدّاد:"),
        ("رئيسه التنفيذي", "سامر الحدّاد:"),
        ("أحد مؤسسي", "سامر الحدّاد:"),
        ("وزير المياه", "سامر الحدّاد، وزير المياه:"),
        ("الباحث", "الباحث سامر الحدّاد:"),
        ("أمين أبها", "سامر الحدّاد، أمين أبها:"),
    ],
)
def test_an_office_that_points_elsewhere_is_left_out(role: str, told: str) -> None:
    assert told in text_of(story(a_story(digest=a_digest(quotes=(a_quote(role=role),)))))


def test_only_key_quotes_are_printed() -> None:
    hidden = replace(a_quote("كلمة لا تُطبع"), key=False, kind=QuoteKind.FRAGMENT)

    assert "كلمة لا تُطبع" not in text_of(story(a_story(digest=a_digest(quotes=(hidden,)))))


def test_a_reader_may_want_the_headline_alone_or_all_that_was_said() -> None:
    quotes = (*(a_quote(f"قول رقم {number} من أقوال كثيرة") for number in range(4)),)
    unprinted = tuple(replace(quote, key=False) for quote in quotes)
    nameless = replace(a_quote("قول لا يُعرف قائله في هذا الخبر", speaker=""), key=False)
    stored = a_story(digest=a_digest(quotes=(*quotes[:1], *unprinted[1:], nameless)))

    headline, short, long = (
        text_of(render.story(stored, now=NOW, bot=BOT, variant=Variant(length=length)))
        for length in Length
    )

    assert headline.split("\n") == ["مجلس واحة السراب يقرّ قانون المياه", "📰 صحيفة الشرفة · الآن"]
    assert [text.count("قول رقم") for text in (short, long)] == [1, 4]
    assert "لا يُعرف قائله" not in long


def test_who_says_more_than_one_thing_is_named_once() -> None:
    first, other, again = (
        replace(a_quote(f"قول رقم {number} من أقوال كثيرة", speaker=speaker), role="")
        for number, speaker in enumerate(["سامر الحدّاد", "ليلى عباس", "سامر الحدّاد"])
    )

    text = text_of(story(a_story(digest=a_digest(gist=(), quotes=(first, other, again)))))

    assert text.split("\n")[2:-1] == [
        "سامر الحدّاد:",
        "«قول رقم 0 من أقوال كثيرة».",
        "«قول رقم 2 من أقوال كثيرة».",
        "ليلى عباس:",
        "«قول رقم 1 من أقوال كثيرة».",
    ]


def test_a_short_message_is_read_at_a_glance() -> None:
    first, second = ("كلمة " * 39 + "أولى.", "كلمة " * 39 + "ثانية.")
    quotes = tuple(a_quote(f"{'قول ' * 19}{number}") for number in range(3))

    def gist(length: Length, *, said: int) -> list[bool]:
        stored = a_story(digest=a_digest(gist=(first, second), quotes=quotes[:said]))
        variant = Variant(length=length)
        text = text_of(render.story(stored, now=NOW, bot=BOT, variant=variant))
        assert text.count("«قول") == said
        return ["أولى." in text, "ثانية." in text]

    assert gist(Length.SHORT, said=0) == [True, True]
    assert gist(Length.SHORT, said=1) == [True, False]
    assert gist(Length.SHORT, said=3) == [True, False]
    assert gist(Length.LONG, said=3) == [True, True]


def test_a_sentence_that_is_the_headline_too_is_told_once() -> None:
    first, second = "أقر مجلس البلدة أمس قانون المياه الجديد.", "ويبدأ العمل به في الصيف."
    digest = replace(a_digest(), headline=first.rstrip("."), gist=(first, second))
    stored = replace(a_story(), digest=digest)

    for message in (story(stored), render_list.listing([stored], now=NOW, bot="mujaz_bot")):
        assert text_of(message).count("قانون المياه الجديد") == 1
        assert second in text_of(message)


def test_what_does_not_fit_is_left_out_whole() -> None:
    long = "كلمة " * 700 + "النهاية."
    digest = a_digest(gist=(long, long), quotes=tuple(a_quote() for _ in range(3)))

    message = story(a_story(digest=digest))

    assert faults(message) == []
    assert "…" not in text_of(message)


def test_in_a_group_the_full_text_opens_in_the_readers_own_chat() -> None:
    private = story(a_story()).buttons[0][0]
    group = story(a_story(), is_private=False).buttons[0][0]

    assert private.data == "full:7:1"
    assert group.url == "https://t.me/mujaz_bot?start=a7"


def test_an_article_without_a_web_address_has_no_link_to_its_source() -> None:
    message = story(a_story(article=an_article(url="javascript:alert(1)")))

    assert "href" not in message.html
    assert not any(button.url for row in message.buttons for button in row)


def test_what_may_have_been_missed_is_told_with_a_link() -> None:
    missed = [render.missed_line(a_story(), BOT, Language.ARABIC)]
    message = render.story(a_story(), now=NOW, bot=BOT, missed=missed)

    assert text_of(message).endswith("ربما فاتك: مجلس واحة السراب يقرّ قانون المياه")
    assert "https://t.me/mujaz_bot?start=a7" in message.html
    assert faults(message) == []


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "الآن"),
        (1, "قبل دقيقة"),
        (2, "قبل دقيقتين"),
        (5, "قبل 5 دقائق"),
        (12, "قبل 12 دقيقة"),
        (60, "قبل ساعة"),
        (150, "قبل ساعتين"),
        (11 * 60, "قبل 11 ساعة"),
        (24 * 60, "قبل يوم"),
        (3 * 24 * 60, "قبل 3 أيام"),
        (-5, "الآن"),
    ],
)
def test_times_are_told_as_people_say_them(minutes: int, text: str) -> None:
    assert render.ago(NOW - timedelta(minutes=minutes), Language.ARABIC, now=NOW) == text


def test_english_beside_an_arabic_name_keeps_its_numbers_where_they_are() -> None:
    stored = replace(a_story(), sources=3)
    english, later = Variant(language=Language.ENGLISH), NOW + timedelta(minutes=12)
    listed = render_list.listing([stored], now=later, bot=BOT, variant=english)
    opened = full_text.message(stored, 1, variant=english)

    for message in (listed, opened):
        lines = telegram_html.plain(message.html).split("\n")
        from_right = [each for each in lines if each.startswith(("\u200f", "\u061c"))]
        bare = [re.sub("[\u2066\u2068][^\u2069]*\u2069", "", each) for each in from_right]
        assert [each for each in bare if re.search("[a-z]", each)] == []
        assert faults(message) == []
    assert "\u2066reported by 3 sources\u2069" in listed.html
    assert "23 November 2026, 09:41" in telegram_html.plain(opened.html)


def test_the_month_is_named_as_in_the_publishers_country() -> None:
    names = {
        country: full_text.date_tag(
            a_story(source=replace(a_source(), country=country)), Language.ARABIC
        )
        for country in ("LB", "EG", "MA", "TN")
    }

    assert "تشرين الثاني" in names["LB"]
    assert "23 نوفمبر 2026، 09:41" in names["EG"]
    assert "نونبر" in names["MA"]
    assert "نوفمبر" in names["TN"]


def test_topics_become_at_most_three_hashtags_of_short_arabic() -> None:
    article = replace(
        an_article(), topics=("اقتصاد", "Economy", "كرة القدم", "اقتصاد", "طقس", "صحة", "a<b")
    )

    assert text_of(story(a_story(article=article))).endswith("\n#اقتصاد #كرة_القدم #طقس")


def long_article(paragraphs: int = 40) -> StoredArticle:
    return a_story(
        article=an_article(
            paragraphs=tuple(
                f"الفقرة {number}. " + "قالت «البلدية» إن 45% من الآبار & العيون <جفّت>. " * 6
                for number in range(paragraphs)
            )
        )
    )


def test_the_full_text_turns_in_pages_that_together_lose_nothing() -> None:
    stored = long_article()
    count = len(full_text.pages_of(stored, Language.ARABIC))
    pages = [full_text.message(stored, page) for page in range(1, count + 1)]

    told = " ".join(" ".join(text_of(page).split()) for page in pages)

    assert len(pages) > 2
    assert all(faults(page) == [] for page in pages)
    assert all(arabic.utf16_units(telegram_html.plain(page.html)) <= 3500 for page in pages)
    for paragraph in stored.article.paragraphs:
        assert " ".join(paragraph.split()) in told


def test_of_what_was_taken_back_there_is_no_full_text() -> None:
    stored = replace(long_article(), is_withdrawn=True)

    page = full_text.message(stored, 1)

    assert faults(page) == []
    assert "سُحب الخبر من مصدره" in text_of(page)
    assert stored.article.paragraphs[0][:30] not in text_of(page)
    assert not any(button.data.startswith("full:") for row in page.buttons for button in row)


def test_pages_turn_as_arabic_readers_turn_them() -> None:
    first, second = (full_text.message(long_article(), page).buttons[0] for page in (1, 2))

    assert first[0].label == "التالي ←"
    assert [button.label.split(" ")[0] for button in second] == ["التالي", "صفحة", "→"]
    assert second[1].label.startswith("صفحة 2 من ")
    assert [button.data for button in second] == ["full:7:3", "noop", "full:7:1"]


@pytest.mark.parametrize("page", [-3, 0, 99, 10**9])
def test_a_page_that_is_not_there_means_the_nearest(page: int) -> None:
    stored = a_story()

    assert full_text.message(stored, page) == full_text.message(stored, 1)


def test_a_word_longer_than_a_page_is_still_told_whole() -> None:
    stored = a_story(article=an_article(paragraphs=("ماء" * 5000,)))

    pages = [
        full_text.message(stored, page + 1)
        for page in range(len(full_text.pages_of(stored, Language.ARABIC)))
    ]

    assert all(faults(page) == [] for page in pages)
    assert sum(text_of(page).count("ا") for page in pages) >= 5000


def test_a_list_numbers_its_stories_and_its_keys_in_reverse() -> None:
    message = render_list.listing([a_story(), a_story(), a_story()], now=NOW, bot=BOT)

    assert "2. مجلس واحة السراب" in text_of(message)
    assert [button.label for button in message.buttons[0]] == ["3", "2", "1"]
    assert faults(message) == []


def test_a_list_that_grows_too_long_ends_earlier() -> None:
    digest = a_digest("عنوان طويل " * 14, gist=("جملة طويلة جداً " * 20 + ".",))

    message = render_list.listing([a_story(digest=digest)] * 10, now=NOW, bot=BOT)

    assert faults(message) == []
    assert sum(len(row) for row in message.buttons) < 10


def test_commands_in_a_notice_keep_their_slash_in_front() -> None:
    assert "\u2068/latest 5\u2069" in render.notice("أرسل /latest 5 الآن").html
    assert "\u2068/latest5\u2069" in render.notice("لا أعرف الأمر /latest5").html


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_whatever_comes_from_outside_telegram_takes_the_message(
    title: str, words: str, name: str, url: str
) -> None:
    article = an_article(title, paragraphs=(words, name), author=name, url=f"https://{url}")
    quote = a_quote(words, speaker=name, role=title)
    stored = a_story(
        article=replace(article, topics=(title, words, name)),
        digest=a_digest(title, gist=(words,), quotes=(quote,)),
        source=a_source(name or "مصدر"),
    )

    missed = render.missed_line(stored, BOT, Language.ARABIC)
    messages = [
        story(stored),
        full_text.message(stored, 1),
        render_list.listing([stored], now=NOW, bot=BOT),
        render.story(stored, now=NOW, bot=BOT, missed=[missed]),
    ]

    for message in messages:
        assert parsed(message.html)["@type"] == "formattedText"
        assert [fault for fault in faults(message) if "too" in fault] == []


@given(st.integers(1, 800).flatmap(lambda size: st.just("وقالت البلدية: كلمة " * size)))
def test_however_long_an_article_is_its_messages_are_within_the_limits(text: str) -> None:
    stored = a_story(
        article=an_article(text[:3000], paragraphs=(text,)),
        digest=a_digest(text[:3000], gist=(text[:9000],), quotes=(a_quote(text[:9000]),)),
    )

    assert faults(story(stored)) == []
    assert faults(full_text.message(stored, 1)) == []


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.ARTICLE])
def test_what_is_no_plain_article_is_told_as_such_beside_its_source(form: Form) -> None:
    stored = a_story()
    other = replace(stored, article=replace(stored.article, form=form, paragraphs=()))
    mark = TEXTS[Language.ARABIC][f"form.{form}"]

    assert mark not in render.story(stored, now=NOW, bot="mujaz_bot").html
    for shown in (
        render.story(other, now=NOW, bot="mujaz_bot"),
        render_list.listing([other], now=NOW, bot="mujaz_bot"),
        full_text.message(other, 1),
    ):
        assert shown.html.count(mark) == 1
        assert faults(shown) == []
