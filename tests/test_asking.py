"""What messages in plain words ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import handlers
from bot.core import arabic, asking
from bot.core.asking import Asked
from bot.core.wishes import PHRASES, plain
from bot.handlers import talk


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("أوقف", "unsubscribe"),
        ("ألغِ اشتراكي لو سمحت", "unsubscribe"),
        ("لا أريد الاشتراك", "unsubscribe"),
        ("وقف الأخبار", "unsubscribe"),
        ("Unsubscribe", "unsubscribe"),
        ("أريد الاشتراك", "subscribe"),
        ("كفاية", "leaving"),
        ("أوقف الإشعارات", "unsubscribe"),
        ("آخر خبر لو سمحت", "latest"),
        ("ما الجديد؟", "latest"),
        ("موجز اليوم", "brief"),
        ("السلام عليكم ورحمة الله وبركاته", "start"),
        ("كيف أشترك؟", "start"),
        ("ساعدني", "help"),
        ("شكراً جزيلاً!", "thanks"),
        ("👍", "thanks"),
        ("ماذا قال؟", "said"),
    ],
)
def test_a_command_may_be_asked_for_in_plain_words(text: str, command: str) -> None:
    assert asking.read(text).command == command
    assert asking.read(text).words in ("", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("آخر ٥ أخبار", "5"),
        ("هات آخر ثلاثة أخبار", "3"),
        ("آخر خبرين", "2"),
        ("شو الأخبار", "5"),
        ("أهم أخبار اليوم", "5"),
        ("خبر", ""),
    ],
)
def test_how_many_stories_may_be_said_in_digits_or_in_words(text: str, number: str) -> None:
    assert asking.read(text) == Asked("latest", number)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ماذا قال وزير المالية؟", "وزير المالية"),
        ("ماذا قال  وزير المالية؟", "وزير المالية"),
        ("وماذا قالت نادية الشامي اليوم عن الميزانية؟", "نادية الشامي عن الميزانية"),
        ("شو حكى وزير الري في الواحة عن السد أمس", "وزير الري عن السد"),
        ("بماذا رد السيد الحداد على الاتهامات؟", "الحداد على الاتهامات"),
        ("نادية الشامي قالت إيه عن الميزانية؟", "نادية الشامي عن الميزانية"),
        ("What did الحداد say about النهر?", "الحداد about النهر"),
        ("شو حكى وزير الري اليوم", "وزير الري"),
        ("بماذا صرّحت وزيرة الصحة", "وزيرة الصحة"),
        ("ما آخر تصريحات السيد سامر الحداد؟", "سامر الحداد"),
        ("أقوال معالي الدكتور سامر الحداد", "سامر الحداد"),
        ("وزير المالية قال إيه؟", "وزير المالية"),
    ],
)
def test_of_whom_a_question_asks_what_he_said(text: str, name: str) -> None:
    assert asking.read(text) == Asked("said", name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ابحث  عن زلزال الواحة", "زلزال الواحة"),
        ("أبحث عن الزلزال", "الزلزال"),
        ("ابحث لي عن أخبار الزلزال", "الزلزال"),
        ("بحث عن زلزال", "زلزال"),
        ("ابحث عن الرجاء", "الرجاء"),
    ],
)
def test_a_search_may_be_asked_for_in_so_many_words(text: str, words: str) -> None:
    assert asking.read(text) == Asked("search", words)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("نبهني عن غزة", Asked("watch", "غزة")),
        ("نبّهني كلما ذُكرت أسعار النفط", Asked("watch", "أسعار النفط")),
        ("نبهني إذا ذُكرت الواحة", Asked("watch", "الواحة")),
        ("أخبرني بكل جديد عن الزلزال", Asked("watch", "الزلزال")),
        ("تابع أخبار المريخ", Asked("watch", "المريخ")),
        ("احجب الأبراج", Asked("mute", "الأبراج")),
        ("لا ترسل لي أخباراً عن الأبراج", Asked("mute", "الأبراج")),
        ("لا أريد أخبار كرة القدم", Asked("mute", "كرة القدم")),
        ("توقيتي القاهرة", Asked("zone", "القاهرة")),
        ("أنا في دمشق", Asked("zone", "دمشق")),
        ("ساعات الهدوء من ٢٣ إلى ٧", Asked("quiet", "من ٢٣ إلى ٧")),
        ("هدوء من منتصف الليل إلى السابعة", Asked("quiet", "من منتصف الليل إلى السابعة")),
        ("الموجز ٨ و٢٠", Asked("times", "٨ و٢٠")),
        ("أضف https://shurfa.example/rss", Asked("add", "https://shurfa.example/rss")),
    ],
)
def test_a_setting_may_be_asked_for_in_so_many_words(text: str, asked: Asked) -> None:
    assert asking.read(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "كأس العالم",
        "حدث اليوم",
        "وقع الاتفاق",
        "واقع التعليم",
        "حبس رئيس النادي",
        "حبس",
        "العلوم",
        "الصحة والعلوم",
        "فيه شفاء للناس",
        "بغيت الزواج",
        "صار الحلم حقيقة",
        "بحثت فرق الإنقاذ",
        "قال الوزير كلاماً",
        "موجز الأنباء",
        "موجز 2024",
        "5",
        "نادي الرجاء",
        "رجاء الواحة",
        "لا أريد الحرب",
        "تجاهل دولي لمجاعة",
        "تابع قانون",
        "دور المرأة",
        "وقف إطلاق النار",
        "كفى حرباً",
        "الواحة 3-1 المرفأ",
        "بطل الدوري",
        "آية الكرسي",
        "شن غارات",
        "أريد متابعة الدراسة",
        "لا نريد حرباً",
        "إيقاف الحرب",
        "نشرة الطقس",
        "تغيير وقت الصلاة",
        "كفاية حرب",
        "لا ترسل روسيا جنوداً",
        "ألغى كلمة أمام الجمعية العامة",
        "عاجل السوق",
        "إيقاف متابعة رئيس النادي السابق",
        "إلغاء تنبيه زلزالي في الواحة",
        "tell me more",
        "ابحث عن",
        "نبهني عن",
    ],
)
def test_other_words_may_be_searched_for(text: str) -> None:
    assert asking.read(text) == Asked("", text)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("ما أخبار الواحة؟", "الواحة"),
        ("آخر الأخبار عن الواحة", "الواحة"),
        ("أخبار الرجاء", "الرجاء"),
        ("تطورات جسر الوادي", "جسر الوادي"),
        ("هات ثلاثة أخبار عن السوق", "السوق"),
        ("هات آخر خبر عن السوق", "السوق"),
        ("جديد نادي الواحة", "نادي الواحة"),
        ("بحث علمي", "علمي"),
        ("متى افتُتحت السوق؟", "افتُتحت السوق"),
        ("ماذا حدث في السوق؟", "السوق"),
        ("ماذا عن السوق؟", "السوق"),
        ("هدوء نسبي منذ 24 ساعة", ""),
    ],
)
def test_the_first_words_may_belong_to_those_that_are_searched_for_or_not(
    text: str, about: str
) -> None:
    assert asking.read(text) == Asked("", text, about)


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (("ايه الاخبار", "وش الأخبار", "شو الاخبار اليوم", "شنو الأخبار"), Asked("latest", "5")),
        (("عايز اخر الاخبار", "عطني اخر الاخبار", "بغيت آخر الأخبار"), Asked("latest", "5")),
        (("ايه الجديد", "وش صار اليوم", "شو صار", "آش كاين جديد"), Asked("latest")),
        (("هو ايه اللي بيحصل", "فيه ايه", "في ايه جديد النهارده", "شو في ما في"), Asked("latest")),
        (("شو عم يصير", "بدي أعرف شو صار", "خبرني شو الجديد اليوم"), Asked("latest")),
        (("واش صرا اليوم", "شنو وقع", "واش كاين شي خبر", "عافاك شنو كاين"), Asked("latest")),
        (("وش العلوم", "وش عندك", "شصاير", "شكو ماكو", "شنية الجديد"), Asked("latest")),
        (("بغيت نشوف لخبار", "شلون الأخبار", "شكو اخبار", "واش كاين أخبار"), Asked("latest", "5")),
        (("لخصلي اللي فات", "ايه اللي فاتني", "واش فاتني"), Asked("brief")),
        (("كيفاش نلغي الاشتراك", "كيف بلغي الاشتراك", "كفاش نحبس الأخبار"), Asked("leaving")),
        (("كفاش نبدل المصادر", "كيف أغيّر مصادري؟"), Asked("sources")),
        (("أريد أخبار الرياضة فقط", "بدي بس اخبار لبنان"), Asked("settings")),
        (("كم عدد المصادر؟", "كم مصادرك"), Asked("sources")),
        (("هل أنت إنسان؟", "أنت بوت؟"), Asked("start")),
        (("امتى الموجز", "فوقاش الموجز", "بزاف"), Asked("settings")),
        (("علاش", "كفاش؟", "بتعمل ايه", "واش تقدر تدير"), Asked("help")),
        (("شخبارك", "وش علومك", "كيداير", "شكون انت", "كفاش نشترك"), Asked("start")),
        (("شو عم يقول وزير المالية", "وزير المالية بيقول ايه"), Asked("said", "وزير المالية")),
        (("قولي لو حصل حاجة في الواحة", "نبهني يلا وقع شي في الواحة"), Asked("watch", "الواحة")),
        (("ما بغيتش خبار الكورة", "مابغيتش اخبار الكورة"), Asked("mute", "الكورة")),
        (("اخر خمس اخبار", "آخر الأنباء", "اخبار النهارده"), Asked("latest", "5")),
        (("المزيد", "المزيد من الأخبار", "more"), Asked("latest", "10")),
        (("النص الكامل", "التفاصيل"), Asked("full")),
        (("show me the latest news", "5 stories", "any news?"), Asked("latest", "5")),
        (
            ("هاتلي الموجز", "ملخص أخبار اليوم", "لخصلي الاخبار", "وش فاتني", "موجز الصباح"),
            Asked("brief"),
        ),
        (("مش عايز اخبار", "ما ابي اخبار", "ما بدي أخبار"), Asked("unsubscribe")),
        (("عايز الغى الاشتراك", "أبغى أوقف الإشعارات", "بدي الغي الاشتراك"), Asked("unsubscribe")),
        (("كفايه كده", "خلص بكفي", "بركا", "كيف الغي الاشتراك؟"), Asked("leaving")),
        (("قال ايه وزير المالية", "وش قال وزير المالية"), Asked("said", "وزير المالية")),
        (("what did وزير المالية say?",), Asked("said", "وزير المالية")),
        (("مين قال ايه", "who said what"), Asked("said")),
        (("نبهني لو حصل حاجة في الواحة", "بلغني اذا صار شي في الواحة"), Asked("watch", "الواحة")),
        (("اريد تنبيها عن الواحة", "Alert me about الواحة"), Asked("watch", "الواحة")),
        (("مش عايز اخبار الكورة", "ما ابغى اخبار الكورة"), Asked("mute", "الكورة")),
        (("وقف اخبار الكورة", "شيل أخبار الكورة"), Asked("mute", "الكورة")),
        (("انا ساكن في دبي", "أنا عايشة في دبي", "I live in دبي"), Asked("zone", "دبي")),
        (("الموجز كل يوم الساعة 7", "ابعتلي الموجز الساعة 7"), Asked("times", "الساعة 7")),
        (
            ("Briefing at 9 and 12", "set my briefing times to 9 and 12"),
            Asked("times", "9 and 12"),
        ),
        (("لا ترسل شيئا بين 11 و 7",), Asked("quiet", "بين 11 و 7")),
        (("ما تبعتش اخبار بالليل", "متى الموجز القادم؟", "لا تزعجني بعد 11"), Asked("settings")),
        (("كيف أضيف مصدراً؟", "عايز اضيف موقع"), Asked("add")),
        (("ما هي المصادر", "أضف قناة الواحة", "من وين الأخبار"), Asked("sources")),
        (("وش تسوي", "شو بتعمل", "محتاج مساعدة"), Asked("help")),
        (("هلا والله", "ازيك", "كيف حالك؟", "لاباس"), Asked("start")),
        (("تسلم", "مشكورين", "تمام", "شكرا بزاف", "ok"), Asked("thanks")),
        (("أعد الاشتراك من فضلك", "استئناف الاشتراك"), Asked("subscribe")),
        (("إيقاف مؤقت",), Asked("leaving")),
        (("حوّل إلى الإنجليزية", "غير اللغة إلى العربية", "الأرقام الهندية"), Asked("settings")),
        (("احذف كلمة الواحة", "غيّر الكلمات", "شيل الواحة من الكلمات"), Asked("words")),
        (("احذف كلمة نادي الواحة الرياضي", "ألغِ كلمة نادي الواحة"), Asked("words")),
        (("لا تنبهني", "لا تنبهني بالليل", "لا تنبهني بعد العاشرة"), Asked("settings")),
        (("لا تنبهني من 10 إلى 7",), Asked("quiet", "من 10 إلى 7")),
        (("لا تنبهني عن الواحة", "ألغِ التنبيه عن نادي الواحة"), Asked("words")),
        (("لا تنبهني إذا ذُكرت الواحة", "ألغِ تنبيه الواحة", "وقف متابعة الواحة"), Asked("words")),
        (("عناوين الأخبار", "أبرز عناوين اليوم"), Asked("latest", "5")),
        (("العاجل فقط", "الأخبار كثيرة جداً", "أريد موجزاً كل صباح"), Asked("settings")),
        (("بس العاجل", "أريد الأخبار العاجلة فقط", "قلل الرسائل"), Asked("settings")),
        (("لا أريد الموجز", "مش عايز موجز", "أوقف الموجز", "بدون موجز"), Asked("settings")),
        (("نعم", "أيوه", "أكيد"), Asked("answering")),
        (("لا", "لا أريد", "مش عايز"), Asked("declining")),
        (("توقيتنا القاهرة", "احنا في القاهرة"), Asked("zone", "القاهرة")),
        (("شكراً كثيراً", "شكرا كتير"), Asked("thanks")),
    ],
)
def test_readers_ask_in_the_words_of_their_country(texts: tuple[str, ...], asked: Asked) -> None:
    assert [asking.read(text) for text in texts] == [asked] * len(texts)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("ايه اخر اخبار الواحة", "الواحة"),
        ("علاش ارتفعت الأسعار", "ارتفعت الأسعار"),
        ("شكون وزير المالية", "وزير المالية"),
        ("من غزة إلى رفح", ""),
        ("واش كاين جديد على الواحة", "الواحة"),
        ("شنو وقع في الواحة", "الواحة"),
        ("شو صار بالواحة", "بالواحة"),
        ("بغيت نعرف اخبار الواحة", "الواحة"),
        ("أخبار الواحة اليوم", "الواحة"),
        ("هل في جديد عن الواحة؟", "الواحة"),
        ("لخص لي خبر الواحة", "الواحة"),
        ("ملخص مباراة الواحة", "مباراة الواحة"),
        ("اللي حصل في الواحة ايه", ""),
    ],
)
def test_what_is_asked_in_spoken_words_is_searched_for_without_them(text: str, about: str) -> None:
    assert asking.read(text) == Asked("", text, about)


@pytest.mark.parametrize("text", ["", "لخّص", "لخّص لي", "لخص هذا الخبر", "الخلاصة؟"])
def test_a_message_may_be_pointed_at_in_several_words(text: str) -> None:
    assert asking.asks_to_shorten(text)


def test_each_phrase_asks_for_its_command() -> None:
    for command, phrases in PHRASES.items():
        assert all(asking.read(phrase) == Asked(command) for phrase in phrases)


def test_whatever_is_asked_for_is_a_command_that_is_there() -> None:
    assert set(PHRASES) - {"leaving", *talk.NOTICES} <= set(handlers.COMMANDS)


def test_whoever_writes_a_letter_asks_for_nothing_in_particular() -> None:
    assert asking.read("ابحث عن " + "كلام " * 100).command == ""
    assert asking.read("كلام " * 100 + "👍").command == ""


def test_every_phrase_is_written_as_words_are_compared() -> None:
    phrases = [phrase for each in PHRASES.values() for phrase in each]
    assert [arabic.normalise(phrase) for phrase in phrases] == phrases
    assert [" ".join(plain(phrase.split())) for phrase in phrases] == phrases
    assert len(set(phrases)) == len(phrases)


@given(st.text())
def test_no_message_is_an_error_nor_are_words_made_up(text: str) -> None:
    asked = asking.read(text)
    if asked.command not in ("latest", "add"):
        assert set(asked.words.split()) <= set(text.split()) or asked.words.strip() in text
