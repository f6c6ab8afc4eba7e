"""What is printed: whole sentences, whole speech, sure speakers."""

from pathlib import Path

import pytest

from bot.core import article, digest
from tests.invented_law import LEAD, LONG_SAID, OTHER, SAID, SECOND, made

SEED = Path(__file__).parent / "cases" / "seed.txt"


def test_the_seed_prints_whole_speech_of_the_right_man() -> None:
    seed = digest.make(article.from_text(SEED.read_text(encoding="utf-8")))

    assert [(quote.speaker, quote.role) for quote in seed.key_quotes] == [
        ("فلاديمير بوتين", "الرئيس الروسي"),
        ("فلاديمير بوتين", "الرئيس الروسي"),
    ]
    assert seed.gist[0].startswith("اتهمت وزارة الخارجية الأذربيجانية")


def test_a_lead_that_tells_the_news_around_a_quotation_is_told_with_it() -> None:
    lead = f"{LEAD.removesuffix('.')}، وقال وزير الري سامر الحداد «{SAID}»."
    other = f"وقال مدير السد عادل الشامي: «{OTHER}»."

    assert made(lead, SECOND).gist == (lead, SECOND)
    assert made(lead, SECOND).key_quotes == ()
    assert [quote.text for quote in made(lead, SECOND, other).key_quotes] == [OTHER]


def test_a_first_sentence_that_is_hardly_more_than_a_quotation_is_printed_as_one() -> None:
    quoted = f"قال وزير الري سامر الحداد: «{SAID}»."

    assert [quote.text for quote in made(quoted, SECOND).key_quotes] == [SAID]
    assert made(quoted, SECOND).gist == (SECOND.removeprefix("و"),)


@pytest.mark.parametrize(
    "pointing",
    [
        "من الواضح أنه تحول إلى سلعة تباع في كل الأسواق",
        "لقد كانت تلك السنة الأخيرة في عمر النهر القديم",
        "كان هناك اتفاق في الرأي حول هذا الموقف",
        "تجسد رحلتهم صبر المزارعين على العطش طوال الأعوام الماضية",
        "يريدون منا أن نترك الأرض كلها للشركة الجديدة",
        "كما أننا قدمنا ثلاث خطط للمزارعين في العام الماضي",
        "كما تم ضبط عدد من الآبار المخالفة على ضفتي النهر",
        "بل يعتبر النهر أقل حالا مما كان في العام الماضي",
    ],
)
def test_words_that_point_outside_are_printed_only_for_want_of_others(
    pointing: str,
) -> None:
    first = f"وقال وزير الري سامر الحداد: «{pointing}»."
    second = f"وقال مدير السد عادل الشامي: «{SAID}»."

    assert [quote.text for quote in made(LEAD, first, second).key_quotes] == [SAID]
    assert [quote.text for quote in made(LEAD, first).key_quotes] == [pointing]


@pytest.mark.parametrize("verb", ["يشعر بالقلق من", "يريد أن ينصت إلى"])
def test_a_verb_that_tells_of_a_pronoun_is_printed_only_for_want_of_others(verb: str) -> None:
    pronoun = f"وقال وزير الري سامر الحداد إنه «{verb} كل ما قيل في حق المزارعين»."
    other = f"وقال مدير السد عادل الشامي: «{SAID}»."

    assert [quote.text for quote in made(LEAD, pronoun, other).key_quotes] == [SAID]
    assert len(made(LEAD, pronoun).key_quotes) == 1


@pytest.mark.parametrize(
    "governed",
    [
        "المزارعين وصلوا إلى النهر بعد مسيرة ثلاثة أيام",
        "مراقبي السد سجلوا كل ما أخذ من النهر هذا العام",
        "عقدَ الجلسة سبقه اجتماع طويل لخبراء المياه",
        "برنامجه بلغ القرية الرابعة على الضفة البعيدة",
    ],
)
def test_what_an_earlier_that_governs_is_printed_only_for_want_of_others(governed: str) -> None:
    first = f"وقال وزير الري سامر الحداد إن «{governed}»."
    second = f"وقال مدير السد عادل الشامي: «{SAID}»."

    assert [quote.text for quote in made(LEAD, first, second).key_quotes] == [SAID]
    assert [quote.text for quote in made(LEAD, first).key_quotes] == [governed]


def test_what_no_that_governs_is_printed_though_it_has_such_an_ending() -> None:
    whole = (
        "التأمين على المحاصيل يبدأ مع الخريف المقبل",
        "المضامين الجديدة للقانون واضحة لكل مزارع",
    )
    first, second = (f"وقال سامر الحداد إن «{text}»." for text in whole)

    assert [quote.text for quote in made(LEAD, first, second).key_quotes] == [*whole]


def test_different_speakers_come_first() -> None:
    text = (
        f"وقال وزير الري سامر الحداد: «{SAID}».",
        "وأضاف الحداد: «سننشر أرقام الآبار كلها في موعدها المحدد».",
        f"وقالت النائبة ليلى عباس: «{OTHER}».",
    )

    speakers = {quote.speaker for quote in made(LEAD, *text).key_quotes}

    assert speakers == {"سامر الحداد", "ليلى عباس"}


def test_where_three_speak_who_is_named_beside_his_words_goes_before_who_speaks_on() -> None:
    two = (
        f"وقال رئيس البلدية سامر الحداد: «{SAID}».",
        "وأضاف: «سنعوض كل من حفر بئرا قبل صدور القانون بسنة كاملة».",
        f"وقالت رئيسة النقابة هالة المدلجي: «{OTHER}».",
    )
    third = "وحذر مدير المياه نبيل القنديل من «نقص العدادات في السوق»."

    assert [quote.text[:5] for quote in made(LEAD, *two).key_quotes] == ["لن تح", "سنعوض", "هذا ا"]
    assert [quote.text[:5] for quote in made(LEAD, *two, third).key_quotes] == ["لن تح", "هذا ا"]


def test_a_body_is_printed_only_where_nobody_with_a_name_is() -> None:
    body = f"وقالت وزارة الري في بيان: «{SAID}»."
    person = f"وقالت النائبة ليلى عباس: «{OTHER}»."

    assert [quote.speaker for quote in made(LEAD, body).key_quotes] == ["وزارة الري"]
    assert [quote.speaker for quote in made(LEAD, body, person).key_quotes] == ["ليلى عباس"]


def test_at_most_three_quotations_are_printed() -> None:
    names = ("سامر الحداد", "ليلى عباس", "نايف درويش", "خالد العمر", "محمد سعد")
    texts = (SAID, OTHER, "الماء حق للجميع ولا يجوز بيعه لأحد", "سنعيد زرع الأشجار في كل القرى")
    text = [
        f"وقال {name}: «{words}»."
        for name, words in zip(names, (*texts, "لا نملك وقتا كثيرا قبل حلول الصيف"), strict=True)
    ]

    assert len(made(LEAD, *text).key_quotes) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "وقال سامر الحداد: «نعم، سنفعل».",
        "وحذر سامر الحداد من «خطر داهم على مياه النهر وعلى القرى القريبة منه».",
        "وقال سامر الحداد: «شكرا لكل من حضر هذا اللقاء من أهل البلدة الكرام».",
        f"وقالت جارتنا العجوز في الحي القديم: «{SAID}».",
        f"وقال الأخير: «{SAID}».",
        f"وقال بيان من الشرطة في إقليم النهر «{SAID}».",
        f"وقال سامر الحداد في كلمته “{SAID}، بحسب وكالة الأنباء.",
        "وقال الله تعالى: «وتعاونوا على البر والتقوى ولا تعاونوا على الإثم والعدوان».",
    ],
    ids=[
        "too short",
        "a fragment",
        "thanks",
        "unknown speaker",
        "the latter",
        "a paper whose it is",
        "half a quotation",
        "a citation",
    ],
)
def test_what_is_not_printed(sentence: str) -> None:
    assert made(LEAD, sentence).key_quotes == ()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"وكتب الباحثون: «{SAID}».", "الباحثون"),
        (f"ويقول مراقبون إن «{SAID}».", "مراقبون"),
        (f"وقال الطالب محمد: «{SAID}».", "محمد"),
        (f"وقالت اليونسكو إن «{SAID}».", "اليونسكو"),
        (f"وقال ملك الواحة فيصل في بيان إن «{SAID}».", "فيصل"),
        (f"وتنص المادة 14 من قانون المياه على أنه «{SAID}».", "المادة 14 من قانون المياه"),
    ],
)
def test_who_is_nobody_in_particular_is_printed_by_his_only_name(
    sentence: str, speaker: str
) -> None:
    assert [quote.speaker for quote in made(LEAD, sentence).key_quotes] == [speaker]


@pytest.mark.parametrize(
    ("who", "is_printed"),
    [
        ("رئيس لجنة الري", False),
        ("مديرة معهد السباحة", False),
        ("رئيس لجنة الري سامر الحداد", True),
        ("مصدر في المعهد", True),
        ("عاملة في المعهد", True),
        ("المزارع الغاضب", False),
        ("أحد الجيران", True),
        ("وزارة الري", True),
        ("المزارع محمد", True),
        ("بلقيس", False),
        ("الزنبقي", True),
        ("الجندي", False),
    ],
)
def test_who_goes_on_is_printed_by_what_tells_him_from_others(who: str, is_printed: bool) -> None:
    said = "وقالت" if who.startswith(("مديرة", "عاملة", "وزارة", "بلقيس")) else "وقال"
    told = f"{said} {who} إن الدورة بدأت أمس في البلدة."
    goes_on = "وأضافت" if said == "وقالت" else "وأضاف"

    assert bool(made(LEAD, told, f"{goes_on}: «{SAID}».").key_quotes) == is_printed


def test_a_body_with_a_field_is_printed() -> None:
    found = made(LEAD, f"وأوضح المكتب الوطني للمطارات أن «{SAID}».").key_quotes

    assert [quote.speaker for quote in found] == ["المكتب الوطني للمطارات"]


def test_who_speaks_on_is_not_sure_after_several_others_were_named() -> None:
    others = "ورافق الضيف رامي الخوري المدير الطبي نايف درويش والنائب خالد العمر."

    found = made(LEAD, f"وقال سامر الحداد: «{SAID}».", others, f"وصرح قائلا: «{OTHER}».")

    assert [quote.text for quote in found.key_quotes] == [SAID]


def test_who_opened_the_line_before_speaks_on_though_another_was_named() -> None:
    told = "ونوه الدكتور باز رولدين الذي يزور البلدة بجهود النائب خالد العمر."

    found = made("أشاد رائد الفضاء الدكتور باز رولدين بالمرصد.", told, f"وقال: «{SAID}».")

    assert [quote.speaker for quote in found.key_quotes] == ["باز رولدين"]


def test_nearly_the_same_words_are_printed_once() -> None:
    text = (f"وقال سامر الحداد: «{SAID}».", f"وقالت ليلى عباس: «{SAID} كله».")

    assert len(made(LEAD, *text).key_quotes) == 1


def test_what_the_gist_tells_in_half_is_printed_only_for_want_of_others() -> None:
    half = "أقر المجلس قانون المياه الجديد بعد نقاش طويل، وهذا يوم عظيم للنهر"
    first = f"وقال وزير الري سامر الحداد: «{half}»."
    second = f"وقال مدير السد عادل الشامي: «{OTHER}»."

    assert [quote.text for quote in made(LEAD, first, second).key_quotes] == [OTHER]
    assert [quote.text for quote in made(LEAD, first).key_quotes] == [half]


def test_what_the_gist_tells_in_nearly_the_same_words_is_not_printed() -> None:
    same = "أقر المجلس قانون المياه الجديد بعد جلسة استمرت ست ساعات"
    found = made(LEAD, SECOND, f"وقال وزير الري سامر الحداد: «{same}».")

    assert found.gist[0] == LEAD
    assert [(quote.text, quote.key) for quote in found.quotes] == [(same, False)]


def test_the_headline_has_our_marks_and_no_full_stop() -> None:
    assert made(LEAD, title='قانون "المياه" يمر.').headline == "قانون «المياه» يمر"


def test_a_long_quotation_is_printed_by_its_first_sentences_where_nothing_else_is() -> None:
    found = made(LEAD, f"وقال وزير الري سامر الحداد: «{LONG_SAID}».").key_quotes

    assert [quote.text for quote in found] == [LONG_SAID]
    shown = digest.excerpt(LONG_SAID)
    assert LONG_SAID.startswith(shown)
    assert shown.endswith("منذ عام كامل.")


def test_one_long_sentence_is_cut_behind_a_clause_and_says_so() -> None:
    shown = digest.excerpt(LONG_SAID.replace(". ", "، "))

    assert shown.endswith("…")
    assert len(shown.split()) <= 45
    assert LONG_SAID.replace(". ", "، ").startswith(shown.removesuffix("…") + "،")


def test_a_sentence_is_not_cut_before_what_tells_of_its_last_clause() -> None:
    begun = "نريد أن نعرف " + " ".join(["كل شيء عن هذا النهر"] * 5)
    last = "وعندما يحين موعد الري في قرى الضفة البعيدة"

    shown = digest.excerpt(f"{begun}، {last}، لا يبقى فيه {' '.join(['ماء للمزارعين'] * 10)}")

    assert shown == f"{begun}…"


def test_what_a_newspaper_tells_on_inside_the_marks_is_left_out_and_nothing_is_missing() -> None:
    told = "مشيرا إلى أن اللجنة تزور كل قرية على ضفتي النهر"

    assert digest.excerpt(f"{SAID}، {told}") == SAID
    assert digest.excerpt(f"{SAID}، {told}، {' '.join(['وتسأل كل من فيها'] * 20)}") == SAID


def test_a_sentence_without_commas_is_cut_before_a_word_that_begins_a_clause() -> None:
    begun = "نريد أن نعرف " + " ".join(["كل شيء عن هذا النهر"] * 5)
    long = f"{begun} ولا نريد " + " ".join(["أن نسمع أي كلام عنه"] * 5)

    assert digest.excerpt(long) == f"{begun}…"


@pytest.mark.parametrize(
    ("joint", "is_cut"), [(" كلها ولا", True), ("، ولا", True), (". لا", False)]
)
def test_an_excerpt_is_not_cut_inside_brackets(joint: str, *, is_cut: bool) -> None:
    begun = "نريد أن نعرف " + " ".join(["كل شيء عن هذا النهر"] * 5)
    inside = " ".join(["قرية من قرى الواحة"] * 6)
    long = f"{begun} (بما فيه من ماء{joint} نريد منه {inside}) " + " ".join(["كل عام"] * 20)

    assert digest.excerpt(long) == (f"{begun}…" if is_cut else "")


def test_who_speaks_on_is_not_sure_where_three_others_stand_in_his_sentence() -> None:
    told = "رغم كلام رامي الخوري عن نايف درويش وعن دور خالد العمر"

    found = made(LEAD, f"أكد سامر الحداد ذلك {told} في البلدة، قائلا: «{SAID}».").key_quotes

    assert found == ()


def test_nothing_is_printed_of_a_long_quotation_beside_a_short_one() -> None:
    long = f"وقال وزير الري سامر الحداد: «{LONG_SAID}»."
    short = f"وقالت المزارعة ليلى عباس: «{OTHER}»."

    assert [quote.text for quote in made(LEAD, long, short).key_quotes] == [OTHER]


def test_a_quotation_whose_end_was_forgotten_is_printed_if_it_fills_its_line() -> None:
    found = made(LEAD, f"وقال وزير الري سامر الحداد: «{SAID}", SECOND).key_quotes

    assert [quote.text for quote in found] == [SAID]


def test_a_line_of_eighty_words_is_his_too_though_its_closing_mark_was_forgotten() -> None:
    line = f"{SAID}. " + " ".join(["والماء ملك لكل قرية"] * 18)

    found = made(LEAD, f"وقال وزير الري سامر الحداد: «{line}", SECOND).key_quotes

    assert [digest.excerpt(quote.text) for quote in found] == [f"{SAID}."]


@pytest.mark.parametrize("cut", ["،", " ,", " إلا أن"])
def test_a_long_sentence_is_cut_early_where_no_later_place_is(cut: str) -> None:
    begun = "نعرف اليوم أن هذا النهر لم يفض منذ بنى آباؤنا السد القديم"
    long = f"{begun}{cut} الماء " + "كثير جدا " * 40

    assert digest.excerpt(long.strip()) == f"{begun}…"


@pytest.mark.parametrize("words", ["", "كلمة " * 90, "كلمة، " * 11 + "كلمة " * 60])
def test_an_excerpt_is_empty_where_nothing_whole_fits(words: str) -> None:
    assert digest.excerpt(words.strip()) == ""


def test_words_that_hang_on_those_before_them_are_not_printed() -> None:
    hanging = "وهو عدد لا يرقى إلى ما تنتظره القرى القريبة من النهر"
    text = f"وبلغ عدد العدادات ألفا، «{hanging}»، يقول وزير الري سامر الحداد."

    assert made(LEAD, text, SECOND).key_quotes == ()


def test_words_that_begin_with_that_he_are_not_printed() -> None:
    text = "وأكد وزير الري سامر الحداد «أنه سعيد بما أنجزه المهندسون والعمال في الوادي»."

    assert made(LEAD, text, SECOND).key_quotes == ()


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("سامر الحداد", f"لن تحفر بئر واحدة بعد اليوم قبل {'ص' * 2000}"),
        ("سامر الحداد", f"لن تحفر بئر واحدة بعد اليوم قبل در{chr(0x651) * 2000}اسة"),
        (f"سامر {'ح' * 2000}", SAID),
    ],
    ids=["a word", "its marks", "a name"],
)
def test_what_was_made_too_long_for_a_picture_is_not_quoted(speaker: str, words: str) -> None:
    assert made(LEAD, f"وقال وزير الري {speaker}: «{words}».").key_quotes == ()
