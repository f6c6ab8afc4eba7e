"""Whose words are printed, and whose are not: how much may stand against a speaker."""

import pytest

from bot.core import digest
from bot.core.models import Article

SAID = "لن تحفر بئر واحدة بعد اليوم قبل دراسة شاملة للنهر"


def printed(*paragraphs: str) -> list[str]:
    """The speakers of what is printed."""
    made = digest.make(Article(title="قانون جديد للمياه", paragraphs=paragraphs))
    return [quote.speaker for quote in made.key_quotes]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"وكتب سامر الحداد على صفحته: «{SAID}».", "سامر الحداد"),
        (f"وكتبت ليلى الحداد في تغريدة «{SAID}».", "ليلى الحداد"),
        (f"وخلص سامر الحداد إلى أن «{SAID}».", "سامر الحداد"),
        (f"وزاد سامر الحداد أن «{SAID}».", "سامر الحداد"),
    ],
)
def test_a_weak_word_is_trusted_where_no_other_sense_is_left(sentence: str, speaker: str) -> None:
    assert printed(sentence) == [speaker]


def test_what_somebody_wrote_earlier_is_not_what_he_says_here() -> None:
    assert printed(f"ونشرت المقالة التي كتبها سامر الحداد «{SAID}».") == []


@pytest.mark.parametrize("goes_on", ["", "وأكد الوزير أن الدراسة تبدأ غدا في القرى القريبة."])
def test_a_forgotten_mark_does_no_harm_before_the_next_saying(goes_on: str) -> None:
    line = f"وقال سامر الحداد في كلمته أمام المجلس «{SAID}. {goes_on}".strip()

    assert printed(line) == ["سامر الحداد"]


def test_a_forgotten_mark_does_no_harm_where_the_newspaper_points_to_something_else() -> None:
    line = f"وقال سامر الحداد في كلمته أمام المجلس «{SAID}، مشيرا إلى أن الدراسة تبدأ غدا."

    assert printed("عقد المجلس جلسته أمس.", line) == ["سامر الحداد"]


def test_a_forgotten_mark_is_doubted_where_the_newspaper_may_speak_on() -> None:
    assert printed(f"وقال سامر الحداد في كلمته «{SAID}. وشهدت القرى أمس أمطارا غزيرة.") == []


def test_who_is_told_of_by_a_byname_in_marks_is_not_who_spoke_before() -> None:
    before = "وقال سامر الحداد إن النهر حق للجميع."

    assert printed(before, f"يقول «أبو السدود» ومؤسس أول جمعية للري، «{SAID}».") == []


def test_what_somebody_unread_told_is_not_printed_of_who_spoke_before() -> None:
    before = "قال الكاتب سامر الحداد إن سليم الوردي لم يرضخ لموظف المصرف."

    assert printed(before, f"وأبلغ الشاب البالغ 26 عاما الكاتب بما جرى قائلا: «{SAID}».") == []


def test_who_is_called_in_the_accusative_only_is_not_printed() -> None:
    assert printed(f"لكن مسؤولا أمنيا قال إن «{SAID}».") == []


@pytest.mark.parametrize("source", ["مصدر مطلع", "مصدر", "بلاغ"])
def test_a_source_without_a_name_is_printed_as_the_newspaper_calls_it(source: str) -> None:
    assert printed(f"وقال {source} إن «{SAID}».") == [source]


def test_a_strange_surname_speaks_on_but_a_given_name_may_be_anybodys() -> None:
    speaks_on = f"وأضاف: «{SAID}»."

    assert printed("وقال دورنفيك إن الماء قليل.", speaks_on) == ["دورنفيك"]
    assert printed("وقال سعد إن الماء قليل.", speaks_on) == []


def test_a_strange_surname_is_printed_but_not_one_of_some_country() -> None:
    assert printed(f"وقال القزويني إن «{SAID}».") == ["القزويني"]
    assert printed(f"وقال التونسي إن «{SAID}».") == []


def test_a_country_or_club_beside_the_verb_is_printed() -> None:
    assert printed(f"وقال أرسنال: «{SAID}».") == ["أرسنال"]


def test_what_a_pronoun_tells_of_something_else_is_not_printed() -> None:
    assert printed("وقال سامر الحداد إنها «تطرقت كذلك إلى أزمة المياه في القرى».") == []


def test_who_stands_in_an_aside_behind_a_body_is_not_its_name() -> None:
    said = f"وقال مجلس الأمن القومي التركي بعد اجتماع ترأسه أردوغان «{SAID}»."

    assert printed(said) == ["مجلس الأمن القومي التركي"]


def test_titles_of_what_somebody_wrote_are_not_printed() -> None:
    assert printed("وكتب سامر الحداد مقالات، ومن بينها: «نظرية جديدة تماما عن مياه النهر».") == []


def test_a_given_name_that_two_bear_is_not_printed() -> None:
    told = "وحضر أحمد الحداد المزارع وأحمد الدرعي الصياد. وقال أحمد الحداد إن الماء قليل."

    assert printed(told, f"وتابع أحمد الدرعي كلامه. ويقول أحمد: «{SAID}».") == []


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("رد النائب سليم عون على الوزير ميشال عون.", "وقال عون"),
        ("يدير سامر الحداد المصنع مع شقيقته منى الحداد.", "وقالت الحداد"),
    ],
)
def test_a_surname_that_two_bear_is_not_printed(before: str, says: str) -> None:
    assert printed(f"{before} {says}: «{SAID}».") == []


def test_words_without_marks_are_printed_only_where_the_newspaper_uses_none() -> None:
    unmarked = "وقال الوزير سامر الحداد: نحن لا نحفر بئرا واحدة قبل دراسة شاملة للنهر."

    assert printed(unmarked) == ["سامر الحداد"]
    assert printed(unmarked, "وصدر عن المجلس كتاب «حديث النهر» أمس.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"ومن مأثورات الراحل قوله عن النهر «{SAID}».",
        f"ويتفق معه الخبير أحمد الدرعي، الذي يقول: «الماء قليل»، ويضيف: «{SAID}».",
        f"وافتتح اللقاء حديثه عن الخبير أحمد الدرعي حين أكد حاجته إلى الراحة. وأضاف: «{SAID}».",
        f"وكذلك حال زميله الخبير أحمد الدرعي الذي تخصص في الآبار، يقول: «{SAID}».",
    ],
    ids=["whom the noun follows", "who spoke in between", "told of", "who was just named"],
)
def test_he_who_spoke_before_may_not_be_the_one_who_speaks_on(sentence: str) -> None:
    assert printed("وقال الوزير سامر الحداد إن الماء قليل.", sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"وقال الوزير سامر الحداد إن الماء قليل. وخلص إلى القول: «{SAID}».",
        f"ومثلهم نستشهد بالوزير المحنك سامر الحداد حينما قال: «{SAID}».",
    ],
    ids=["he comes to say", "he is called to witness"],
)
def test_he_who_said_it_without_doubt_is_printed(sentence: str) -> None:
    assert printed(sentence) == ["سامر الحداد"]


@pytest.mark.parametrize(
    "who",
    [
        "الناشطة الحقوقية الجبلية",
        "المؤلفة المشاركة",
        "مؤلف الكتاب",
        "رجل الأعمال المقيم في السهل",
        "أحد أصدقائه",
        "جمعية باحثي",
        "بيان سامر",
        "الأمانة العامة",
    ],
    ids=[
        "by trade",
        "as author",
        "by work",
        "by business",
        "somebody's",
        "cut",
        "a man's paper",
        "an organ",
    ],
)
def test_who_was_named_elsewhere_is_not_printed_by_what_is_said_of_him(who: str) -> None:
    verb = "وقالت" if who.startswith(("الناشطة", "المؤلفة", "جمعية", "الأمانة")) else "وقال"

    assert printed(f"{verb} {who} إن «{SAID}».") == []


def test_two_bodies_each_with_a_name_of_its_own_are_not_printed_by_their_kinds() -> None:
    assert printed(f"وقالت الجمعية والمختبر في بيان: «{SAID}».") == []


def test_an_office_is_printed_though_the_name_is_not_told() -> None:
    said = f"وقال المتحدث باسم أمانة السهل إن «{SAID}»."

    assert printed(said) == ["المتحدث باسم أمانة السهل"]


@pytest.mark.parametrize("name", ["والتر دورنفيك", "فالح الدرعي"])
def test_a_name_that_begins_like_a_particle_is_printed(name: str) -> None:
    assert printed(f"وقال مدير المكتب {name} إن «{SAID}».") == [name]


def test_words_of_a_sentence_with_a_strange_subject_are_not_his_who_spoke_before() -> None:
    before = "وقال الوزير سامر الحداد إن الماء قليل."

    assert printed(before, f"واستعاد دورنفيك صور الجفاف قائلا: «{SAID}».") == []
    assert printed(before, f"واستعاد الوزير صور الجفاف قائلا: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    ("body", "whose"), [("الحكومة اليونانية", ["الحكومة اليونانية"]), ("الجمعية الجبلية", [])]
)
def test_the_body_of_a_country_speaks_on_but_one_of_its_kind_may_be_another(
    body: str, whose: list[str]
) -> None:
    assert printed(f"وأدانت {body} الهجوم أمس. وقالت: «{SAID}».") == whose


@pytest.mark.parametrize("blessing", ["صلى الله عليه وسلم", "- عليه السلام -"])
def test_whom_a_blessing_follows_is_cited_and_not_printed(blessing: str) -> None:
    assert printed(f"وتأملوا قول سيد البشر {blessing}: «{SAID}».") == []


@pytest.mark.parametrize("opening", ["فإننا", "ذلك لأننا", "وعندها", "ففي القرى"])
def test_words_that_only_go_on_are_not_printed(opening: str) -> None:
    goes_on = f"{opening} لن نحفر بئرا واحدة قبل دراسة شاملة للنهر"

    assert printed(f"وقال سامر الحداد: «{goes_on}».") == []


def test_a_title_that_was_read_in_part_is_not_the_known_presidents() -> None:
    known = "قال رئيس اتحاد الكتاب القرمزيين سامر الوردي إن المكتبات مفتوحة للجميع."
    joins = "وانضم رئيس اتحاد الكتاب السندوسيين بيروت جونوسكا إلى هذا الموقف"

    assert printed(f"{known} {joins}، قائلا: «{SAID}».") == []
    assert printed(f"{known} وانضم الوردي إلى هذا الموقف، قائلا: «{SAID}».") == ["سامر الوردي"]


def test_the_official_is_of_the_body_that_another_section_is_about() -> None:
    party = "وقال سامر الوردي عضو اللجنة إن الأغلبية صوتت لعقد المؤتمر في الخريف."
    fund = "من جهة أخرى، أثار صندوق المياه شكوكا في الخطة، إذ أكد أن على المدينة تبنيها."

    assert printed(party, f"{fund} وقال المسؤول: «{SAID}».") == []
    assert printed(party, f"وقال المسؤول: «{SAID}».") == ["سامر الوردي"]


def test_a_nameless_man_whom_a_report_tells_of_may_have_said_it() -> None:
    told = "وأشار سامر الوردي إلى أن مصدرا في المجلس سارع إلى التوضيح للصحفيين"

    assert printed(f"{told}، قائلا: «{SAID}».") == []
    assert printed(f"وأشار سامر الوردي إلى أن المجلس سارع، قائلا: «{SAID}».") == ["سامر الوردي"]


def test_what_somebody_says_in_his_tale_is_not_his_own() -> None:
    tale = "أوضح سامر الحداد قائلا: طلبنا دورنا عند الموظف وذهبنا بعدها إلى النافذة الثانية وقال"

    assert printed(f"{tale} «{SAID}».") == []


@pytest.mark.parametrize("who", ["التونسي", "حيثيات المشروع", "مقدمة التقرير"])
def test_one_of_a_country_and_a_part_of_a_paper_are_nobody_in_print(who: str) -> None:
    assert printed(f"ويقول {who} إن «{SAID}».") == []


@pytest.mark.parametrize(
    "clause",
    [
        "قال رجل استقبل الحداد في الشارع إن",
        "وقالت سيدة فقدت ابنها للحداد:",
        "ورد متظاهر على الحداد قائلا:",
        "وقال تاجر كان ينتظر الحداد إن",
        "وقال المتظاهرون الذين استقبلوا الحداد:",
        "وقال شاهد عمل سائقا لدى سامر الحداد إن",
        "وقال منافسه إن",
        "وقال قريب من الحداد إن",
        "وقال الطالب الذي رشق موكب الوزير بالحجارة إن",
        "وقال المخرج الذي قدم الحداد في أول أفلامه:",
    ],
)
def test_a_stranger_who_met_him_is_not_he(clause: str) -> None:
    before = "زار وزير الري سامر الحداد البلدة أمس، وأعلن بناء سد جديد على النهر."

    assert "سامر الحداد" not in printed(before, f"{clause} «{SAID}».")


@pytest.mark.parametrize(
    "sentence",
    [
        f"سأل القاضي سامر الحداد المتهم عادل الشامي عن النهر، فقال: «{SAID}».",
        f"سأل القاضي سامر الحداد المتهم عادل الشامي عن النهر، فأجابه: «{SAID}».",
        f"سأل القاضي سامر الحداد المتهم عادل الشامي عن النهر. فقال: «{SAID}».",
        f"حاوره الصحفي سامر الحداد عن النهر فقال: «{SAID}».",
        f"واجه القاضي سامر الحداد المتهم عادل الشامي بالأدلة، ثم قال: «{SAID}».",
        f"سأل الصحفي سامر الحداد الوزير عادل الشامي عن النهر، فأجاب الوزير: «{SAID}».",
    ],
)
def test_an_answer_is_not_printed_as_of_whoever_asked(sentence: str) -> None:
    assert printed(sentence) == []


def test_who_was_asked_or_asks_on_is_printed() -> None:
    assert printed(f"سئل الوزير سامر الحداد عن النهر، فقال: «{SAID}».") == ["سامر الحداد"]
    assert printed(f"سألنا الوزير سامر الحداد عن النهر فقال: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"قال المحامي سامر الحداد إن المتهم اعترف أمام المحققين قائلا: «{SAID}».",
        f"وتتذكر الكاتبة ليلى عباس أن أمها كانت تقول لها: «{SAID}».",
        f"يقول الكاتب سامر الحداد إن والده أوصاه قبل وفاته: «{SAID}».",
        f"وكشف الفنان سامر الحداد أن آخر جملة قالها له والده كانت: «{SAID}».",
        f"قال السفير سامر الحداد إن الرئيس أبلغه بأن «{SAID}».",
        f"قال العميد سامر الحداد إن الفريق عمر شاكر زار القرية أمس، وقال للجنود: «{SAID}».",
        f"اتهم النائب سامر الحداد الوزير عادل الشامي بأنه قال: «{SAID}».",
    ],
)
def test_what_another_says_in_a_report_is_not_printed_as_of_who_reports(sentence: str) -> None:
    assert printed(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"وأكد المحامي سامر الحداد أن المتهم وقع العقد أمامه، مضيفا: «{SAID}».",
        f"وأكد المحامي سامر الحداد أن المحكمة تنظر في الطلب، وقال: «{SAID}».",
        f"وأكد المحامي سامر الحداد أنه وقع العقد بنفسه، وقال: «{SAID}».",
        f"وأفادت الشاهدة ليلى عباس بأن جنودا طاردوا قريبها قائلة: «{SAID}».",
    ],
)
def test_who_reports_and_goes_on_is_printed(sentence: str) -> None:
    assert printed(sentence) == ["ليلى عباس" if "ليلى" in sentence else "سامر الحداد"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"استشهد المدرب سامر الحداد بمقولة عادل الشامي: «{SAID}».",
        f"ختم الوزير سامر الحداد كلمته مستشهدا بقول المتنبي: «{SAID}».",
        f"وأصدر المطرب سامر الحداد أغنيته الجديدة التي يقول مطلعها: «{SAID}».",
        f"وذكّر المحامي سامر الحداد بالمادة 12 من الدستور: «{SAID}».",
        f"وقال سامر الحداد إن الرد يخالف تصريحا سابقا للوزير عادل الشامي بأن «{SAID}».",
        f"وأشار سامر الحداد إلى تعهد وزيرة البيئة ليلى عباس بأن «{SAID}».",
        f"وتذكر سامر الحداد العبارة التي كررها الوزير عادل الشامي: «{SAID}».",
    ],
)
def test_what_somebody_cites_is_not_printed_as_his(sentence: str) -> None:
    assert printed(sentence) == []


def test_what_he_is_content_to_say_is_printed() -> None:
    assert printed(f"واكتفى الوزير سامر الحداد بقول: «{SAID}».") == ["سامر الحداد"]
    assert printed(f"وقال الوزير سامر الحداد في مقولة له: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("أجرى وزير الدفاع سامر الحداد محادثات في أنقرة.", "وزير الدفاع التركي"),
        ("خسر المدرب سامر الحداد المباراة.", "المدرب البرتغالي للفريق المنافس"),
    ],
)
def test_he_who_was_only_named_is_not_of_a_country_that_nobody_told(
    before: str, title: str
) -> None:
    assert printed(f"{before} وقال {title}: «{SAID}».") == []
    assert printed(f"قال {title} سامر الحداد: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("قال نائب الرئيس سامر الحداد إن الوضع صعب.", "الرئيس"),
        ("قال سامر الحداد، المتحدث باسم الرئيس، إن الوضع صعب.", "الرئيس"),
        ("قال مساعد المدرب سامر الحداد إن الفريق جاهز.", "المدرب"),
        ("قال مساعد وزير الخارجية سامر الحداد إن الاتفاق قريب.", "الوزير"),
        ("قال الرئيس السابق سامر الحداد إن الوضع صعب.", "الرئيس"),
    ],
)
def test_whom_he_serves_and_who_came_after_him_is_not_printed_as_he(
    before: str, title: str
) -> None:
    assert printed(f"{before} وقال {title}: «{SAID}».") == []
    assert printed(f"{before} وأضاف {title}: «{SAID}».") == []
    assert printed(f"{before} وأضاف: «{SAID}».") == ["سامر الحداد"]


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("رئيس الاتحاد الدولي", "رئيس الاتحاد الأوروبي", "رئيس الاتحاد"),
        ("مدرب البرازيل", "مدرب الأرجنتين", "المدرب"),
        ("وزير الخارجية الأردني", "وزير الخارجية المصري", "وزير الخارجية"),
    ],
)
def test_a_title_of_two_is_nobodys_unless_he_goes_on(first: str, second: str, title: str) -> None:
    two = f"قال {first} سامر الحداد إنه متفائل. وقال {second} عادل الشامي إنه حذر."

    assert printed(f"{two} وقال {title} لاحقا: «{SAID}».") == []
    assert printed(f"{two} وأضاف {title}: «{SAID}».") == ["عادل الشامي"]


@pytest.mark.parametrize("verb", ["وقال", "وأضاف"])
def test_what_one_of_two_counterparts_says_is_not_printed_of_both(verb: str) -> None:
    both = "وزير خارجية مصر عادل الشامي ونظيره الأردني سامر الحداد"

    assert printed(f"قال {both} إن التهجير مرفوض. {verb} الوزير المصري «{SAID}».") == []
