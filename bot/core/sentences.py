"""Where a sentence ends, by its points: those of abbreviations and initials end nothing, nor do
those inside a quotation, nor one behind which it goes on."""

import re
from functools import lru_cache

from bot.core import abbreviations, arabic, leaning, lexicon, quotation_marks, reporting

_STOP = re.compile(r"[.!?؟…](?<![.!?؟…].)[.!?؟…]*[»”″\")\]]*(?=\s|$)")
"""One class of letters comes first: what is no point is passed over quickly."""
_NEXT_WORD = re.compile(r"\s+(\w+)")
_ONLY_NUMBER = re.compile(r"\W*\d+$")
_NO_START = re.compile(r"\s*[،؛:.)\]»”]")
_GOES_ON = re.compile(
    r"\s*(?:ب?حيث|و?الذي|و?التي|مما(?! لا)|لأن\w*|وإن|إلا أن\w*|و?لكن\w*|[إا]لخ(?=[،.]))\b"
)
"""«عن مفاجآت… حيث تبين أن …»: what it leans on stands before the dots; behind «… لكن» the news.
«… إلخ حتى …» with all that comes would be too long to be told."""
_ASKS = re.compile(r"\s*ف(?:ما|هل|كيف|لماذا|ماذا|متى|أين)\b")
"""«فاجأ الجميع باستقالته… فما القصة؟»"""
_THAT = re.compile(r"\s*[وب]?أن(?:ه|ها|هم|هما|نا)?\b")
"""«موقع ياهو! أنه سيغلق»: no sentence begins so."""
_SAID = re.compile(r"\s*إن(?:ه|ها|هم|هما|نا)?\b")
_QUESTION = re.compile(r"\s*(?:وم(?:ن|ا|اذا|تى)|وهل|وكيف|ولماذا|وأين|وكم|أم) [^.!?؟…]{1,120}[؟?]")
_HALF_QUESTION = re.compile(r"\s*(?:و?ماذا لو|كيف|لماذا) ?")
_LOOKED_AT, _FEWEST_TOLD = 80, 4
_BEGINNING, _FEWEST_WORDS = 160, 6
"""Letters that tell how a sentence began; before dots a verb and few words have not told it."""
_GOES_ON_BEHIND_QUOTE = re.compile(
    r"\s+(?:في|على|عن|من|إلى|مع|قبل|بعد|خلال|أثناء|عقب|إثر|عبر|أمام|لدى|عند|منذ|حتى|وفقا?|ب?حسب"
    r"|ردا|تعليقا|نقلا) (?!جه[ةت]|جانب|ناحي|المقابل|هذا|ذلك|السياق|غضون|صعيد)"
)
"""«قال "هذا مرفوض." في مؤتمر صحفي»; not «"…." من جهته، قال …»."""


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    if _NO_START.match(text, stop.end()):
        return False
    if not stop.group().startswith("."):
        goes_on = _THAT.match(text, stop.end()) or _asks_on(text, begin, stop)
        return not (goes_on or _is_pause(text, begin, stop))
    if len(stop.group()) > 1 and _GOES_ON_BEHIND_QUOTE.match(text, stop.end()):
        return False
    if stop.start() - begin <= 4 and _ONLY_NUMBER.fullmatch(text[begin : stop.start()]):
        return False
    return not abbreviations.is_one(text, begin, stop.start()) or _begins_anew(text, stop.end())


def _is_pause(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Dots at which somebody only takes breath: «قال الوزير… إن الأزمة ستنتهي»."""
    before = text[begin : min(stop.start(), begin + _BEGINNING)].split()
    if stop.group() != "…" or not before:
        return False
    if _GOES_ON.match(text, stop.end()) or _takes_breath(text, begin, stop):
        return True
    key = arabic.word_key(before[0])
    if len(before) < _FEWEST_WORDS or _ASKS.match(text, stop.end()):
        return _is_verb(key)
    is_told = _SAID.match(text, stop.end()) is not None and reporting.verb(key) is not None
    return is_told and not leaning.reports(" ".join(before))


def _takes_breath(text: str, begin: int, stop: re.Match[str]) -> bool:
    """«لكن الأرض أكبر… أكبر من كل ما قيل», «…، ماعلينا… نعود إلى النهر», «عروض متنوعة… وحضور
    كبير», «وفيها (… أود أن أسأل …)»."""
    before = text[max(begin, stop.start() - _LOOKED_AT) : stop.start()].rstrip()
    following = _NEXT_WORD.match(text, stop.end())
    if following is None or not before:
        return before.endswith("(")
    last, after = before.rsplit(maxsplit=2)[-2:], arabic.word_key(following.group(1))
    if before.endswith("(") or arabic.word_key(last[-1]) == after or last[0].endswith("،"):
        return True
    is_noun = after[0] == "و" and not _is_verb(after) and not _is_verb(after[1:])
    return is_noun and begin + _LOOKED_AT > stop.start() and len(before.split()) < _FEWEST_TOLD


def _asks_on(text: str, begin: int, stop: re.Match[str]) -> bool:
    """«ماذا لو؟ لم يكن لدينا …», «من بقي؟! ومن رحل؟!»: half a question, or one of many."""
    if stop.group()[0] not in "؟?":
        return False
    is_word = (
        _HALF_QUESTION.fullmatch(text[begin : stop.start()]) if stop.start() - begin < 16 else None
    )
    return is_word is not None or _QUESTION.match(text, stop.end()) is not None


def _begins_anew(text: str, at: int) -> bool:
    """«المجموعة ج. وتضم …»: a verb, joined to the sentence before; no name, as in «د. وسام»."""
    following = _NEXT_WORD.match(text, at)
    key = arabic.word_key(following.group(1)) if following is not None else ""
    return key.startswith("و") and lexicon.look(key).sort == "other" and _is_verb(key)


def _is_verb(key: str) -> bool:
    return reporting.verb(key) is not None or lexicon.look(key).is_verb


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
