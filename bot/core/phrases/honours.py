"""Reads the forms of address before a name: «صاحب السمو الملكي الأمير», «د. فلان»."""

from bot.core import lexicon
from bot.core.lexicon import look
from bot.core.phrases.cursor import Cursor
from bot.core.phrases.neighbours import ADDRESSES_OF_TWO

_RANKS = lexicon.words("rank")
_RANKS_IN_FORCES = lexicon.words("rank-in-forces")
_FORCES = lexicon.words("forces")
_HIGHNESSES = lexicon.words("highnesses")
_OF_HER = frozenset({"الفنانه", "الشابه", "المواطنه"})
_NISBA = ("ي", "يه")
_MOST_NISBAS = 4


class HonourReader(Cursor):
    """A cursor that passes over forms of address."""

    def honours(self) -> None:
        while (word := self.word()) and (word.sort == "honour" or self._is_highness()):
            if self._is_highness():
                self.addressed_as += (lexicon.bare(self.key(1)),)
                self.at += 3 if self.key(2) == "الملكي" else 2
                continue
            has_point = self.key(1) in (".", "·", "/")
            if (self.key(), self.key(1)) in ADDRESSES_OF_TWO:
                self.at += 3 if self.key(2) == "والمسلمين" else 2
                continue
            if self._is_rank_or_title():
                self.at += self._second_address() if self.roles else 0
                return
            if len(self.key()) == 1 and not (has_point or self.key(-1) in (".", "·", "/")):
                return
            self.addressed_as += (lexicon.bare(self.key()),)
            self.at += 2 if has_point else 1
            while self.addressed_as[-1] in _RANKS_IN_FORCES and self.key() in _FORCES:
                self.at += 1

    def _is_highness(self) -> bool:
        """«صاحب السمو الملكي»."""
        return self.key() in ("صاحب", "صاحبه") and self.key(1) in _HIGHNESSES

    def _is_rank_or_title(self) -> bool:
        """«الفريق البرلماني», «الأستاذ في معهد …», «كابتن المنتخب»: no form of address before such
        a word."""
        if self._heads_body():
            return True
        if not self._is_definite(1):
            return self.key(1) == "في"
        is_nisba = self.key(1).endswith(_NISBA)
        following = self.word(1)
        if following is None:
            return False
        if following.sort == "common" or (is_nisba and self.key() in _RANKS):
            return True
        if not is_nisba or following.sort != "other":
            return False
        # «وقالت الفنانة المصرية، …»: no surname has that ending behind such a word.
        is_of_her = self.key(1).endswith("يه") and self.key() in _OF_HER
        return is_of_her or self._is_name_behind_nisbas()

    def _heads_body(self) -> bool:
        """«كابتن المنتخب», «شيخ الأزهر», not «السيد المكتب»."""
        head, following = self.word(), self.word(1)
        if head is None or following is None or head.is_definite or len(head.bare) == 1:
            return False
        return following.sort == "body"

    def _second_address(self) -> int:
        """«رئيس الفرقة الفنان اللبناني سامر …»: how many words stand between office and name."""
        for ahead in range(1, _MOST_NISBAS + 1):
            word = self.word(ahead)
            if word is None or not (word.is_definite and word.bare.endswith(_NISBA)):
                is_name = word is not None and word.sort == "given"
                return ahead if is_name else 0
        return 0

    def _is_name_behind_nisbas(self) -> bool:
        """«الفنانة التشكيلية السعودية ريم …»."""
        return self._second_address() > 0

    def _is_addressed(self, begun: int) -> bool:
        """«المتحدث بالمنطقة العقيد مساعد …»: an address closes the office."""
        return begun < self.roles[-1][1] < self.at and look(self.key(-1)).sort == "honour"
