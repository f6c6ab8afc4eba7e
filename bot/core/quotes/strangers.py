"""Whether the clause of a word without a subject has a subject of its own, who was not read.

«وأضاف» belongs to who spoke last; «وتطرق باخ إلى الأمر قائلا», «ورد عليه أحد السكان قائلا», «وكان
الراحل يقول», «أما سون هيونغ فقال» do not, unless it is he who stands there.
"""

from bot.core import lexicon, reporting
from bot.core.cast.identity import ADDRESSES, ANAPHORS, Speaker
from bot.core.lexicon import look
from bot.core.phrases.tokens import Paragraph
from bot.core.speakers.events import Event
from bot.core.verbs import clauses

_BEFORE_A_VERB = frozenset({"كما", "فيما", "بينما", "وقد", "قد", "لم", "ولم", "لا", "ولا", "وكما"})
_WAS = frozenset({"كان", "وكان", "كانت", "وكانت", "اما", "واما"})
"""The subject stands before its verb."""
_PERSONS = ("given", "title", "family", "honour")
_NO_SUBJECTS = ("stop", "preposition", "time")
_TO_HIM = frozenset({"عليه", "عليها", "عليهم"})
_ANSWERS = frozenset({"رد", "ردت", "يرد", "ترد", "عقب", "عقبت", "علق", "علقت"})
_FACES = lexicon.words("face-him")
_FEWEST = 3
_LED = 3
"""Letters of a word from which on «ب», «ل», «ك» before it may be a particle."""


def stands_there(paragraph: Paragraph, event: Event, speaker: Speaker) -> bool:
    """Whether the subject of the clause may be somebody else than the speaker."""
    begin = _begin(paragraph, event.at)
    place = _behind_its_object(paragraph, begin, event.at)
    if place is None:
        place = _behind_its_verb(paragraph, begin, event.at)
    if place is None:
        return False
    told = {*speaker.name_keys, *speaker.role_keys, *speaker.honours}
    word = look(paragraph.tokens[place].key)
    return word.bare not in ANAPHORS.union(map(lexicon.bare, told))


def _begin(paragraph: Paragraph, at: int) -> int:
    """Where the sentence begins, behind what may stand before its verb."""
    begin = clauses.sentence_start(paragraph, at)
    while begin < at and paragraph.tokens[begin].key in _BEFORE_A_VERB:
        begin += 1
    return begin


def _behind_its_object(paragraph: Paragraph, begin: int, at: int) -> int | None:
    """«فقاطعته | منافسته بالقول», «ورد عليه | مغرد قائلا», «حين سألنا | الروبوت»: whatever noun
    follows is who speaks."""
    tokens = paragraph.tokens
    for place in range(at - 1, begin, -1):
        is_answer = tokens[place - 1].key in _TO_HIM and place - 1 > begin
        verb = tokens[place - 1 - is_answer].key.lstrip("وف")
        if verb in (_ANSWERS if is_answer else _FACES):
            key = tokens[place].key
            is_noun = tokens[place].is_word and look(key).sort not in _NO_SUBJECTS
            return place if is_noun and not _is_led(key) else None
    return None


def _behind_its_verb(paragraph: Paragraph, begin: int, at: int) -> int | None:
    """«وتطرق | باخ إلى الأمر قائلا», «وكان | الراحل يقول»: a person, or a word in no list."""
    tokens = paragraph.tokens
    is_fronted = tokens[begin].key in _WAS
    if at - begin < _FEWEST - is_fronted or not (is_fronted or _is_deed(tokens[begin].key)):
        return None
    key = tokens[begin + 1].key
    word = look(key)
    is_strange = word.sort == "other" and not (word.is_plain or word.is_verb or _is_led(key))
    is_person = tokens[begin + 1].is_word and (is_strange or word.sort in _PERSONS)
    return begin + 1 if is_person and reporting.verb(key) is None else None


def _is_led(key: str) -> bool:
    """«بقوة», «لسامر», «سموه»."""
    is_led = key[0] in "بلك" and len(key) > _LED and look(key).sort not in _PERSONS
    return is_led or key.removesuffix("ه") in ADDRESSES


def _is_deed(key: str) -> bool:
    """A verb that tells what somebody did, not that he said something."""
    verb = reporting.verb(key)
    if verb is None:
        return look(key).is_verb
    return verb.force == "weak"
