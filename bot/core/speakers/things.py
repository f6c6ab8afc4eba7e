"""A subject beside its verb that no list has as a speaker: «يقول الكتاب إن», «وأشار قاردن إلى أن».

Read only where nothing else can be meant: speech follows, and a verb that can take a noun
(«أكد ضرورة …») has its أن or its particle just behind the phrase. Never sure.
"""

from bot.core import lexicon, reporting
from bot.core.cast.identity import Speaker, bares
from bot.core.lexicon import look
from bot.core.phrases.shapes import is_participle, is_prefixed, is_verbal_noun
from bot.core.phrases.tokens import END, QUOTATION, Paragraph
from bot.core.reporting import Verb
from bot.core.speakers import first_of_two
from bot.core.verbs import clauses

_LONGEST, _LONGEST_NAME = 6, 3
_REACH, _FAR = 14, 12
_CLOSING = ("preposition", "stop", "time", "outlet")
_PARTICLES = ("الي", "علي", "عن")
_SAYS = frozenset({"قال", "قالت", "يقول", "تقول", "صرح", "صرحت"})
"""Take no noun: «قال بريمن في بيان إن»."""
_SO_MANY = frozenset({"كثيرون", "كثيرات"})
_EXPRESSES = frozenset({"اعرب", "اعربت", "يعرب", "تعرب"})
"""Take no noun but behind «عن»."""
_NUMBERS = frozenset({"ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"})
_PAIRS = frozenset({"الطرفان", "الجانبان", "البلدان", "الحزبان", "الناديان", "الزعيمان"})
_QUANTIFIERS = lexicon.words("quantifiers")
_NO_SUBJECTS = lexicon.words("no-subjects")
_KINDS = lexicon.words("kinds")
_SACRED = lexicon.words("sacred")
_TANWIN = "\u064b"


def subject(paragraph: Paragraph, begin: int, verb: Verb) -> tuple[Speaker, int] | None:
    """Who or what it is, and the token after it."""
    if verb.is_plural or verb.force == "weak":
        return None
    has_object = reporting.has_object(paragraph.tokens[begin - 1].key)
    if verb.force == "act" and not (has_object or _is_nominative(paragraph, begin)):
        after = first_of_two.end(paragraph, begin, verb)
    else:
        after = _end(paragraph, begin) if begin < len(paragraph.tokens) else begin
        is_closed = _is_called if has_object else _is_closed
        after = after if is_closed(paragraph, begin, after, verb) else begin
    if after == begin:
        return None
    if not _may_speak(paragraph, begin, after, verb):
        return None
    name = paragraph.slice(begin, after)
    keys = bares(tuple(t.key for t in paragraph.tokens[begin:after]))
    is_name = _is_unknown(paragraph, begin)
    is_many = _is_nominative(paragraph, begin)
    is_many = is_many and not (verb.gender == "f" and keys[0].endswith("ون"))  # «قالت الشؤون»
    role = () if is_name or is_many else keys
    who = Speaker(name, keys, "", role, False, None, is_name, is_many=is_many)
    return who, after


def _is_nominative(paragraph: Paragraph, begin: int) -> bool:
    """«المشاركون», «الطرفان», «أربع جمعيات»: no object of the verb before it."""
    if begin + 1 >= len(paragraph.tokens) or not paragraph.tokens[begin].is_word:
        return False
    key, following = paragraph.tokens[begin].key, paragraph.tokens[begin + 1].key
    if key in _NUMBERS and following.endswith(("ات", "ين")):
        return True
    is_plural = key.endswith("ون") and look(key).is_definite
    if key in _SO_MANY or (key.endswith("ون") and key[0] == "م"):
        return True  # «ويرجح منتقدون أن»
    return key in _PAIRS or is_plural


def is_person(paragraph: Paragraph, begin: int) -> bool:
    """«الراحل», «الشابة», «البروفيسور»: may be another word for him who is told of."""
    key = paragraph.tokens[begin].key
    return look(key).sort in ("honour", "title") or key in _KINDS


def _is_unknown(paragraph: Paragraph, begin: int) -> bool:
    word = look(paragraph.tokens[begin].key)
    return word.sort in ("other", "given", "family") and not (word.is_plain or word.is_definite)


def _quantified(paragraph: Paragraph, begin: int) -> int:
    """How many words «بعض», «عدد من» are before what they count."""
    tokens = paragraph.tokens
    if begin + 2 >= len(tokens) or tokens[begin].key not in _QUANTIFIERS:
        return 0
    return 1 + (tokens[begin + 1].key == "من")


def _end(paragraph: Paragraph, begin: int) -> int:
    """The token after the phrase: no particle, no clause, no adverb belongs to it."""
    tokens, at = paragraph.tokens, begin + _quantified(paragraph, begin)
    if at > begin and tokens[at].key in ("منهم", "منهن"):
        return at + 1  # «وقال عدد منهم»
    longest = _LONGEST_NAME if _is_unknown(paragraph, begin) else _LONGEST
    while at < len(tokens) and at < begin + longest and tokens[at].is_word:
        key, word = tokens[at].key, look(tokens[at].key)
        raw = paragraph.slice(at, at + 1)
        if key in clauses.THAT or word.sort in _CLOSING or word.is_verb or is_prefixed(key):
            break
        if (_TANWIN in raw and not raw.endswith("ىً")) or reporting.verb(key) is not None:
            break
        if at > begin and word.sort == "other" and _is_beside(key):
            break
        at += 1
    return at


def _is_beside(key: str) -> bool:
    """A word with a glued particle or «their»: no part of a phrase that speaks."""
    return key[0] in "وفبلك" or key.endswith(("هما", "هم"))


def _is_closed(paragraph: Paragraph, begin: int, after: int, verb: Verb) -> bool:
    """«… إن», «… إلى أن»: what the verb takes follows, so that the phrase is not it."""
    if after >= len(paragraph.tokens):
        return False
    if _is_nominative(paragraph, begin):
        return True
    while look(paragraph.tokens[after].key).sort == "time" and after + 1 < len(paragraph.tokens):
        after += 1
    key = paragraph.tokens[after].key
    if key in clauses.THAT or key == ":" or (key == QUOTATION and verb.force == "say"):
        return True
    is_inserted = paragraph.tokens[after - 1].span is not None or key in clauses.RELATIVE
    if is_inserted or _is_clear(paragraph, begin, after):
        return clauses.introduces(paragraph, after - 1, _REACH)
    if key == "-":
        return clauses.past_insertion(paragraph, after) > 0  # «وأعلن مطار … -في بيان- …»
    cue = paragraph.tokens[begin - 1].key.lstrip("وف")
    is_so = cue in _SAYS or key in _PARTICLES if verb.force == "say" else key in _PARTICLES
    return is_so and clauses.introduces(paragraph, after - 1, _REACH)


def _is_clear(paragraph: Paragraph, begin: int, after: int) -> bool:
    """«بعض السكان في المدينة أن», «المبادرة في بلاغ لها أن», «أعرب ناصح، أستاذ القانون، عن»: no
    object, whatever follows."""
    key = paragraph.tokens[after].key
    if _quantified(paragraph, begin):
        return look(key).sort == "preposition"
    if key == "في" and after + 1 < len(paragraph.tokens):
        document = look(paragraph.tokens[after + 1].key)
        return document.sort == "document" and not document.is_definite
    return paragraph.tokens[begin - 1].key.removeprefix("و") in _EXPRESSES and key in ("عن", "،")


def _is_called(paragraph: Paragraph, begin: int, after: int, verb: Verb) -> bool:
    """«التي اعتبرتها الجماهير الألمانية «…»», «يصفه خصومه بـ«…»»: the verb has its object, so that
    the noun after it is its subject; «ما أسماه الغزو «…»» may be what he called it."""
    if after >= len(paragraph.tokens):
        return False
    key, first = paragraph.tokens[after].key, paragraph.tokens[begin].key
    if first.endswith("ا"):
        return False  # «وصفه مرارا بأنه»
    cue = paragraph.tokens[begin - 1].key
    if cue.removeprefix("و").startswith(("وصف", "يصف", "تصف", "نصف")) and key[0] == "ب":
        return True
    is_hers = verb.gender == "f" and paragraph.slice(begin, begin + 1).endswith("ة")
    if after > begin + 1 and verb.gender == "f" and look(first).is_definite:
        is_hers = is_hers or paragraph.slice(after - 1, after).endswith("ة")
    return is_hers and (key == QUOTATION or look(key).sort == "preposition" or key[0] == "ب")


def _may_speak(paragraph: Paragraph, begin: int, after: int, verb: Verb) -> bool:
    key, word = paragraph.tokens[begin].key, look(paragraph.tokens[begin].key)
    if key in _NO_SUBJECTS or key in _SACRED or not key[0].isalpha():
        return False
    if (key[0] in "بلك" and word.sort == "other") or is_participle(key):
        return False
    if _is_nominative(paragraph, begin):
        return True
    if _quantified(paragraph, begin):
        return not key.endswith("ا")
    if _is_unknown(paragraph, begin):
        return not is_verbal_noun(key)
    is_feminine = paragraph.slice(begin, begin + 1).endswith("ة")
    if word.sort == "title" and is_feminine != (verb.gender == "f"):
        return False
    if is_feminine and verb.gender == "m":
        return False
    is_alone = after == begin + 1 and not word.is_definite
    is_deed = is_verbal_noun(key) or key.endswith(("ها", "هم", "ه"))
    return not is_alone and (word.is_definite or not is_deed or is_feminine)


def some_before(paragraph: Paragraph, at: int) -> str:
    """«لكن كثيرا من خبراء النفس يقولون»: so many of some kind; empty where none are told of."""
    tokens = paragraph.tokens
    for begin in range(at - 2, max(-1, at - _FAR), -1):
        if not tokens[begin].is_word:
            return ""
        if tokens[begin].key in _QUANTIFIERS:
            after = min(at, _end(paragraph, begin))
            return paragraph.slice(begin, after) if after > begin + 1 else ""
    return ""


def unknown_before(paragraph: Paragraph, at: int, verb: Verb) -> str:
    """«. داموح قال إن»: a name of letters that no list has, alone before its verb."""
    tokens = paragraph.tokens
    is_free = at > 0 and tokens[at - 1].is_word and (at == 1 or tokens[at - 2].key == END)
    if not is_free or verb.force != "say" or not _is_unknown(paragraph, at - 1):
        return ""
    key = tokens[at - 1].key
    is_name = key[0] not in "وفبلك"
    return paragraph.slice(at - 1, at) if is_name and clauses.introduces(paragraph, at, 3) else ""


def some_at(paragraph: Paragraph, at: int) -> str:
    """«عدد من المشتغلين في المسرح وجهوا …، واعتبروا»: who opens a sentence without a name."""
    after = _end(paragraph, at) if _quantified(paragraph, at) else at
    return paragraph.slice(at, after) if after > at + 1 else ""


def may_be_short(key: str, verb: Verb) -> bool:
    """«وقال هوي», «وتطرق باخ إلى», not «وشدد على»."""
    word = look(key)
    is_name = word.sort == "other" and not word.is_plain
    return verb.force == "say" or (verb.force != "act" and is_name)
