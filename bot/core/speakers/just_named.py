"""Who or what stands just before a reporting word, without being the subject of the sentence.

Judgements about tokens and one mention; what was told before is kept in `told`.
"""

from bot.core import arabic, reporting
from bot.core.cast import documents
from bot.core.cast.cast import Cast
from bot.core.cast.identity import Speaker, bares, crowd
from bot.core.lexicon import look
from bot.core.phrases import read, read_glued
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import QUOTATION, Paragraph, Token
from bot.core.reporting import Verb
from bot.core.speakers import beside, things
from bot.core.verbs import bare_nouns

_BY_SAYING = frozenset({"بقوله", "بقولها", "بالقول"})
_GOVERNING = ("noun", "body", "document", "preposition")
_INSERTED = 3
_LONGEST_MAN = 8
_OF_HIM = frozenset({"عن", "من", "الي", "علي", "مع"})
_INSERTED_MARKS = ("،", "-", ")", QUOTATION)


def is_just_told(paragraph: Paragraph, mention: Mention, at: int) -> bool:
    """«الوزير فلان بقوله», «رأي يدافع عنه الخبير، فلان، بقوله»."""
    before = paragraph.tokens[mention.start - 1].key if mention.start else ""
    is_object = look(before).is_plain or look(before).sort in _GOVERNING
    if paragraph.tokens[at].key in _BY_SAYING and is_object:
        return False  # «وأشاد بقيادة الرئيس فلان بقوله»
    is_his = paragraph.tokens[at].key in _BY_SAYING and mention.after == at - 1
    return mention.after == at or (is_his and paragraph.tokens[at - 1].key == "،")


def has_sent(paragraph: Paragraph, mention: Mention, at: int) -> bool:
    """«إن فلانا بعث برسالة أخرى قال فيها»: what he has sent, just before."""
    document = documents.nearest(paragraph, at)
    if document is None or at - document > _INSERTED:
        return False
    return mention.paragraph == paragraph.index and 0 < document - mention.after < _INSERTED


def is_apposed(paragraph: Paragraph, mention: Mention, at: int) -> bool:
    """«… فلان الفلاني، رئيس الجمعية، قال»: a name with its office between two commas and the verb,
    whatever else the sentence began with."""
    tokens = paragraph.tokens
    if tokens[at].key[0] == "ف" and mention.after == at:
        return bool(mention.role)  # «سألنا المدير فلانا فقال»
    if tokens[at].key[0] in "وف" or tokens[at - 1].key != "،":
        return False
    before = tokens[mention.start - 1].key if mention.start else ""
    is_free = reporting.verb(before) is None
    is_free = is_free and bool(mention.role) and mention.after == at - 1
    return is_free and any(token.key == "،" for token in tokens[mention.start : mention.after])


def is_just_before(mention: Mention, paragraph: Paragraph, at: int) -> bool:
    """«الوزير فلان الذي», «الوزير فلان «خطوة خطيرة»، الذي»."""
    between = paragraph.tokens[mention.after : at]
    is_here = mention.paragraph == paragraph.index
    is_here = is_here and len(between) < _INSERTED
    return is_here and all(token.key in _INSERTED_MARKS for token in between)


def _man_before(paragraph: Paragraph, at: int, verb: Verb) -> str:
    """«ويستشهد فلان بمسؤول سابق في الإدارة | قال له إن»: somebody without a name or ال, of whom
    the verb behind him tells; empty where nobody stands so."""
    tokens = paragraph.tokens
    is_joined = tokens[at].key[0] in "وف"
    if verb.force != "say" or verb.is_plural or is_joined:
        return ""
    for begin in range(at - 1, max(0, at - _LONGEST_MAN), -1):
        key = tokens[begin].key
        if not tokens[begin].is_word or reporting.verb(key) is not None:
            return ""
        is_glued = key[0] in "بل" and look(key).sort == "other"
        title = look(key[1:] if is_glued else key)
        if title.sort != "title" or title.is_definite:
            continue
        if not (is_glued or tokens[begin - 1].key in _OF_HIM or _is_annexing(tokens[begin - 1])):
            return ""
        mention = read_glued(paragraph, begin) if is_glued else read(paragraph, begin)
        is_he = mention is not None and mention.after == at and not mention.name_keys
        is_he = is_he and title.bare.endswith("ه") is (verb.gender == "f")
        return paragraph.slice(begin, at)[int(is_glued) :] if is_he else ""
    return ""


def _is_annexing(token: Token) -> bool:
    """«جواب تلميذ قال», «شهادة سائق يقول»: a bare noun, whose it is follows."""
    word = look(token.key)
    is_noun = word.sort in ("noun", "document") or word.is_plain
    return token.is_word and is_noun and not (word.is_definite or word.is_verb)


def thing_before(paragraph: Paragraph, at: int, verb: Verb, cast: Cast) -> Speaker | None:
    """«داموح قال», «فإن «أهل المنار» تؤكد», «كثيرا منهم يقولون», «فالقرآن يقول»."""
    if name := things.unknown_before(paragraph, at, verb):
        return Speaker(name, (paragraph.tokens[at - 1].key,), "", (), False, None, True)
    if name := beside.name_in_marks_before(paragraph, at):
        return _called(name, cast)
    if man := _man_before(paragraph, at, verb):
        return Speaker(man, tuple(arabic.normalise(man).split()), "", (), False, None, False)
    if verb.is_plural and (some := things.some_before(paragraph, at)):
        return crowd(some)
    return _noun_before(paragraph, at, cast)


def _noun_before(paragraph: Paragraph, at: int, cast: Cast) -> Speaker | None:
    """«فالقرآن يقول», «بيان يصف»; not «إلى العالم، والمنطقة وأكد», joined to another verb."""
    key = paragraph.tokens[at].key
    if key[0] == "و" and reporting.verb(key[1:]) is not None:
        return None
    if noun := beside.noun_before(paragraph, at):
        return Speaker(noun, (noun,), "", (), False, None, False)
    if noun := bare_nouns.noun_before(paragraph, at):
        issuer = documents.owner(paragraph, at - 1, cast)  # «صدر عن المجلس بيان يصف»
        if issuer is not None:
            return issuer
        return Speaker(noun, (noun,), "", (), False, None, False)
    return None


def _called(name: str, cast: Cast) -> Speaker:
    """«أن «الحداد» شجب», after «سامر الحداد»; «فإن «أهل المنار» تؤكد»."""
    keys = tuple(arabic.normalise(name).split())
    told = (who for who in cast.latest() if who.is_named)
    known = next((who for who in told if set(bares(keys)) <= set(who.name_keys)), None)
    return known or Speaker(name, keys, "", (), True, None, True)
