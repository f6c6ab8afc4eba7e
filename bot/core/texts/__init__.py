"""Every sentence the bot says to readers, in Arabic and in English: a module for each theme.

Texts are HTML with `{placeholders}`; `say` escapes what it puts in. Lines get their direction
marks from `render`, never here. Counted things are written out in the plural forms of
CLDR (https://cldr.unicode.org/index/cldr-spec/plural-rules): six in Arabic, where one and two
carry no digit.
"""

import re
from collections.abc import Mapping
from html import escape

from babel import Locale

from bot.core.models import Language
from bot.core.texts import (
    briefings,
    counted,
    keywords,
    news,
    operating,
    searching,
    settings,
    sources,
    stories,
    welcome,
)

THEMES = (welcome, news, searching, sources, settings, keywords, briefings, stories, operating)
_BOTH = {key: pair for theme in THEMES for key, pair in theme.TEXTS.items()}
TEXTS: Mapping[Language, Mapping[str, str]] = {
    Language.ARABIC: {key: arabic for key, (arabic, _) in _BOTH.items()},
    Language.ENGLISH: {key: english for key, (_, english) in _BOTH.items()},
}
PLURALS: Mapping[Language, Mapping[str, Mapping[str, str]]] = {
    Language.ARABIC: {key: arabic for key, (arabic, _) in counted.PLURALS.items()},
    Language.ENGLISH: {key: english for key, (_, english) in counted.PLURALS.items()},
}

COMMANDS = {
    "start": {"ar": "البداية", "en": "Start"},
    "latest": {"ar": "آخر خبر", "en": "The latest story"},
    "brief": {"ar": "موجز بأهم ما جدّ", "en": "What is new, in brief"},
    "full": {"ar": "النص الكامل لآخر خبر", "en": "Full text of the latest story"},
    "search": {"ar": "البحث في أخبار مصادرك", "en": "Search the news of your sources"},
    "said": {"ar": "ماذا قال فلان؟", "en": "Who said what"},
    "sources": {"ar": "اختيار المصادر", "en": "Choose your sources"},
    "settings": {"ar": "ما يصلك ومتى", "en": "What you get, and when"},
    "words": {"ar": "كلمات تتابعها أو تحجبها", "en": "Keywords to watch for or to mute"},
    "add": {"ar": "إضافة مصدر برابطه", "en": "Add a source by its address"},
    "export": {"ar": "مصادرك في ملف OPML", "en": "Your sources as an OPML file"},
    "subscribe": {"ar": "الاشتراك في الأخبار", "en": "Subscribe to the news"},
    "unsubscribe": {"ar": "إلغاء الاشتراك", "en": "Stop getting the news"},
    "help": {"ar": "المساعدة", "en": "Help"},
}

LOCALES = {language: Locale(language.value) for language in Language}
FSI, PDI = "\u2068", "\u2069"
ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")  # digits are written in English, too


def say(key: str, language: Language, **values: object) -> str:
    """A text as HTML, every value escaped."""
    return TEXTS[language][key].format(
        **{name: escape(placed(value, language)) for name, value in values.items()}
    )


def label(key: str, language: Language, **values: object) -> str:
    """A text for a button or a notice, where nothing is HTML."""
    return TEXTS[language][key].format(
        **{name: placed(value, language) for name, value in values.items()}
    )


def placed(value: object, language: Language) -> str:
    """A value as it stands within a text: Arabic in an English sentence is isolated, so that it
    does not turn what stands around it."""
    text = str(value)
    is_foreign = language is Language.ENGLISH and ARABIC_LETTER.search(text)
    return f"{FSI}{text}{PDI}" if is_foreign and FSI not in text and "\n" not in text else text


def count(key: str, n: int, language: Language) -> str:
    """`n` of something; in Arabic in the genitive or accusative: «خبرين», «5 أخبار», «26 خبراً»."""
    return PLURALS[language][key][LOCALES[language].plural_form(n)].format(n=n)
