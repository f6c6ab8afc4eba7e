"""Search: what words mean, what they find on either database, and in which order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import ParamSpec, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import __version__, indexing
from bot.amending import amend
from bot.core import search
from bot.core.models import Hit, Quote
from bot.core.search import Standing
from bot.core.understanding import Understood
from bot.workers import inline
from storage import Database, Tx, subscribers
from storage import search as index
from tests.builders import (
    NOW,
    a_digest,
    a_quote,
    a_source,
    an_article,
    read_as,
    store_article,
    store_source,
    store_subscriber,
    store_told,
)
from tests.desk import a_desk
from tests.test_set_aside import spoil

P = ParamSpec("P")
T = TypeVar("T")
HOSTILE = st.text(st.sampled_from("«»\"'*:^(){}-+&|!<>\\ \n٪ابتنوغزة12٣aB\0") | st.characters())


def found(db: Database, text: str, chat_id: int = 501) -> list[int]:
    """The ids of the articles that a reader finds, best first."""

    def look(tx: Tx) -> list[int]:
        reader = subscribers.find(tx, chat_id)
        assert reader is not None
        ranked = search.ranked(index.find(tx, reader, search.query(text)))
        return [hit.article_id for hits in ranked for hit in hits]

    return db.run_now(look)


def told(db: Database, number: int, headline: str, *paragraphs: str, source: int = 1) -> int:
    """A stored article, indexed as the poller does it."""

    return db.run_now(store_told, source, number, headline, *paragraphs)


@pytest.fixture
def newspaper(db: Database) -> Database:
    """A database with one source and one reader of it."""
    db.run_now(store_source)
    db.run_now(store_subscriber, 501)
    return db


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("غزة", "وصلت القافلة إلى بلدة السراب وبغزة حشود."),
        ("غزه", "أُعلن في غزّة عن هدنة."),
        ("هزة", "ضرب زلزال الواحة فجراً."),
        ("الاسعار", "ارتفاع أسعار التمور في الواحة."),
        ("المغرب", "أمطار بالمغرب هذا الأسبوع."),
        ("بالقاهرة", "معرض للكتاب في القاهرة."),
        ("القاهرة", "وللقاهرة نصيب من المطر، وبالقاهرة أيضاً."),
        ("جوجل", "أطلقت غوغل خدمة للخرائط."),
        ("٢٠٢٥", "بلغ الإنتاج في عام 2025 ذروته."),
        ("عبد العزيز", "افتتح عبدالعزيز السوق."),
        ("NASA", "قالت وكالة nasa إن المسبار وصل."),
    ],
)
def test_a_word_is_found_however_papers_write_it(
    newspaper: Database, typed: str, printed: str
) -> None:
    assert found(newspaper, typed) == []

    article = told(newspaper, 1, "خبر من الواحة", printed)

    assert found(newspaper, typed) == [article]


def test_no_word_is_found_by_a_part_of_it(newspaper: Database) -> None:
    told(newspaper, 1, "سلامة المارة في الواحة")

    told(newspaper, 2, "فرح والدها بنجاح ابنته")

    assert found(newspaper, "دها") == []
    assert found(newspaper, "لام") == found(newspaper, "مارة الوا") == []


@pytest.mark.parametrize(
    ("name", "printed", "other"),
    [
        ("الرياض", "وصل بالرياض وفد من الواحة.", "عُرفت الواحة بالرياضة وبلاعبيها الرياضيين."),
        ("الطائف", "مطر في الطائف اليوم.", "اجتمع وجهاء الطائفة، وناقشوا الفتنة الطائفية."),
        ("جلال", "افتتح جلال المعرض.", "افتتح جلالة الملك المعرض."),
        ("عمر", "وقّع عمر كتابه.", "بدأ موسم العمرة."),
    ],
)
def test_a_name_is_not_found_in_another_word_that_only_looks_like_its_feminine(
    newspaper: Database, name: str, printed: str, other: str
) -> None:
    article = told(newspaper, 1, "خبر من الواحة", printed)
    another = told(newspaper, 2, "خبر من المرفأ", other)

    assert found(newspaper, name) == [article]
    assert another not in found(newspaper, f"«{name}»")


def test_sport_is_found_in_all_its_forms_and_not_in_the_capital(newspaper: Database) -> None:
    sports = told(newspaper, 1, "الرياضيون يعودون إلى الملاعب", "ندوة في الرياضة المدرسية.")
    told(newspaper, 2, "معرض في الرياض")

    assert found(newspaper, "رياضة") == found(newspaper, "الرياضي") == [sports]


def test_every_word_must_stand_there_and_words_in_marks_side_by_side(newspaper: Database) -> None:
    port = told(newspaper, 1, "ميناء المرفأ يستقبل سفينة القمح")
    ship = told(newspaper, 2, "سفينة تجارية تغادر ميناء المرفأ بلا قمح")

    assert found(newspaper, "سفينة ميناء") == [ship, port]
    assert found(newspaper, "ميناء زلزال") == []
    assert found(newspaper, "«سفينة القمح»") == found(newspaper, '"سفينة القمح') == [port]


def test_no_phrase_reaches_from_the_headline_into_the_text(newspaper: Database) -> None:
    told(newspaper, 1, "موسم القمح", "السفينة غادرت الميناء.")

    assert found(newspaper, "«القمح السفينة»") == []
    assert found(newspaper, "القمح السفينة") == [1]


def test_what_only_mentions_the_words_comes_after_what_is_about_them(newspaper: Database) -> None:
    about = told(newspaper, 1, "زلزال يضرب الواحة")
    mention = told(newspaper, 2, "افتتاح السوق", "تأخر الافتتاح بسبب زلزال الشهر الماضي.")

    assert found(newspaper, "زلزال") == [about, mention]


@pytest.mark.parametrize(("days", "first"), [(6, 1), (8, 2)])
def test_a_week_newer_is_as_good_as_being_about_it(days: int, first: int) -> None:
    about = Hit(article_id=1, story_id=1, told_at=NOW, is_about=True)
    mention = Hit(article_id=2, story_id=2, told_at=NOW + timedelta(days=days), is_about=False)

    assert search.ranked([mention, about])[0][0].article_id == first


def test_a_story_is_one_result_whichever_of_its_versions_were_found() -> None:
    hits = [
        Hit(article_id=number, story_id=1, told_at=NOW, is_about=number > 1)
        for number in (1, 2, 3)
    ]

    assert search.ranked(hits) == [[hits[1], hits[2]]]


def test_a_reader_finds_only_what_his_sources_tell(newspaper: Database) -> None:
    other = newspaper.run_now(store_source, a_source(url="https://marfa.example/feed"))
    told(newspaper, 1, "زلزال يضرب الواحة", source=other)

    assert found(newspaper, "زلزال") == []
    newspaper.run_now(store_subscriber, 502)
    assert found(newspaper, "زلزال", 502) == [1]


def test_what_another_source_has_brought_too_is_found_by_its_readers(newspaper: Database) -> None:
    other = newspaper.run_now(store_source, a_source(url="https://marfa.example/feed"))
    article = told(newspaper, 1, "زلزال يضرب الواحة", source=other)

    def bring(tx: Tx) -> None:
        tx.execute(
            "insert into entries (source_id, key, seen_at, is_push, state, due_at, article_id)"
            " values (1, 'again', 0, 0, 'known', 0, :id)",
            {"id": article},
        )

    newspaper.run_now(bring)

    assert found(newspaper, "زلزال") == [article]


def test_what_was_taken_back_is_not_found(newspaper: Database) -> None:
    told(newspaper, 1, "زلزال يضرب الواحة")
    newspaper.run_now(lambda tx: tx.execute("update articles set withdrawn_at = 1"))

    assert found(newspaper, "زلزال") == []


def test_an_article_is_found_by_the_words_that_it_has_now(newspaper: Database) -> None:
    article = told(newspaper, 1, "زلزال يضرب الواحة")

    def correct(tx: Tx) -> None:
        words = search.indexed(an_article("عاصفة خفيفة"), a_digest("عاصفة خفيفة"))
        index.put(tx, article, words)

    newspaper.run_now(correct)

    assert found(newspaper, "زلزال") == []
    assert found(newspaper, "عاصفة") == [article]


async def test_what_an_article_is_found_by_is_made_where_nobody_waits_for_the_database(
    db: Database,
) -> None:
    async def think(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        made = await inline(function, *args, **kwargs)
        birds = list(search.stems(["عصفور"]))
        return replace(made, words=birds) if isinstance(made, Understood) else made

    async with a_desk(db) as desk:
        desk.poller.think = think
        db.run_now(store_subscriber)
        desk.news("خبر عن الواحة")
        await desk.work()

    assert found(db, "عصفور") == [1]
    assert found(db, "الواحة") == []


def test_what_was_changed_while_it_was_indexed_is_found_as_it_is_now(newspaper: Database) -> None:
    article_id = told(newspaper, 1, "زلزال يضرب الواحة")
    before = newspaper.run_now(indexing.unindexed)
    words = indexing.words_of(before.found)

    corrected = read_as(an_article("عاصفة خفيفة"), a_digest("عاصفة خفيفة"))
    paragraphs = replace(corrected.article, paragraphs=before.found[0].article.paragraphs * 2)
    newspaper.run_now(amend, article_id, replace(corrected, article=paragraphs), now=NOW)
    newspaper.run_now(indexing.put, before, words)

    assert found(newspaper, "زلزال") == []
    assert found(newspaper, "عاصفة") == [article_id]
    assert newspaper.run_now(index.is_whole)


def test_an_article_is_found_by_its_publishers_section() -> None:
    article = replace(an_article("فوز الواحة"), topics=("رياضة",))
    indexed = search.indexed(article, a_digest("فوز الواحة"))

    assert set(search.query("الرياضة").about[0]) <= set(indexed)


def test_of_a_long_article_the_beginning_is_indexed_and_no_part_of_a_word() -> None:
    paragraphs = ("واحة " * 1000, "بحيرة" + " نخلة" * 100_000, "آخر الكلام")

    indexed = search.indexed(an_article(paragraphs=paragraphs), a_digest(gist=()))

    assert len(indexed) <= search.MOST_INDEXED
    assert set(search.stems(["بحيرة نخلة"])) <= set(indexed)
    assert set(search.stems(["كلام"])).isdisjoint(indexed)
    cut = search.indexed(an_article(paragraphs=("س" * 29_998 + " منارة",)), a_digest(gist=()))
    assert set(search.stems(["منارة", "م"])).isdisjoint(cut)


async def test_what_an_older_release_has_stored_is_indexed_newest_first(
    newspaper: Database,
) -> None:
    stored = [newspaper.run_now(store_article, 1, number) for number in range(1, 26)]
    words = "قانون المياه"
    assert found(newspaper, words) == []
    assert newspaper.run_now(index.unindexed, __version__, limit=100) == stored[::-1]

    await indexing.step(newspaper)
    assert found(newspaper, words) == stored[:14:-1]
    assert not newspaper.run_now(index.is_whole)

    await indexing.catch_up(newspaper)
    assert found(newspaper, words) == stored[::-1]
    assert newspaper.run_now(index.is_whole)
    assert newspaper.run_now(index.unindexed, "another", limit=100) == stored[::-1]


@pytest.mark.parametrize("unreadable", [range(10, 25), range(1)])
async def test_articles_that_cannot_be_read_keep_none_from_the_index(
    newspaper: Database, unreadable: range
) -> None:
    stored = [newspaper.run_now(store_article, 1, number) for number in range(1, 26)]
    for at in unreadable:
        spoil(newspaper, stored[at])

    await indexing.catch_up(newspaper)

    readable = [each for at, each in enumerate(stored) if at not in unreadable]
    assert found(newspaper, "قانون المياه") == readable[::-1]
    assert newspaper.run_now(index.is_whole)


def test_what_became_unreadable_while_it_was_indexed_is_passed_over(newspaper: Database) -> None:
    stored = [newspaper.run_now(store_article, 1, number) for number in range(1, 3)]
    batch = newspaper.run_now(indexing.unindexed)
    spoil(newspaper, stored[0])

    newspaper.run_now(indexing.put, batch, indexing.words_of(batch.found))

    assert found(newspaper, "قانون المياه") == [stored[1]]
    assert newspaper.run_now(index.is_whole)


def test_words_that_say_nothing_find_nothing(newspaper: Database) -> None:
    told(newspaper, 1, "من هو في الواحة")

    assert search.query("من هو؟ «في»").phrases == ()
    assert found(newspaper, "من هو في") == []
    assert found(newspaper, "من الواحة") == [1]


def test_a_query_has_a_length() -> None:
    assert not search.is_too_long(search.query("زلزال " * 9))
    assert search.is_too_long(search.query("ميناء سفينة قمح زلزال مطر ريح سوق جسر قطار قمر نهر"))
    assert search.is_too_long(search.query("زلزال " * 20))


@given(HOSTILE)
def test_no_query_is_an_error_nor_an_order_to_the_database(text: str) -> None:
    for dialect in ("sqlite", "postgresql"):
        assert isinstance(index.expression(dialect, search.query(text).about), str)


def test_no_query_upsets_either_database(newspaper: Database) -> None:
    told(newspaper, 1, "a\" OR b \\ ' & | <-> (*) : NEAR", "x'y\\z «و» ٪ 2.5")

    for text in ('"', "'", "a OR b", 'a" NEAR b', "a:b", "x'y\\z", "2.5", "a*", "-a", "(", "\0a"):
        found(newspaper, text)
    assert found(newspaper, "2.5") == [1]


HIS = a_quote("لن يتوقف القطار", speaker="سامر الحداد", role="وزير المالية اللبناني")
HERS = a_quote("سيفتح المستشفى غدا", speaker="ليلى عباس", role="وزيرة المالية")
OF_A_CLUB = a_quote("فزنا لأننا لعبنا", speaker="نادر القنديل", role="رئيس نادي الشرفة")


@pytest.mark.parametrize(
    ("asked", "quote", "standing"),
    [
        ("سامر الحداد", HIS, Standing.NAME),
        ("وزير المالية الحداد", HIS, Standing.NAME),
        ("وزير المالية", HIS, Standing.OFFICE),
        ("الوزير", HIS, Standing.PERHAPS),
        ("وزيرة المالية", HERS, Standing.OFFICE),
        ("وزير المالية", HERS, Standing.PERHAPS),
        ("الرئيس", OF_A_CLUB, Standing.PERHAPS),
        ("نادي الشرفة", OF_A_CLUB, Standing.ANOTHER),
        ("المالية", HIS, Standing.ANOTHER),
        ("سامر القنديل", HIS, Standing.ANOTHER),
        ("من", HIS, Standing.ANOTHER),
    ],
)
def test_who_is_asked_for_is_known_by_name_or_by_the_beginning_of_his_office(
    asked: str, quote: Quote, standing: Standing
) -> None:
    assert search.standing(search.query(asked), quote) is standing


def test_whoever_fits_best_is_told_and_others_only_where_nobody_does() -> None:
    found = [(2, HERS), (1, HIS)]

    def told(asked: str) -> list[tuple[int, list[Quote]]]:
        return search.sayings(found, search.query(asked), articles=5, each=3)

    assert told("وزير المالية") == [(1, [HIS])]
    assert told("الوزير") == [(2, [HERS]), (1, [HIS])]
    assert told("وزير الصحة") == []


def test_parts_of_a_search_are_put_together_again_the_most_of_them_first() -> None:
    parts = search.parts(search.query("جسر «وادي السراب» مغلق؟"))

    assert parts == ["جسر", "«وادي السراب»", "مغلق"]
    assert [each.text for each in search.fewer(parts[:2])] == [
        "جسر «وادي السراب»",
        "«وادي السراب»",
        "جسر",
    ]
    assert search.fewer([]) == []
