"""In which language a text is written: told from its letters and its smallest words.

Persian, Urdu, Pashto and Kurdish share the Arabic script, and publishers' templates declare
whatever they were made with; so the text decides, and what the page declares only where the text
is silent.
"""

import re
from collections import Counter
from collections.abc import Collection
from typing import Final

from bot.core.models import Article

MAX_LETTERS: Final = 6_000
FEWEST_HITS: Final = 2
ANY: Final = "*"
NAMES: Final = {
    "ar": "Arabic",
    "ckb": "Kurdish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "ur": "Urdu",
}
_ARABIC_SCRIPT: Final = {
    "ar": "في من على إلى الى أن ان إن التي الذي هذا هذه عن مع بعد ما كان قال وقال بين كما لا لم",
    "fa": "است که این را از به با در می شد های برای خود شده آن ها بر نیز",
    "ur": "کے ہے میں کی کو سے اور نے کا ہیں پر یہ تھا گیا ہو کہ",
    "ps": "د په چې دی کې ته سره له یې دي او",
    "ckb": "لە بە کە و بۆ ئەو ئەم لەگەڵ دەکات بوو هەر",
}
_LATIN_SCRIPT: Final = {
    "en": "the of and to in that is for on with was said by as it",
    "fr": "le la les des et en une est que dans pour qui sur du au pas",
    "es": "el la los de que y en las del por con una se para es",
    "de": "der die und das den von zu mit ist im auf für ein eine dem",
    "it": "il di che e la per un in del della è con non una sono",
    "pt": "o de que e do da em um para com não uma os no na",
    "tr": "ve bir bu için ile da de olarak olan daha çok",
}
WORDS: Final = {
    code: frozenset(words.split()) for code, words in (_ARABIC_SCRIPT | _LATIN_SCRIPT).items()
}
PERSIAN_LETTERS: Final = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2\u0679\u0688]")
WORD: Final = re.compile(r"[^\W\d_]+")
SCRIPTS: Final = (
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
)


class Unwanted(ValueError):  # noqa: N818 - it reads as what it says
    """An article in a language that the operator does not ask for; the message names both."""


def of(text: str, *, declared: str = "") -> str:
    """The language as ISO 639 has it, or empty if neither the text nor the page tells."""
    text = text[:MAX_LETTERS]
    letters = {script: len(pattern.findall(text)) for script, pattern in SCRIPTS}
    script = max(letters, key=lambda each: letters[each])
    declared = declared.strip().lower().replace("_", "-").split("-")[0]
    if not letters[script]:
        return declared
    if script == "arabic":
        return _likeliest(text, _ARABIC_SCRIPT) or _by_letters(text, letters[script])
    if script == "latin":
        is_latin = declared not in _ARABIC_SCRIPT and declared not in ("ru", "he")
        return _likeliest(text, _LATIN_SCRIPT) or (declared if is_latin else "")
    return script


def _likeliest(text: str, languages: Collection[str]) -> str:
    found = Counter(WORD.findall(text.lower()))
    hits = {code: sum(found[word] for word in WORDS[code]) for code in languages}
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] >= FEWEST_HITS else ""


def _by_letters(text: str, letters: int) -> str:
    """Of a text without any small word: Persian has letters of its own in every second word."""
    return "fa" if len(PERSIAN_LETTERS.findall(text)) > 0.04 * letters else "ar"


def check(article: Article, wanted: Collection[str]) -> Article:
    """The article itself, or `Unwanted` if its language is known and not among the wanted."""
    code = article.language or of(" ".join((article.title, *article.paragraphs)))
    if ANY in wanted or not code or code in wanted:
        return article
    asked = ", ".join(sorted(wanted))
    raise Unwanted(f"written in {NAMES.get(code, code)} ({code}); LANGUAGES asks for {asked}")
