"""What a message in plain words asks for: a command, and what stands behind it.

Readers write to a bot as to a clerk: «ماذا قال وزير المالية؟», «هات آخر الأخبار», «كفى».
Words are compared as `arabic.normalise` leaves them and handed on as they were written; what asks
for nothing in particular is searched for.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.core import arabic, urls, wishes
from bot.core.times import typed_times

LONGEST: Final = 300
"""Letters that are read: who writes more is telling, not asking."""

_SEVERAL: Final = "5"
_MORE: Final = "10"
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_THANKS: Final = frozenset("👍👌🙏🌹❤♥💐👏")
_MARKS: Final = "؟?!.،, "


@dataclass(frozen=True, slots=True)
class Asked:
    command: str
    """One of the bot's; or «thanks», «leaving», «answering», «declining», «watch», «mute», «zone»,
    «quiet» or «times»; empty for words that may be searched for."""
    words: str = ""
    """What stands behind it, as it was written."""
    about: str = ""
    """Of words that may be searched for, those that are meant if all of them are found nowhere."""


def read(text: str) -> Asked:
    """What a message asks for."""
    if len(text) > LONGEST:
        return Asked("", text)
    words = text.split()
    keys = [arabic.normalise(word).replace(" ", "") for word in words]
    if not any(keys):
        return Asked("thanks" if set(text) & _THANKS else "", text)
    words, keys = _curt(words, keys)
    keys = wishes.plain(keys)
    found = _whole(words, keys) or _opened(words, keys)
    return found or Asked("", " ".join(words), _about(words, keys))


def asks_to_shorten(text: str) -> bool:
    """Whether a message says no more than that another is to be made short."""
    key = arabic.normalise(text)
    return not key or key in wishes.SHORTEN


def _whole(words: list[str], keys: list[str]) -> Asked | None:
    """What the message as a whole asks for."""
    key = " ".join(keys)
    for command, phrases in wishes.PHRASES.items():
        if key in phrases:
            return Asked(command)
    address = next(filter(None, map(urls.typed, words)), "")
    if address and keys[0] in ("اضف", "تابع", "اضافه"):
        return Asked("add", address)
    for command, pattern in wishes.WHOLE.items():
        if pattern.fullmatch(key):
            return Asked(command)
    return _latest(key) or _said(words, key)


def _latest(key: str) -> Asked | None:
    """«آخر خبر», «هات ثلاثة أخبار», "5 stories"."""
    if wishes.MORE.fullmatch(key):
        return Asked("latest", _MORE)
    if found := wishes.LATEST.fullmatch(key) or wishes.LATEST_ENGLISH.fullmatch(key):
        told = found.groupdict()
        number = told["number"] or (told["several"] and _SEVERAL) or (told.get("two") and "2")
        return Asked("latest", str(wishes.NUMBERS.get(number or "", number or "")))
    return None


def _said(words: list[str], key: str) -> Asked | None:
    """«وزير المالية قال إيه؟», "what did the minister say?"."""
    if found := wishes.SAID_WHAT.search(key):
        name = words[: key[: found.start()].count(" ") + 1]
    elif found := wishes.SAY_ENGLISH.fullmatch(key):
        begin, end = (key[:at].count(" ") for at in found.span("who"))
        name = words[begin : end + 1]
    else:
        return None
    begin, end = (key[:at].count(" ") for at in found.span("of_what"))
    return Asked("said", _whom([*name, *words[begin + 1 : end + 1]]))


def _opened(words: list[str], keys: list[str]) -> Asked | None:
    """What its first words ask for, of what stands behind them."""
    for command, opening in wishes.OPENINGS.items():
        rest = _behind(opening, words, keys)
        if rest and _is_meant(command, rest):
            return _narrowed(command, rest)
    return None


def _curt(words: list[str], keys: list[str]) -> tuple[list[str], list[str]]:
    """Without words of politeness at either end, and signs that stand alone."""
    kept = [(word, key) for word, key in zip(words, keys, strict=True) if key]
    for polite in wishes.POLITE:
        count = polite.count(" ") + 1
        if len(kept) <= count:
            continue
        if " ".join(key for _, key in kept[-count:]) == polite:
            del kept[-count:]
        elif " ".join(key for _, key in kept[:count]) == polite:
            del kept[:count]
    return [word for word, _ in kept], [key for _, key in kept]


def _behind(opening: re.Pattern[str], words: list[str], keys: list[str]) -> list[str]:
    """The words behind an opening, which ends at the end of a word; none if they say nothing."""
    found = opening.match(" ".join(keys))
    at = found.group().count(" ") if found else len(keys)
    return words[at:] if not wishes.EMPTY.issuperset(keys[at:]) else []


def _is_meant(command: str, rest: list[str]) -> bool:
    """«موجز الأنباء», «موجز 2024» set no time, «هدوء نسبي منذ 24 ساعة» no quiet hours."""
    text = typed_times.in_digits(arabic.normalise(" ".join(rest)))
    numbers = len(_NUMBER.findall(text))
    is_hour = (numbers and text.startswith("الساعه")) or wishes.OF_DAY.search(text)
    return {"quiet": numbers > 1, "times": numbers > 1 or bool(is_hour)}.get(command, True)


def _about(words: list[str], keys: list[str]) -> str:
    """«الواحة» of «ما أخبار الواحة اليوم؟»; empty where all words are meant."""
    rest = _behind(wishes.NEWS_OF, words, keys)
    while len(rest) > 1 and keys[-1] in wishes.NOW:
        rest, keys = rest[:-1], keys[:-1]
    return " ".join(rest).strip(_MARKS)


def _narrowed(command: str, rest: list[str]) -> Asked:
    if command == "said":
        return Asked(command, _whom(rest))
    if command == "search":  # «ابحث عن أخبار غزة»
        keys = [arabic.normalise(word) for word in rest]
        rest = _behind(wishes.NEWS_OF, rest, wishes.plain(keys)) or rest
    return Asked(command, " ".join(rest).strip(_MARKS))


def whom(text: str) -> str:
    """Of whom a text speaks, without his titles, and of what of his: «الحداد عن الميزانية»."""
    return _whom(text.split())


def parted(asked: str) -> tuple[str, str]:
    """The name and the subject of what `whom` has found; no subject where all he said is meant."""
    words = asked.split()
    at = _first(words, wishes.OF_WHAT)
    return " ".join(words[:at]), " ".join(words[at + 1 :])


def _whom(words: list[str]) -> str:
    while len(words) > 1 and arabic.normalise(words[0]) in wishes.TITLES:
        words = words[1:]
    name, subject = words[: _first(words, wishes.NO_NAME)], words[_first(words, wishes.OF_WHAT) :]
    while subject and arabic.normalise(subject[-1]) in wishes.WHEN:
        subject = subject[:-1]
    return " ".join(name if len(subject) < 2 else [*name, *subject]).strip(_MARKS)


def _first(words: list[str], ending: frozenset[str]) -> int:
    """Where a name is at its end."""
    ends = (at for at, word in enumerate(words) if at and arabic.normalise(word) in ending)
    return next(ends, len(words))
