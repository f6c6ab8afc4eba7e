"""Who is who in one article: the people and bodies it names, from full mention to surname.

Filled from left to right. `find` answers only from what stood before; the fullest name and the
role may come from anywhere in the article, since they name the same one.
"""

from dataclasses import dataclass, field

from bot.core.phrases import Mention

_REACH = 40
"""How many of the latest speakers are compared with a mention; bounds the work."""
DOCUMENTS = {
    "بيان",
    "بلاغ",
    "تقرير",
    "رساله",
    "مذكره",
    "دراسه",
    "صحيفه",
    "وثيقه",
    "مراسله",
    "كلمه",
}
_ANAPHORS = {
    "متحدث", "مصدر", "مسوول", "مسيول", "ناطق", "اخير", "خبير", "محلل", "كاتب", "باحث", "لاعب",
    "مدرب", "وزير", "رييس", "مدير", "فاعل", "ناشط", "محامي", "نايب", "سفير", "امين", "طبيب",
    "مسووله", "وزيره", "متحدثه", "فنان", "فنانه", "مواطن", "ضابط", "استاذ", "قيادي", "مصادر",
}  # fmt: skip


@dataclass(slots=True)
class Speaker:
    """Somebody who can be quoted, as the article names them."""

    name: str
    name_keys: tuple[str, ...]
    role: str
    role_keys: tuple[str, ...]
    is_body: bool
    is_feminine: bool | None
    is_named: bool
    """By a proper name, not only by a title."""
    aliases: set[str] = field(default_factory=set)

    def agrees(self, gender: str) -> bool:
        if gender == "?" or self.is_feminine is None:
            return True
        return self.is_feminine == (gender == "f")


def bare(key: str) -> str:
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


def _bares(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(key) for key in keys)


class Cast:
    """The speakers of one article, latest last."""

    def __init__(self) -> None:
        self.speakers: list[Speaker] = []

    def _touch(self, speaker: Speaker) -> Speaker:
        if self.speakers[-1] is not speaker:
            self.speakers.remove(speaker)
            self.speakers.append(speaker)
        return speaker

    def latest(self) -> list[Speaker]:
        return self.speakers[: -_REACH - 1 : -1]

    def add(self, mention: Mention, current: Speaker | None = None) -> Speaker | None:
        """The speaker a mention means: a known one, made fuller, or a new one."""
        if mention.name_keys:
            known = self._by_name(mention)
            if known is not None:
                self._fill(known, mention)
                return self._touch(known)
        else:
            known, is_anaphor = self._by_role(mention, current)
            if known is not None:
                return self._touch(known)
            if is_anaphor and mention.is_same:
                return None
        return self._new(mention)

    def known(self, mention: Mention) -> Speaker | None:
        """Who was told of before by this name."""
        return self._by_name(mention) if mention.name_keys else None

    def _new(self, mention: Mention) -> Speaker:
        has_name = bool(mention.name_keys)
        speaker = Speaker(
            name=mention.name if has_name else mention.role,
            name_keys=_bares(mention.name_keys if has_name else mention.role_keys),
            role=mention.role if has_name else "",
            role_keys=_bares(mention.role_keys),
            is_body=mention.is_body and not has_name,
            is_feminine=mention.is_feminine,
            is_named=has_name,
        )
        self.speakers.append(speaker)
        return speaker

    def _by_name(self, mention: Mention) -> Speaker | None:
        keys = _bares(mention.name_keys)
        for speaker in self.latest():
            if not speaker.is_named:
                continue
            theirs = speaker.name_keys
            shared = set(keys) & set(theirs)
            if len(keys) > len(theirs) == 1 and theirs[0] == keys[0] and len(keys) == 2:
                if not mention.role:
                    return speaker
            if len(keys) == 1 and keys[0] in theirs:
                return speaker
            if len(theirs) == 1 and theirs[0] in keys:
                return speaker
            if len(shared) >= 2 and (keys[-1] == theirs[-1] or keys[0] == theirs[0]):
                return speaker
        return None

    def _by_role(self, mention: Mention, current: Speaker | None) -> tuple[Speaker | None, bool]:
        if not mention.is_definite and not mention.is_body:
            return None, False
        keys = _bares(mention.role_keys)
        head, rest = keys[0], set(keys)
        if head in DOCUMENTS and len(keys) == 1:
            bodies = [s for s in self.latest() if s.is_body]
            return (bodies[0] if bodies else current), True
        for speaker in self.latest():
            theirs = set(speaker.role_keys)
            if speaker.is_named and rest & set(speaker.name_keys) and head in theirs | _ANAPHORS:
                return speaker, True
            if theirs and head in theirs and (rest <= theirs or theirs <= rest):
                return speaker, True
        if (len(keys) == 1 or mention.is_same) and head in _ANAPHORS and current is not None:
            return current, True
        return None, False

    def _fill(self, speaker: Speaker, mention: Mention) -> None:
        if len(mention.name_keys) > len(speaker.name_keys):
            speaker.name, speaker.name_keys = mention.name, _bares(mention.name_keys)
        if mention.role and len(speaker.role_keys) <= 1 < len(mention.role_keys):
            speaker.role, speaker.role_keys = mention.role, _bares(mention.role_keys)
        if speaker.is_feminine is None:
            speaker.is_feminine = mention.is_feminine
