"""Where a sentence ends: split into its sentences, and a space behind each point.

By its points alone: full stops of abbreviations, initials and figures end nothing, nor do those
inside a quotation.
"""

import re
from functools import lru_cache

from bot.core import quotation_marks

_GLUED_STOP = re.compile(r"[.،؛؟!:…](?=[ء-ي]{2})(?<=[ء-ي\u064b-\u0652»”\"].)(?<!\b[ء-ي].)")
_STOP = re.compile(r"[.!?؟…](?<![.!?؟…].)[.!?؟…]*[»”″\")\]]*(?=\s|$)")
"""One class of letters comes first: what is no point is passed over quickly."""
_ABBREVIATION = re.compile(r"(?:^|[^\w\u064b-\u0652])(?:[^\W\d_]|[ء-ي](?:\.[ء-ي])+)$")
"""«د. سامر»; not «القمّة.», whose last letter only stands behind a vowel sign."""
_SPELLED = "[إا]?يه|بي|بيه|[سدتآ]ي|[جك]يه?|[إأا][لمسف]|[إأا]تش|يو|[آا]ر|كيو|دبليو|[إأا]كس|زد"
_WORDS_TOO = "[إأا]ي|[إأا]ن|[إأا]و|في"
_INITIAL = re.compile(rf"(?<!\w)(?:{_SPELLED}|{_WORDS_TOO})$")
_NEXT_LETTER = re.compile(rf"(?:{_SPELLED}|{_WORDS_TOO})(?!\w)")
_LONGEST_LETTER = 7
"""Letters of «دبليو», and one before it."""
_NEXT_INITIAL = re.compile(rf" (?:(?:{_SPELLED})(?!\w)|(?:{_WORDS_TOO})\.(?!\w))")
"""«إل. جي»: a name spelled by its letters; what is a word of its own too only with a stop."""
_YEAR_SIGN = re.compile(r"\d ?(?:م|هـ?)$")
_ONLY_NUMBER = re.compile(r"\W*\d+$")
_NO_START = re.compile(r"\s*[،؛:.)\]»”]")
_GOES_ON = re.compile(r"\s*(?:ب?حيث|و?الذي|و?التي|مما(?! لا)|لأن\w*)\b")
"""«عن مفاجآت… حيث تبين أن …»: what it leans on stands before the dots."""


def parted(text: str) -> str:
    """With the space that was forgotten behind a point."""
    return _GLUED_STOP.sub(_parted, text)


def _parted(stop: re.Match[str]) -> str:
    """A full stop with the space that was forgotten behind it; none inside «جيه.إل.إل»."""
    text, at = stop.string, stop.start()
    before = text[max(0, at - _LONGEST_LETTER) : at]
    is_inside = _INITIAL.search(before) and _NEXT_LETTER.match(text, stop.end())
    return stop.group() if is_inside else f"{stop.group()} "


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    if _NO_START.match(text, stop.end()):
        return False
    if not stop.group().startswith("."):
        is_begun = stop.group() == "…" and text[begin : stop.start()].strip() != ""
        return not (is_begun and _GOES_ON.match(text, stop.end()))
    before = text[max(begin, stop.start() - 12) : stop.start()]
    if stop.start() - begin <= 4 and _ONLY_NUMBER.fullmatch(text[begin : stop.start()]):
        return False
    if _NEXT_INITIAL.match(text, stop.end()) and _INITIAL.search(before):
        return False
    ends_long_word = len(before) > 1 and before[-2:].isalnum()
    is_abbreviated = not ends_long_word and _ABBREVIATION.search(before)
    return not is_abbreviated or _YEAR_SIGN.search(before) is not None


_BRACKETED = re.compile(r"\([^()]{1,80}\)")


def _quoted(text: str) -> list[tuple[int, int]]:
    """Where a full stop does not end the sentence: up to the one just before the closing mark."""
    found = [(span.opened, span.closed) for span in quotation_marks.spans(text) if span.is_whole]
    if "(" in text:
        found += [match.span() for match in _BRACKETED.finditer(text)]
        found.sort()
    return found


@lru_cache(maxsize=64)
def split(paragraph: str) -> tuple[str, ...]:
    """Its sentences, each a substring of it; never split inside a balanced quotation or what
    stands between brackets («(بي. بي. سي)»). Remembered: the first are asked for three times."""
    quoted = _quoted(paragraph)
    found: list[str] = []
    begin = at_quote = 0
    for stop in _STOP.finditer(paragraph):
        while at_quote < len(quoted) and quoted[at_quote][1] < stop.end():
            at_quote += 1
        if at_quote < len(quoted):
            opened, closed = quoted[at_quote]
            is_last_of_quote = closed == stop.end() and stop.group()[0] == "."
            if opened < stop.start() < closed and not is_last_of_quote:
                continue
        if _ends_sentence(paragraph, begin, stop):
            found.append(paragraph[begin : stop.end()].strip())
            begin = stop.end()
    found.append(paragraph[begin:].strip())
    return tuple(filter(None, found))
