"""Speech that stands behind a colon without any marks: «وقال فلان: نحن لا …».

Only where nothing else can be meant: a saying leads to the colon, and the words after it are told
in the first person, or begin a sentence of their own («إن …» may be the newspaper's words). They
are given marks in a copy of the article, so that the speaker is found in the same way as everybody
else's.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core import arabic, lexicon, reporting
from bot.core.quotation_marks import MARK
from bot.core.reporting import Verb

_COLON = re.compile(r":\s+(?=[^\W\d])")
_WORD = re.compile(r"[\w\u064b-\u0652]+")
_SENTENCE = re.compile(r"[.!؟?…](?=\s|$)|\n")
_COMMA = re.compile(r"[،؛,]\s*")
_PARTICIPLE = re.compile(r"م\w{3,6}ا|شاكرا")
"""«…، مقدما شكره»: of him, not by him."""
_BEFORE_A_NOUN = frozenset({"في", "وفي", "غير", "من", "الي", "علي"})
"""«حساسية غير مبررة», «وفي لمح البصر»: no verb follows these."""
_REACH = 110
"""How many characters before a colon the saying may stand."""
_FEWEST_WORDS, _FEWEST_PLAIN = 6, 7
_LONGEST = 700
_REPORTED = re.compile(r"[وف]?[أإا]ن(?:ه|ها|هم|هما)?\s|يذكر|يشار")
"""«وقال: إن المهرجان …»: his words or the newspaper's."""
_NO_LEAD = lexicon.words("that") | {"هو", "هي", "هم", "التالي", "الاتي", "التاليه", "يلي"}
_CITED = re.compile("رضي الله|صلى الله|رحمه الله|عليه السلام|تعالى|سبحانه")
_FIRST_PERSON = lexicon.words("first-person") | lexicon.words("i-and-we")
_OURS = re.compile(r"\w{2,}[^\Wا]نا")
"""«قمنا», «فريقنا», not «أحيانا»."""
_NOT_OURS = lexicon.words("ends-like-ours")


def mark(paragraphs: Sequence[str]) -> tuple[list[str], dict[tuple[int, int], int]]:
    """A copy in which such speech has marks, and where each begins: in the copy (paragraph and
    offset) and in the paragraph itself."""
    copy: list[str] = []
    places: dict[tuple[int, int], int] = {}
    for index, text in enumerate(paragraphs):
        parts: list[str] = []
        told = shift = 0
        for begin, end in _speeches(text):
            parts += text[told:begin], "«", text[begin:end], "»"
            places[index, begin + shift + 1] = begin
            told, shift = end, shift + 2
        copy.append("".join(parts) + text[told:])
    return copy, places


def _speeches(text: str) -> Iterator[tuple[int, int]]:
    after = 0
    if ": " not in text:
        return
    for colon in _COLON.finditer(text):
        if colon.start() < after or not _is_saying(text, colon.start()):
            continue
        speech = _speech(text, colon.end(), is_plain=_leads_straight(text, colon.start()))
        if speech:
            after = colon.end() + len(speech)
            yield colon.end(), after


def _is_saying(text: str, at: int) -> bool:
    """The last reporting word before the colon is a saying, in the same sentence."""
    sentence = _SENTENCE.split(text[max(0, at - _REACH) : at])[-1]
    for word in reversed(_WORD.findall(sentence)):
        verb = reporting.verb(arabic.word_key(word))
        if verb is not None:
            return verb.force == "say" and word[0] != "ف"  # «فقال»: a tale
    return False


def _leads_straight(text: str, at: int) -> bool:
    """«وقال فلان في بيان:», not «أكد أن الشروط هي:», «قال عمر رضي الله عنه:»."""
    sentence = _SENTENCE.split(text[max(0, at - _REACH) : at])[-1]
    keys = [arabic.word_key(word) for word in _WORD.findall(sentence)]
    said = [place for place, key in enumerate(keys) if reporting.verb(key) is not None]
    after = keys[said[-1] + 1 :] if said else keys
    if said and keys[said[-1]] in ("بالقول", "القول"):
        return False  # «من يبررها بالقول:»
    return _NO_LEAD.isdisjoint(after) and _CITED.search(sentence) is None


def _speech(text: str, begin: int, *, is_plain: bool) -> str:
    """The first sentence behind the colon as far as it is his; empty where that is not certain."""
    closing = _SENTENCE.search(text, begin, begin + _LONGEST)
    end = closing.start() if closing else min(len(text), begin + _LONGEST)
    speech = _as_told(text[begin:end])
    is_open = closing is None and end < len(text)
    if is_open and begin + len(speech) > end - _LONGEST // 10:
        return ""  # neither the sentence nor his part of it ends within reach
    if MARK.search(speech) or ":" in speech:
        return ""
    words = speech.split()
    if len(words) < _FEWEST_WORDS or _is_first_person(words[-1:]):
        return ""  # «… ونطالب»: cut in the middle
    if is_plain and len(words) >= _FEWEST_PLAIN and not _REPORTED.match(speech):
        return speech
    return speech if _is_first_person(words) else ""


def _as_told(sentence: str) -> str:
    """Up to where the newspaper speaks again: «…، مشيرا إلى», «…، وأكد أن»."""
    comma, before = 0, ""
    for match in _WORD.finditer(sentence):
        key = arabic.word_key(match[0])
        begun = _COMMA.search(sentence, max(comma, match.start() - 3), match.start())
        is_first = begun is not None
        comma = match.start() if is_first else comma
        verb = reporting.verb(key)
        tells = _tells(verb) and before not in _BEFORE_A_NOUN
        if (is_first and _PARTICIPLE.fullmatch(key)) or tells:
            return sentence[:comma].rstrip(" ،؛,")
        before = key
    return sentence.rstrip(" ،؛,")


def _tells(verb: Verb | None) -> bool:
    return verb is not None and verb.force != "weak"


def _is_first_person(words: Sequence[str]) -> bool:
    for word in words:
        key = arabic.word_key(word.strip(".،؛,()[]-–"))
        bare = key[1:] if key[:1] in ("و", "ف") else key
        if key in _FIRST_PERSON or bare in _FIRST_PERSON:
            return True
        if _OURS.fullmatch(key) and key not in _NOT_OURS:
            return True
    return False
