"""What readers may be told that somebody said, printed first or only to who wants it all."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core import digest
from bot.core.messages.render_quotes import below
from bot.core.models import Article, Quote
from storage import Database, Tx, articles
from storage.schema import m23_told_quotes
from tests.builders import a_digest, a_quote, store_article, store_source
from tests.invented_law import LEAD, LONG_SAID, OTHER, SAID, SECOND, made


def test_words_whose_speaker_is_only_likely_are_told_at_no_length() -> None:
    sure = f"وقال وزير الري سامر الحداد: «{SAID}»."
    likely = f"وأكدت الوزارة أن العمل يبدأ غدا. وأضاف: «{OTHER}»."
    found = Article(title="قانون جديد للمياه", paragraphs=(LEAD, sure, likely))

    told = digest.make(found)

    assert [quote.text for quote in told.quotes] == [SAID]
    every = digest.every_quote(found, told)
    assert [(quote.text, quote.speaker, quote.key) for quote in every] == [
        (SAID, "سامر الحداد", True),
        (OTHER, "سامر الحداد", False),
    ]


def test_a_long_message_tells_a_quotation_of_its_gist_once() -> None:
    lead = f"{LEAD.removesuffix('.')}، وقال وزير الري سامر الحداد «{SAID}»."
    other = f"وقال مدير السد عادل الشامي: «{OTHER}»."
    found = made(lead, SECOND, other)

    assert [quote.text for quote in found.quotes] == [SAID, OTHER]
    assert [quote.text for quote in below(found.quotes, found.gist)] == [OTHER]


def test_what_is_too_long_or_too_little_to_print_may_be_told_still() -> None:
    texts = ("لا ماء في النهر", LONG_SAID, SAID)
    told = made(LEAD, *(f"وقال وزير الري سامر الحداد: «{text}»." for text in texts))

    assert [(quote.text, quote.key) for quote in told.quotes] == [
        ("لا ماء في النهر", False),
        (LONG_SAID, False),
        (SAID, True),
    ]


def test_words_behind_a_colon_are_told_where_a_paper_has_no_marks() -> None:
    text = (LEAD, f"وقال وزير الري سامر الحداد: {SAID}.", SECOND)
    found = Article(title="قانون جديد للمياه", paragraphs=text)

    told = digest.make(found)

    assert [quote.text for quote in told.key_quotes] == [SAID]
    assert digest.every_quote(found, told) == list(told.quotes)


@given(texts=st.lists(st.sampled_from(["الغضب", "واحة السراب", "لا ماء في النهر", SAID, OTHER])))
def test_what_is_told_is_what_a_full_search_finds(texts: list[str]) -> None:
    """Where no marks hold enough words, who speaks is not looked for."""
    lines = tuple(f"ووصفه وزير الري سامر الحداد قائلا: «{text}»." for text in texts)

    told = [quote.text for quote in made(LEAD, *lines).quotes]

    assert told == [text for text in texts if len(text.split()) > 3]


def test_what_an_older_program_kept_of_likely_speakers_is_told_no_more(db: Database) -> None:
    likely = replace(a_quote("قول لا يُعرف قائله في هذا الخبر"), key=False)

    def kept(tx: Tx) -> tuple[Quote, ...]:
        stored = store_article(tx, store_source(tx), digest=a_digest(quotes=(a_quote(), likely)))
        m23_told_quotes(tx)
        return articles.get(tx, [stored])[stored].digest.quotes

    printed, emptied = db.run_now(kept)

    assert printed == a_quote()
    assert (emptied.text, emptied.speaker) == (likely.text, "")
