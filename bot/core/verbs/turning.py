"""Who else begins to act or to speak in the middle: «أما سلامويت، وهي خبازة، فتقول», «بينما سعت
خالتها لاحتضانها، مرددة».

Judgements about tokens only.
"""

from bot.core import lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.tokens import END, Paragraph
from bot.core.verbs.clauses import THAT

_LONGEST_NAME, _REACH = 3, 16
_HIS = ("ها", "هم", "ه")
_KIN = lexicon.words("kin")
_ANSWERS = frozenset({"فاجاب", "اجاب", "فاجابت", "فرد", "فردت", "ليرد", "ليجيب"})
_ASKS_HIM = frozenset({"ساله", "سالها", "سالته", "سالتها"})
_STEPS_IN = frozenset({"فتدخل", "فتدخلت", "فعقب", "فعقبت", "فصاح", "فصاحت", "فرد", "فردت"})
_SHORTEST_VERB, _REPORT = 2, 40
_SIDES = frozenset({"شرق", "غرب", "شمال", "جنوب", "وسط", "خارج", "داخل", "بقيه", "باقي", "ساير"})
"""«أما شرق السهل، فيرجح أن»: what he turns to."""
_ONE_OF = frozenset({"احد", "احدي"})
_ADDRESSES = ("خاطب", "خاطبت", "قاطع", "قاطعت", "اجاب", "اجابت", "باغت", "باغتت", "ناشد", "ناشدت")
_THREADS = frozenset({"طرف", "اطراف", "خيط", "زمام"})
_BUT = frozenset({"لكن", "ولكن", "بيد"})
_EXCEPT = frozenset({"غير", "الا", "بيد", "علي"})
_IN_TURN = lexicon.words("in-turn")
_WHILE = frozenset({"بينما", "فيما"})
_TO_ELDERS = frozenset({"الحاج", "الحاجه", "العم", "الخاله", "الشيخ", "السيده"})
_BEGIN_NO_NAME = ("preposition", "stop", "time", "noun", "body", "title", "place")


def takes_turn(paragraph: Paragraph, at: int) -> bool:
    """«من جهته», «فيما انفجرت أمل باكية، قائلة»: another, be she read or not."""
    is_while = at > 0 and paragraph.tokens[at - 1].key in _WHILE
    return is_while or paragraph.tokens[at].key in _IN_TURN


def name_at(paragraph: Paragraph, at: int) -> str:
    """All between «أما» and its comma, where «، فيقول» follows («الحاجة فطيمة، …، فلم تخف غضبها»),
    or the marks («أما "فتاة النهر" فتساءلت»); empty where that is no name."""
    tokens = paragraph.tokens
    if (span := tokens[at].span) is not None:
        name = paragraph.text[span.start : span.end]
        verb = reporting.verb(tokens[at + 1].key) if at + 1 < len(tokens) else None
        is_next = verb is not None and tokens[at + 1].key[0] == "ف"
        return name if is_next else ""
    comma = next(
        (place for place in range(at, min(at + _LONGEST_NAME + 1, len(tokens)))
         if not tokens[place].is_word),
        0,
    )  # fmt: skip
    is_name = comma > at + 1 if tokens[at].key in _TO_ELDERS else _may_be_name(tokens[at].key)
    if comma <= at or tokens[comma].key != "،" or not is_name:
        return ""
    for place in range(comma, min(comma + _REACH, len(tokens) - 1)):
        if tokens[place].key == END or tokens[place].span is not None:
            return ""
        verb = reporting.verb(tokens[place + 1].key)
        is_due = verb is not None or tokens[at].key in _TO_ELDERS
        if tokens[place].key == "،" and tokens[place + 1].key[0] == "ف" and is_due:
            return paragraph.slice(at, comma)
    return ""


def _may_be_name(key: str) -> bool:
    word, stem = look(key), look(key[1:])
    is_noun = word.sort in _BEGIN_NO_NAME or key in _SIDES
    is_glued = key[0] in "بل" and word.sort == "other" and stem.sort != "other"
    return not (is_noun or is_glued or word.is_definite)


def another_before(paragraph: Paragraph, at: int) -> int | None:
    """«…»، بينما سعت خالتها لاحتضانها، مرددة», «…، واعترض القاضي ورد عليه قائلا»: the token of a
    title behind the verb of a clause of its own, in no report."""
    tokens = paragraph.tokens
    if (place := _addresses_him(paragraph, at - 1)) is not None:
        return place
    for place in range(at - 1, max(2, at - _REACH), -1):
        if tokens[place].key == END or tokens[place].span is not None:
            return None
        if _steps_in(paragraph, place) or _takes_up(paragraph, place):
            return place
        if _is_contrasted(paragraph, place):
            return place
        if _acts(paragraph, place):
            return None if _is_reported(paragraph, place) else place
    return None


def is_answer(paragraph: Paragraph, at: int) -> bool:
    """«وسأله القاضي: «…؟»، فأجاب»: he who was asked."""
    tokens = paragraph.tokens
    if tokens[at].key not in _ANSWERS:
        return False
    for place in range(at - 1, max(-1, at - _REACH), -1):
        if tokens[place].key == END:
            return False
        if tokens[place].key.lstrip("وف") in _ASKS_HIM:
            return True
    return False


def _steps_in(paragraph: Paragraph, at: int) -> bool:
    """«…، فتدخل القاضي قائلا»: what happened next, whatever was reported before it."""
    verb, opening = paragraph.tokens[at - 1].key, paragraph.tokens[at - 2].key
    return opening == "،" and verb in _STEPS_IN


def _addresses_him(paragraph: Paragraph, at: int) -> int | None:
    """«وأن أحد الحاضرين خاطبه بالقول»: where the phrase before such a verb begins."""
    key = paragraph.tokens[at].key if at > 1 else ""
    if not key.endswith(_HIS) or not any(key == verb + his for verb in _ADDRESSES for his in _HIS):
        return None
    for begin in range(at - 1, max(-1, at - _LONGEST_NAME - 1), -1):
        token = paragraph.tokens[begin]
        if not token.is_word:
            return None
        if token.key in _ONE_OF:
            return begin
    return None


def _is_contrasted(paragraph: Paragraph, at: int) -> bool:
    """«…، غير أن مصدرا طبيا تحدث عن …، وقال», «لكن مسؤولا في الشركة نفى ذلك، مضيفا»: somebody new
    without an article, of whom the clause is."""
    key = paragraph.tokens[at].key
    if not key.endswith("ا") or key.startswith("ال") or lexicon.sort(key[:-1]) != "title":
        return False
    before, opening = paragraph.tokens[at - 1].key, paragraph.tokens[at - 2].key
    return before in _BUT or (before == "ان" and opening in _EXCEPT)


def _takes_up(paragraph: Paragraph, at: int) -> bool:
    """«ويلتقط طرف الحديث جاره عم فوزي، قائلا»: the verb has its object already."""
    keys = [token.key for token in paragraph.tokens[at - 2 : at]]
    return keys[1] == "الحديث" and keys[0] in _THREADS


def _acts(paragraph: Paragraph, at: int) -> bool:
    verb, opening = paragraph.tokens[at - 1].key, paragraph.tokens[at - 2].key
    if opening == "،" and verb[:1] in ("و", "ف"):
        verb = verb[1:]
    elif opening not in _WHILE:
        return False
    return _is_deed(verb) and _is_person(paragraph, at)


def _is_person(paragraph: Paragraph, at: int) -> bool:
    """«القاضي», «زميله», «خالتها»."""
    key = paragraph.tokens[at].key
    ending = next((each for each in _HIS if key.endswith(each)), "")
    stem = key.removesuffix(ending)
    if look(key).sort == "title" and look(key).is_definite:
        return True
    return ending != "" and not _KIN.isdisjoint({stem, stem[:-1] + "ه"})


def _is_deed(key: str) -> bool:
    word = look(key)
    is_verb = word.sort == "other" and not (word.is_plain or word.is_definite)
    verb = reporting.verb(key)
    is_verb = (word.is_verb or is_verb) and (verb is None or verb.force == "weak")
    return len(key) > _SHORTEST_VERB and is_verb and not key.endswith("ه")


def _is_reported(paragraph: Paragraph, at: int) -> bool:
    """«قال إن الفريق فاز، وسجل اللاعب هدفا، مضيفا»: he tells of it."""
    for before in range(at - 1, max(-1, at - _REPORT), -1):
        token = paragraph.tokens[before]
        if token.key == END or token.span is not None:
            return False
        if token.key in THAT:
            return paragraph.tokens[at - 2].key not in _WHILE
    return False
