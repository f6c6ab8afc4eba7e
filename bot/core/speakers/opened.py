"""Whom a sentence opens with, where no word of it reports: its subject from there on."""

from bot.core import arabic, lexicon
from bot.core.cast import authors
from bot.core.cast.identity import Speaker, crowd
from bot.core.lexicon import Sort, look
from bot.core.phrases import read_surname
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import END, Paragraph
from bot.core.speakers import beside, objects, openings, things
from bot.core.speakers.told import SUBORDINATES, Told
from bot.core.verbs import impersonal
from bot.core.verbs.turning import name_at, takes_turn

_OPENERS = ("title", "body", "given", "honour", "document")
_NO_OPENERS = ("stop", "preposition", "time")
_WHEN = SUBORDINATES - {"كما", "حيث", "اذ"}
_HIM = ("ه", "ها", "هم")
_NO_PRONOUN = ("وجه", "واجه", "نبه", "نتبه")
_PREPOSITIONS = lexicon.words("governing-prepositions")


class Opened(Told):
    """What is known of speakers, and how the openings of sentences change it."""

    def open_with(self, paragraph: Paragraph, at: int) -> int:
        """The subject of a sentence that begins without a reporting verb; where to go on."""
        self.takes_turn |= takes_turn(paragraph, at)
        if some := things.some_at(paragraph, at):
            self.subject = crowd(some)
            return at
        if paragraph.tokens[at].key == "اما" and at + 1 < len(paragraph.tokens):
            return self._turn_to(paragraph, at + 1)
        if news := impersonal.speaks_itself(paragraph, at):
            return self._open_with_news(paragraph, news)
        if (somebody := openings.somebody_at(paragraph, at + 1)) is not None:
            self.subject, self.is_subject_told = somebody, False
            return at + 1
        last = self.current
        after = self._open_with(paragraph, at, openings.sort_at(paragraph, at))
        if self.takes_turn and self.subject is last:
            self.subject = None  # «في المقابل، استهل والد الشهيد حديثه»: another's turn
        return after

    def _turn_to(self, paragraph: Paragraph, at: int) -> int:
        """«أما أبو عمار فقد …»: nothing stands between; who is not read is not who spoke last."""
        if many := beside.many_at(paragraph, at):
            self.subject = crowd(many)
            return at + 1
        after = self._open_with(paragraph, at, openings.sort_at(paragraph, at))
        if self.subject is None and (name := name_at(paragraph, at)):
            keys = tuple(arabic.normalise(name).split())
            self.subject = Speaker(name, keys, "", (), False, None, True)
            self.is_subject_told = False
        elif self.subject is None and openings.sort_at(paragraph, at) == "place":
            return self._open_with_country(paragraph, at)
        return after

    def _open_with(self, paragraph: Paragraph, at: int, sort: Sort) -> int:
        if sort in _NO_OPENERS:
            return at
        if at and paragraph.tokens[at - 1].key.removeprefix("و") in _PREPOSITIONS:
            return self.pass_by(paragraph, at) if sort in _OPENERS else at
        is_known = paragraph.tokens[at].key in self.cast.surnames
        is_name = is_known or sort in _OPENERS or beside.opens_with_name(paragraph, at)
        begin = at if is_name else at + 1
        if begin >= len(paragraph.tokens) or authors.by_whom(paragraph, begin) is not None:
            return at  # «ووصلتني رسالة من فلان»
        key = paragraph.tokens[begin].key
        is_told = key in self.cast.surnames
        is_opener = openings.sort_at(paragraph, begin) in _OPENERS
        is_told |= begin > at and openings.is_surname_with_title(paragraph, begin)
        is_opener |= key in beside.COMPOUND or beside.opens_with_name(paragraph, begin)
        is_opener = is_opener or openings.is_told_son(paragraph, begin, self.cast)
        is_opener = is_opener or openings.is_countryman(paragraph, begin)
        is_his = (is_opener or is_told) and not _is_done_to_him(paragraph, at)
        if begin > at and not is_his:
            return self._open_unread(paragraph, at, begin)
        mention, is_plain = openings.read_opening(paragraph, begin, is_behind_verb=begin > at)
        if (mention is None or mention.is_noun) and is_told:  # «تأثر الشافعي بـ…»
            mention = read_surname(paragraph, begin)
        is_unread = begin > at and openings.is_unread(paragraph, begin, mention)
        self.opens_unknown |= is_unread
        if mention is None or mention.is_noun or is_unread:
            return at
        if begin > at and objects.is_lone(paragraph, mention, self.current):
            return at  # «وشكر الوزير على التعاون»: he is told of
        self._take_opening(mention, is_plain=is_plain)
        return mention.after

    def _take_opening(self, mention: Mention, *, is_plain: bool) -> None:
        """«لكن مسؤولا في الوزارة يقدم رواية أخرى. فهو يؤكد أن»: not who spoke before him."""
        is_first = self.subject is None
        self.subject = self.cast.add(mention, self.current)
        self.opening = mention
        if self.subject is not None and self.subject.is_named:
            self.current, self.is_current_sure = self.subject, is_plain
            self.silence = self.rivals = 0
        elif is_first and not mention.is_body:
            self.is_current_sure &= self.subject is self.current

    def _open_unread(self, paragraph: Paragraph, at: int, begin: int) -> int:
        """A verb, and behind it no word that begins a person or a body."""
        tokens = paragraph.tokens
        if look(tokens[begin].key).sort == "place" and tokens[at].key.endswith("ت"):
            return self._open_with_country(paragraph, begin)
        is_first = at == 0 or tokens[at - 1].key == END
        is_noun = beside.is_unknown_subject(paragraph, begin)
        self.opens_unknown = is_first and (is_noun or tokens[at].key[0] not in "وف")
        return at

    def _open_with_country(self, paragraph: Paragraph, at: int) -> int:
        """«أما المكسيك، والتي شملها القرار، فقد نددت», «واحتجت المكسيك على القرار وطلبت»: the
        subject of this sentence, of whom nobody need have told."""
        mention = self.cast.read(paragraph, at)
        if mention is None or not mention.is_body:
            return at
        keys = mention.role_keys
        self.subject = Speaker(mention.role, keys, "", keys, True, mention.is_feminine, False)
        self.opening = mention
        return mention.after

    def _open_with_news(self, paragraph: Paragraph, at: int) -> int:
        """«يذكر أن فلانا نعى أباه وكتب …»: no man of that name, and not who spoke last."""
        if at < len(paragraph.tokens) and paragraph.tokens[at].is_word:
            at = max(at, self._open_with(paragraph, at, openings.sort_at(paragraph, at)))
        self.takes_turn |= self.subject is None
        return at


def _is_done_to_him(paragraph: Paragraph, at: int) -> bool:
    """«وعندما سأله الصحفي فلان، قال»: the sentence is about him whom the pronoun means."""
    key, before = paragraph.tokens[at].key, paragraph.tokens[at - 1].key if at else ""
    return (
        before.removeprefix("و") in _WHEN and key.endswith(_HIM) and not key.endswith(_NO_PRONOUN)
    )
