"""Other words for one trade: «المؤلفة» is she who was told of as «الكاتبة فلانة»."""

from bot.core import lexicon
from bot.core.identity import Speaker
from bot.core.lexicon import bare, look
from bot.core.mentions import Mention

_TRADES = [
    lexicon.words("trade-" + name)
    for name in (
        "writing", "learning", "activism", "press", "expertise", "parliament", "stage", "sport",
        "medicine", "faith", "diplomacy",
    )
]  # fmt: skip
_NATIONALITIES = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_LONGEST = 3


def is_of_trade(speaker: Speaker, mention: Mention) -> bool:
    """A title with ال and no name may mean him: of his trade, gender and country."""
    keys = mention.role_keys
    if mention.name_keys or mention.is_cut or mention.is_body or not 0 < len(keys) <= _LONGEST:
        return False
    if not speaker.is_named or speaker.is_many or not all(look(key).is_definite for key in keys):
        return False
    if mention.is_feminine is not None and not speaker.agrees("f" if mention.is_feminine else "m"):
        return False
    theirs = {key.removeprefix("و") for key in speaker.role_keys} | set(speaker.role_keys)
    head = bare(keys[0])
    is_same = any(head in trade and not trade.isdisjoint(theirs) for trade in _TRADES)
    return is_same and not _are_two_countries(keys, theirs)


def _are_two_countries(keys: tuple[str, ...], theirs: set[str]) -> bool:
    mine = {bare(key).removesuffix("ه") for key in keys} & _NATIONALITIES
    his = {key.removesuffix("ه") for key in theirs} & _NATIONALITIES
    return bool(mine and his) and not mine & his
