"""Where a sentence ends, and where a point is none of a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import arabic, sentences

ARABIC = st.text(
    alphabet='ابتثجحخدذرزسشصضطظعغفقكلمنهوي ةىءآأإؤئًٌّـ.،؛؟!:«»“”"() 0123٤٥abc\n', max_size=300
)


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("قال نعم. وقال لا.", 2),
        ("قال: «نعم. ولم لا؟ هذا حق». ثم مضى.", 2),
        ("قال «انتهى الأمر.» ثم مضى الجميع.", 2),
        ("قال د. سامر الحداد إن النسبة 2.5 في المئة.", 1),
        ("نقلت أ.ف.ب. عن مصدر أن العمل مستمر.", 1),
        ("ولد عام 1990م. ثم سافر.", 2),
        ("ولد عام 1410 هـ. ثم سافر.", 2),
        ("1. البند الأول", 1),
        ("هل نجح؟ نعم! ثم سكت", 3),
        ("كلام بلا نقطة", 1),
        ("", 0),
        ("وذكرت إذاعة الواحة (إيه. دي. سي) أن الجلسة انتهت. وبدأ الحفل.", 2),
        ("افتتح معرض (النهر… ذاكرة ونبع) في البلدة. وحضره كثيرون (من كل القرى).", 2),
        ("كشف تقرير لشركة جيه. إل. إل للعقارات ذلك. وقالت إل. جي إنها باعت.", 2),
        ("هكذا كان يفعل كوان يو. في الجزيرة كثيرون مثله.", 2),
        ("انتهت الجلسة (بدأت صباحا.) وغادر الأعضاء.", 2),
    ],
)
def test_sentences_end_where_a_reader_would_say(paragraph: str, count: int) -> None:
    assert len(sentences.split(paragraph)) == count


@pytest.mark.parametrize("behind", ["لكن هذا ما فعله سامر الحداد", "إلخ، كما كتب سامر الحداد"])
def test_a_sentence_goes_on_behind_dots_with_but_or_and_so_on(behind: str) -> None:
    told = f"لم يكن حدثا عاديا أن يهجو شاعر نفسه… {behind} أمس في مدينة الوادي."

    assert sentences.split(told) == (told,)


def test_what_leans_on_a_sentence_behind_dots_is_part_of_it() -> None:
    told = "كشف المعرض عن مفاجآت… حيث تبين أن اللوحات كلها من الواحة."

    assert sentences.split(f"{told} وصمت… ثم قال.") == (told, "وصمت…", "ثم قال.")
    assert sentences.split("… حيث ننام.") == ("…", "حيث ننام.")


@pytest.mark.parametrize(
    "told",
    [
        "قال وزير التموين… إن أزمة الخبز ستنتهي… وإن الوزارة ضخت الدقيق.",
        "قال وزير التموين والتجارة الداخلية كريم الدهان… إن أزمة الخبز ستنتهي.",
        "تنطلق اليوم الخميس… فعاليات المعرض في البلدة.",
        "فاجأ حاكم الواحة سامر الحداد الجميع باستقالته… فما القصة؟",
        "رغم المشاريع الكثيرة التي أعلنتها البلدة هذا العام… إلا أنها لم تبدأ.",
        "أعلن موقع ياهو! أنه سيغلق الخدمة.",
        'قال الوزير "هذا خيار مرفوض." في مؤتمر صحفي في البلدة.',
        'كتب سامر: "شكرا لكم." قبل أن يغلق حسابه.',
        "عروض متنوعة… وكثافة حضور عالية شهدتها البلدة أمس.",
        "النهر كبير يا أهل البلدة، لكن الأرض أكبر… أكبر من كل ما قيل فيها.",
        "عرفته أيام الدراسة وكان صديقا للجميع، سافرنا… رأيته أمس في المدينة.",
        "تلقى رسالة من قارئ في البلدة وفيها (… أود أن أسأل عن الجسر).",
        "ماذا لو؟ لم يكن في البلدة جسر واحد.",
        "عاد الفريق، فمن بقي؟! ومن رحل؟! ومن يجب أن يرحل؟!",
        "تسأل البلدة: أين الماء؟ وهل تكفي الآبار؟",
    ],
)
def test_a_sentence_goes_on_behind_dots_and_marks_where_it_has_to(told: str) -> None:
    assert sentences.split(told) == (told,)


@pytest.mark.parametrize(
    "told",
    [
        ("ضاقت الطرق في البلدة كلها على الناس…", "إن الحل في الجسر."),
        ("لم تعد الطرق تتسع لأهل البلدة…", "وقال كريم الدهان إنها تضيق."),
        ('قال الوزير "هذا خيار مرفوض."', "في المقابل، أيده غيره."),
        ("انتهت الجلسة!", "إن الحكم غدا."),
        ("رسم الناس على الجدران ثم على الورق…", "إلخ حتى صوروا وجوههم."),
    ],
)
def test_a_sentence_has_ended_behind_dots_and_marks_where_another_begins(
    told: tuple[str, ...],
) -> None:
    assert sentences.split(" ".join(told)) == told


@pytest.mark.parametrize("end", ["القمّة", "السوقَ", "مسافرًا", "العربيَّة"])
def test_a_vowel_sign_before_the_last_letter_makes_it_no_abbreviation(end: str) -> None:
    told = f"بلغ أهل الواحة {end}."

    assert sentences.split(f"{told} وحضر د. سامر.") == (told, "وحضر د. سامر.")


@pytest.mark.parametrize(
    "told",
    [
        "نفى الوزير، في حديث لموقع النهرين.نت أن يكون قد استقال.",
        "حجز المسافرون عبر واحة.كوم ألف غرفة.",
        "كرم العميد أ.د. سامر النجار ود. منى الحداد وم. كريم الدهان في حفل.",
        "منح المجلس جائزته هذا العام لد. منى الحداد.",
        "وحضر الحفل د. وسام الحداد.",
        "استدعت شركة Nahrain Motors Inc. المصنعة للسيارات ألف سيارة.",
        "أغلقت شركة بي.إم.دبليو. الألمانية مصنعها.",
        "ألف الكتاب Robert J. Miller في عامين.",
    ],
)
def test_a_point_of_a_name_or_an_abbreviation_ends_nothing(told: str) -> None:
    assert arabic.tidy(told) == told
    assert sentences.split(told) == (told,)


@pytest.mark.parametrize(
    "told",
    [
        "يلعب الفريق في المجموعة ج.",
        "بلغت الكلفة 500 ألف ج.م.",
        "كانت تلك رسالة ود.",
        "وقع العقد مع Nahrain Motors Inc.",
    ],
)
def test_a_joined_verb_begins_a_sentence_behind_an_abbreviation_too(told: str) -> None:
    assert sentences.split(f"{told} وأضاف الاتحاد ذلك.") == (told, "وأضاف الاتحاد ذلك.")


@given(ARABIC)
@settings(deadline=None)
def test_sentences_are_parts_of_the_paragraph_in_order(paragraph: str) -> None:
    at = 0
    for sentence in sentences.split(paragraph):
        at = paragraph.index(sentence, at) + len(sentence)
        assert sentence == sentence.strip() != ""
