"""Reads a name backwards from the word that somebody is called by: «… المنتج سامر رفيق على …».

Where a name ends is hard to tell in Arabic; here it is known, since the article calls him by its
last word elsewhere. So all that stands before it can be read with fewer doubts, whatever stood
around it: a verb, a particle, an object.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases import owners
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import GLUE, NAMES
from bot.core.phrases.reading import read, read_surname
from bot.core.phrases.shapes import is_closing, is_prefixed
from bot.core.phrases.titles import is_of_another
from bot.core.phrases.tokens import END, INSIDE, Paragraph

_LONGEST = 5
_FAR = 12
"""How many tokens before a name its office may begin."""
_SHORTEST, _LONGEST_VERB = 4, 7
_BEFORE_A_NOUN = lexicon.words("governing-prepositions")
_GAP = 3
_NOT_HIS = ("ين", "ون", "ان", "ات", "نا")
"""«المحافظين», «شاعرنا»."""
_PEOPLE = frozenset({"رجل", "امراه", "شاب", "شابه", "فتاه", "طفل", "طفله", "شخص"})
_NEED_MORE = ("body", "noun", "common", "document", "title")
_GLUES = "لبوفك"
_CLOSES = frozenset({"،", "(", "-", END})


def told(paragraph: Paragraph, place: int) -> Iterator[Mention]:
    """Every phrase that holds the name at a token, the one with the office before it first."""
    first = max(0, place - _LONGEST - _FAR)
    window = replace(paragraph, tokens=paragraph.tokens[first : place + 2 * _FAR])
    for each in _told(window, place - first):
        yield each if _is_office(each.role_keys) else replace(each, role="", role_keys=())


def _is_office(keys: tuple[str, ...]) -> bool:
    """Of one man, told to its end: not «المحافظين …», «الرئيس التنفيذي لشركة | …»."""
    if len(keys) < 2:
        return bool(keys)
    if keys[0].endswith(_NOT_HIS) or any(map(is_of_another, keys)):
        return False
    if keys[0] in ("ابن", "ابنه") or keys[0] in _PEOPLE:
        return False  # «ابن الواحة», «وسامر الحداد رجل أربعيني وقعت بينه …»
    last = keys[-1][1:] if keys[-1][0] in "لب" else keys[-1]
    return look(last).is_definite or look(last).sort not in _NEED_MORE


def _told(paragraph: Paragraph, place: int) -> Iterator[Mention]:
    """Every phrase that holds the name at a token, the one with the office before it first."""
    begin = _begin(paragraph, place)
    closed = replace(paragraph, tokens=paragraph.tokens[: place + 1])
    if (office := _with_office(closed, begin, place)) is not None:
        yield office
    if begin == place:
        yield from _from(paragraph, place)
    elif (own := _own(paragraph, begin, place)) is not None:
        yield replace(own, is_feminine=office.is_feminine) if office is not None else own


def _own(paragraph: Paragraph, begin: int, place: int) -> Mention | None:
    """The phrase from the first name to the one he is called by, with the office behind it."""
    before = paragraph.tokens[begin - 1].key if begin else ""
    is_led = before in _BEFORE_A_NOUN and paragraph.slice(begin - 1, begin) != "علي"
    if begin + 1 == place and is_led:
        return None  # «بين ناشئي أتليتيكو»
    has_object = _takes_object(before)
    named = _unglued(paragraph, begin)
    for tokens in (named.tokens, named.tokens[: place + 1]):
        own = read(replace(named, tokens=tokens), begin, has_object=has_object)
        if own is not None and own.name_keys[-1:] == (paragraph.tokens[place].key,):
            return own
    return _by_its_ends(named, begin, place)


def _takes_object(key: str) -> bool:
    """«دعا سامر الحداد رئيس البلدية»: the office may be another's, whom he called on."""
    verb = reporting.verb(key)
    return look(key).is_verb if verb is None else verb.force == "act"


def _by_its_ends(paragraph: Paragraph, begin: int, place: int) -> Mention | None:
    """«والتر ود الحداد»: names, whatever else they may be, from the first to the one he is called
    by; his office behind it."""
    first = paragraph.tokens[begin].key
    if look(first).sort not in NAMES and not _is_told_by_verb(paragraph, begin):
        return None
    last = read(paragraph, place) or read_surname(paragraph, place)
    name_keys = tuple(each.key for each in paragraph.tokens[begin : place + 1] if each.is_word)
    return replace(last, start=begin, name=paragraph.slice(begin, place + 1), name_keys=name_keys)


def _from(paragraph: Paragraph, place: int) -> Iterator[Mention]:
    """«السورية رودا قازنجي،»: she is called by the given name elsewhere."""
    key = paragraph.tokens[place].key
    found = None if look(key).is_definite else read(paragraph, place)
    if found is None or found.name_keys[:1] != (key,):
        return
    behind = place + len(found.name_keys)
    follows = paragraph.tokens[behind].key if behind < len(paragraph.tokens) else END
    is_object = look(follows).is_plain and follows.endswith("ا")
    if follows in _CLOSES or is_object or (found.role and len(found.name_keys) == 1):
        yield found


def _with_office(closed: Paragraph, begin: int, place: int) -> Mention | None:
    for at in range(max(0, begin - _FAR), begin):
        key = closed.tokens[at].key
        is_second = key[:1] == "و" and look(key[1:]).sort == "title"
        is_office = is_second or look(key).sort == "title"
        is_adjective = at > 0 and key[:2] == "ال" and look(closed.tokens[at - 1].key).is_definite
        if not is_office or is_adjective or reporting.verb(key) is not None:
            continue  # «حزب العمال الحاكم»; «طالب الشيخ فلان»
        found = read(_without_first_letter(closed, at) if is_second else closed, at)
        if found is None or not found.role_keys or found.after < begin - _GAP:
            continue
        if found.name_keys:
            return found if found.name_keys[-1] == closed.tokens[place].key else None
        return _joined(closed, found, begin, place) if is_closing(found.role_keys[-1]) else None
    return None


def _joined(closed: Paragraph, office: Mention, begin: int, place: int) -> Mention | None:
    """«قائد الشرطة المحلية إخطار الحداد»: a word that no list has as a name, between the two."""
    between = closed.tokens[min(office.after, begin)].key
    is_far = between in _BEFORE_A_NOUN and not owners.is_of_verb(office.role_keys, between)
    if is_far and office.after < begin and _is_closing_place(closed, begin - 1):
        keys = tuple(token.key for token in closed.tokens[office.start : begin])
        role = closed.slice(office.start, begin)  # «مبعوثة الأمم المتحدة إلى البلاد فلانة»
        office = replace(office, after=begin, role=role, role_keys=keys)
    if office.after not in (begin, begin - 1):
        return None
    if office.after < begin and not _may_be_given(closed, office.after):
        return None
    name_keys = tuple(token.key for token in closed.tokens[office.after :])
    name = closed.slice(office.after, place + 1)
    return replace(office, after=place + 1, name=name, name_keys=name_keys)


def _is_closing_place(paragraph: Paragraph, at: int) -> bool:
    key = paragraph.tokens[at].key
    return look(key).sort == "place" or is_closing(key)


def _may_be_given(paragraph: Paragraph, at: int) -> bool:
    key, word = paragraph.tokens[at].key, look(paragraph.tokens[at].key)
    if not paragraph.tokens[at].is_word or word.is_verb or reporting.verb(key) is not None:
        return False
    is_name = word.sort in ("other", "time", "noun") and not word.is_definite
    return is_name and key[0] not in _GLUES


def _begin(paragraph: Paragraph, place: int) -> int:
    """Where the name that ends at a token begins."""
    begin = place
    while begin and place - begin < _LONGEST and _is_part(paragraph, begin - 1):
        begin -= 1
        if _is_glued(paragraph, begin):
            break
    return begin


def _is_part(paragraph: Paragraph, at: int) -> bool:
    token = paragraph.tokens[at]
    if token.key == INSIDE:
        return at > 0
    if not token.is_word or token.key in _BEFORE_A_NOUN:
        return False
    is_glue = token.key in GLUE and "إ" not in paragraph.slice(at, at + 1)
    if look(token.key).sort in NAMES or is_glue or _is_short_part(paragraph, at):
        return True
    is_name = is_unknown(paragraph, at) or _begins_like_a_particle(paragraph, at)
    is_deed = token.key[0] == "ل" and token.key[1:2] in ("ت", "ي")  # «لتدلل فلانة»
    return (is_name and not is_deed) or _is_glued(paragraph, at)


def _is_short_part(paragraph: Paragraph, at: int) -> bool:
    """«محمد المختار», «والتر ود», «ستيفن ج.», «عز الدين»: a part by the words beside it."""
    key, word = paragraph.tokens[at].key, look(paragraph.tokens[at].key)
    behind = paragraph.tokens[at + 1].key
    if key == "الدين" or behind == "الدين":
        return True
    is_after_given = at > 0 and look(paragraph.tokens[at - 1].key).sort == "given"
    if is_after_given and word.sort == "other" and not word.is_plain:
        return word.is_definite or len(key) < _SHORTEST
    return behind == INSIDE if len(key) == 1 else _is_told_by_verb(paragraph, at)


def _is_told_by_verb(paragraph: Paragraph, at: int) -> bool:
    """«قال أكبر الحداد»: between the verb and the surname, whatever else the word may mean."""
    before = reporting.verb(paragraph.tokens[at - 1].key) if at else None
    return before is not None and before.force == "say" and _may_be_given(paragraph, at)


def _is_glued(paragraph: Paragraph, at: int) -> bool:
    """«مقالا لماريو بوسيسكي», «تساكالوتوس وجيورجيوس ستاثاكيس»; not «كورداليا»."""
    key = paragraph.tokens[at].key
    word, rest = look(key), look(key[1:])
    if key[0] not in _GLUES or word.sort != "other" or word.is_plain:
        return False
    is_foreign = len(key) > _LONGEST_VERB and rest.sort == "other" and key[0] not in "كف"
    return rest.sort == "given" or (is_foreign and reporting.verb(key) is None)


def _unglued(paragraph: Paragraph, begin: int) -> Paragraph:
    is_glued = _is_glued(paragraph, begin)
    return _without_first_letter(paragraph, begin) if is_glued else paragraph


def _without_first_letter(paragraph: Paragraph, at: int) -> Paragraph:
    token = paragraph.tokens[at]
    first = replace(token, key=token.key[1:], start=token.start + 1)
    return replace(paragraph, tokens=(*paragraph.tokens[:at], first, *paragraph.tokens[at + 1 :]))


def _begins_like_a_particle(paragraph: Paragraph, at: int) -> bool:
    """«باراغ أغراوال»: without its first letter no list has the word either."""
    key = paragraph.tokens[at].key
    word, rest = look(key), look(key[1:])
    if key[0] not in "بلكف" or len(key) <= _SHORTEST or key[1:3] in ("ال", "لل"):
        return False
    are_unknown = all(each.sort == "other" and not each.is_plain for each in (word, rest))
    return are_unknown and reporting.verb(key) is None


def is_unknown(paragraph: Paragraph, at: int) -> bool:
    """No list has the word, and nothing in its letters says that it is no name."""
    token, word = paragraph.tokens[at], look(paragraph.tokens[at].key)
    if not token.is_word or word.sort != "other" or reporting.verb(token.key) is not None:
        return False
    if word.is_plain or word.is_definite or is_prefixed(token.key):
        return False
    is_glued = token.key[0] in "بلكوفيت" or len(token.key) < _SHORTEST
    return not (is_glued or paragraph.slice(at, at + 1).endswith(("ة", "ى")))
