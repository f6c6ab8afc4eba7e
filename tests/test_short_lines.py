"""Short lines without a stop: which are sub-headings, signatures, captions, and which the news."""

import pytest

from bot.core import article, digest
from bot.core.models import Article
from tests.test_article import BODY, cleaned

CRASH = (
    "اصطدمت حافلة ركاب بشاحنة وقود على طريق اللوز السريع صباح الأحد ما أدى إلى حريق هائل",
    "وهرعت إلى المكان عشر سيارات إسعاف نقلت المصابين إلى مستشفى نهرين المركزي القريب",
)
DECISIONS = (
    "الموافقة على قرض بقيمة 50 مليون دينار للسد",
    "تعيين ليلى الزين مديرة لهيئة السياحة",
    "تمديد الدوام في المدارس ساعة واحدة",
)
TABLE = ("الترتيب:", "1- الوادي 25 نقطة", "2- النجم الأزرق 21 نقطة", "3- المنارة 18 نقطة")

RESULTS = ("الوادي 2-1 المنارة", "النجم الأزرق 0-0 الصفصاف", "المرجان 3-2 اللوز")
DEGREES = ("نهرين 23 / 14", "الصفصاف 21 / 13", "المرجان 24 / 16")
LEAD = f"{BODY[0]} {BODY[1]}"


def told(*paragraphs: str) -> tuple[str, ...]:
    return digest.make(Article(title="خبر من الوادي", paragraphs=paragraphs)).gist


def test_sub_headings_stay_in_their_place_and_are_not_told() -> None:
    paragraphs = cleaned(BODY[0], "دعوة للحوار", BODY[1])

    assert paragraphs == (BODY[0], "دعوة للحوار", BODY[1])
    assert article.without_subheadings(paragraphs) == list(BODY)


def test_a_poem_is_no_row_of_subheadings() -> None:
    verses = tuple(f"يا نخلة الوادي على درب الساقية {count}" for count in "أبتثجحخد")

    assert article.from_text("\n".join(["ملتقى الشعراء", *verses])).paragraphs == verses


@pytest.mark.parametrize("line", ["سامر الحداد", "* ناقد من الواحة", "جانب من لقاء رئيس البلدة"])
def test_one_signature_or_caption_behind_the_last_paragraph_is_dropped(line: str) -> None:
    assert cleaned(*BODY, line) == BODY


@pytest.mark.parametrize(
    "lines",
    [
        ("رئيس الجمعية الخيرية", "د. سامر الحداد"),
        ("* ناقد من الواحة", "بجامعة الواحة"),
        ("صحيفة الواحة", "سوق البلدة القديم", "خاص بالواحة"),
    ],
)
def test_a_signature_of_two_lines_or_three_is_dropped(lines: tuple[str, ...]) -> None:
    assert cleaned(*BODY, *lines) == BODY


@pytest.mark.parametrize(
    "lines",
    [
        (*BODY, "وأوقفت الشرطة سائق الشاحنة"),
        (*BODY, *DECISIONS),
        (*BODY, *TABLE),
        (*BODY, *TABLE[:2]),
        (*CRASH, "الحصيلة سبعة قتلى"),
        (*CRASH, "وأسفر الحادث عن مقتل سبعة أشخاص", "وأوقفت الشرطة سائق الشاحنة"),
    ],
)
def test_sentences_and_lists_without_stops_at_the_end_stay(lines: tuple[str, ...]) -> None:
    assert cleaned(*lines) == lines


def test_a_short_lead_is_told_where_no_line_has_a_stop() -> None:
    assert told("تعاقد نادي الوادي مع كريم الدهان", *CRASH)[0].startswith("تعاقد")
    assert "وأسفر الحادث عن مقتل سبعة أشخاص" in told(CRASH[0], "وأسفر الحادث عن مقتل سبعة أشخاص")


def test_a_short_lead_that_begins_with_its_verb_is_told_though_others_have_stops() -> None:
    assert told("أقال نادي الوادي مدربه سامر النجار", *BODY)[0].startswith("أقال")
    assert told("جانب من جلسة مجلس البلدة أمس", *BODY) == BODY


@pytest.mark.parametrize("rows", [RESULTS, DEGREES])
def test_a_list_with_figures_before_the_first_paragraph_stays_and_is_not_told(
    rows: tuple[str, ...],
) -> None:
    assert cleaned(*rows, LEAD) == (*rows, LEAD)
    assert told(*rows, LEAD) == BODY


@pytest.mark.parametrize(
    "labels",
    [
        ("412 مشاهدة للخبر", "3 تعليقات", "17 إعجابا"),
        ("محليات", "سامر الحداد", "الواحة"),
    ],
)
def test_a_few_labels_before_the_first_paragraph_are_no_list(labels: tuple[str, ...]) -> None:
    assert cleaned(*labels, LEAD) == (LEAD,)


QUESTION = "كيف ستنفق البلدة موازنة العام المقبل على شبكة المياه والطرق والمدارس والسوق"


def test_a_long_sub_heading_is_not_told_between_paragraphs_with_their_stops() -> None:
    assert article.without_subheadings((BODY[0], QUESTION, BODY[1])) == list(BODY)
    assert article.without_subheadings((QUESTION, *BODY)) == [QUESTION, *BODY]
    verbal = f"وقال سامر الحداد أمس {QUESTION}"

    assert verbal in article.without_subheadings((BODY[0], verbal, BODY[1]))


def test_a_sub_title_in_another_language_is_not_told() -> None:
    english = "Sleeping less than six hours doubles the risk of diabetes, a study says."

    assert article.without_subheadings((english, *BODY)) == list(BODY)
    assert article.without_subheadings((english, english)) == [english, english]
