"""Who else begins to act or to speak in the middle: «أما سلامويت، وهي خبازة، فتقول», «بينما سعت
خالتها لاحتضانها، مرددة».

Judgements about tokens only.
"""

from bot.core import lexicon, reporting
from bot.core.lexicon import Sort, look
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Force
from bot.core.speakers.clauses import THAT

_LONGEST_NAME, _REACH = 3, 16
_HIS = ("ها", "هم", "ه")
_KIN = lexicon.words("kin")
_PRESIDES = frozenset({"رييس", "رييسه", "ممثل", "ممثله", "وكيل"})
_COURTS = frozenset({"محكمه", "جلسه", "نيابه", "ادعاء", "هييه", "دايره", "لجنه", "مجلس"})
_ANSWERS = frozenset({"فاجاب", "اجاب", "فاجابت", "فرد", "فردت", "ليرد", "ليجيب"})
_ASKS_HIM = frozenset({"ساله", "سالها", "سالته", "سالتها"})
_STEPS_IN = frozenset({"فتدخل", "فتدخلت", "فعقب", "فعقبت", "فصاح", "فصاحت", "فرد", "فردت"})
_SHORTEST_VERB, _REPORT = 2, 40
_SIDES = frozenset({"شرق", "غرب", "شمال", "جنوب", "وسط", "خارج", "داخل", "بقيه", "باقي", "ساير"})
"""«أما شرق السهل، فيرجح أن»: what he turns to."""
_WHILE = frozenset({"بينما", "فيما"})
_BEGIN_NO_NAME = (Sort.PREPOSITION, Sort.TIME, Sort.NOUN, Sort.BODY, Sort.TITLE, Sort.PLACE)


def name_at(paragraph: Paragraph, at: int) -> str:
    """All between «أما» and its comma, where «، فيقول» follows; empty where that is no name."""
    tokens = paragraph.tokens
    comma = next(
        (place for place in range(at, min(at + _LONGEST_NAME + 1, len(tokens)))
         if not tokens[place].is_word),
        0,
    )  # fmt: skip
    if comma <= at or tokens[comma].key != "،" or not _may_be_name(tokens[at].key):
        return ""
    for place in range(comma, min(comma + _REACH, len(tokens) - 1)):
        if tokens[place].key == END or tokens[place].span is not None:
            return ""
        verb = reporting.verb(tokens[place + 1].key)
        if tokens[place].key == "،" and tokens[place + 1].key[0] == "ف" and verb is not None:
            return "" if verb.is_noun or verb.is_plural else paragraph.slice(at, comma)
    return ""


def _may_be_name(key: str) -> bool:
    word = look(key)
    is_noun = word.sort in _BEGIN_NO_NAME or key in _SIDES
    return not (is_noun or word.is_definite or word.is_verb)


def another_before(paragraph: Paragraph, at: int) -> int | None:
    """«…»، بينما سعت خالتها لاحتضانها، مرددة», «…، واعترض القاضي ورد عليه قائلا»: the token of a
    title behind the verb of a clause of its own, in no report."""
    tokens = paragraph.tokens
    for place in range(at - 1, max(2, at - _REACH), -1):
        if tokens[place].key == END or tokens[place].span is not None:
            return None
        if _steps_in(paragraph, place):
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
    return opening == "،" and verb in _STEPS_IN and _is_person(paragraph, at)


def _acts(paragraph: Paragraph, at: int) -> bool:
    verb, opening = paragraph.tokens[at - 1].key, paragraph.tokens[at - 2].key
    if opening == "،" and verb[:1] in ("و", "ف"):
        verb = verb[1:]
    elif opening not in _WHILE:
        return False
    return _is_deed(verb) and _is_person(paragraph, at)


def _is_person(paragraph: Paragraph, at: int) -> bool:
    """«القاضي», «رئيس المحكمة», «زميله», «خالتها»."""
    key = paragraph.tokens[at].key
    ending = next((each for each in _HIS if key.endswith(each)), "")
    word, stem = look(key), key.removesuffix(ending)
    if key in _PRESIDES and look(paragraph.tokens[at + 1].key).bare in _COURTS:
        return True
    if word.sort is Sort.TITLE and (
        word.is_definite or (ending != "" and look(stem).sort is Sort.TITLE)
    ):
        return True
    return ending != "" and not _KIN.isdisjoint({stem, stem[:-1] + "ه"})


def _is_deed(key: str) -> bool:
    word = look(key)
    is_verb = word.sort is Sort.OTHER and not (word.is_plain or word.is_definite)
    verb = reporting.verb(key)
    is_verb = (word.is_verb or is_verb) and (verb is None or verb.force is Force.WEAK)
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
