"""Where an article introduced somebody whom it now calls by the surname only.

«تُدعى نوير السبخاوي … وقالت السبخاوي»: the full name stood in a clause that no rule reads as a
mention. Looks back at most `_MOST` times an article, so that the cost stays linear.
"""

from collections.abc import Sequence

from bot.core import lexicon, reporting
from bot.core.lexicon import Sort, look
from bot.core.mentions import Mention
from bot.core.neighbours import GLUE, NAMES
from bot.core.phrases import read, read_glued
from bot.core.shapes import is_closing, is_prefixed
from bot.core.tokens import END, Paragraph

_MOST = 12
_LONGEST, _SHORTEST = 4, 4
_FAR = 12
"""How many tokens before a surname its title may begin."""
_GIVEN_AND_FAMILY = 2
_CLOSES = ("،", "(", "-", END)
_CALLED = lexicon.words("called")


class Introductions:
    """The paragraphs told so far, searched for full names."""

    def __init__(self, heard: Sequence[Paragraph]) -> None:
        self.heard = heard
        self.searches = 0

    def full(self, mention: Mention, at: int) -> Mention | None:
        """The first full name with this surname before token `at` of the last paragraph."""
        if len(mention.name_keys) != 1 or self.searches >= _MOST:
            return None
        if not (mention.is_noun or _is_bare_surname(mention)):
            return None
        self.searches += 1
        surname = mention.name_keys[0]
        for paragraph in self.heard:
            is_last = paragraph.index == mention.paragraph
            for place, token in enumerate(paragraph.tokens[: at if is_last else None]):
                if token.key != surname:
                    continue
                if found := _name_before(paragraph, place) or _name_from(paragraph, place):
                    return found
        return None

    def told(self, paragraph: Paragraph, at: int) -> bool:
        """«وانتقد هورموزلو السياسات»: an unknown word that stood in the article before as well."""
        if at >= len(paragraph.tokens) or self.searches >= _MOST:
            return False
        key = paragraph.tokens[at].key
        if not _is_unknown(paragraph, at):
            return False
        self.searches += 1
        return any(
            token.key == key
            for told in self.heard
            for token in told.tokens[: at if told is paragraph else None]
        )


def _name_before(paragraph: Paragraph, place: int) -> Mention | None:
    if (titled := _titled_before(paragraph, place)) is not None:
        return titled
    tokens, begin = paragraph.tokens, place
    while begin and place - begin < _LONGEST and _is_part(paragraph, begin - 1):
        begin -= 1
    if begin == place and begin and _may_be_given(paragraph, begin - 1):
        begin -= 1
    if begin == place:
        return None
    found = read(paragraph, begin)
    if found is None and tokens[begin].key[0] in "لب":
        found = read_glued(paragraph, begin, needs_name=True)  # «يحسب لساتيا نادي، الرئيس …»
    return found if found is not None and found.name_keys[-1:] == (tokens[place].key,) else None


def _name_from(paragraph: Paragraph, place: int) -> Mention | None:
    """«بإدارة السورية نغم ناعسة، وهي …»: she is called by the given name later."""
    key = paragraph.tokens[place].key
    found = None if look(key).is_definite else read(paragraph, place)
    if found is None or found.name_keys[:1] != (key,) or len(found.name_keys) != _GIVEN_AND_FAMILY:
        return None
    after = paragraph.tokens[place + _GIVEN_AND_FAMILY : place + _GIVEN_AND_FAMILY + 1]
    return found if after and after[0].key in _CLOSES else None


def _is_bare_surname(mention: Mention) -> bool:
    """«وقالت بلاسخارت»: all that is told of her here."""
    word = look(mention.name_keys[0])
    is_surname = word.sort in (Sort.OTHER, Sort.FAMILY, Sort.GIVEN) and not word.is_plain
    return is_surname and not (mention.role_keys or mention.honours or mention.alias)


def _titled_before(paragraph: Paragraph, place: int) -> Mention | None:
    """«حضت مبعوثة الأمم إلى البلاد جينين هينيس بلاسخارت»: the phrase from the title on."""
    tokens = paragraph.tokens
    for begin in range(max(0, place - _FAR), place - 1):
        if look(tokens[begin].key).sort is not Sort.TITLE or not tokens[begin].is_word:
            continue
        found = read(paragraph, begin)
        if found is not None and found.after > place and len(found.name_keys) > 1:
            is_office = bool(found.role_keys) and is_closing(found.role_keys[-1])
            is_his = is_office and found.name_keys[-1] == tokens[place].key
            return found if is_his else None
    return None


def _is_part(paragraph: Paragraph, at: int) -> bool:
    """A word that names know, or a foreign one: «جينين هينيس بلاسخارت»."""
    key = paragraph.tokens[at].key
    if look(key).sort in NAMES or (key in GLUE and "إ" not in paragraph.slice(at, at + 1)):
        return True
    if not paragraph.tokens[at].is_word:
        return False
    if key == "الدين" or paragraph.tokens[at + 1].key == "الدين":
        return True  # «عز الدين شلح»
    stem = look(key.removesuffix("ا"))
    is_accusative = key.endswith("ا") and (stem.is_plain or stem.sort is not Sort.OTHER)
    is_name = _is_unknown(paragraph, at) or _begins_like_a_particle(paragraph, at)
    return is_name and not is_accusative


def _begins_like_a_particle(paragraph: Paragraph, at: int) -> bool:
    """«باراغ أغراوال»: without its first letter no list has the word either."""
    key = paragraph.tokens[at].key
    word, rest = look(key), look(key[1:])
    if key[0] not in "بلكف" or len(key) <= _SHORTEST or key[1:3] in ("ال", "لل"):
        return False
    are_unknown = all(each.sort is Sort.OTHER and not each.is_plain for each in (word, rest))
    is_verb = word.is_verb or reporting.verb(key) is not None
    return are_unknown and not (is_verb or paragraph.slice(at, at + 1).endswith(("ة", "ه")))


def _is_unknown(paragraph: Paragraph, at: int) -> bool:
    """No list has the word, and nothing in its letters says that it is no name."""
    token, word = paragraph.tokens[at], look(paragraph.tokens[at].key)
    if not token.is_word or word.sort is not Sort.OTHER or reporting.verb(token.key) is not None:
        return False
    if word.is_plain or word.is_definite or word.is_verb or is_prefixed(token.key):
        return False
    is_glued = token.key[0] in "بلكوفيت" or len(token.key) < _SHORTEST
    return not (is_glued or paragraph.slice(at, at + 1).endswith(("ة", "ى")))


def _may_be_given(paragraph: Paragraph, at: int) -> bool:
    """An unknown bare word after «تدعى» or «الناشطة»."""
    token, before = paragraph.tokens[at], paragraph.tokens[at - 1] if at else None
    word = look(token.key)
    if before is None or word.sort is not Sort.OTHER or word.is_definite or is_prefixed(token.key):
        return False
    if word.is_plain:
        return False
    is_titled = look(before.key).sort in (Sort.TITLE, Sort.HONOUR) and look(before.key).is_definite
    return token.is_word and (before.key in _CALLED or is_titled)
