"""What a message in plain words asks for: a command, and what stands behind it.

Readers write to a bot as to a clerk: «ماذا قال وزير المالية؟», «هات آخر الأخبار», «كفى».
Words are compared as `arabic.normalise` leaves them and handed on as they were written; what asks
for nothing in particular is searched for.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.core import arabic, urls

LONGEST: Final = 300
"""Letters that are read: who writes more is telling, not asking."""

_POLITE: Final = (
    *("من فضلك", "من فضلكم", "لو سمحت", "لو سمحتم", "اذا سمحت", "ارجوك", "لطفا", "يا بوت"),
    *("يا موجز", "please"),
)
PHRASES: Final = {
    "subscribe": ("اشترك", "اشتراك", "اشتركني", "الاشتراك", "اريد الاشتراك", "اريد ان اشترك"),
    "unsubscribe": (
        *("الغاء", "الغاء الاشتراك", "الغاء اشتراك", "الغاء اشتراكي", "الغ الاشتراك"),
        *("الغ اشتراكي", "الغي الاشتراك", "الغي اشتراكي", "اريد الغاء الاشتراك"),
        *("لا اريد الاشتراك", "لا اريد الاخبار", "لا اريد اخبارا", "لا ترسل شييا"),
        *("لا ترسل لي شييا", "لا تبعث لي شييا", "لا اريد رسايل", "اريد الغاء", "توقفوا"),
        *("اوقف الاخبار", "اوقفوا الاخبار", "ايقاف الاخبار", "وقف الاخبار", "كفي اخبارا"),
        *("اوقف الاشعارات", "اوقف الرسايل", "اوقف", "اوقفوا", "توقف", "stop", "unsubscribe"),
    ),
    "leaving": ("وقف", "ايقاف", "قف", "كفي", "كفايه", "يكفي"),
    "latest": (
        *("جديد", "الجديد", "ما الجديد", "شو الجديد", "وش الجديد", "ايش الجديد", "ما الخبر"),
        *("شو في جديد", "ماذا حدث", "ماذا يحدث", "ماذا يجري", "ماذا حدث اليوم", "news"),
        "latest",
    ),
    "brief": (
        *("موجز", "الموجز", "موجز اليوم", "موجز الاخبار", "الموجز الان", "ملخص الاخبار"),
        *("هات الموجز", "اعطني الموجز", "ارسل الموجز", "brief", "briefing"),
    ),
    "search": ("بحث", "البحث", "ابحث", "search"),
    "said": (*("من قال ماذا", "ماذا قال", "ماذا قالت", "ماذا قالوا", "اقوال", "تصريحات", "said"),),
    "sources": ("المصادر", "مصادر", "مصادري", "sources"),
    "add": ("اضف", "اضافه", "اضف مصدر", "اضف مصدرا", "اضافه مصدر", "مصدر جديد", "add"),
    "settings": ("الاعدادات", "اعدادات", "اعداداتي", "settings"),
    "words": ("كلمات", "الكلمات", "كلماتي", "keywords", "words"),
    "help": (
        *("مساعده", "المساعده", "ساعدني", "ماذا تفعل", "ماذا تستطيع", "كيف تعمل"),
        *("كيف استخدمك", "help"),
    ),
    "start": (
        *("ابدا", "مرحبا", "مرحبا بك", "اهلا", "اهلا وسهلا", "سلام", "السلام عليكم"),
        *("السلام عليكم ورحمه الله", "السلام عليكم ورحمه الله وبركاته", "صباح الخير"),
        *("مساء الخير", "من انت", "من انتم", "كيف اشترك", "كيف الاشتراك", "start", "hi", "hello"),
    ),
    "thanks": (
        *("شكرا", "شكرا لك", "شكرا لكم", "شكرا جزيلا", "الف شكر", "مشكور", "احسنت"),
        *("بارك الله فيك", "بارك الله فيكم", "جزاك الله خيرا", "يعطيك العافيه", "thanks"),
        "thank you",
    ),
}
"""What people write instead of a command, as `arabic.normalise` leaves it."""

_GIVE = r"(?:ما هي|ما|شو|وش|ايش|هات|هاتي|اعطني|اعطيني|ارسل لي|ارسل|ارني|اريد|ابغي|عايز|بدي|اقرا)"
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        arabic.normalise("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة").split(), start=3
    )
}
_LATEST: Final = re.compile(
    rf"(?:{_GIVE} )*(?:(?:اخر|احدث|اهم|كل) )?(?:(?P<number>\d+|{'|'.join(_NUMBERS)}) ?)?"
    r"(?:(?P<several>(?:ال)?(?:اخبارا?|مستجدات|تطورات))|خبرا?|(?P<two>خبرين))(?: اليوم| الان)?"
)
"""«هات آخر خمسة أخبار», «ما أهم أخبار اليوم؟»"""
_SEVERAL: Final = "5"
_SPEAKS = "قالت?|[يت]قول|قاله|صرحت?|[يت]صرح|اعلنت?|حك[يت]|اكدت?|علقت?|ردت?|ذكرت?|كتبت?"
_ABOUT = (
    r"(?:عن|علي|الي|اخبار|باخبار|ب?كل|ب?جديد|كلمه|(?:عند )?ذكر"
    r"|(?:كلما|اذا|لو) (?:ذكرت?|وردت?|ذكر اسم))"
)
_OPENINGS: Final = {
    "said": re.compile(
        rf"و?(?:(?:ماذا|ما الذي|ما|شو|ايش|وش|شنو|بماذا|بم) (?:{_SPEAKS})(?: به)?"
        r"|(?:ما )?(?:هي )?(?:اخر )?(?:اقوال|تصريحات))(?: عن)? "
    ),
    "watch": re.compile(
        rf"(?:(?:نبهني|نبهيني|اعلمني)(?: {_ABOUT})*|(?:اخبرني|تابع|ذكرني)(?: {_ABOUT})+) "
    ),
    "mute": re.compile(
        r"(?:(?:احجب|احجبي|اكتم)(?: عني)?(?: (?:اي|كل|اخبار|كلمه))*"
        r"|(?:لا ترسل(?: لي| الي)?|لا اريد)(?: (?:اي|كل|شييا? عن|اخبارا?|خبرا?|عن))+) "
    ),
    "zone": re.compile(
        r"(?:(?:غير )?(?:توقيتي|مدينتي)|توقيت|بتوقيت|انا (?:في|من)|اسكن في|اعيش في|اقيم في)"
        r"(?: هو| هي| في| الي)? "
    ),
    "quiet": re.compile(r"(?:اجعل )?(?:ساعات الهدوء|ساعات هدوء|الهدوء|هدوء|لا تزعجني) "),
    "times": re.compile(r"(?:اجعل |ارسل )?(?:اوقات |وقت |مواعيد |موعد )?(?:ال|لي )?موجز "),
    "search": re.compile(r"(?:(?:ابحث|ابحثوا|فتش)(?: لي)?(?: عن)?|(?:بحث|دور)(?: لي)? عن) "),
}
_NEWS_OF: Final = re.compile(
    rf"(?:(?:{_GIVE} )*(?:اخر |احدث |اهم |كل )?(?:(?:\d+|{'|'.join(_NUMBERS)}) )?"
    r"(?:(?:ال)?(?:اخبارا?|مستجدات|تطورات)|خبرا?|جديد)(?: عن| حول)?"
    r"|بحث|(?:حدثني|اريد ان اعرف)(?: عن)?|ماذا (?:حدث|حصل|جري|يحدث|يجري)(?: في)?"
    r"|متي|اين|لماذا|كيف|هل|من هو|من هي|ما هو|ما هي) "
)
"""What may stand before the words that are meant, or belong to them: «تطورات غزة», «بحث علمي»."""
_SAID_WHAT: Final = re.compile(rf" (?:{_SPEAKS}) (?:ايه|شو|ايش|شنو|ماذا|وش)$")
"""«وزير المالية قال إيه؟»"""
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_OF_DAY: Final = re.compile("صباح|مساء|ظهر|ليلا")
_EMPTY: Final = frozenset(["عن", "لي", "في", "علي", "الي"])
_NO_NAME: Final = frozenset(
    arabic.normalise("عن حول بخصوص بشأن اليوم أمس الآن مؤخرا أخيرا في").split()
)
"""What follows a name, but is no part of it: «ماذا قال فلان عن الميزانية؟»"""
_TITLES: Final = frozenset(
    arabic.normalise(
        "السيد السيدة الأستاذ الأستاذة الدكتور الدكتورة معالي سعادة فخامة دولة جلالة سمو"
    ).split()
)
_THANKS: Final = frozenset("👍👌🙏🌹❤♥💐👏")
_MARKS: Final = "؟?!.،, "


@dataclass(frozen=True, slots=True)
class Asked:
    command: str
    """One of the bot's; or «thanks», «leaving», «watch», «mute», «zone», «quiet» or «times»; empty
    for words that may be searched for."""
    words: str = ""
    """What stands behind it, as it was written."""
    about: str = ""
    """Of words that may be searched for, those that are meant if all of them are found nowhere."""


def read(text: str) -> Asked:
    """What a message asks for."""
    if len(text) > LONGEST:
        return Asked("", text)
    words = text.split()
    keys = [arabic.normalise(word) for word in words]
    if not any(keys):
        return Asked("thanks" if set(text) & _THANKS else "", text)
    words, keys = _curt(words, keys)
    found = _whole(words, keys) or _opened(words, keys)
    about = " ".join(_behind(_NEWS_OF, words, keys)).strip(_MARKS)
    return found or Asked("", " ".join(words), about)


def _whole(words: list[str], keys: list[str]) -> Asked | None:
    """What the message as a whole asks for."""
    key = " ".join(keys)
    for command, phrases in PHRASES.items():
        if key in phrases:
            return Asked(command)
    address = next(filter(None, map(urls.typed, words)), "")
    if address and keys[0] in ("اضف", "تابع", "اضافه"):
        return Asked("add", address)
    if latest := _LATEST.fullmatch(key):
        number = latest["number"] or (latest["several"] and _SEVERAL) or (latest["two"] and "2")
        return Asked("latest", str(_NUMBERS.get(number or "", number or "")))
    if asked := _SAID_WHAT.search(key):
        return Asked("said", _name(words[: key[: asked.start()].count(" ") + 1]))
    return None


def _opened(words: list[str], keys: list[str]) -> Asked | None:
    """What its first words ask for, of what stands behind them."""
    for command, opening in _OPENINGS.items():
        rest = _behind(opening, words, keys)
        if rest and _is_meant(command, rest):
            return _narrowed(command, rest)
    return None


def _curt(words: list[str], keys: list[str]) -> tuple[list[str], list[str]]:
    """Without words of politeness at either end, and signs that stand alone."""
    kept = [(word, key) for word, key in zip(words, keys, strict=True) if key]
    for polite in _POLITE:
        count = polite.count(" ") + 1
        if len(kept) <= count:
            continue
        if " ".join(key for _, key in kept[-count:]) == polite:
            del kept[-count:]
        elif " ".join(key for _, key in kept[:count]) == polite:
            del kept[:count]
    return [word for word, _ in kept], [key for _, key in kept]


def _behind(opening: re.Pattern[str], words: list[str], keys: list[str]) -> list[str]:
    """The words behind an opening, which ends at the end of a word; none if they say nothing."""
    found = opening.match(" ".join(keys))
    at = found.group().count(" ") if found else len(keys)
    return words[at:] if not _EMPTY.issuperset(keys[at:]) else []


def _is_meant(command: str, rest: list[str]) -> bool:
    """«موجز الأنباء», «موجز 2024» set no time, «هدوء نسبي منذ 24 ساعة» no quiet hours."""
    text = arabic.normalise(" ".join(rest))
    is_time = len(_NUMBER.findall(text)) > 1
    return {"quiet": is_time, "times": is_time or bool(_OF_DAY.search(text))}.get(command, True)


def _narrowed(command: str, rest: list[str]) -> Asked:
    if command == "said":
        return Asked(command, _name(rest))
    if command == "search":  # «ابحث عن أخبار غزة»
        keys = [arabic.normalise(word) for word in rest]
        rest = _behind(_NEWS_OF, rest, keys) or rest
    return Asked(command, " ".join(rest).strip(_MARKS))


def name_in(text: str) -> str:
    """Of whom a text speaks: without his titles, and without what he spoke of or when."""
    return _name(text.split())


def _name(words: list[str]) -> str:
    keys = [arabic.normalise(word) for word in words]
    while len(keys) > 1 and keys[0] in _TITLES:
        words, keys = words[1:], keys[1:]
    ends = (at for at, key in enumerate(keys) if at and key in _NO_NAME)
    return " ".join(words[: next(ends, len(words))]).strip(_MARKS)
