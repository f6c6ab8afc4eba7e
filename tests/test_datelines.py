"""What stands before the first word of an article: place, author, agency."""

import pytest

from bot.core import datelines

NEWS = "افتتح مجلس البلدة أمس السوق القديمة بعد ترميمها، وقال رئيسه إن العمل استمر عامين كاملين."


@pytest.mark.parametrize(
    "before",
    [
        "القاهرة – ",
        "مكة المكرمة - ",
        "سامر الحداد - مكة المكرمة ",
        "سامر الحداد – جدة ",
        "سامر الحداد – جدة: ",
        "سبق جدة: ",
        "تصوير سامر الحداد: ",
        "ليلى عباس- سبق- جدة: تصوير سامر الحداد: ",
        "عمّان- ",
        "(رويترز) - ",
        "تونس (وات)- ",
        "أبوظبي في 12 مارس/ وام / ",
        "الكويت – كونا -- ",
        "الدوحة - (اف ب) - ",
        "الجسرين - من مراسلنا: ",
        "صحيفة الواحة – مرفأ اللؤلؤ: ",
        "أم الصدف - سامر الحداد: ",
        "Next Previous ",
        "Next Previous ليلى عباس - جدة ( تصوير سامر الحداد ) ",
    ],
)
def test_place_and_author_are_no_part_of_the_first_sentence(before: str) -> None:
    assert datelines.without(before + NEWS) == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "القاهرة ودمشق – وهما أكبر مدن الواحة القديمة – تفتتحان اليوم سوقا مشتركة لأهل القرى.",
        "سامر الحداد - رئيس البلدية - افتتح أمس السوق القديمة بعد عامين كاملين من العمل فيها.",
        "وقال سامر الحداد - جدة الطفل - إن السوق القديمة افتتحت أمس بعد عامين كاملين من العمل.",
        "العلاقات المصرية - السودانية تدخل عاما جديدا بعد افتتاح السوق المشتركة على الحدود.",
    ],
)
def test_a_sentence_keeps_its_own_dashes(line: str) -> None:
    assert datelines.without(line) == line


@pytest.mark.parametrize("before", ["الأناضول/ ", "رويترز - ", "فرانس برس – ", "د ب أ- ", "خاص- "])
@pytest.mark.parametrize(
    "news",
    [
        "نجا ثلاثة صيادين وأصيب آخرون في عاصفة ضربت الواحة فجر أمس وأغرقت قاربين من قواربها.",
        "قال مسؤولون محليون إن سيلا ضرب الواحة فجر أمس، وإن أحدا من أهلها لم يصب بأذى فيه.",
        "لم يعلن رئيس البلدية موقفه من السوق الجديدة بعد، وقد سأله عنه أعضاء المجلس مرتين.",
        "أعلنت البلدية اليوم الجمعة إجلاء سكان الحي القديم إلى المدارس بعد سيل ضرب الواحة.",
        "كشف مصدر بلدي رفيع أن السوق القديمة لن تفتح أبوابها قبل نهاية العام القادم كله.",
    ],
)
def test_behind_an_agency_all_is_news(before: str, news: str) -> None:
    assert datelines.without(before + news) == news


def test_behind_a_place_all_is_news() -> None:
    news = "سبق أن حذر رئيس البلدية من إغلاق السوق القديمة، وقال إن أهل الواحة كلهم يعيشون منها."

    assert datelines.without(f"الرياض – {news}") == news
    assert datelines.without(f"الجزيرة نت-لندن {NEWS}") == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "الوزير- وهو طبيب- قال إن مستشفى الواحة يفتح أبوابه بعد عامين كاملين من العمل فيه.",
        "من الرياض إلى جدة – ومن جدة إلى مكة: رحلة طويلة بدأت قبل عامين ولم تنته حتى اليوم.",
        "سامر الحداد - وزير النفط: سنرفع الإنتاج بعد عامين كاملين من العمل في حقول الواحة.",
        "الهلال - النصر: مباراة تنتظرها الواحة منذ عامين كاملين ولا يعرف أحد من يفوز فيها.",
        "القاهرة- وهي أكبر المدن- تفتتح اليوم سوقا جديدة لأهل القرى بعد عامين من العمل فيها.",
        "الأزمة التي بدأت أمس - قال رئيس البلدية - كانت متوقعة منذ عامين كاملين في الواحة.",
    ],
)
def test_nothing_but_a_dateline_is_dropped(line: str) -> None:
    assert datelines.without(line) == line


def test_a_dateline_goes_as_a_whole_or_not_at_all() -> None:
    told = "أكد مجلس البلدة أمس أن السوق القديمة تفتح أبوابها بعد عامين كاملين من العمل فيها."
    paper = f"نواكشوط - «النخيل»: {NEWS}"

    assert datelines.without(f"عمان - النخلة - {told}") == told
    assert datelines.without(paper) == paper


def test_a_speaker_behind_an_agency_stays() -> None:
    told = "سامر الحداد: سنعود إلى الواحة بعد عامين كاملين من الغياب ونبني فيها سوقا جديدة لأهلها."

    assert datelines.without(f"رويترز - {told}") == told


def test_an_interviewer_is_told_from_whom_he_met() -> None:
    told = "أعرب رئيس البلدية عن سعادته بافتتاح السوق القديمة بعد عامين كاملين من العمل فيها."

    assert datelines.without(f"حاوره: سامر الحداد {told}") == told
    assert datelines.without(f"حاوره: سامر الحداد {NEWS}") == f"حاوره: سامر الحداد {NEWS}"


def test_a_line_of_nothing_else_is_left_out() -> None:
    assert datelines.without("Next Previous رصد وتصوير: سامر الحداد") == ""
