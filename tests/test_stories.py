"""Which articles tell one event: what the index says of them, and what must hold for any."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import stories
from tests.builders import unlike

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
QUAKE = (
    "زلزال بقوة 5.8 درجات يضرب ميناء الرمال",
    "ضرب زلزال بلغت قوته 5.8 درجات على مقياس ريختر ميناء الرمال فجر الاثنين، وأدى إلى إصابة"
    " 23 شخصا وانهيار ثلاثة مبان قديمة في حي الصيادين.",
    "وقالت هيئة الدفاع المدني في واحة السراب إن فرق الإنقاذ تبحث عن مفقودين تحت الأنقاض،"
    " وإن المدارس أغلقت أبوابها اليوم في المدينة كلها.",
)
QUAKE_RETOLD = (
    "23 جريحا في زلزال هز ميناء الرمال",
    "أصيب 23 شخصا على الأقل في زلزال قوته 5.8 درجات هز ميناء الرمال فجر الاثنين، وانهارت ثلاثة"
    " مبان في حي الصيادين.",
    "وأعلن الدفاع المدني في واحة السراب أن رجال الإنقاذ يواصلون البحث عن مفقودين تحت الأنقاض.",
)
WATER = (
    "مجلس واحة السراب يقر قانون المياه",
    "أقر مجلس واحة السراب قانون المياه الجديد بعد جلسة استمرت ست ساعات، ويمنع القانون حفر الآبار"
    " من دون ترخيص.",
    "وقال وزير الري سامر الحداد إن القانون خطوة أولى، وإن اللوائح تصدر خلال ثلاثة أشهر.",
)
WORDS = st.sampled_from(" ".join([*QUAKE, *QUAKE_RETOLD, *WATER]).split())
TEXTS = st.lists(st.lists(WORDS, min_size=20, max_size=60).map(" ".join), min_size=1, max_size=6)


def fingerprint(text: Sequence[str]) -> stories.Fingerprint:
    return stories.fingerprint(text[0], text[1:])


def an_index(*texts: Sequence[str]) -> stories.Index:
    """Each text a story of its own, numbered from 1."""
    index = stories.Index()
    for number, text in enumerate(texts, 1):
        index.add(number, number, fingerprint(text), NOW)
    return index


def test_a_second_telling_joins_the_story() -> None:
    match = an_index(WATER, QUAKE).match(fingerprint(QUAKE_RETOLD), NOW)

    assert match.story_id == 2
    assert not match.is_copy


def test_another_event_opens_a_story() -> None:
    match = an_index(QUAKE).match(fingerprint(WATER), NOW)

    assert match.story_id is None


def test_an_empty_index_knows_no_story() -> None:
    assert stories.Index().match(fingerprint(QUAKE), NOW).story_id is None


def test_a_reprint_that_is_cut_off_is_a_near_copy() -> None:
    cut = ("زلزال في ميناء الرمال", QUAKE[1])

    match = an_index(QUAKE).match(fingerprint(cut), NOW)

    assert (match.story_id, match.article_id, match.is_copy) == (1, 1, True)


def test_a_story_is_closed_two_days_after_its_last_article() -> None:
    index = an_index(QUAKE)

    assert index.match(fingerprint(QUAKE_RETOLD), NOW + timedelta(hours=47)).story_id == 1
    assert index.match(fingerprint(QUAKE_RETOLD), NOW + timedelta(hours=49)).story_id is None


def test_what_is_forgotten_is_not_matched() -> None:
    index = an_index(QUAKE)

    index.forget(NOW + timedelta(seconds=1))

    assert len(index) == 0
    assert index.match(fingerprint(QUAKE), NOW).story_id is None


def test_an_article_that_is_told_anew_is_known_as_it_was_told_last() -> None:
    index = an_index(QUAKE)

    index.add(1, 1, fingerprint(WATER), NOW)

    assert len(index) == 1
    assert index.match(fingerprint(QUAKE), NOW).story_id is None


def test_the_first_telling_of_a_story_is_the_first_also_when_it_is_told_anew() -> None:
    """A copy of the first telling joins whatever has come of the story since."""
    index = an_index(QUAKE)
    for number in (2, 3, 4):
        index.add(number, 1, fingerprint(("تطورات", *unlike(number))), NOW)

    index.add(1, 1, fingerprint(QUAKE), NOW)

    match = index.match(fingerprint(("هزة", *QUAKE[1:])), NOW)
    assert (match.story_id, match.article_id) == (1, 1)


@pytest.mark.parametrize(
    "variants",
    ["غوغل جوجل قوقل", "أوباما اوباما", "نتنياهو نتانياهو", "جيمي جيمى", "كينيدي كنيدي كيندي"],
)
def test_a_foreign_name_is_one_word_however_it_is_spelt(variants: str) -> None:
    found = {fingerprint((name,)).stems for name in variants.split()}

    assert len(found) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "مستشفى المستشفى وبالمستشفى للمستشفى",
        "شخص شخصا وشخص لشخص",
        "يستقبل استقبلت سيستقبل استقباله والتقى",
        "قتيل القتلى ومقتل مصرعهم يقتل",
        "مسؤول المسئول ومسؤولين",
    ],
)
def test_forms_of_a_word_and_words_alike_are_one(forms: str) -> None:
    found = {fingerprint((form,)).stems for form in forms.split()}

    assert len(found) == 1


@pytest.mark.parametrize("words", ["وزير زير", "بنك نكهة", "كتاب تاب", "قتل قاتل"])
def test_words_that_only_look_alike_stay_two(words: str) -> None:
    found = {fingerprint((word,)).stems for word in words.split()}

    assert len(found) == 2


def test_vowel_signs_are_part_of_their_word() -> None:
    assert fingerprint(["هدنة في غزّة"]) == fingerprint(["هدنة في غزة"])


def test_a_name_in_two_words_is_the_one_in_one_word() -> None:
    apart, together = "عبد العزيز في أبو ظبي", "عبدالعزيز في أبوظبي"

    assert fingerprint((apart, apart)) == fingerprint((together, together))


@given(text=TEXTS)
def test_a_fingerprint_can_be_written_and_read(text: list[str]) -> None:
    for made in (fingerprint(text), stories.fingerprint(text[0], text[1:], is_flash=True)):
        assert stories.Fingerprint.loads(made.dumps()) == made


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "[0]", '[1,"a","","","","",""]', '[3,"","","","","","",0]', "nonsense"],
)
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of json, of base85 and of our own
        stories.Fingerprint.loads(text)


@given(texts=st.lists(TEXTS, max_size=6), probe=TEXTS)
def test_a_match_is_the_same_every_time(texts: list[list[str]], probe: list[str]) -> None:
    one, other = an_index(*texts), an_index(*texts)

    assert one.match(fingerprint(probe), NOW) == other.match(fingerprint(probe), NOW)


@given(one=TEXTS, other=TEXTS)
def test_two_articles_are_alike_in_either_order(one: list[str], other: list[str]) -> None:
    a, b = fingerprint(one), fingerprint(other)

    assert stories.compare(a, b).is_same == stories.compare(b, a).is_same
    assert stories.compare(a, b).is_copy == stories.compare(b, a).is_copy


def test_a_neighbour_of_one_telling_is_no_telling_of_the_story() -> None:
    words = [f"كلمة{chr(0x0628 + at // 20)}{chr(0x0628 + at % 20)}" for at in range(400)]
    spans = ((words[at : at + 40], step) for at, step in ((0, 1), (16, 3), (34, 7)))
    first, retold, next_to_it = (
        fingerprint([" ".join(word for at in range(step) for word in span[at::step])] * 2)
        for span, step in spans  # in an order of its own: no copies
    )
    index = stories.Index()
    index.add(1, 1, first, NOW)
    index.add(2, 1, retold, NOW)

    match = index.match(next_to_it, NOW)

    assert stories.compare(first, retold).is_same
    assert stories.compare(retold, next_to_it).is_same
    assert (match.story_id, match.article_id) == (None, 2)


def test_a_chain_of_developments_does_not_swallow_its_neighbours() -> None:
    words = [f"كلمة{chr(0x0628 + at // 20)}{chr(0x0628 + at % 20)}" for at in range(400)]
    index, joined = stories.Index(), list[int]()
    chain = [fingerprint([" ".join(words[at : at + 40])] * 2) for at in range(0, 200, 10)]
    for step, made in enumerate(chain):
        at = NOW + timedelta(hours=step)
        found = index.match(made, at).story_id
        joined.append(step if found is None else found)
        index.add(step, joined[-1], made, at)

    links = [stories.compare(*neighbours) for neighbours in pairwise(chain)]
    assert all(link.is_same and link.is_copy for link in links)
    assert len(set(joined)) >= 4
    assert all(step - first <= 6 for step, first in enumerate(joined))


@given(words=st.permutations(sorted(set(" ".join([*QUAKE, *QUAKE_RETOLD, *WATER]).split()))))
def test_a_reprint_is_known_in_whatever_order_the_copies_came(words: list[str]) -> None:
    text = " ".join([*QUAKE, *WATER[1:]])
    copies = [fingerprint([words[0], text[: 200 + 80 * at]]) for at in range(4)]
    order = sorted(range(3), key=lambda at: words[at])
    index = stories.Index()
    for number in order:
        index.add(number, 7, copies[number], NOW)

    match = index.match(copies[3], NOW)

    assert (match.story_id, match.is_copy) == (7, True)
