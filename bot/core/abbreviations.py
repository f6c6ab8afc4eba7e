"""Points that end no sentence: of abbreviations, initials, names spelled by letters, addresses."""

import re

_SPELLED = "[إا]?يه|بي|بيه|[سدتآ]ي|[جك]يه?|[إأآا][لمسف]|[إأآا]ت?ش|يو|[آا]ر|كيو|دبليو|[إأا]كس|زد"
_WORDS_TOO = "[إأا]ي|[إأا]ن|[إأا]و|في"
_INITIAL = re.compile(rf"(?<!\w)[وبل]?(?:{_SPELLED}|{_WORDS_TOO})$")
_NEXT_LETTER = re.compile(rf"(?:{_SPELLED}|{_WORDS_TOO})(?!\w)")
_NEXT_INITIAL = re.compile(rf" (?:(?:{_SPELLED})(?!\w)|(?:{_WORDS_TOO})\.(?!\w))")
"""«إل. جي»: a name spelled by its letters; what is a word of its own too only with a stop."""
_LAST_INITIAL = re.compile(rf"\. ?(?:{_SPELLED}|{_WORDS_TOO})$")
"""«بي.إم.دبليو.»"""
_NEXT_DOMAIN = re.compile(r" ?(?:نت|كوم|[أا]ور[غج]|نيوز)(?!\w)")
"""«العربية.نت», «بوكينغ.كوم»."""
_SHORT = re.compile(
    r"(?:^|[^\w\u064b-\u0652])(?:[^\W\d_]|و[دمأ]|[لب][دم]|[وفلب]?[ء-ي](?:\.[ء-ي])+)$"
)
"""«د. سامر», «ود. منى»; not «القمّة.», whose last letter only stands behind a vowel sign."""
_LATIN = re.compile(r"(?<!\w)(?:Inc|Co|Corp|Ltd|Bros|Dr|Mrs?|Ms|Prof|[JS]r|St|No|vs)$")
_YEAR_SIGN = re.compile(r"\d ?(?:م|هـ?)$")
_REACH = 12
"""Letters before a point that tell what it is."""


def holds(text: str, at: int) -> bool:
    """Whether the point there stands inside a name: «جيه.إل.إل», «العربية.نت»."""
    if _NEXT_DOMAIN.match(text, at + 1):
        return True
    before = text[max(0, at - _REACH) : at]
    return _NEXT_LETTER.match(text, at + 1) is not None and _INITIAL.search(before) is not None


def is_one(text: str, begin: int, at: int) -> bool:
    """Whether an abbreviation ends with the point there, or a name goes on behind it."""
    if _NEXT_DOMAIN.match(text, at + 1):
        return True
    before = text[max(begin, at - _REACH) : at]
    if _NEXT_INITIAL.match(text, at + 1) and _INITIAL.search(before):
        return True
    if "." in before and _LAST_INITIAL.search(before):
        return True
    if before[-1:].isascii() and _LATIN.search(before):
        return True
    is_long_word = len(before) > 2 and before[-3:].isalnum()
    return not is_long_word and _SHORT.search(before) is not None and not _YEAR_SIGN.search(before)
