"""Keywords: what is told in a watched one comes at once, in a muted one not at all."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import wording
from bot.core import choices, keywords, pushing
from bot.core.choices import NoChoice
from bot.core.messages import render, telegram_html
from bot.core.models import (
    Candidate,
    Delivery,
    Language,
    News,
    Outcome,
    Pushes,
    Quiet,
    Settings,
    Standing,
    Subscriber,
    Variant,
    Verdict,
)
from storage import Database, Tx, outbox, preferences, sharing, subscribers
from storage.terms import Terms
from tests.builders import (
    NOW,
    a_source,
    a_story,
    store_article,
    store_source,
    store_subscriber,
)
from tests.turns import chats, ended, publish

TERMS = Terms(judge=pushing.judge)
WATER = ("مجلس واحة السراب يقرّ قانون المياه", "يقضي القانون بتوزيع مياه العيون بالتساوي")
BRIEFED = Settings(zone="UTC")
WATCHER = replace(BRIEFED, watched=("المياه",))


@pytest.mark.parametrize(
    "keyword", ["المياه", "ومياه", "واحة السراب", "قانون المياه العيون", "«واحة السراب»"]
)
def test_a_keyword_is_found_as_words_are_searched_for(keyword: str) -> None:
    assert keywords.holds(WATER, [keyword])


@pytest.mark.parametrize("keyword", ["السر", "جسر", "المياه الجوفية", "«السراب واحة»", "من", ""])
def test_no_keyword_is_found_by_a_part_of_it_or_by_words_apart(keyword: str) -> None:
    assert not keywords.holds(WATER, [keyword])


def test_a_phrase_does_not_reach_over_two_texts() -> None:
    assert not keywords.holds(("قانون المياه", "يقضي القانون"), ["«المياه يقضي»"])


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("غزة ومصر", ["غزة", "مصر"]),
        ("الرياضة والأبراج، كأس العالم", ["الرياضة", "الأبراج", "كأس العالم"]),
        ("سمو ولي العهد", ["سمو ولي العهد"]),
        ("سامر والتر", ["سامر والتر"]),
        ("كرة والد الحداد", ["كرة والد الحداد"]),
    ],
)
def test_keywords_are_told_from_each_other_as_a_sentence_names_them(
    said: str, named: list[str]
) -> None:
    assert keywords.named_in(said) == named


def watched(settings: Settings, value: str, name: str = "watched") -> tuple[str, ...]:
    chosen: tuple[str, ...] = getattr(choices.choose(settings, name, value), name)
    return chosen


def test_several_are_added_at_once_and_each_is_there_once() -> None:
    assert watched(BRIEFED, "+غزة، كأس  العالم\nوغزّة") == ("غزة", "كأس العالم")
    assert watched(WATCHER, "+مياه") == ("المياه",)


def test_one_is_removed_however_it_is_written() -> None:
    assert watched(WATCHER, "-مياه") == ()


def test_what_is_watched_is_not_muted_and_the_last_choice_holds() -> None:
    found = choices.choose(WATCHER, "muted", "+المياه، الأبراج")

    assert (found.watched, found.muted) == ((), ("المياه", "الأبراج"))


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("+", "keywords.none"),
        ("+ ،", "keywords.none"),
        ("+من", "keywords.says_nothing"),
        ("+" + "كلمة طويلة " * 5, "keywords.too_long"),
        ("+" + "، ".join(f"كلمة{number}" for number in range(21)), "keywords.too_many"),
    ],
)
def test_what_can_be_no_keyword_is_refused_with_a_reason(value: str, key: str) -> None:
    with pytest.raises(NoChoice) as caught:
        choices.choose(BRIEFED, "watched", value)

    assert caught.value.key == key


def test_words_with_a_comma_are_no_single_keyword() -> None:
    assert keywords.is_fit("غزة")
    assert not keywords.is_fit("غزة، والقدس")


def verdict(
    settings: Settings, *, is_breaking: bool = False, is_follower: bool = False
) -> Verdict:
    news = News(sections=("اقتصاد",), told=WATER, is_breaking=is_breaking)
    candidate = Candidate(settings=settings, news=news, is_follower=is_follower, hour_at=NOW)
    return pushing.judge(candidate, NOW)


@pytest.mark.parametrize("is_breaking", [True, False])
def test_what_is_muted_never_goes_not_even_breaking_news(is_breaking: bool) -> None:
    settings = replace(BRIEFED, muted=("المياه",))

    found = verdict(settings, is_breaking=is_breaking, is_follower=True)

    assert found == (False, None, False)


def test_what_is_watched_goes_whatever_its_topic_and_over_the_cap() -> None:
    full = replace(WATCHER, topics=("sports",), pushes=Pushes.INSTANT, hourly_cap=1)
    news = News(sections=("اقتصاد",), told=WATER)
    candidate = Candidate(settings=full, news=news, hour_at=NOW, hour_pushes=9)

    assert pushing.judge(candidate, NOW) == (True, None, False)


def test_of_a_source_that_is_not_followed_at_once_only_the_watched_goes() -> None:
    assert verdict(WATCHER).goes
    assert not verdict(replace(WATCHER, watched=("الجسر",))).goes


def test_quiet_hours_hold_it_back_for_the_briefing() -> None:
    asleep = replace(WATCHER, quiet=Quiet("09:00", "10:00"))

    assert verdict(asleep) == (False, NOW.replace(hour=10, minute=0), False)


def a_reader(db: Database, chat_id: int, settings: Settings) -> int:
    reader = db.run_now(store_subscriber, chat_id)
    db.run_now(preferences.change, reader, settings)
    return reader


def leased(db: Database, now: datetime) -> list[int]:
    return chats(db.run_now(outbox.step, (), want=9, now=now, terms=TERMS))


def test_a_broadcast_reaches_who_watches_for_its_words(db: Database, now: datetime) -> None:
    source_id = db.run_now(store_source)
    a_reader(db, 501, BRIEFED)
    a_reader(db, 502, WATCHER)
    a_reader(db, 503, replace(BRIEFED, watched=("الجسر",)))
    a_reader(db, 504, Settings(pushes=Pushes.INSTANT, muted=("السراب",)))
    publish(db, source_id, 1, now=now)

    assert leased(db, now) == [502]
    assert leased(db, now) == []


def test_the_words_of_who_is_quoted_count_too(db: Database, now: datetime) -> None:
    source_id = db.run_now(store_source)
    a_reader(db, 501, replace(BRIEFED, watched=("سامر الحداد",)))
    publish(db, source_id, 1, now=now)

    assert leased(db, now) == [501]


def test_what_waits_is_dropped_when_it_is_not_watched_for_any_more(
    db: Database, now: datetime
) -> None:
    source_id = db.run_now(store_source)
    reader = a_reader(db, 501, WATCHER)
    publish(db, source_id, 1, now=now)
    [under_way] = db.run_now(outbox.step, (), want=9, now=now, terms=TERMS)
    later = now + timedelta(minutes=1)
    failed = ended(under_way, Outcome.RETRY, retry_at=later)
    db.run_now(outbox.step, [failed], want=0, now=now, terms=TERMS)

    db.run_now(preferences.change, reader, BRIEFED)

    assert leased(db, later) == []


def test_so_it_is_with_an_article_that_a_second_source_brings(db: Database, now: datetime) -> None:
    def arrange(tx: Tx) -> None:
        first, second = (store_source(tx, a_source(name)) for name in ("الشرفة", "المرفأ"))
        article_id = store_article(tx, first)
        outbox.broadcast(tx, article_id, source_id=first, now=now)
        for chat_id, settings in ((501, WATCHER), (502, replace(WATCHER, watched=("الجسر",)))):
            reader = store_subscriber(tx, chat_id)
            subscribers.drop(tx, reader, first)
            subscribers.choose(tx, reader, second)
            preferences.change(tx, reader, settings)
        tx.execute(
            """insert into entries (source_id, key, seen_at, is_push, state, due_at, article_id)
               values (:source, 'the same', 0, 1, 'known', 0, :article)""",
            {"source": second, "article": article_id},
        )
        sharing.broadcast_also(tx, article_id, source_id=second, now=now)

    db.run_now(arrange)

    assert leased(db, now) == [501]


def test_a_muted_source_stays_muted(db: Database, now: datetime) -> None:
    source_id = db.run_now(store_source)
    reader = a_reader(db, 501, WATCHER)
    db.run_now(subscribers.press, reader, source_id, is_muted=True)
    publish(db, source_id, 1, now=now)

    assert leased(db, now) == []


def a_subscriber(settings: Settings) -> Subscriber:
    return Subscriber(
        id=1, chat_id=501, kind="private", standing=Standing.SUBSCRIBED, settings=settings
    )


def told(variant: Variant) -> str:
    """What a message of «قانون المياه» shows."""
    message = render.story(a_story(), now=NOW, bot="mujaz_bot", variant=variant)
    return telegram_html.plain(message.html)


def test_a_message_says_which_of_the_keywords_it_holds() -> None:
    watcher = replace(BRIEFED, watched=("الجسر", "المياه", "واحة السراب"))
    foreigner = replace(WATCHER, language=Language.ENGLISH)

    assert "🔔 مما تتابعه: المياه، واحة السراب" in told(a_subscriber(watcher).variant)
    assert "🔔 Watched: \u2068المياه\u2069" in told(a_subscriber(foreigner).variant)


@pytest.mark.parametrize("watched", [(), ("الجسر",)])
def test_a_message_that_holds_none_says_nothing_of_keywords(watched: tuple[str, ...]) -> None:
    reader = a_subscriber(replace(BRIEFED, watched=watched))

    assert "🔔" not in told(reader.variant)
    told_to = Delivery(id=1, subscriber=reader, article_id=1, attempts=0)

    assert wording.variant_for(told_to, a_story()) == a_subscriber(BRIEFED).variant
