"""What completes an office where the reader gives up: the rest of it, or a name far behind.

«الباحث في تاريخ الجيوش بالجامعة المفتوحة، الدكتور سامر الحداد، إن»: between the office and the
name stand words that no list orders. Only what a plain mark of the clause closes is taken, since a
name that belongs to something else would be a wrong speaker.
"""

from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases import owners, read
from bot.core.phrases.cursor import HALVES
from bot.core.phrases.mentions import Mention
from bot.core.phrases.shapes import is_prefixed
from bot.core.phrases.titles import is_of_his
from bot.core.phrases.tokens import END, QUOTATION, Paragraph
from bot.core.verbs import clauses

_REACH = 16
"""How many tokens behind the office its name is looked for."""
_LONGEST_COMPLEMENT = 4
_CLOSES = frozenset({":", "،", QUOTATION, "(", "-"})
_OCCASIONS = tuple(lexicon.words("occasions"))
_MAY_STAND_BETWEEN = ("other", "noun", "common", "body", "place", "title")
_FOR = frozenset({"المتخصصه", "المختصه", "العامله", "الناشطه"})
"""«شركة … المتخصصة في صناعة السيارات»."""
_OF_PLACE = frozenset({"في", "من", "بين", "لدي"})
_PROGRAMMES = frozenset({"لبرنامج", "لمجموعه", "لشبكه", "لوكاله", "لمنظمه", "لصندوق"})
_STATIONED = frozenset(
    adjective + ending
    for adjective in ("المقيم", "الاقليمي", "القطري", "التنفيذي", "العام", "الدايم")
    for ending in ("", "ه")
)
"""«الممثلة المقيمة لبرنامج …»: her office, not to whom she said it."""
_PRONOUNS = ("ها", "هم", "هما")
_IS_CALLED = frozenset(
    {"يدعي", "ويدعي", "تدعي", "وتدعي", "اسمه", "واسمه", "اسمها", "واسمها", "يسمي", "تسمي"}
)
"""«أحد الرعاة ويدعى سامر الحداد»."""


def complete(paragraph: Paragraph, mention: Mention) -> Mention:
    """The phrase with the name that stands behind it, or with what completes the office."""
    if len(mention.name_keys) == 1 and mention.role_keys:
        return _behind_a_body(paragraph, mention) or mention
    if mention.name_keys or not mention.role_keys:
        return mention
    if mention.is_body:
        is_for = mention.role_keys[-1] in _FOR
        return (_with_complement(paragraph, mention) or mention) if is_for else mention
    return _with_name(paragraph, mention) or _with_complement(paragraph, mention) or mention


def _behind_a_body(paragraph: Paragraph, mention: Mention) -> Mention | None:
    """«المنسقة في غلوبال ووتر رايتس، سامية الحداد، إن»: the last foreign word of the body is no
    name of hers."""
    tokens, after = paragraph.tokens, mention.after
    if (
        after + 1 >= len(tokens)
        or tokens[after].key != "،"
        or not _is_unknown(mention.name_keys[0])
    ):
        return None
    of_body = look(mention.role_keys[-1])
    if of_body.sort != "other" or of_body.is_plain:
        return None
    named = _name_at(paragraph, after + 1)
    return named and _joined(paragraph, mention, after + 1, named)


def _with_name(paragraph: Paragraph, mention: Mention) -> Mention | None:
    tokens = paragraph.tokens
    first = tokens[mention.after].key if mention.after < len(tokens) else END
    if (called := _called_from(paragraph, mention)) is not None:
        named = _called_at(paragraph, called + 1)
        return named and _joined(paragraph, mention, called, named)
    if owners.is_of_verb(mention.role_keys, first):
        return None
    is_stationed = first in _PROGRAMMES and mention.role_keys[-1] in _STATIONED
    is_about = first in ("عن", "الي")  # «محامي الدفاع عن المتهم فلان»
    is_near = first == "،" or is_stationed or _may_stand_between(paragraph, mention.after)
    if not (is_near or is_about):
        return None
    for begin in range(mention.after + 1, min(mention.after + _REACH, len(tokens))):
        if (named := _name_at(paragraph, begin)) is not None:
            owned = _owned(paragraph, mention, begin, named)
            return owned if owned or is_about else _joined(paragraph, mention, begin, named)
        if not (tokens[begin].key == "،" or _may_stand_between(paragraph, begin)):
            return None
    return None


def _owned(paragraph: Paragraph, mention: Mention, begin: int, named: Mention) -> Mention | None:
    """«المتهم بقتل الطالبة رنا عواد»: her name is a part of what he is called; «أحد المشجعين | في
    وجه المدرب فلان»: to whom he said it."""
    title = owners.Title(paragraph, mention.start, begin)
    if paragraph.tokens[begin - 1].key == "،":
        return None
    if owners.spoken_to(title) is not None:
        return replace(mention, after=named.after, is_cut=False)
    if not owners.is_owned(title):
        return None
    return replace(
        mention,
        after=named.after,
        role=paragraph.slice(mention.start, named.after),
        role_keys=tuple(token.key for token in paragraph.tokens[mention.start : named.after]),
        is_cut=False,
    )


def _name_at(paragraph: Paragraph, begin: int) -> Mention | None:
    """A name of two words, known or addressed, that the clause goes on behind."""
    word = look(paragraph.tokens[begin].key)
    is_first = word.sort in ("given", "honour") or _is_half(paragraph, begin)
    is_first = is_first or paragraph.slice(begin, begin + 1) == "علي"
    if not is_first:
        return None
    if look(paragraph.tokens[begin - 1].key).sort in ("preposition", "stop"):
        return None
    named = read(paragraph, begin)
    if named is None or not (len(named.name_keys) > 1 or named.honours):
        return None
    return named if _closes(paragraph, named.after) else None


def introduced(paragraph: Paragraph, at: int) -> Mention | None:
    """«أحدهم وهو المعاون سامر الحداد»: who is told at once."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
    if following[:1] not in (["وهو"], ["وهي"]):
        return None
    named = read(paragraph, at + 2)
    is_name = named is not None and named.name_keys and not named.is_noun
    return named if is_name else None


def _is_half(paragraph: Paragraph, at: int) -> bool:
    """«ضيف الله …», «نور الدين …»."""
    keys = [token.key for token in paragraph.tokens[at : at + 2]]
    return keys[0] in HALVES and keys[1:] in (["الله"], ["الدين"])


def _called_from(paragraph: Paragraph, mention: Mention) -> int | None:
    """Where «يدعى» stands: «أحد الرعاة ويدعى», «امرأة تنتظر أمام المركز تدعى»."""
    reach = 1 if mention.is_definite else _REACH // 2
    for at, token in enumerate(paragraph.tokens[mention.after : mention.after + reach]):
        if token.key in _IS_CALLED:
            return mention.after + at
        if not token.is_word or token.key in clauses.THAT or reporting.verb(token.key):
            return None
    return None


def _called_at(paragraph: Paragraph, begin: int) -> Mention | None:
    """Behind «يدعى» any name of two words."""
    named = read(paragraph, begin)
    is_name = named is not None and len(named.name_keys) > 1
    return named if is_name else None


def _joined(paragraph: Paragraph, mention: Mention, begin: int, named: Mention) -> Mention:
    tokens = paragraph.tokens
    name, name_keys = named.name, named.name_keys
    is_behind_comma = begin - 2 > mention.start and tokens[begin - 2].key == "،"
    if is_behind_comma and _is_unknown(tokens[begin - 1].key):
        begin -= 1  # «…، آن لوسي لوفيفر»
        name = paragraph.slice(begin, named.after)
        name_keys = (tokens[begin].key, *name_keys)
    end = begin - 1 if tokens[begin - 1].key == "،" else begin
    return replace(
        mention,
        after=named.after,
        name=name,
        name_keys=name_keys,
        role=paragraph.slice(mention.start, end),
        role_keys=tuple(token.key for token in tokens[mention.start : end] if token.is_word),
        honours=named.honours,
        is_cut=False,
    )


def _is_unknown(key: str) -> bool:
    word = look(key)
    return word.sort == "other"


def _with_complement(paragraph: Paragraph, mention: Mention) -> Mention | None:
    """«مصدر في الخلية», «الباحث في شؤون البيئة», where the clause goes on at once behind it."""
    tokens = paragraph.tokens
    if not mention.is_cut or tokens[mention.after].key != "في":
        return None
    if is_of_his(mention.role_keys[-1]):
        return None  # «زوجها | في التعليقات»
    for after in range(mention.after + 2, mention.after + 2 + _LONGEST_COMPLEMENT):
        if not _may_stand_between(paragraph, after - 1):
            return None
        last = look(tokens[after - 1].key)
        is_name = last.sort == "other" and not last.is_plain and after == mention.after + 2
        is_comma = tokens[after].key == "،" if after < len(tokens) else True
        if is_comma and mention.is_definite:
            return None  # «ويبحث الروائي في الهامش، …»
        is_told = last.is_definite or last.sort == "place"  # «مصدر في مقاومة عدن»
        if (is_told and _closes(paragraph, after)) or (
            is_name and (is_comma or _leads_to_words(paragraph, after))
        ):
            role = paragraph.slice(mention.start, after)
            keys = tuple(token.key for token in tokens[mention.start : after])
            return replace(mention, after=after, role=role, role_keys=keys, is_cut=False)
    return None


def _may_stand_between(paragraph: Paragraph, at: int) -> bool:
    if at >= len(paragraph.tokens) or not paragraph.tokens[at].is_word:
        return False
    key = paragraph.tokens[at].key
    if key in _OF_PLACE or key == "علي" or key in owners.TO_HIM or _is_of_agency(key):
        return True
    word = look(key)
    if word.is_verb or word.sort not in _MAY_STAND_BETWEEN:
        return False
    if key.endswith(_PRONOUNS) and not word.is_definite:  # not «المتهم»
        return False
    if word.bare.startswith(_OCCASIONS):
        return False
    return reporting.verb(key) is None


def _is_of_agency(key: str) -> bool:
    """«المدير العام للوكالة الدولية»: a word for a newspaper's agency also means others."""
    return key.startswith("لل") and look("ال" + key[2:]).sort == "body"


def _leads_to_words(paragraph: Paragraph, at: int) -> bool:
    """أن; «إلى أن», «على أن»."""
    keys = [token.key for token in paragraph.tokens[at : at + 2]]
    if keys[:1] in (["الي"], ["علي"]):
        keys = keys[1:]
    return bool(keys) and keys[0] in clauses.THAT


def _closes(paragraph: Paragraph, at: int) -> bool:
    while at < len(paragraph.tokens) and look(paragraph.tokens[at].key).sort == "time":
        at += 1  # «…، رئيس الغرفة سامر الحداد أمس، إن»
    if at >= len(paragraph.tokens):
        return False
    key = paragraph.tokens[at].key
    if key in _CLOSES or _leads_to_words(paragraph, at):
        return True
    following = paragraph.tokens[at + 1].key if at + 1 < len(paragraph.tokens) else END
    if key in ("في", "عبر") or (key == "ل" and following == QUOTATION):
        return True
    return look(key).sort == "outlet" or is_prefixed(key)
