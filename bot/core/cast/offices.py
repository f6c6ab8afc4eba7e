"""Whether a title is the office of a man who was told of, or of another before or above him.

Judgements about those who were told of and one title.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from bot.core import arabic, lexicon
from bot.core.cast import identity, trades
from bot.core.cast.identity import Speaker, unglued
from bot.core.lexicon import bare, look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import NAMES

_OFFICES_OF_ONE = lexicon.words("offices-of-one")
_OF_ANOTHER = lexicon.words("of-another-in-office")
_FORMERLY = frozenset({"السابق", "السابقه", "الاسبق", "الاسبقه"})
_OF_SOMETHING = 2
_FIELDS = ("body", "common", "noun")
_OF_STATE = (("وزير", "دوله"), ("وزيره", "دوله"))


def bearers(mention: Mention, told: Iterable[Speaker]) -> Iterator[Speaker]:
    """Whose title it is, or holds; the head of the same body by another title."""
    keys = identity.bares(mention.role_keys)
    is_bare = not look(mention.role_keys[0]).is_definite
    is_whose = is_bare and look(mention.role_keys[-1]).sort in NAMES
    for speaker in told:
        if is_whose and speaker.is_named and keys[-1] in speaker.name_keys:
            continue  # «نائب الحداد» is not Haddad
        is_his = identity.has_role(speaker, mention, keys)
        is_his = is_his or identity.has_other_office(speaker, keys)
        is_his = is_his and not (
            trades.is_of_two(speaker, mention) or _is_deputy(speaker, mention)
        )
        if is_his or trades.is_by_another_word(speaker, mention):
            yield speaker


def _is_deputy(speaker: Speaker, mention: Mention) -> bool:
    """«ورد النائب», after «نائب محافظ النهر»: a member of parliament."""
    is_member = mention.role_keys in (("النايب",), ("النايبه",))
    is_of_somebody = len(speaker.role_keys) > 1 and not speaker.role.startswith("ال")
    return is_member and is_of_somebody and speaker.role_keys[0] in ("نايب", "نايبه")


def are_several(bearers: Iterable[Speaker]) -> bool:
    """«رئيس الاتحاد», after those of «الاتحاد الدولي» and «الاتحاد الأوروبي» were named."""
    named = (who for who in bearers if who.is_named)
    return len({who.name_keys for who in named}) > 1


def former(mention: Mention, told: Sequence[Speaker]) -> Speaker | None:
    """«وسجل وزير الاتصال السابق»: what the only man whom the article has named has been."""
    if len(mention.role_keys) < _OF_SOMETHING or mention.role_keys[-1] not in _FORMERLY:
        return None
    named = [who for who in told if who.is_named]
    is_he = len(named) == 1 and named[0].agrees("f" if mention.is_feminine else "m")
    is_he = is_he and not are_two(named[0], identity.bares(mention.role_keys))
    return named[0] if is_he else None


def called_by_field(mention: Mention, told: Iterable[Speaker]) -> Speaker | None:
    """«وبينت «الصحة» أن», after «وزارة الصحة»; «وقالت «الغذاء والدواء»», after «الهيئة العامة
    للغذاء والدواء»: a body by what it deals with; one word is no surname."""
    first, *others = mention.name_keys
    is_field = bool(others) or look(first).sort in _FIELDS
    if mention.role_keys or not (is_field and look(first).is_definite):
        return None
    mine = set(identity.bares(mention.name_keys))
    bodies = (who for who in told if who.is_body and not who.is_named)
    return next((who for who in bodies if mine <= _without_for(who.role_keys[1:])), None)


def _without_for(keys: tuple[str, ...]) -> set[str]:
    """«للأرصاد»: for what."""
    return {key.removeprefix("لل") for key in keys}


def may_mean(mention: Mention, speaker: Speaker) -> bool:
    """Nothing that is told of him tells that the title is another's."""
    if mention.is_body:
        return True
    is_no_other = not are_two(speaker, identity.bares(mention.role_keys))
    return is_no_other and not trades.are_apart(speaker, mention)


def are_two(speaker: Speaker, keys: tuple[str, ...]) -> bool:
    """«الأمين العام», after «المتحدث باسم الأمين العام فلان»; «وزير التعليم», after «وزير التعليم
    السابق فلان», and the other way round."""
    is_other = trades.plays_another_part(speaker, keys)
    return is_other or (bool(keys) and (_is_served(keys, speaker) or _is_anothers(keys, speaker)))


def _is_served(keys: tuple[str, ...], speaker: Speaker) -> bool:
    """His role has that office only to tell whose deputy, spokesman, lawyer or brother he is."""
    if keys[:1] in (speaker.role_keys[:1], speaker.other_keys[:1]):
        return False
    if not any(key.endswith(keys[0]) for key in speaker.role_keys):
        return False  # at once: few titles stand in a role at all
    if keys[0] not in unglued(set(speaker.role_keys)):
        return False
    return keys[0] not in _held(speaker.role or speaker.name)


@lru_cache(maxsize=1024)
def _held(role: str) -> frozenset[str]:
    """The words of a role that no bare noun governs: both of «النائب رئيس اللجنة»."""
    keys = arabic.normalise(role).split()
    held = set(keys[:1])
    for before, key in pairwise(keys):
        if key[0] == "و" and look(key).sort == "other":
            held.add(key[1:])
        elif look(before).is_definite or before.startswith("لل"):
            held.add(key)
    return frozenset(map(bare, held))


def _is_anothers(keys: tuple[str, ...], speaker: Speaker) -> bool:
    """The same office, but not as he has it."""
    theirs = speaker.role_keys
    is_same = keys[:1] == theirs[:1] and keys[0] in _OFFICES_OF_ONE
    return is_same and _kind(keys) != _kind(theirs)


def _kind(keys: tuple[str, ...]) -> set[str]:
    first = takewhile(lambda key: key[0] != "و" or look(key[1:]).sort != "title", keys)
    kind = {key.removesuffix("ه") for key in first} & _OF_ANOTHER
    return kind | {"دوله"} if keys[:2] in _OF_STATE else kind
