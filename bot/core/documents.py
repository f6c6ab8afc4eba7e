"""Whose «بيان», «تقرير» or «رسالة» an article tells of: what the bare word will mean later."""

from bot.core.clauses import RELATIVE
from bot.core.identity import Speaker
from bot.core.lexicon import Sort, look, of_sort
from bot.core.mentions import Mention
from bot.core.phrases import read
from bot.core.speakers import Cast
from bot.core.tokens import END, Paragraph

_LONGEST_LAW = 16
_ARTICLES = frozenset({"الماده", "الفصل", "البند", "الفقره"})
STIPULATES = frozenset({"نص", "نصت", "ينص", "تنص"})


_POSSESSIVE = ("ها", "ه", "هم")
FORMS = frozenset(
    document + ending for document in of_sort(Sort.DOCUMENT) for ending in ("", *_POSSESSIVE)
)
"""Every word that may name a document, also with a possessive: بيان، البيان، بيانها."""


def _heads(key: str) -> tuple[str, ...]:
    """A word without the possessive it may bear: بيانها → بيان."""
    return key, *map(key.removesuffix, _POSSESSIVE)


def note(paragraph: Paragraph, at: int, cast: Cast, subject: Speaker | None) -> None:
    """«قالت الوزارة في بيان»، «في بيانها»: the subject's."""
    key = paragraph.tokens[at].key
    if look(key).sort is Sort.DOCUMENT and not look(key).is_definite:
        _note_owner(paragraph, at, cast)
    if subject is None or at == 0 or paragraph.tokens[at - 1].key != "في":
        return
    for head in _heads(key):
        if look(head).sort is Sort.DOCUMENT:
            cast.documents[head] = subject


def _note_owner(paragraph: Paragraph, at: int, cast: Cast) -> None:
    """«بيان صادر عن المجلس», «بيان وزارة الدفاع»: whose «البيان» it will be."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 3]]
    if following[1:] == ["عن"] and following[0].startswith("صا"):
        begin = at + 3
    elif following and look(following[0]).sort is Sort.BODY:
        begin = at + 1
    else:
        return
    mention = read(paragraph, begin)
    if mention is not None and (mention.is_body or mention.name_keys):
        last = cast.speakers[-1:]
        owner = cast.add(mention)
        if owner is not None:
            cast.documents[paragraph.tokens[at].key] = owner
        for speaker in last:
            cast.touch(speaker)


def told_before(paragraph: Paragraph, at: int) -> Mention | None:
    """«صورة من المنشور الذي وزع في المدينة وجاء فيه»: the nearest document of the sentence."""
    for begin in range(at - 1, max(-1, at - _LONGEST_LAW), -1):
        key = paragraph.tokens[begin].key
        if key == END:
            return None
        if paragraph.tokens[begin].is_word and look(key).sort is Sort.DOCUMENT:
            return read(paragraph, begin)
    return None


def _law_before(paragraph: Paragraph, at: int) -> str:
    """«فالمادة رقم (6) من الإعلان تنص على»: empty where none stands before the verb."""
    tokens = paragraph.tokens
    for begin in range(at - 1, max(-1, at - _LONGEST_LAW), -1):
        if not (tokens[begin].is_word or tokens[begin].key in "()"):
            return ""
        if tokens[begin].key.lstrip("فو") in _ARTICLES:
            named = paragraph.slice(begin, at)
            return named[1:] if tokens[begin].key[0] in "فو" and named[1] == "ا" else named
    return ""


def law(paragraph: Paragraph, at: int) -> tuple[str, int]:
    """«وتنص المادة 30 من القانون على أنه», «الدستور، الذي نص على»: what says so, and the token
    after it; empty where it is not told beside the verb."""
    tokens = paragraph.tokens
    if at > 1 and tokens[at - 1].key in RELATIVE:
        begin = at - 3 if tokens[at - 2].key == "،" and at > 2 else at - 2
        if not (tokens[begin].is_word and look(tokens[begin].key).is_definite):
            return "", at + 1
        is_quality = tokens[begin].key.endswith(("ي", "يه")) and begin > 0
        head = begin - (is_quality and look(tokens[begin - 1].key).is_definite)
        return paragraph.slice(head, begin + 1), at + 1
    if named := _law_before(paragraph, at):
        return named, at + 1
    if at + 1 >= len(tokens) or not look(tokens[at + 1].key).is_definite:
        return "", at + 1
    for after in range(at + 2, min(at + _LONGEST_LAW, len(tokens))):
        if tokens[after].key == "علي":
            return paragraph.slice(at + 1, after), after
        if not tokens[after].is_word and tokens[after].key not in ("(", ")"):
            break
    return "", at + 1
