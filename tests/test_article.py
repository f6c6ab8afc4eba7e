"""What belongs to the article and what to the page around it."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import article
from bot.core.article import NotAnArticle
from bot.core.models import Article

BODY = (
    "أقر مجلس البلدة أمس قانون المياه الجديد بعد جلسة استمرت ست ساعات كاملة.",
    "ويبدأ العمل بالقانون بعد نشره في الجريدة الرسمية، على أن تصدر اللوائح خلال ثلاثة أشهر.",
)
SEED = Path(__file__).parent / "cases" / "seed.txt"


def cleaned(*paragraphs: str, title: str = "قانون جديد للمياه") -> tuple[str, ...]:
    return article.clean(Article(title=title, paragraphs=paragraphs)).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "قانون جديد للمياه",
        "اقرأ ايضا: محكمة تنظر في قضية أخرى",
        "إقرأ أيضاً: خبر آخر",
        "اقرأ المزيد",
        "شاهد أيضا: صور من الجلسة",
        "للمزيد من الأخبار تابعونا",
        "تابعنا على فيسبوك",
        "تابعونا على تويتر",
        "// انتهى //",
        "14:12 ت م",
        "كلمات مفتاحية: مياه، قانون",
        "#مياه #قانون",
        "Read more: water law",
        "شارك الخبر",
        "صورة أرشيفية لمجلس البلدة",
        "جلسة المجلس أمس (رويترز)",
        "* * *",
        "نشر في: الأربعاء 3 مارس 2022 - 09:41 ص | آخر تحديث: 4 مارس 2022",
        "14 نيسان 2024 17:05",
        ":تحديث 21 10:03 2024 ماي",
        "5 دقائق قراءة",
        "A+ A-",
        "حجم الخط",
        "Facebook Twitter LinkedIn WhatsApp",
        "اترك رد",
        "التعليقات مغلقة",
        "زر الذهاب إلى الأعلى",
        "رئيس مجلس الإدارة",
        "https://paper.example/law",
        "انتهى / 11ك",
        "أحدث التعليقات",
        "تاريخ النشر: 9th, November 2022 GMT",
        "جميع التعليقات المنشورة تعبر عن رأي كتابها",
        "تلفزيون المرفأ (إعداد سهى الحداد للنشرة العربية - تحرير سامر الحداد)",
        "صورة من السوق - تصوير: وكالة المرفأ",
        "reporter@paper.example",
        "Twitter:@reporter1",
        "reporter@paper.example للتواصل مع الكاتب أرسل رسالة",
        "للتواصل أرسل sms إلى 88000",
        "شبكة تبدأ بالرمز 122 مسافة ثم الرسالة",
    ],
)
def test_lines_of_the_page_are_dropped(line: str) -> None:
    assert cleaned(BODY[0], line, BODY[1]) == BODY


@pytest.mark.parametrize(
    "head",
    [
        "مدينة النخيل، 23 نوفمبر (وكالة أنباء الواحات) – ",
        "واحة السراب، جمهورية الواحات (CNN) -- ",
        "سبق- الرياض: ",
        "عبير سالم- سبق- الرياض: ",
        "القاهرة (رويترز) - ",
        "الرياض - واس: ",
        "جدة- ",
        "سبق-النخيل:",
        "النخيل - «رويترز»: ",
        "النخيل, 2-3-2019 (أ ف ب) - ",
        "جانب من جلسة مجلس البلدة",
        "ندى خليل| ",
        "حكي الواحة| ",
        "14 ماي, 2019 - 07:45:00 ",
    ],
)
def test_a_dateline_before_the_first_sentence_is_dropped(head: str) -> None:
    assert cleaned(head + BODY[0], BODY[1]) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "عين اليوم – واشنطن",
        "رغد سالم – عين اليوم",
        "جدة 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس",
    ],
)
def test_a_byline_of_its_own_is_dropped(line: str) -> None:
    assert cleaned(line, *BODY) == BODY


@pytest.mark.parametrize(
    "head", ["واحة نيوز / ", "نخلة نيوز - ", "الواحة الإخبارية – ", "النخيل: ", "سحاب|"]
)
def test_who_tells_it_is_dropped_before_the_verb_that_begins_the_news(head: str) -> None:
    news = "أعلن مجلس البلدة أمس أنه أقر قانون المياه بعد جلسة استمرت ست ساعات كاملة."
    assert cleaned(head + news, BODY[1]) == (news, BODY[1])


def test_a_speaker_and_his_trade_behind_a_reporting_word_are_no_dateline() -> None:
    line = "وقال أبو سامر – تاجر ملح: «السوق فارغ منذ شهر والناس تمشي فيه بلا مال»."
    assert cleaned(line, *BODY) == (line, *BODY)


def test_a_reporting_word_before_a_colon_is_no_dateline() -> None:
    line = "وأضاف: قال لي رئيس المجلس إن القانون الجديد للمياه جاهز منذ ستة أشهر كاملة."
    assert cleaned(line, *BODY) == (line, *BODY)


@pytest.mark.parametrize("tail", [" // انتهى //", " رابط الخبر بصحيفة المساء: قانون جديد للمياه"])
def test_a_footer_behind_the_last_sentence_is_dropped(tail: str) -> None:
    assert cleaned(BODY[0], BODY[1] + tail) == BODY


def test_what_a_page_hides_from_machines_leaves_nothing_behind() -> None:
    hidden = "وتقبل الطلبات على البريد [email protected] /* */ حتى نهاية الشهر الجاري كله."

    assert cleaned(hidden) == (hidden.replace(" [email protected] /* */", ""),)


def test_headlines_under_a_pointer_to_others_are_none_of_the_article() -> None:
    others = ("اقرأ أيضا", "وزير الري: البئر الثانية تعمل", "الأهالي يكشفون سر البئر القديمة")

    assert cleaned(*BODY, *others) == BODY
    assert cleaned(*BODY, *others, *BODY) == (*BODY, *BODY)
    assert cleaned("مقالات مشابهة", *BODY) == BODY


def test_who_edits_the_paper_is_none_of_the_article() -> None:
    assert cleaned("رئيس التحرير", "سامر عبد القادر الحداد", *BODY) == BODY


def test_labels_before_the_first_paragraph_are_dropped() -> None:
    body = (f"{BODY[0]} {BODY[1]}", "دعوة للحوار", BODY[0])

    assert cleaned("محليات", "سامر الحداد", "412", *body) == body
    assert cleaned("الأهالي ينتظرون الماء منذ عام", *body)[0] == "الأهالي ينتظرون الماء منذ عام"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("وأضاف", "الوزير أن العمل يبدأ غدا."), "وأضاف الوزير أن العمل يبدأ غدا."),
        (
            ("وخرج الوزير مساء أمس مسرعا من", "الجلسة."),
            "وخرج الوزير مساء أمس مسرعا من الجلسة.",
        ),
        (
            (
                "الوزير سامر الحداد:",
                "«لن نغلق البئر».",
            ),
            "الوزير سامر الحداد: «لن نغلق البئر».",
        ),
        (("ويشمل الأول سدا،", "ويشمل الثاني بئرا."), "ويشمل الأول سدا، ويشمل الثاني بئرا."),
        (("وفي المجلس ثلاث لجان:", "لجنة الري."), ""),
        (("متابعة", "خرج الوزير من الجلسة."), ""),
        (("تقرير قناة تي في", "خرج الوزير من الجلسة."), ""),
    ],
)
def test_a_line_that_ends_in_the_middle_goes_on_in_the_next(
    lines: tuple[str, str], whole: str
) -> None:
    assert cleaned(*BODY, *lines) == (*BODY, *((whole,) if whole else lines))


def test_sentences_that_look_like_furniture_stay() -> None:
    lines = (
        "مباراة الهدهد - البلبل 2:1 انتهت قبل قليل أمام جمهور كبير في ملعب الواحة.",
        "شاهد عيان قال إن الحريق بدأ في الطابق الأول قبل أن يمتد إلى بقية المبنى.",
        "وقال الوزير: «المصدر الأول للمياه هو النهر».",
        "وقال إن تحرير القناة من الرمل يعني تحرير القرى من العطش.",
        "أرسل ردا على الرسالة قبل أسبوع.",
    )

    assert cleaned(*lines, *BODY) == (*lines, *BODY)


def test_the_first_line_of_a_text_is_its_headline() -> None:
    read = article.from_text("\n\n قانون جديد للمياه \n\n" + "\n".join(BODY))

    assert read.title == "قانون جديد للمياه"
    assert read.paragraphs == BODY


def test_the_buttons_of_a_page_are_no_part_of_its_first_sentence() -> None:
    shared = f"شارك من خلال تويتر فيسبوك جوجل بلس اكتب رأيك {BODY[0]}"

    assert (
        article.from_text("\n".join(["قانون جديد للمياه", shared, *BODY[1:]])).paragraphs == BODY
    )


def test_wide_spaces_part_a_body_and_no_headline() -> None:
    read = article.from_text("\n".join(["تخرج دورتين   في النخيل", f"{BODY[0]}   {BODY[1]}"]))

    assert read.title == "تخرج دورتين في النخيل"
    assert read.paragraphs == (BODY[0], BODY[1])


@pytest.mark.parametrize(
    "outlet",
    [
        "SHURFA.NEWS",
        "SHURFA INFO - ندى خليل",
        "SHURFA.INFO\u202b-\u202c مكتب النخيل",
        "Shurfa",
        "وكالات",
    ],
)
def test_an_outlet_where_the_headline_should_be_is_none(outlet: str) -> None:
    read = article.from_text("\n".join([outlet, "النخيل", *BODY]))

    assert read.title == BODY[0]
    assert BODY[0] in read.paragraphs


def test_runs_of_spaces_part_paragraphs() -> None:
    assert article.from_text("عنوان\n" + "   \u00a0 ".join(BODY)).paragraphs == BODY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no text"),
        (" \n ", "no text"),
        ("عنوان وحده", "0 words"),
        ("عنوان\nجملة قصيرة.", "2 words"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        article.from_text(text)


def test_the_seed_article_is_cleaned() -> None:
    seed = article.from_text(SEED.read_text(encoding="utf-8"))
    body = "\n".join(seed.paragraphs)

    assert seed.title not in body
    assert "اقرأ ايضا" not in body
    assert " ،" not in body
    assert ". ." not in body
    assert "دعوة للحوار" in seed.paragraphs


@given(st.lists(st.text(max_size=120), max_size=12), st.text(max_size=60))
@settings(deadline=None)
def test_cleaning_never_raises_and_leaves_whole_lines(paragraphs: list[str], title: str) -> None:
    once = article.clean(Article(title=title, paragraphs=tuple(paragraphs)))

    assert all(line == line.strip() != "" and "\n" not in line for line in once.paragraphs)


@pytest.mark.parametrize(
    ("following", "is_one"),
    [
        ("وشاركت ثلاث فرق في فتح الطرق إلى الجبل». ويبدأ التوزيع غدا.", True),
        ("20 قرية».", True),
        ("معا»", True),
        ("«وادي القمر» كله».", True),
        ("وأضاف رئيس البلدية أن الطرق فتحت قبل المساء».", False),
        ("ونشرت «صحيفة الشرفة» صورا من القرى.", False),
        ("وانتهت.", False),
    ],
)
def test_lines_are_one_paragraph_if_one_quotation_goes_over_both(
    following: str, *, is_one: bool
) -> None:
    opened = "وقال المتحدث: «سقطت الأمطار على القرى كلها هذا الصباح ولم تتوقف حتى غطت"

    cleaned = article.clean(Article(title="أمطار", paragraphs=(opened, following)))

    assert cleaned.paragraphs == ((f"{opened} {following}",) if is_one else (opened, following))


@pytest.mark.parametrize("end", [" ", "\n"])
def test_a_text_that_begins_with_its_body_is_headed_by_its_first_sentence(end: str) -> None:
    first = "أعلنت البلدية أمس افتتاح السوق الجديدة بعد ثلاث سنوات من العمل."
    body = first + end + "وقالت إن العمل استمر ثلاث سنوات في كل الأيام. " * 8

    found = article.from_text(body)

    assert found.title == first
    assert found.paragraphs[0].startswith(first)


@pytest.mark.parametrize("end", ["في", "التي", "فيما", "و"])
def test_a_line_that_ends_in_a_word_behind_which_others_must_come_goes_on_in_the_next(
    end: str,
) -> None:
    """Also where most lines end in the middle, each after another width."""
    broken = f"يستعد فريق الوادي منذ شهر لبطولة الخليج المقبلة {end}"
    others = ("ندى خليل - الوادي اليوم", "من تدريبات الفريق أمس", "لقطة من الملعب")

    told = cleaned(*others, broken, "المرسى القديم أمس، وقال مدربه ذلك.")

    assert told[-1] == f"{broken} المرسى القديم أمس، وقال مدربه ذلك."


def test_a_line_in_the_middle_of_a_sentence_goes_on_in_the_brackets_of_the_next() -> None:
    begun = "عثر غواصون على حطام السفينة التي غرقت قبل عامين ورقم رحلتها"
    rest = "(م 370) وكانت تحمل الملح إلى مدينة الوادي."
    other = "(رويترز) - أعلنت البلدية أمس افتتاح السوق."

    assert cleaned(*BODY, begun, rest)[-1] == f"{begun} {rest}"
    assert cleaned(*BODY, begun, other)[-1] == other


def test_lines_that_all_go_over_cost_no_more_than_their_length() -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        article.from_text("\n".join(["عنوان عن الماء", *BODY, *[f"{BODY[0][:-1]} في"] * count]))
        return time.process_time() - start

    assert seconds(24_000) < 32 * max(seconds(3_000), 0.05)


def test_a_headline_too_long_to_be_kept_whole_is_no_sentence_of_its_article() -> None:
    whole = " ".join(["مجلس المرسى يقر خطة النقل الجديدة"] * 12)
    cut = whole[:280].rsplit(" ", 1)[0]
    told = "أقر مجلس المرسى، مساء الأربعاء، خطة النقل العام الجديدة بأغلبية عشرين صوتاً."

    found = article.clean(Article(title=cut, paragraphs=(whole, told)))

    assert found.paragraphs == (told,)


@pytest.mark.parametrize("behind", [" فجر اليوم ولا أنباء عن ضحايا.", " أمس."])
def test_a_sentence_that_begins_with_its_headline_stays(behind: str) -> None:
    title = "زلزال بقوة 5.2 درجات يضرب ساحل المرجان"

    assert cleaned(title + behind, *BODY, title=title) == (title + behind, *BODY)
    assert cleaned(f"محدث 1- {title}.", *BODY, title=title) == BODY
