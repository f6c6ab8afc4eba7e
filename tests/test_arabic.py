"""The rules of the script: cleaned, compared, measured, typeset."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import arabic, sentences

TEXT = st.text(alphabet=st.characters(), max_size=300)
ARABIC = st.text(
    alphabet='ابتثجحخدذرزسشصضطظعغفقكلمنهوي ةىءآأإؤئًٌّـ.،؛؟!:«»“”"() 0123٤٥abc\n', max_size=300
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("قال الوزير ، أمس ، إن", "قال الوزير، أمس، إن"),
        ("في القوقاز. . .", "في القوقاز."),
        ("قال. . . ثم صمت", "قال… ثم صمت"),
        ("صمت... ثم قال", "صمت… ثم قال"),
        ("عن مفاجآت .. حيث تبين", "عن مفاجآت… حيث تبين"),
        ("فازت الواحة كاملة !! ثم", "فازت الواحة كاملة!! ثم"),
        ("&quot;سبق&quot; تفتتح&nbsp;فرعا", '"سبق" تفتتح فرعا'),
        ("&amp;quot;سبق&amp;quot;", '"سبق"'),
        ("« كلام » و“ كلام ”", "«كلام» و“كلام”"),
        ("”كلام“ و“كلام“ هنا", "“كلام” و“كلام“ هنا"),
        ("وهو ما ” أرهق الناس “، قال ” كثيرا “.", "وهو ما “أرهق الناس”، قال “كثيرا”."),
        ("قالوا “ هذا ” ثم “ ذاك ” وعادوا", "قالوا “هذا” ثم “ذاك” وعادوا"),
        ('قال " كلام " أمس', 'قال "كلام" أمس'),
        ('فرق "الاستجابة" والعنايات "الأخرى" هنا', 'فرق "الاستجابة" والعنايات "الأخرى" هنا'),
        ('"يتهرب من إلزام "جبهة الجبل" المتمردة به"',) * 2,
        ("وقالت 'لن ننتظر المطر عاما آخر'.", "وقالت “لن ننتظر المطر عاما آخر”."),
        ("وقال 'نعم' في d'une", "وقال 'نعم' في d'une"),
        ("قال :- «نعم»، وأضافت،: «لا»", "قال: «نعم»، وأضافت: «لا»"),
        ("عام 2026.وقالت، 18%.وأضافت (ليلا).وفي", "عام 2026. وقالت، 18%. وأضافت (ليلا). وفي"),
        ("بلغت 2.5 مليون", "بلغت 2.5 مليون"),
        ("الوزير :لم أوقع! لماذا؟لأن", "الوزير: لم أوقع! لماذا؟ لأن"),
        ("تقرير << النهر >> الجديد", "تقرير «النهر» الجديد"),
        ("مرحبـــا", "مرحبا"),
        ("عام 1436 هـ", "عام 1436 هـ"),
        ("عام 1436هـ", "عام 1436هـ"),
        ("وجهـ", "وجه"),
        ("\u200fنص\u200e \u202bداخل\u202c", "نص داخل"),
        ("می\u200cروم", "می\u200cروم"),
        ("نص\u00a0هنا\u2009وهناك", "نص هنا وهناك"),
        ("\ufefb نص", "لا نص"),
        ("صلى الله \ufdfa", "صلى الله \ufdfa"),
        ("الصيف.وفقا لوكالة", "الصيف. وفقا لوكالة"),
        ("وقالت:«نعم»", "وقالت: «نعم»"),
        ("نسبة 2.5 في المئة", "نسبة 2.5 في المئة"),
        ("وكالة أ.ف.ب نقلت", "وكالة أ.ف.ب نقلت"),
        ("سطر\nآخر", "سطر آخر"),
        ("فتح السد في البلاد،.", "فتح السد في البلاد."),
        ("سيحدث «قريبا،» وفقا للوكالة", "سيحدث «قريبا»، وفقا للوكالة"),
        ("قال “قريبا،” ثم،” نعم” قال", "قال “قريبا”، ثم،” نعم” قال"),
        ('قال "سأفتح السد،" مضيفا', 'قال "سأفتح السد"، مضيفا'),
        ('قال "سأفتح السد،".', 'قال "سأفتح السد".'),
        ("في يوليو(تموز)الماضي", "في يوليو (تموز) الماضي"),
        ("في ( 13 )قرية", "في (13) قرية"),
        ("ارتفع 13 % أمس", "ارتفع 13% أمس"),
        ("على المعلم(ة) قراءة لـ(النهر)", "على المعلم(ة) قراءة لـ(النهر)"),
        ("خطير لنا..لا نقبله", "خطير لنا… لا نقبله"),
        ("خطير لنا ...لا نقبله", "خطير لنا… لا نقبله"),
        ("شاعرا ً وشاعرة ً من النهر", "شاعراً وشاعرةً من النهر"),
        ("في القرية ُعليا", "في القرية ُعليا"),
        ("لا ينام النهر أبدًا.قد يهدأ ليلا.", "لا ينام النهر أبدًا. قد يهدأ ليلا."),
    ],
)
def test_tidy_cleans_a_line_for_the_eye(raw: str, clean: str) -> None:
    assert arabic.tidy(raw) == clean


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ('تسير الحافلات ذهابا وإيابا".', "تسير الحافلات ذهابا وإيابا."),
        ("الحافلات» تسير كل يوم", "الحافلات تسير كل يوم."),
        ('قال "نعم" ومضى".', 'قال "نعم" ومضى.'),
        ('وقال الحداد: "لن نعود إلى النهر.', 'وقال الحداد: "لن نعود إلى النهر.'),
        ('بشاشة 55".', 'بشاشة 55".'),
        ("ستبدأ الأعمال بعد العيد…", "ستبدأ الأعمال بعد العيد."),
        ("هل تبدأ الأعمال بعد العيد؟…", "هل تبدأ الأعمال بعد العيد؟"),
        ("وكتب معتذرا (إلى أهل الوادي…", "وكتب معتذرا (إلى أهل الوادي…"),
    ],
)
def test_a_sentence_ends_with_one_point_and_keeps_no_mark_without_its_partner(
    sentence: str, told: str
) -> None:
    assert arabic.ended(sentence) == told


@given(TEXT | ARABIC)
@settings(deadline=None)
def test_tidy_is_total_and_leaves_one_line(text: str) -> None:
    tidied = arabic.tidy(text)

    assert "\n" not in tidied
    assert tidied == tidied.strip()
    assert "  " not in tidied


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("إيمانويل", "ايمانويل"),
        ("القُرى", "القري"),
        ("مدرســة", "مدرسه"),
        ("مسؤول شؤون", "مسوول شوون"),
        ("رئيس", "رييس"),
        ("١٤٣٦هـ، ۲۰", "1436ه 20"),
        ("NATO الناتو!", "nato الناتو"),
        ("«ماء»", "ماء"),
    ],
)
def test_normalise_gives_one_key_for_what_readers_take_as_one_word(text: str, key: str) -> None:
    assert arabic.normalise(text) == key


@given(TEXT | ARABIC)
@settings(deadline=None)
def test_normalise_is_idempotent(text: str) -> None:
    key = arabic.normalise(text)

    assert arabic.normalise(key) == key


@given(TEXT | ARABIC)
@settings(deadline=None)
def test_a_text_has_its_key_and_no_other(text: str) -> None:
    key = arabic.normalise(text)

    assert arabic.has_key(text, key)
    assert not arabic.has_key(text, f"{key} more")
    assert not arabic.has_key(text, f"more {key}")


@given(ARABIC)
def test_the_longer_words_of_a_line_are_those_of_its_key(text: str) -> None:
    def longer(words: list[str]) -> list[str]:
        return [word for word in words if len(word) > 2]

    words = longer(arabic.normalise(text).split())
    assert longer(list(map(arabic.word_key, arabic.words(text)))) == words
    assert longer(list(map(arabic.word_key, arabic.words(f"{text} Bonn")))) == [*words, "bonn"]


def test_utf16_units_are_counted_as_telegram_counts() -> None:
    assert arabic.utf16_units("خبر") == 3
    assert arabic.utf16_units("📰") == 2
    assert arabic.utf16_units("👨‍👩‍👧") == 8


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("خبر قصير", 20, "خبر قصير"),
        ("كلمة أولى وثانية", 12, "كلمة أولى…"),
        ("كلمة، ثم أخرى", 8, "كلمة…"),
        ("كلمةطويلةجدا", 6, "كلمةط…"),
        ("📰📰📰", 4, "📰…"),
        ("كلمة", 0, ""),
    ],
)
def test_shorten_cuts_after_a_word(text: str, limit: int, short: str) -> None:
    assert arabic.shorten(text, limit) == short


@given(TEXT | ARABIC, st.integers(0, 60))
@settings(deadline=None)
def test_shorten_keeps_the_limit(text: str, limit: int) -> None:
    assert arabic.utf16_units(arabic.shorten(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("مؤشر S&P 500 ارتفع", "مؤشر \u2068S&P 500\u2069 ارتفع"),
        ("مجلة Biology & Medicine أمس", "مجلة \u2068Biology & Medicine\u2069 أمس"),
        ("لغة C++ صعبة", "لغة \u2068C++\u2069 صعبة"),
        ("تراجع -2.5% أمس", "تراجع \u2068-2.5%\u2069 أمس"),
        ("اتصل على +961 1 234567", "اتصل على \u2068+961 1 234567\u2069"),
        ("فاز 3-1 بنسبة 45%", "فاز 3-1 بنسبة 45%"),
        ("بين 10-15 شخصا", "بين 10-15 شخصا"),
        ("طائرة 777-300ER جديدة", "طائرة \u2068777-300ER\u2069 جديدة"),
        ("عبر https://a.example/b?c=d&e=3 غدا", "عبر \u2068https://a.example/b?c=d&e=3\u2069 غدا"),
        ("(www.a.example/?b). ثم", "(\u2068www.a.example/?b\u2069). ثم"),
        ("Reuters", "Reuters"),
    ],
)
def test_isolate_wraps_latin_and_signed_numbers_only(text: str, isolated: str) -> None:
    assert arabic.isolate(text) == isolated
    assert arabic.isolate(isolated) == isolated


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('قال "نعم" أمس', "قال «نعم» أمس"),
        ("قال “قرأت «الخبر» أمس” ومضى", "قال «قرأت “الخبر” أمس» ومضى"),
        ("وقال: ”سنجلس معهم غدا”.", "وقال: «سنجلس معهم غدا»."),
        ("قال ‹نعم› و❝لا❞ و``ربما'' أمس", "قال «نعم» و«لا» و«ربما» أمس"),
        ("‹ السابق", "‹ السابق"),
        ("نعم, لا; ربما?", "نعم، لا؛ ربما؟"),
        ("شركة”النهر”الجديدة، ”السد” وال”دفتر”", "شركة «النهر» الجديدة، «السد» وال«دفتر»"),
        ("من يدفع؟، ومن يقبض؟.", "من يدفع؟ ومن يقبض؟"),
        ("حديث ل {صحيفة النهر} أمس", "حديث لـ«صحيفة النهر» أمس"),
        ("قرأ {اقْرَأْ} ثم", "قرأ {اقْرَأْ} ثم"),
        ("(نعم), «لا», ربما", "(نعم)، «لا»، ربما"),
        ("1,234 ريال", "1,234 ريال"),
        ("و قال", "وقال"),
        ('قال "نعم, ربما" أمس', "قال «نعم, ربما» أمس"),
        ('قال "نعم أمس', 'قال "نعم أمس'),
        ("نعم،لا", "نعم، لا"),
        ("زار ب «النهر» و «السد» ثم ل«الواحة»", "زار بـ«النهر» و«السد» ثم لـ«الواحة»"),
        ("في دور ال8 من البطولة ال13", "في دور الـ8 من البطولة الـ13"),
        ("يوم 28 /02 /1437هـ، 22 / 05 / 2017", "يوم 28/02/1437هـ، 22/05/2017"),
        ("من 4 – 9 - 1436ه، 15- 9 - 1436ه", "من 4 – 9 - 1436ه، 15-9-1436ه"),
        ("لعام 1436- 1437هـ نحو 10 - 12 ألفا", "لعام 1436-1437هـ نحو 10 - 12 ألفا"),
        ("صدر البيان التالي :- انتهى", "صدر البيان التالي: انتهى"),
    ],
)
def test_typeset_is_ours_outside_quotations(text: str, shown: str) -> None:
    assert arabic.typeset(text) == shown


@given(TEXT | ARABIC)
@settings(deadline=None)
def test_typeset_and_isolate_never_raise(text: str) -> None:
    arabic.isolate(arabic.typeset(text))


@pytest.mark.parametrize(
    "text",
    [
        "." * 200_000 + "ا",
        ". " * 100_000 + "ا",
        "«" * 100_000,
        "ا " * 500_000,
        "(" * 200_000,
        "'" * 200_000,
        "قال 'إن الماء سيصل إلى القرى قريبا' " * 40_000,
        "قال ”إن الماء سيصل إلى القرى قريبا“ " * 40_000,
        "«ماء» في #الوادي " * 40_000,
    ],
)
def test_cleaning_and_splitting_stay_linear(text: str) -> None:
    start = time.process_time()
    sentences.split(arabic.tidy(text))

    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("تطبيق بـ«حكي» للكتابة", "تطبيق بـ«حكي» للكتابة"),
        ("الدورة الـ63 من السباق", "الدورة الـ63 من السباق"),
        ("شبكة الـCNN قالت", "شبكة الـCNN قالت"),
        ('تطبيق بـ "حكي" للكتابة', 'تطبيق بـ"حكي" للكتابة'),
        ("الدورة والـ 63 من السباق", "الدورة والـ 63 من السباق"),
        ("قال لــ النهر وكـ لاعب", "قال لـ النهر وكـ لاعب"),
        ("شجـ 63 من السباق", "شج 63 من السباق"),
        ("كـــتاب جديـــد", "كتاب جديد"),
        ("المدير ـ وهو من النخيل ـ حضر", "المدير – وهو من النخيل – حضر"),
    ],
)
def test_a_tatweel_that_joins_a_letter_to_a_mark_or_number_stays(raw: str, kept: str) -> None:
    assert arabic.tidy(raw) == kept


def test_no_full_stop_stands_behind_a_word_that_others_must_follow() -> None:
    assert arabic.ended("تبدأ البطولة التي ستقام في") == "تبدأ البطولة التي ستقام في…"
    assert arabic.ended("تبدأ البطولة غدا") == "تبدأ البطولة غدا."
