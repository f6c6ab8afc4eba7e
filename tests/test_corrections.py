"""What counts as a change of what was printed, and how it is told."""

from dataclasses import replace

import pytest

from bot.core.corrections import (
    changes,
    is_believable,
    is_same_piece,
    is_same_text,
    likeness,
    noted,
)
from bot.core.messages import full_text, render, telegram_html
from bot.core.models import Change, ChangeKind, Digest, Length, Printed, StoredArticle
from tests.builders import NOW, PARAGRAPHS, a_digest, a_quote, a_story, an_article
from tests.lint import faults

HEADLINE = "مجلس واحة السراب يقرّ قانون المياه"
SAID = "لن نبيع لتراً واحداً من مياه الواحة قبل عام ألفين وثلاثين"


def story(
    headline: str = HEADLINE, *, said: str = SAID, speaker: str = "سامر الحدّاد"
) -> StoredArticle:
    quote = a_quote(said, speaker=speaker)
    paragraphs = (*PARAGRAPHS[:1], f"وقال {speaker}: «{said}».")
    return a_story(
        digest=a_digest(headline, quotes=(quote,) if said else ()),
        article=an_article(headline, paragraphs=paragraphs),
    )


def told(was: Digest, now: StoredArticle) -> list[tuple[str, str, str]]:
    return [(each.kind.value, each.was, each.speaker) for each in changes(was, now)]


@pytest.mark.parametrize(
    "headline",
    [
        "مجلس واحة السراب يقر قانون المياه",
        "مجلس واحة  السراب يقرّ قانون المياه.",
        "«مجلس واحة السراب» يُقرّ قانون المياه",
    ],
)
def test_marks_spaces_and_vowel_signs_change_nothing(headline: str) -> None:
    assert told(a_digest(headline, quotes=()), story()) == []


def test_news_that_is_no_longer_breaking_is_no_change_and_its_mark_is_not_repeated() -> None:
    assert told(a_digest(f"عاجل | {HEADLINE}", quotes=()), story()) == []

    change = Change(kind=ChangeKind.HEADLINE, was="عاجل | هزة بقوة 4.5 درجات")
    message = render.story(replace(story(), changes=(change,)), now=NOW, bot="mujaz_bot")
    assert "كان العنوان «هزة بقوة 4.5 درجات»." in telegram_html.plain(message.html)


def test_another_headline_is_a_change() -> None:
    was = story("مجلس واحة السراب يرفض قانون المياه").digest

    assert told(was, story()) == [("headline", "مجلس واحة السراب يرفض قانون المياه", "")]


def test_words_that_stand_otherwise_now_are_a_change_of_their_speaker() -> None:
    former = "لن نبيع لتراً واحداً من مياه الواحة قبل عام ألفين وأربعين"

    assert told(story(said=former).digest, story()) == [("quote", former, "سامر الحدّاد")]


def test_words_that_are_gone_are_told_as_gone() -> None:
    assert told(story().digest, story(said="")) == [("quote_gone", SAID, "سامر الحدّاد")]


def test_words_of_somebody_else_are_told_with_who_was_named() -> None:
    now = story(speaker="ليلى منصور")

    assert told(story().digest, now) == [("speaker", SAID, "سامر الحدّاد")]


def test_a_quote_that_is_merely_not_chosen_any_more_is_no_change() -> None:
    kept = story()
    now = replace(kept, digest=replace(kept.digest, quotes=()))

    assert told(kept.digest, now) == []


def test_a_speaker_of_whom_the_rules_are_no_longer_sure_is_no_change() -> None:
    was = story().digest
    now = replace(story(), digest=a_digest(quotes=(a_quote(SAID, speaker=""),)))

    assert told(was, now) == []


def test_another_page_at_the_same_address_is_not_taken_for_the_article() -> None:
    article = an_article()
    edited = replace(article, paragraphs=(*PARAGRAPHS[:-1], "وتبدأ الدورة المقبلة يوم الأحد."))
    consent = replace(article, paragraphs=("نستخدم ملفات تعريف الارتباط لتحسين تجربتك.",) * 3)

    assert is_same_text(article, replace(article, title=f" {article.title}."))
    assert not is_same_text(article, edited)
    assert is_same_piece(article, edited)
    assert not is_same_piece(article, consent)
    assert is_believable(article, edited)
    assert not is_believable(article, consent)


def test_a_flash_that_was_written_anew_is_still_believed() -> None:
    flash = an_article(HEADLINE, paragraphs=("أقرّ المجلس القانون قبل قليل، وفق مراسلنا.",))
    anew = replace(
        flash,
        paragraphs=("صوّت 94 عضواً في مجلس واحة السراب لصالح قانون المياه.", "وكان الخلاف طويلاً."),
    )

    assert not is_same_piece(flash, anew)
    assert is_believable(flash, anew)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (ChangeKind.HEADLINE, "✏️ تصحيح: كان العنوان «قبل “التعديل”»."),
        (ChangeKind.QUOTE, "✏️ تصحيح: كان المنقول عن سامر الحدّاد: «قبل «التعديل»»."),
        (
            ChangeKind.QUOTE_GONE,
            "✏️ تصحيح: حذف المصدر قولاً كان منسوباً إلى سامر الحدّاد: «قبل «التعديل»».",
        ),
        (ChangeKind.SPEAKER, "✏️ تصحيح: نُسب هذا القول من قبل إلى سامر الحدّاد: «قبل «التعديل»»."),
    ],
)
def test_a_correction_stands_between_the_story_and_its_source(kind: ChangeKind, line: str) -> None:
    change = Change(kind=kind, was="قبل «التعديل»", speaker="سامر الحدّاد")
    message = render.story(replace(story(), changes=(change,)), now=NOW, bot="mujaz_bot")

    lines = [each.strip("\u200f") for each in telegram_html.plain(message.html).split("\n")]
    assert lines[lines.index(line) - 1] == lines[lines.index(line) + 1] == ""
    assert lines[lines.index(line) + 2].startswith("📰")
    assert faults(message) == []


def test_endless_quotations_are_compared_by_their_first_words() -> None:
    endless = "كلمة أخرى تتكرر " * 20_000

    assert likeness(endless, endless + "نهاية") == 1.0


def test_a_hostile_former_headline_is_escaped_and_bounded() -> None:
    change = Change(kind=ChangeKind.HEADLINE, was="<b>" + "كلمة & " * 400)
    message = render.story(replace(story(), changes=(change,)), now=NOW, bot="mujaz_bot")

    assert message.html.count("&lt;") == 1
    assert faults(message) == []


def test_a_story_that_was_taken_back_says_so_first_and_is_not_spread() -> None:
    stored = replace(story(), is_withdrawn=True)
    message = render.story(stored, now=NOW, bot="mujaz_bot")
    page = full_text.message(stored, 1)

    for shown in (message, page):
        assert telegram_html.plain(shown.html).startswith("\u200f⚠️ سُحب الخبر من مصدره\n")
        assert faults(shown) == []
    assert message.buttons == ()
    assert not any(key.url for row in page.buttons for key in row)


def test_of_what_was_taken_back_only_another_headline_is_still_told() -> None:
    changes = [Change(kind=kind, was=f"قبل {kind}", speaker="سامر الحدّاد") for kind in ChangeKind]
    stored = replace(story(), is_withdrawn=True, changes=tuple(changes))

    told = telegram_html.plain(render.story(stored, now=NOW, bot="mujaz_bot").html)

    assert told.count("✏️") == 1
    assert "✏️ تصحيح: كان العنوان «" in told


def test_who_was_told_the_headline_alone_hears_of_no_other_quotation() -> None:
    was = replace(
        story().digest, headline="عنوان آخر", quotes=(a_quote("لم يُقل هذا قط في الخبر"),)
    )
    printed = Printed(digest=was, sources=1, development_id=None)

    short, brief = (noted(story(), [printed], each) for each in (Length.SHORT, Length.HEADLINE))

    assert [each.kind for each in short.changes] == [ChangeKind.HEADLINE, ChangeKind.QUOTE_GONE]
    assert [each.kind for each in brief.changes] == [ChangeKind.HEADLINE]


def test_who_was_told_it_as_it_is_gets_no_note() -> None:
    printed = Printed(digest=story().digest, sources=1, development_id=None)

    assert noted(story(), []).changes == ()
    assert noted(story(), [printed]).changes == ()
