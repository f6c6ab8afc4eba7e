"""One story told by several publishers: who vouches, which telling is shown, who is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core import stories
from bot.core.models import Quote, StoredArticle
from bot.core.stories.versions import publisher
from tests.builders import PARAGRAPHS, a_digest, a_quote, a_source, a_story, an_article

OWN_WORDS = (
    "وافق النواب في واحة السراب على قانون يمنع حفر الآبار بلا ترخيص، وصوت ضده ثلاثة منهم فقط.",
    "ويرى المزارعون أن النص يحمي مياههم، في حين تخشى شركات الحفر أن تخسر عقودها في الجنوب.",
)
WATER = a_quote()
FARMERS = a_quote("خسرنا ثلاثة مواسم ولن نخسر الرابع بسبب مضخة غير مرخصة", speaker="هدى العامر")
DRILLERS = a_quote(
    "سنطعن في القانون أمام المحكمة لأنه يظلم الشركات الصغيرة", speaker="وليد الراجح"
)


def told_by(
    name: str, paragraphs: tuple[str, ...] = PARAGRAPHS, *, quotes: tuple[Quote, ...] = ()
) -> StoredArticle:
    source = a_source(name, url=f"https://{name}.example/feed", source_id=len(name))
    return a_story(
        article=an_article(paragraphs=paragraphs), digest=a_digest(quotes=quotes), source=source
    )


def test_an_agency_text_counts_once_however_many_reprint_it() -> None:
    assert stories.independent([told_by("one"), told_by("two"), told_by("three")]) == 1


def test_a_publisher_counts_once_however_often_it_tells_the_story() -> None:
    assert stories.independent([told_by("one"), told_by("one", OWN_WORDS)]) == 1


def test_a_paper_with_words_of_its_own_vouches_beside_the_agency() -> None:
    told = [told_by("one"), told_by("two"), told_by("two", OWN_WORDS)]

    assert stories.independent(told) == 2


@given(order=st.permutations(range(4)))
def test_who_vouches_does_not_depend_on_the_order(order: list[int]) -> None:
    told = [told_by("one"), told_by("two"), told_by("one", OWN_WORDS), told_by("four")]

    assert stories.independent([told[at] for at in order]) == 2


def test_the_telling_with_the_most_quotations_represents_the_story() -> None:
    plain, quoting = told_by("one", PARAGRAPHS * 2), told_by("two", quotes=(WATER,))

    assert stories.best([plain, quoting]) is quoting


def test_one_quotation_in_two_outlets_is_printed_once() -> None:
    cut = a_quote("هذا القانون خطوة أولى، ولن تُحفر بئر واحدة")

    voices = stories.merge_quotes(told_by("one", quotes=(cut,)), [told_by("two", quotes=(WATER,))])

    assert len(voices) == 1


def test_different_speakers_are_quoted_first_and_each_names_its_outlet() -> None:
    again = a_quote("لا بئر قبل أن نعرف كم بقي تحت أقدامنا من الماء")
    one = told_by("one", PARAGRAPHS * 2, quotes=(WATER, again))
    two = told_by("three", OWN_WORDS, quotes=(FARMERS, DRILLERS))

    voices = stories.merge_quotes(one, [two])

    assert {voice.quote.speaker for voice in voices} == {
        "سامر الحدّاد",
        "هدى العامر",
        "وليد الراجح",
    }
    assert {voice.quote.speaker for voice in voices if voice.version is one} == {"سامر الحدّاد"}


def test_publishers_on_one_bare_address_are_told_apart_by_their_names() -> None:
    one, two = (
        a_source(name, url=f"http://127.0.0.1:8765/{name}/feed") for name in ("شرفة", "الواحات")
    )

    assert publisher(one) != publisher(two)
    assert publisher(one) == publisher(a_source("شرفة", url="http://127.0.0.1:8765/other"))
