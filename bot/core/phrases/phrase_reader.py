"""Reads the phrase that names somebody: «وزير الخارجية الروسي سيرغي لافروف».

Arabic has no capitals; what closes a title is grammar. After a definite word only adjectives with
ال continue it, so the next bare word begins the name. Lists help (`lexicon`), grammar decides.
"""

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import Word, bare, look
from bot.core.phrases import marked_names, owners
from bot.core.phrases.complements import STATES
from bot.core.phrases.cursor import SAME
from bot.core.phrases.neighbours import GLUE, NAMES
from bot.core.phrases.shapes import is_closing, is_prefixed
from bot.core.phrases.tokens import END, QUOTATION
from bot.core.phrases.unknown_titles import UnknownTitleReader

_AFTER_NAME = ("ان", "انه", "انها", "بان", "بانه", "بانها", "عن")
_LONGEST_IN_MARKS, _MOST_WORDS, _MOTHER_OF = 7, 2, 2
_LONGEST_IN_BRACKETS = 3
_NAME_ENDS = ("،", ":", QUOTATION, "ان", "انه", "انها", "بان")
_THEN = frozenset({"حينها", "انذاك", "حينذاك", "وقتها", "حينيذ", "يومها"})
_ISSUED = ("صادر", "صدر", "صدرت")
_MADE_BY = lexicon.words("made-by")
_KIN, _WHOSE_KIN = lexicon.words("kin"), lexicon.words("whose-kin")
_IS_CALLED = frozenset({"يدعي", "تدعي", "يسمي", "تسمي", "يكني", "تكني", "اسمه", "اسمها"})
_NUMBERED = frozenset({"ماده", "فصل", "بند", "فقره"})
"""«المادة (30)»."""
_GOVERN_IN = lexicon.words("governing-in")
_OCCASIONS = tuple(lexicon.words("occasions"))


class PhraseReader(UnknownTitleReader):
    """One phrase being read."""

    def parenthesis(self) -> None:
        """Skip «(35 عاما)» after a name."""
        if self.key() != "(":
            return
        for ahead in range(1, 8):
            if self.key(ahead) == ")":
                if ahead in (2, 3):
                    self.alias = bare(self.key(1))
                self.at += ahead + 1
                return

    def read(self) -> bool:
        self.honours()
        word = self.word()
        if self.key() == QUOTATION:
            return self._name_in_marks_with_office()
        if self._name_in_brackets():
            return True
        if word is None or self.ends() or self.raw() == "إم" or not self._reads(word):
            return False  # «إذاعة إف إم»
        is_told = self.name[0] < self.name[1] and self._is_told_in_brackets()
        self.parenthesis()
        is_titled = self.roles != [] and look(self.tokens[self.roles[0][0]].key).sort == "title"
        is_others = self.has_object and is_titled and self.key() not in ("،", "-")
        if self.name[0] < self.name[1] and not (is_told or is_others):
            self.apposition()  # not «طالب الوزير فلان | وزير التعليم بالاستقالة»
        return True

    def _reads(self, word: Word) -> bool:
        """Read by what the first word is; False where it names nobody."""
        if self._is_nisba_before_name(word):
            self.roles.append((self.at, self.at + 1))
            self.at += 1
            self.names()
        elif (count := self._unknown_title(word)) > 0:
            self.roles.append((self.at, self.at + count))
            self.at += count
            self.names()
        elif word.sort in ("title", "body", "document", "honour"):
            self._titled(word)
        elif word.sort == "place":
            self._place()
        elif word.sort == "preposition" or is_prefixed(self.key()):
            return False
        else:
            self.names()
            if self.name[0] == self.name[1]:
                return self._noun(word)
            self.is_noun = self.name[1] - self.name[0] == 1 and word.is_definite
        return True

    def _titled(self, word: Word) -> None:
        begun = self.at
        may_be_name = self._office(word)
        may_be_name = self._is_over_time() or may_be_name or self._is_addressed(begun)
        if may_be_name and self.begins_name() and not self.is_body:
            self.names()
            self._leave_another(begun)
        elif self.is_body and self._is_named_already():
            return
        elif (follows := self.word()) and follows.sort == "given":
            is_genitive = not is_closing(self.tokens[self.at - 1].key)
            self.names()
            title = owners.Title(self.paragraph, begun, self.roles[-1][1])
            is_his = owners.serves_ruler(title, self.name) or owners.is_owned(title)
            if is_genitive or is_his:
                self.roles[-1], self.name = (begun, self.at), (self.at, self.at)
            else:
                self.is_body = False
        elif self.key() == "،" and not self.is_body:
            self._name_after_comma()
        elif self.key() == QUOTATION and not self.is_body and self._is_name_in_marks():
            self._quoted_name()
        elif self.key() in _IS_CALLED:
            self._name_he_goes_by()

    def _is_named_already(self) -> bool:
        """«وجهت منظمة «النهر» | سهام نقدها», «التقى مجلس النواب | سامر الحداد»: by its marks, or
        by the word with ال before the object of the verb."""
        is_closed = self.has_object and is_closing(self.tokens[self.at - 1].key)
        return is_closed or self.key(-1) == QUOTATION

    def _name_he_goes_by(self) -> None:
        """«بائع يدعى سامر», «صاحب متجر اسمه سامر»."""
        begun = self.at
        self.at += 1
        self.honours()
        if self.begins_name():
            self.names()
        if self.name[0] == self.name[1]:
            self.at = begun

    def _leave_another(self, begun: int) -> None:
        """The name is not his whom the title tells of, but goes into the title."""
        title = owners.Title(self.paragraph, begun, self.roles[-1][1])
        if owners.is_one_of_his(title, self.name) or owners.speaks_for_somebody(title):
            self.roles[-1], self.name = (begun, self.at), (self.at, self.at)
        elif owners.is_firm(self.paragraph, self.name):
            self.roles[-1], self.name = (begun, self.at), (self.at, self.at)
            if self.key() == "،":
                self._name_after_comma()
        elif self._is_kin_of_him(begun):
            self._kin(begun)
        elif owners.serves_ruler(title, self.name) or owners.is_owned(title):
            self.at = min(self.at, owners.end_of_ruler(self.paragraph, self.name))
            self.roles[-1], self.name = (begun, self.at), (self.at, self.at)
            if self.key() == "،":
                self._name_after_comma()

    def _is_over_time(self) -> bool:
        """«الرئيس التنفيذي آنذاك سامر الحداد»: a part of his office, if a name follows."""
        if self.key() not in _THEN or self.is_body:
            return False
        begun = self.at
        self.at += 1
        self.honours()
        if (word := self.word()) is None or not (word.sort == "given" or self.key() in GLUE):
            self.at = begun
            return False
        self.roles[-1] = self.roles[-1][0], begun + 1
        return True

    def _office(self, word: Word) -> bool:
        """The title with what stands between it and a name; True if a name may follow."""
        begun = self.at
        self.is_body = word.sort in ("body", "document")
        may_be_name = self.title(may_stop_at_name=True)
        if word.sort == "document" and self.at == begun + 1:
            self._issuer()
        self._number(begun)
        title = owners.Title(self.paragraph, begun, self.at)
        if not self.is_body and (end := owners.spoken_to(title)) is not None:
            self.at, may_be_name = end, False
        self.roles.append((begun, self.at))
        if not self.is_body and self._name_in_brackets():
            return False
        self.parenthesis()
        if not self.is_body:  # «نعت وزارة الثقافة | الشاعر فلانا»
            self.pass_second_title()
            self.honours()
        return may_be_name

    def _name_in_brackets(self) -> bool:
        """«قال (أبو راشد) إن», «القارئ (سامر الحداد):»: whom a newspaper calls so."""
        if self.key() != "(":
            return False
        inside = [self.key(ahead) for ahead in range(1, _LONGEST_IN_BRACKETS + 2)]
        count = inside.index(")") if ")" in inside else 0
        first = inside[0]
        is_name = look(first).sort == "given" or first in ("ابو", "ام") or first[:3] == "ابو"
        if count == 0 or not is_name:
            return False
        self.name = (self.at + 1, self.at + 1 + count)
        self.at += count + 2
        return True

    def _number(self, head: int) -> None:
        is_numbered = lexicon.bare(self.tokens[head].key) in _NUMBERED
        if is_numbered and self.key() == "(" and self.key(1).isdigit():
            self.at += 3

    def _issuer(self) -> None:
        """«بيان صادر عن المجلس», «دراسة أعدها مركز …»: whose it is, as a part of its name."""
        if self.key().removesuffix("ه") in _ISSUED and self.key(1) == "عن":
            begin = self.at + 2
        elif self.key() in _MADE_BY:
            begin = self.at + 1
        else:
            return
        if begin >= self.end:
            return
        issuer = PhraseReader(self.paragraph, begin, has_object=self.has_object, cautious=False)
        if issuer.read():
            issuer.is_same()
            self.at = issuer.at

    def _kin(self, begun: int) -> None:
        """Called after another, as a name; but «والد الطفلة ريم، سامر الحداد، إن»."""
        after = self.at
        self.roles[-1], self.name = (begun, after), (after, after)
        if self.key() == "،":
            self._name_after_comma()
        if self.name[0] == self.name[1]:
            self.roles[-1], self.name = (begun, begun + 2), (begun, after)

    def _is_kin_of_him(self, begun: int) -> bool:
        """«والد الشهيد سامر الحداد», «والدة مجد»: the name is not the father's."""
        head, following = (token.key for token in self.tokens[begun : begun + 2])
        if self.name[0] == begun + 1:
            is_his = self.paragraph.slice(begun, begun + 1).endswith("ه")  # «شقيقه فلان»
            return head in _KIN and not is_his
        return lexicon.bare(head) in _KIN and lexicon.bare(following) in _WHOSE_KIN

    def _place(self) -> None:
        """«قالت روسيا إن»: a country, a capital or a club speaks."""
        begun = self.at
        following = self.word(1)
        is_double = following is not None and following.sort == "place"
        is_double = is_double and not self._is_definite(1)  # «واتهمت بكين | الولايات المتحدة»
        is_double = is_double and not {self.key(), self.key(1)} <= STATES
        self.at += 2 if is_double or self.key(1) == "المتحده" else 1
        self.roles.append((begun, self.at))
        self.is_body = True

    def _name_after_comma(self) -> None:
        """«وزير العمل الأردني، نايف استيتية، أن …»."""
        begun = self.at
        self.at += 1
        self.pass_second_title()
        self.honours()
        if (word := self.word()) and self._is_nisba_before_name(word):
            self.at += 1  # «مدرب النادي، البرتغالي سامر الحداد، إن»
        had_object, self.has_object = self.has_object, self.has_object and not self.is_in_commas()
        if self.begins_name():
            self.names()
            self.name = self.name[0], self._through_comma(self.name[1])
        self.has_object = had_object
        verb = reporting.verb(self.key())  # «فإن رئيس النادي، سامر الحداد قال»
        is_closed = self.key() in (*_NAME_ENDS, "") or (verb is not None and not verb.is_noun)
        is_closed |= self.key() == END and self.name[1] - self.name[0] > 1
        if self.name[1] <= begun or not is_closed:
            self.at, self.name = begun, (begun, begun)

    def _through_comma(self, after: int) -> int:
        """«الضابط في الشرطة، مازلان لازم، في»: whatever words stand behind the first of a name
        that two marks close, right behind the office; the token after them."""
        last = after
        while last < min(after + _MOST_WORDS, self.end) and self._may_close_name(last):
            last += 1
        is_closed = after > self.name[0] and last < self.end and not self.has_object
        if last == after or not is_closed or self.tokens[last].key not in _NAME_ENDS:
            return after
        self.at = last
        return last

    def _may_close_name(self, at: int) -> bool:
        word, key = self.word(at - self.at), self.tokens[at].key
        if word is None or word.sort not in ("other", "noun", "common", *NAMES) or word.is_verb:
            return False
        is_told = word.is_definite or is_prefixed(key) or reporting.verb(key) is not None
        is_glued = key[0] in "وف" or (key[0] == "ب" and key[:2] != "بو")
        return not (is_told or is_glued or key.endswith("ا"))

    def _is_name_in_marks(self) -> bool:
        goes_on = self.key(1) == "،" and self.key(2)[:1] == "و"
        is_of_age = self.key(1) == "(" and self.key(2).isdigit()  # «زميلها «سامر» (49 عاما)»
        is_closed = (self.key(1) in _NAME_ENDS and not goes_on) or is_of_age
        return is_closed or marked_names.is_at(self.paragraph, self.at)

    def _noun(self, word: Word) -> bool:
        """«الفنانون»: a definite noun that is no title we know."""
        if not word.is_definite or word.sort in ("noun", "common"):
            return False
        begun = self.at
        self.at += 1
        while (
            (more := self.word())
            and self._qualifies(more)
            and not self.ends()
            and self.at < begun + 3
        ):
            self.at += 1
        self._number(begun)
        self.name = (begun, self.at)
        self.is_noun = True
        return True

    def _qualifies(self, word: Word) -> bool:
        """«الفنانون المغاربة», not «توصي الإرشادات | الرجال»."""
        is_noun = word.sort in ("noun", "title") and not word.bare.endswith(("ه", "ي"))
        is_other = is_noun and self.tokens[self.at - 1].key.endswith(("ات", "ون"))
        # «شكر المؤلف | المنتدى والمحاضرين»
        is_other |= self.has_object and not self.key().endswith(("ي", "يه"))
        return word.is_definite and not is_other

    def _quoted_name(self) -> bool:
        """«وأردف "السهلي": …», «مدير السوق "أحمد المساعيد"»: a name in marks."""
        token = self.token()
        if token is None or token.span is None:
            return False
        inner = self.paragraph.text[token.span.start : token.span.end]
        if marked_names.is_at(self.paragraph, self.at):
            return self._take_marks()
        most = _MOST_WORDS
        first = arabic.word_key((inner.split() or ["-"])[0])
        is_body = look(first).sort == "body"
        if (is_body or self.key(1) in _AFTER_NAME) and self.at == self.start:
            most = _LONGEST_IN_MARKS  # «قالت «الهيئة العامة للإعلام» إن»
        if first == "ام" and len(inner.split()) == _MOTHER_OF:
            return self._take_marks()  # «قالت «أم مازن»:»
        if len(inner.split()) > most or lexicon.sort(first) in ("stop", "preposition"):
            return False  # «فقال "لا تغضب"، …»
        return self._take_marks()

    def _name_in_marks_with_office(self) -> bool:
        """«قال «سامر الحداد»، رئيس النادي، إن»."""
        is_whole = marked_names.is_at(self.paragraph, self.at)
        if not self._quoted_name():
            return False
        if is_whole and not self.has_object:
            self.apposition()
        return True

    def _take_marks(self) -> bool:
        self.name = (self.at, self.at + 1)
        self.at += 1
        return True

    def is_cut(self) -> bool:
        if self.key() not in ("في", "لدي") or self.name[0] < self.name[1]:
            return False
        verb = self.tokens[self.start - 1].key if self.start else ""
        if verb in _GOVERN_IN or verb.removeprefix("و") in _GOVERN_IN:
            return False
        ahead = 2 if self.key(1) in ("هذا", "هذه", "ذلك", "تلك") else 1
        complement = look(self.key(ahead))
        is_occasion = complement.bare.startswith(_OCCASIONS)
        return not is_occasion and complement.sort != "document"

    def is_same(self) -> bool:
        if self.key() in SAME:
            self.at += 1
            return True
        return False

    def keys(self, part: tuple[int, int]) -> tuple[str, ...]:
        found: list[str] = []
        for token in self.tokens[part[0] : part[1]]:
            if token.span is not None:
                inner = self.paragraph.text[token.span.start : token.span.end]
                found += arabic.normalise(inner).split()
            elif token.is_word:
                found.append(token.key)
        return tuple(found)
