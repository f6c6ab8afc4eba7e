"""Headlines that withhold the news: «شاهد…», «هذا ما قاله…», «تعرّف على…», «السر وراء…».

A reader of a briefing wants the news itself, so the article's first sentence stands above such a
headline, where it tells any. A headline is read in its parts («…؟ …», «…: …», «… .. …»): where one
announces without telling, what stands behind it may tell still: «متى يبدأ الدوام؟ في 15 مايو».
"""

import re
from itertools import pairwise

from bot.core import arabic, lexicon, reporting

# On the normalised parts, so one spelling of each letter and no marks.
_THINGS = (
    "اطعمه|اغذيه|مشروبات|علامات(?! تجاري)|اعراض|اخطاء|عادات|نصائح|طرق|حيل|فوائد|اسباب|ابراج"
    "|تطبيقات|هواتف|حقائق|خطوات|امور|اشياء|اماكن|وصفات|معلومات"
)
_NUMBERS = r"\d+|ثلاثه?|اربعه?|خمسه?|سته?|سبعه?|ثمانيه?|تسعه?|عشره?|ابرز|اهم|افضل"
_LOUD = (
    "(?:عاجل|هام|مهم|جديد|مثير|صادم|غريب|خطير|مفاجئ|مؤثر|موثر|غامض|ناري|سار|حزين|مبكي|سيي|مشفر"
    "|جري[يء]|غير)"
    "(?:ه|ات)?"
)
_MOST = "اصعب|افضل|اسوا|اخطر|اهم|اكثر|اغرب|اسباب|شروط|تفاصيل|قصه|حقيقه|ابرز"
_NEWS_OF = (
    "قرار|بيان|تنبيه|رساله|خبر|اخبار|نبا|بشري|تطور|تصريح|تصريحات|اعترافات?|طلب|تصرف|خطوه|تاثير"
    "|كلمات|سبب|ضيف|خدعه"
)
_OPENS = re.compile(
    r"^(?:شاهدو?ا?(?! (?:وشهيد|عيان))|استمع|اسمع|تعرفو?ا?ي? علي|اكتشفو?ا?|اليكم?|اليكي|احذرو?ا?"
    r"|لن تصدقو?ا?|لن تت(?:وقع|خيل)و?ا?|لا تفوت|لا تفعل|هل (?:تعلم|تعرف|عرفتم)|و?ماذا"
    r"|ف?بماذا|لماذا|كيف|كم|بكام|متي|اين|علاش|هادشي|من (?:هو|هي|يقف|كان|يكون)"
    r"|ما (?:هو|هي|حقيقه|صحه|(?:ال)?سر|قصه|حكايه|سبب|الذي|لم [يت]\w+)|(?:ال)?سر|اسرار|قصه|لغز"
    r"|صدمه في|هكذا|لهذا السبب|لهذه الاسباب"
    r"|مفاج\w+|بالارقام|كل ما (?:تريد|تحتاج)\w*|حقيقه|القصه الكامله|كواليس|لحظه"
    r"|اول (?:تعليق|رد|ظهور|خروج|تصريح|صوره|بيان|كلام)|(?:اخر )?(?:مستجدات|تطورات)"
    r"|تفاصيل(?!.* (?:تثبت|توكد|تكشف|تظهر|تدين) )|مشروبان"
    rf"|(?:{_NUMBERS}) (?:{_THINGS})|(?:{_NEWS_OF}) {_LOUD}(?! ب(?!شان)))\b"
)
_WITHHOLDS = re.compile(
    r"\bو?(?:هذا ما|هذه هي|هذا هو|ف?ماذا (?:قال\w*|حدث|يجري|طلب|جري|فعل\w*)|كيف رد|اليكم?"
    r"|شاهدو?ا? (?:ما|ماذا)|ما (?:فعلته?|فعله|عثر|التقطته?|لم تره|السبب|القصه|قصته|قصتها|الحكايه)"
    r"|ما الذي حدث|ما مضمون\w*|من (?:هو|هي|يكون)$|شاهدوه?ا?"
    r"|(?:الاجابه|الثمن|الرد|النتيجه) (?:صادم|غير متوقع|مفاج)\w*|لن ت(?:صدق|تخيل)\w*|لا [يت]خطر"
    r"|ان تتخيل|لم يتوقعه|سر مذهل"
    r"|السبب مفاجئ|لسبب غريب|هكذا (?:جاء|بدت?|ردت?|علقت?|كان\w*)|لهذا السبب"
    r"|[يت]فاجئ (?:الجميع|متابعي\w*|جمهور\w*)|بما قالته?"
    r"|[يت]كشف (?:\S+ ){0,3}(?:السبب|سبب|ملابسات|اسباب|سر|اسرار|الحقيقه|حقيقه|موقف|مصير|كواليس"
    r"|مفاجا\w+)"
    r"|[يت]حسم (?:الجدل|موقف|مصير)(?!.* و[يت](?:علن|وكد|نفي))|[يت]فجر مفاجا\w+"
    r"|[يت]خرج عن صمته?ا?|[يت]رد علي (?:انباء|شائعات)"
    rf"|هذ[اه] (?:رده|ردها|الدور|الامر|المشروب|التطبيق|السبب|الشيء|{_MOST}))\b"
)
_ANSWERS = re.compile(r"\bو?[يت](?:علق|رد|جيب|جيبون|وضح)$")
"""«هل …؟ النادي يجيب»; not «المحافظة ترد: «الصرف اليوم»»."""
_THIS = re.compile(r"^هذ[اه] ")
"""«هذه تفاصيل …» at the head; behind a colon «هذه طائرتنا» may be what somebody says."""
_SHOWS = re.compile(r"^(?:شاهدو?ا?|استمع|اسمع)$")
_ASKS = re.compile(r"\bو?(?:[يت]سال\w*|[يت]تساءل\w*)\b")
_PARTS = re.compile(r" [-–—] |[:؟?|…]|\.\.+")
_FEWEST_LETTERS, _MOST_LETTERS = 6, 160
_FEWEST_TOLD, _FEWEST_SHOWN = 3, 4
"""Words behind a part that withholds which tell it after all; with a figure fewer do."""
_NO_EVENT = frozenset({"stop", "preposition"})


def is_teaser(headline: str) -> bool:
    """Whether a headline announces the news instead of telling it."""
    parts = [key for part in _PARTS.split(headline) if (key := arabic.normalise(part))]
    if not _FEWEST_LETTERS <= len(" ".join(parts)) <= _MOST_LETTERS:
        return False
    withheld = [at for at, part in enumerate(parts) if _withholds(part, is_head=at == 0)]
    if _ANSWERS.search(parts[-1]):
        withheld.append(len(parts) - 1)
    if not withheld or any(map(_ASKS.search, parts[: withheld[-1]])):
        return False  # «نائب يسأل الوزير: لماذا …؟»
    return not any(map(_tells, pairwise(parts[withheld[-1] :])))


def _withholds(part: str, *, is_head: bool) -> bool:
    is_this = is_head and _THIS.match(part)
    return bool(is_this or _OPENS.match(part) or _WITHHOLDS.search(part))


def _tells(parts: tuple[str, str]) -> bool:
    """Whether the second part tells what the first withholds; behind «شاهد…» only a clause does,
    for what is to be seen may be told by its name alone."""
    words = parts[1].split()
    if _SHOWS.match(parts[0]):
        return len(words) >= _FEWEST_SHOWN and any(map(_is_verb, words))
    return len(words) >= _FEWEST_TOLD or any(map(str.isdigit, parts[1]))


def _is_verb(key: str) -> bool:
    word = lexicon.look(key)
    is_present = key[0] in "يت" and not key.endswith("ات") and word.sort == "other"
    return word.is_verb or reporting.verb(key) is not None or (is_present and not word.is_plain)


def tells_event(sentence: str) -> bool:
    """Whether a first sentence tells what has happened, not how things are or may be: «يعدّ …»,
    «قد يفاجأ …», «في ظل …» and questions begin advice and opinions. Of 47 sentences that were
    chosen for such headlines 29 told any news; of the 27 that are left 26 do."""
    first = arabic.word_key(sentence.split(maxsplit=1)[0])
    is_present = first.startswith("ي")
    return not (is_present or lexicon.sort(first) in _NO_EVENT or sentence.endswith("؟"))
