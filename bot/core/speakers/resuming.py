"""Words that take up who spoke last and name nobody: by his age, his town, his game, his country.

«وأضاف صاحب الـ31 عاما», «وتقول السيدة الأربعينية», «وأردف ابن حي «النخيل»», «وتابع التقني
الوهراني», «وقال الفرنسي». Judgements about tokens only.
"""

from bot.core import lexicon
from bot.core.lexicon import bare, look
from bot.core.phrases.shapes import YEARS
from bot.core.phrases.tokens import Paragraph
from bot.core.speakers import beside

_NATIONALITIES = lexicon.words("nationalities")
_GAMES = lexicon.words("by-his-game")
_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_IN_HIS_TENS = frozenset(f"ال{ten}يني{ending}" for ten in _TENS for ending in ("", "ه"))
_OF_TENS = frozenset(f"ال{ten}{ending}" for ten in _TENS for ending in ("ين", "ون"))
_OF_AGE = frozenset({"صاحب", "صاحبه", "ابن", "ابنه"})
_TALK = lexicon.words("talk")
_HOMES = lexicon.words("homes")
_ADJECTIVES, _LONGEST = ("ي", "يه"), 4


def may_begin(paragraph: Paragraph, begin: int) -> bool:
    """Whether any of them can begin here, by its first two words: nearly nowhere one does."""
    keys = [token.key for token in paragraph.tokens[begin : begin + 2]]
    if not keys or not _IN_HIS_TENS.isdisjoint(keys) or keys[0] in _OF_AGE:
        return bool(keys)
    word = bare(keys[0])
    return word != keys[0] and (word in _NATIONALITIES or word in _GAMES)


def by_age(paragraph: Paragraph, begin: int) -> int:
    """Where «صاحب الـ31 عاما», «السيدة الأربعينية» ends; 0 where none begins."""
    keys = _keys(paragraph, begin)
    if keys[0] in _OF_AGE and (keys[1] in _OF_TENS or keys[1].removeprefix("ال").isdigit()):
        return _closed(paragraph, begin + 2 + (keys[2] in YEARS))
    if keys[0] in _IN_HIS_TENS:
        return _closed(paragraph, begin + 1)
    is_person = look(keys[0]).is_definite and look(keys[0]).sort in beside.PERSONS
    return _closed(paragraph, begin + 2) if is_person and keys[1] in _IN_HIS_TENS else 0


def by_origin(paragraph: Paragraph, begin: int) -> int:
    """Where «الفرنسي» ends; 0 for any other word."""
    key = _keys(paragraph, begin)[0]
    is_nation = bare(key) in _NATIONALITIES and bare(key) != key
    return _closed(paragraph, begin + 1) if is_nation else 0


def by_town(paragraph: Paragraph, begin: int) -> int:
    """Where «ابن البصرة», «ابن مدينة البصرة», «ابن حي «باب النهر»» ends; 0 for any other son."""
    son, home, name, more = _keys(paragraph, begin)
    if son not in ("ابن", "ابنه"):
        return 0
    if look(home).sort == "place" or (bare(home) in _HOMES and bare(home) != home):
        return _closed(paragraph, begin + 2)
    if home not in _HOMES:
        return 0
    is_of_two = name != "" and not look(name).is_definite and look(more).is_definite
    return _closed(paragraph, begin + 3 + is_of_two)


def by_game(paragraph: Paragraph, begin: int) -> int:
    """Where «التقني الوهراني» ends, which only «وأضاف» tells to be his."""
    keys = _keys(paragraph, begin)
    is_game = bare(keys[0]) in _GAMES and keys[0].startswith("ال")
    is_game = is_game and keys[1].startswith("ال") and keys[1].endswith(_ADJECTIVES)
    return _closed(paragraph, begin + 2) if is_game else 0


def _keys(paragraph: Paragraph, begin: int) -> list[str]:
    tokens = paragraph.tokens[begin : begin + _LONGEST]
    keys = [token.key if token.is_word else "" for token in tokens]
    return keys + [""] * (_LONGEST - len(keys))


def _closed(paragraph: Paragraph, after: int) -> int:
    is_talk = any(token.key in _TALK for token in paragraph.tokens[after : after + 1])
    return after if is_talk or beside.ends_at(paragraph, after) else 0
