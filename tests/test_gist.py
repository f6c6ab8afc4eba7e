"""The sentences that tell an article: whole ones, the news first, nothing twice."""

import pytest

from bot.core import digest
from bot.core.models import Article
from tests.invented_law import LEAD, SAID, SECOND, made

FINES = "ويدفع أصحاب الآبار غرامات تبلغ 500 دينار عن كل بئر من 37 بئرا قرب النهر في هذه البلدة."


def test_gist_is_whole_sentences_in_their_order() -> None:
    text = (LEAD, SECOND, "وحضر الجلسة عدد من سكان القرى القريبة من النهر ومن مزارعيها.")

    gist = made(*text).gist

    assert gist == (LEAD, SECOND)


def test_gist_does_not_repeat_a_printed_quotation() -> None:
    quoted = f"وقال وزير الري سامر الحداد: «{SAID}»."

    made_digest = made(LEAD, quoted, SECOND)

    assert [quote.text for quote in made_digest.key_quotes] == [SAID]
    assert quoted not in made_digest.gist


def test_gist_does_not_tell_one_thing_twice() -> None:
    again = LEAD.replace("أقر", "وذكرت صحيفة المساء اليوم أن مجلس البلدة قد أقر", 1)

    later = "وحضرها سكان من القرى القريبة ومعهم أطفالهم."

    assert made(LEAD, again, later).gist == (LEAD, later)


def test_a_first_paragraph_that_tells_the_abstract_again_is_not_told() -> None:
    again = "صوّت أعضاء مجلس البلدة على قانون المياه الجديد أمس، ونال ثلثي الأصوات في قاعة المدرسة."

    assert made(LEAD, again, SECOND).gist == (LEAD, SECOND)


def test_what_the_headline_promises_is_told_though_it_comes_late() -> None:
    early = (
        "وقال رئيس المجلس إن الجلسة كانت طويلة ومفيدة وإن الأعضاء تحدثوا فيها بحرية كاملة أمام"
        " الناس الذين ملؤوا القاعة منذ الصباح الباكر."
    )
    late = "ويركب المزارعون عدادات على الآبار خلال عام."

    short = ("وشكر الناس المجلس على عمله.", "وبدأت الجلسة في الصباح.", "وانتهت في المساء.")

    told = made(LEAD, early, *short, late, title="قانون المياه: عدادات على الآبار").gist

    assert told == (LEAD, late)


def test_a_sentence_that_says_nothing_but_the_headline_is_not_told_behind_the_lead() -> None:
    again = "يد تبني ويد تحمي السدود."

    assert again not in made(LEAD, again, SECOND, title="السدود: يد تحمي ويد تبني").gist


def test_gist_does_not_begin_with_a_sentence_that_leans_back() -> None:
    leaning = "وأضاف أن القانون الجديد للمياه سيطبق على جميع الآبار في القرى القريبة منها."

    assert leaning not in made(LEAD, leaning, SECOND).gist


@pytest.mark.parametrize(
    "leaning",
    [
        "وبيّن أن قانون المياه الجديد يمنع حفر الآبار قرب النهر، ويلزم المزارعين بتركيب عدادات.",
        "مشيرا إلى أن قانون المياه الجديد يمنع حفر الآبار قرب النهر، ويلزم المزارعين بالعدادات.",
        "وهم إما أن يلتزموا قانون المياه الجديد وإما أن يدفعوا غرامات تحددها لجنة من المجلس.",
        "وأضاف: قانون المياه الجديد يمنع حفر الآبار قرب النهر، ويلزم المزارعين بتركيب عدادات.",
        "وختم سائلا: «من يحفر الآبار قرب النهر بعد قانون المياه الجديد ومن يدفع ثمن العدادات؟»",
        "كما طلبت من المزارعين تركيب عدادات قبل أن يبدأ العمل بقانون المياه الجديد قرب النهر.",
        "وشدد على أهمية قانون المياه الجديد الذي يمنع حفر الآبار قرب النهر ويلزم الناس بالعدادات.",
        "ودعا إلى تطبيق قانون المياه الجديد على من يحفر الآبار قرب النهر من غير عدادات.",
        "ثم إنها، أي البلدة، تحتاج إلى قانون المياه الجديد أكثر من حاجة القرى القريبة من النهر.",
    ],
)
def test_what_needs_the_sentence_before_it_is_told_with_it_or_not_at_all(leaning: str) -> None:
    before = "وشرح رئيس المجلس للحاضرين ما يغيره القانون في حياة الناس."
    filler = ("وحضر الجلسة سكان من القرى.", "وبدأت الجلسة في الصباح الباكر أمس.")

    gist = made(LEAD, *filler, before, leaning).gist

    assert leaning not in gist or before in gist
    assert gist[0] == LEAD


@pytest.mark.parametrize(
    "clinging",
    [
        "حيث يمنع قانون المياه الجديد حفر الآبار قرب النهر ويلزم المزارعين بتركيب عدادات كثيرة.",
        "هذا الأخير الذي يمنع بقانون المياه الجديد حفر الآبار قرب النهر ويلزم الناس بالعدادات.",
    ],
)
def test_half_of_the_sentence_before_is_not_told_where_a_whole_one_is_left(clinging: str) -> None:
    between = "وحضر الجلسة سكان من القرى القريبة من النهر ومزارعون جاؤوا من الجبل."

    assert clinging not in made(LEAD, between, clinging, SECOND).gist


@pytest.mark.parametrize(
    "pointing",
    [
        "وفيما يلي أهم ما جاء في قانون المياه الجديد: وهو يمنع حفر الآبار قرب النهر وفي القرى.",
        "إن هذا هو قانون المياه الجديد الذي ينتظره المزارعون في البلدة منذ سنوات طويلة.",
        "وأكدت ليلى عباس أيضًا أن قانون المياه الجديد يمنع حفر الآبار قرب النهر وفي القرى كلها.",
        "جديرٌ بالذكر أن قانون المياه الجديد يمنع حفر الآبار قرب النهر، ويلزم المزارعين بعدادات.",
        "حضر الجلسة وزير الري ومدير قانون المياه الجديد في البلدة ومحافظ النهر وعدد من المزارعين.",
        "ووزارة الري، إذ تعلن قانون المياه الجديد، تؤكد حرصها على البلدة وعلى المزارعين فيها.",
        "وقدم رئيس البلدة شكره لوزير الري على قانون المياه الجديد وعلى ما تلقاه القرى من رعاية.",
        "ثم شرح رئيس البلدة قانون المياه الجديد الذي يمنع حفر الآبار قرب النهر وفي القرى كلها.",
        "في حين أن قانون المياه الجديد يمنع حفر الآبار قرب النهر، ويلزم المزارعين بتركيب عدادات.",
    ],
)
def test_what_points_at_a_sentence_that_is_not_told_gives_way(pointing: str) -> None:
    before = "وحضر الجلسة سكان من القرى القريبة من النهر ومعهم أطفالهم وكبار السن من المزارعين."

    assert pointing not in made(LEAD, before, pointing, SECOND).gist


def test_a_surname_is_told_only_where_it_was_told_whose_it_is() -> None:
    named = "وتحدث المهندس سامر الحداد، مدير السدود في البلدة، إلى الناس."
    surname = "وأشار الحداد إلى أن قانون المياه الجديد يمنع حفر الآبار قرب النهر، ويلزم بالعدادات."

    assert surname not in made(LEAD, named, surname, SECOND).gist
    assert surname in made(LEAD.replace("أعضاء", "سامر الحداد"), named, surname).gist


def test_of_two_sentences_alike_the_one_in_which_somebody_states_something_is_told() -> None:
    tells = "وفي نهاية الجلسة قرأ نائب الرئيس ما كتبته لجنة المياه عن آبار البلدة القديمة."
    states = "وفي نهاية الجلسة قال نائب الرئيس إن لجنة المياه ستحصي آبار البلدة القديمة."

    short = ("وبدأت الجلسة صباحا.", "وغاب عنها أربعة أعضاء.", "ثم خرج الجميع.")

    assert made(LEAD, *short, tells, states).gist == (LEAD, states)


@pytest.mark.parametrize(
    "turn", ["وكان", "ومن جهة أخرى كان", "من جانب آخر كان", "وفي شأن متصل كان"]
)
def test_background_and_what_happened_besides_give_way_to_the_news(turn: str) -> None:
    before = "وتبحث لجنة ما بقي."
    aside = f"{turn} عدد من سكان القرى القريبة من النهر ومن مزارعي الجبل قد شاركوا في النقاش."
    news = "وشارك في النقاش عدد من سكان القرى القريبة من النهر ومن مزارعي الجبل البعيد عنه."

    assert made(LEAD, before, aside, news).gist == (LEAD, news)


def test_a_gist_does_not_begin_with_what_joins_it_to_a_sentence_before() -> None:
    lead = f"و{LEAD}"

    assert made(lead, SECOND).gist == (LEAD, SECOND)
    assert made(f"فقد {LEAD}", SECOND).gist == (LEAD, SECOND)
    assert made(lead, SECOND, title="شاهد… جلسة مجلس البلدة").lead == LEAD


@pytest.mark.parametrize("joined", ["والجديد أن", "وبهذا", "وأثار جدلا أن", "و أقر", "ووقع أن"])
def test_a_gist_does_not_begin_with_and_whatever_word_it_joins(joined: str) -> None:
    lead = f"{joined} أعضاء مجلس البلدة قانون المياه الجديد بعد جلسة استمرت ست ساعات أمس."

    assert made(lead, SECOND).gist == (lead.removeprefix("و").lstrip(), SECOND)


@pytest.mark.parametrize("own", ["وافق", "وصلت", "وفرت", "وزارة", "وقد تقر", "ورقة", "والدة"])
def test_a_gist_keeps_the_letter_that_is_the_words_own(own: str) -> None:
    lead = f"{own} البلدة على قانون المياه الجديد بعد جلسة استمرت ست ساعات وسط نقاش حاد."

    assert made(lead, SECOND).gist[0] == lead


@pytest.mark.parametrize("pointing", ["هذه الجلسة", "فيها يوم أمس"])
def test_what_points_back_is_told_behind_what_it_points_at(pointing: str) -> None:
    before = "وتبحث لجنة ما بقي."
    later = f"وشارك {pointing} عدد من سكان القرى القريبة من النهر ومزارعون جاؤوا من الجبل."
    alike = "وشارك في النقاش عدد من سكان القرى القريبة من النهر ومزارعون جاؤوا من الجبل."

    assert made(LEAD, later).gist == (LEAD, later)
    assert made(LEAD, before, later, alike).gist == (LEAD, alike)


@pytest.mark.parametrize(
    "turn", ["بدوره ", "من جهته، ", "إلى ذلك، ", "كما ", "وعلى صعيد آخر، ", "وقد ", "ثم "]
)
def test_a_text_does_not_begin_with_a_turn_to_another(turn: str) -> None:
    assert made(turn + LEAD, SECOND).gist == (LEAD, SECOND)


@pytest.mark.parametrize("own", ["كما أن مجلس البلدة ", "من جهته الشرقية "])
def test_a_text_keeps_a_beginning_that_is_its_own(own: str) -> None:
    lead = own + LEAD

    assert made(lead, SECOND).gist[0] == lead


def test_an_article_headed_by_its_own_first_sentence_is_told_in_two_more() -> None:
    text = Article(title=LEAD, paragraphs=(LEAD, SECOND, FINES))

    assert digest.make(text).gist == (LEAD, SECOND.removeprefix("و"), FINES)
    assert digest.make(text, gist_sentences=1).gist == (LEAD,)


def test_a_sentence_that_fills_the_screen_is_not_told() -> None:
    endless = " و".join([LEAD.removesuffix(".")] * 13) + "."

    assert made(endless).gist == ()
    assert made(endless, SECOND).gist == (SECOND.removeprefix("و"),)


def test_of_two_sentences_the_one_with_figures_is_told() -> None:
    plain = "ويدفع أصحاب الآبار غرامات كبيرة عن كل بئر تحفر قرب النهر بعد اليوم في هذه البلدة."

    assert made(LEAD, plain, FINES).gist == (LEAD, FINES)


@pytest.mark.parametrize(
    "lead",
    [
        "واصل أعضاء المجلس نزاعهم في ري الحقول.",
        "وصف رئيس البلدة ما جرى للنهر أمس بأنه خطر.",
        "فيما بدأ الصيف أقر مجلس البلدة حفر الآبار.",
        "تقرر أن يبحث مجلس البلدة حفر الآبار غدا.",
        "هي مسألة تشغل البلدة منذ جفت الآبار كلها.",
    ],
)
def test_a_lead_leans_on_nothing_whatever_its_first_letter(lead: str) -> None:
    later = LEAD.replace("قانون المياه الجديد", "جدول أعماله").replace("أقر", "وفي جلسته أقر")

    assert made(lead, later, later).gist[0] == lead


def test_a_verse_at_the_head_of_a_statement_is_no_gist() -> None:
    verse = "قال الله تعالى: (يا أيها الذين آمنوا كتب عليكم القصاص في القتلى) الآية."

    assert made(verse, LEAD, SECOND).gist == (LEAD, SECOND)


def test_sub_headings_are_no_gist() -> None:
    assert "دعوة للحوار" not in made("دعوة للحوار", LEAD, SECOND).gist


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_as_many_sentences_as_wanted(wanted: int) -> None:
    text = Article(title="قانون", paragraphs=(LEAD, SECOND, LEAD.replace("أمس", "اليوم")))

    assert len(digest.make(text, gist_sentences=wanted).gist) == wanted


def test_a_lead_that_says_the_headline_in_other_forms_is_not_told() -> None:
    title = "مجلس البلدة يقر قانون المياه الجديد بعد جلسة طويلة"
    again = "أقر مجلس البلدة قانون المياه الجديد بعد جلسة طويلة."

    assert made(again, SECOND, FINES, title=title).gist == (SECOND.removeprefix("و"), FINES)
    assert made(again, title=title).gist == (again,)
    assert made(again, SECOND, title="").gist[0] == again
    assert made(again.replace("جلسة", "7 جلسات"), SECOND, title=title).gist[0].startswith("أقر")


LONG_FIRST = (
    "أقر مجلس بلدة النخيل في جلسته مساء أمس قانون المياه الجديد بأغلبية ثلثي الأعضاء، {rest} بعد "
    "نقاش دام ثلاث ساعات في قاعة المدرسة القديمة بحضور سكان القرى القريبة من النهر ومزارعيها "
    "وعدد من المهندسين."
)


def headed_by(sentence: str) -> tuple[str, tuple[str, ...]]:
    told = digest.make(Article(title=sentence, paragraphs=(sentence, SECOND, FINES)))
    return told.headline, told.gist


@pytest.mark.parametrize("rest", ["وذلك", "حيث وافق عليه", "مؤكدا أن العمل به يبدأ"])
def test_a_first_sentence_too_long_for_a_headline_heads_it_without_what_it_adds(rest: str) -> None:
    sentence = LONG_FIRST.format(rest=rest)

    headline, gist = headed_by(sentence)

    assert headline == sentence.partition("، ")[0]
    assert gist[0] == sentence


def test_where_nothing_is_added_it_breaks_off_at_a_word_that_can_end() -> None:
    sentence = LONG_FIRST.format(rest="على مشروع").replace("،", "")

    headline, gist = headed_by(sentence)

    begun = headline.removesuffix("…")
    assert begun != headline
    assert sentence.startswith(begun + " ")
    assert gist[0] == sentence


def test_a_headline_broken_off_holds_no_half_of_a_name() -> None:
    long_name = "«" + "جمعية مزارعي النخيل والزيتون والرمان في القرى القريبة من النهر" + "»"
    sentence = LONG_FIRST.format(rest="على طلب").replace("المدرسة", long_name)

    headline, _ = headed_by(sentence.replace("،", ""))

    assert headline.endswith("ثلاث ساعات في قاعة…")
