"""Who stands just before «الذي», «التي», and whether it is he who reports.

«تقرير لمنظمة العفو التي اعتبرت», not «الواقعة التي قالت إنها».

Judgements about tokens only.
"""

from bot.core import lexicon, reporting
from bot.core.cast.identity import Speaker
from bot.core.lexicon import look
from bot.core.phrases import read, read_glued
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Verb
from bot.core.speakers.beside import over_time
from bot.core.verbs.clauses import RELATIVE, WHAT, tense_before

_REACH = 8
_OPENERS = ("title", "body", "given", "honour", "document", "place")
_RELATIVE_GENDERS = {"الذي": "m", "التي": "f", "والذي": "m", "والتي": "f"}
_TOLD_OF = {"الذي": "ه", "التي": "ها", "الذين": "هم", "والذي": "ه", "والتي": "ها"}
"""The pronoun that means who stands before the relative."""
_IS_SAID_OF = frozenset(
    particle + pronoun for particle in ("", "ب") for pronoun in ("انه", "انها", "انهم")
)
_WHAT = WHAT - RELATIVE - {"فيما", "من"}
_THAT_HE = frozenset({"انه", "انها", "بانه", "بانها"})
_HERS = frozenset({"التي", "والتي"})
_HIS = frozenset({"تقرير", "بيان", "بلاغ", "مقال", "كتاب", "تصريح", "تقريرا", "بيانا", "بلاغا"})
"""No «التي» tells of them."""


def is_aside(paragraph: Paragraph, at: int) -> bool:
    """«قال فلان، الوزير الذي أعلن الرئيس تعيينه، إن», «عن الأسعار التي وصفها البعض بـ«…»، قال»:
    what another says of him or of a thing takes no word."""
    if at < 2 or paragraph.tokens[at - 1].key not in _RELATIVE_GENDERS:
        return False
    if reporting.has_object(paragraph.tokens[at].key):
        return True
    mention = before(paragraph, at - 1)
    return mention is not None and not mention.is_body and not mention.is_noun


def is_what_he_calls(paragraph: Paragraph, at: int) -> bool:
    """«الجدل حول ما باتت تسميه الصحافة «…»، مؤكدة أنها»: who calls it so is not whose sentence it
    is."""
    begin = tense_before(paragraph, at)
    is_what = begin > 0 and paragraph.tokens[begin - 1].key in _WHAT
    return is_what and reporting.has_object(paragraph.tokens[at].key)


def tells_on(paragraph: Paragraph, at: int) -> bool:
    """«رافقه الطبيب فلان، والذي بدوره أشاد»: the sentence goes on with him."""
    begin = over_time(paragraph, at)
    return begin > 1 and paragraph.tokens[begin - 1].key in ("والذي", "والتي")


def is_he(paragraph: Paragraph, at: int, last: int, who: Speaker) -> bool:
    """«الرئيس الذي كتب في بيان إنه قال»: the pronoun is who the relative clause tells of."""
    key = paragraph.tokens[at - 1].key
    is_told = key in _THAT_HE and who.agrees("f" if key.endswith("ها") else "m")
    return is_told and at - last < _REACH


def before(paragraph: Paragraph, at: int) -> Mention | None:
    """The phrase that ends before the relative at a token, in its gender."""
    tokens = paragraph.tokens
    end = at - 1 if tokens[at - 1].key == "،" else at
    for begin in range(max(0, at - _REACH), at):
        mention = _at(paragraph, begin)
        if mention is None or mention.after != end:
            continue
        if tokens[at].key in _HERS and lexicon.bare(tokens[begin].key) in _HIS:
            continue
        return mention
    return None


def _at(paragraph: Paragraph, begin: int) -> Mention | None:
    key = paragraph.tokens[begin].key
    if look(key).sort in _OPENERS:
        return read(paragraph, begin)
    is_body = key[:1] in ("ل", "ب") and look(key[1:]).sort == "body"
    return read_glued(paragraph, begin) if is_body else None


def is_about(paragraph: Paragraph, clause: int, at: int, verb: Verb) -> bool:
    """«الذي قال», «التي قال فيها», not «الأستاذ، الذي أكدت أن», «كيسنجر الذي وصفه بـ«…»»: he is
    the object there; «الواقعة التي قالت إنها …»: an event says nothing."""
    key = paragraph.tokens[at].key
    if reporting.has_object(key):
        return False
    if _is_said_of(paragraph, clause, at):
        return False
    gender = _RELATIVE_GENDERS.get(paragraph.tokens[clause - 1].key, "?")
    if verb.is_plural and gender == "m":
        return False  # «السؤال الذي وصفوه»
    following = paragraph.tokens[at + 1].key if at + 1 < len(paragraph.tokens) else ""
    return "?" in (gender, verb.gender) or gender == verb.gender or following[:2] in ("في", "خل")


def goes_on(paragraph: Paragraph, begun: int, at: int) -> bool:
    """«ويوافقه فلان الذي قال «…» وأضاف»: joined to the verb of the relative clause."""
    between = paragraph.tokens[begun:at]
    is_joined = paragraph.tokens[at].key[0] == "و"
    return is_joined and all(token.key not in ("،", "؛", END) for token in between)


def _is_said_of(paragraph: Paragraph, clause: int, at: int) -> bool:
    following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
    if clause < 2 or not following or following[0] not in _IS_SAID_OF:
        return False
    pronoun = _TOLD_OF.get(paragraph.tokens[clause - 1].key, "-")
    word = look(paragraph.tokens[clause - 2].key)
    is_thing = word.is_plain or word.sort == "noun"
    return is_thing and following[0].endswith("ان" + pronoun)


def is_another(paragraph: Paragraph, mention: Mention, speaker: Speaker | None) -> bool:
    """«قال الطالب الذي رشق الموكب», who is not the minister told of: what a clause must tell apart
    has not been called so before; «قال الوزير الذي زار القرية» may be he."""
    following = [token.key for token in paragraph.tokens[mention.after : mention.after + 1]]
    if speaker is None or mention.name_keys or not _TOLD_OF.keys() & {*following}:
        return False
    return speaker.is_named and not set(mention.role_keys) & set(speaker.role_keys)
