"""Two who speak together: «وقال سامر الحداد ورامي نجيب», «الوزيران»; «وأضافا» is theirs alone."""

from collections.abc import Iterable
from dataclasses import replace

from bot.core.cast.identity import Speaker
from bot.core.lexicon import look
from bot.core.phrases import read_glued, read_surname
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph
from bot.core.verbs import clauses


def partner(paragraph: Paragraph, mention: Mention, told: Iterable[Speaker]) -> Mention | None:
    """Who is joined to the phrase by و, if he is somebody for certain: by the lists, or of those
    told of."""
    after = mention.after
    if after >= len(paragraph.tokens) or not paragraph.tokens[after].is_word:
        return None
    key = paragraph.tokens[after].key
    rest = look(key[1:])
    if key[0] != "و" or look(key).sort != "other":
        return None
    are_places = rest.sort == "place"  # «أكدت فرنسا وبريطانيا أن»
    is_person = rest.sort in ("title", "given", "honour")
    is_surname = len(mention.name_keys) == 1 and not (mention.role_keys or is_person or are_places)
    if is_surname and _is_surname(paragraph, after, told):
        name, surname = paragraph.slice(after, after + 1)[1:], read_surname(paragraph, after)
        return replace(surname, name=name, name_keys=(key[1:],))
    second = read_glued(paragraph, after) if is_person or are_places else None
    if second is None or are_places or second.name_keys or second.is_definite:
        return second
    return None


def _is_surname(paragraph: Paragraph, at: int, told: Iterable[Speaker]) -> bool:
    """«وقال الحداد | ولوبان -في بيان- إنهما»: somebody told of, or what is said follows."""
    key = paragraph.tokens[at].key[1:]
    if any(who.is_named and key in who.name_keys for who in told):
        return True
    that = at + 1
    if that < len(paragraph.tokens) and paragraph.tokens[that].key in ("،", "-"):
        that = clauses.past_insertion(paragraph, that)
    return that < len(paragraph.tokens) and paragraph.slice(that, that + 1).startswith("إن")


def together(paragraph: Paragraph, first: Mention, second: Mention) -> Speaker:
    """Both as one speaker, by the words of the article."""
    keys = tuple(token.key for token in paragraph.tokens[first.start : second.after])
    name = paragraph.slice(first.start, second.after)
    return Speaker(name, keys, "", (), False, None, True, is_many=True)


def is_of_two(mention: Mention) -> bool:
    """«الوزيران», «وزيرا الداخلية»: a title in the dual."""
    head = mention.role_keys[0] if mention.role_keys and not mention.name_keys else ""
    bare = head.removeprefix("ال")
    if bare.endswith("ان") and len(bare) > 4:
        return look(bare[:-2]).sort == "title"
    is_bound = bare.endswith("ا") and len(mention.role_keys) > 1
    return is_bound and look(bare[:-1]).sort == "title"
