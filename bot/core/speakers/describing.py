"""Whether quoted words are somebody's word for a thing, or the name by which it goes.

«وصفه بـ«المتسرع»», «ما سمته «الخديعة»» against «بين من يسميه «النهري» و«الجبلي»».
"""

from bot.core import arabic, lexicon, reporting
from bot.core.cast import documents
from bot.core.phrases.tokens import END, Paragraph
from bot.core.speakers.events import Event, Found
from bot.core.verbs.clauses import THAT

WITH_BA = lexicon.words("describes")
_SACRED = lexicon.words("sacred")
_WORDS_FOR = frozenset(
    particle + noun for particle in ("", "ل", "ب", "ول") for noun in ("وصف", "نعت")
)
_DEEDS_DONE = frozenset(
    particle + deed
    for particle in ("", "و", "ب", "ل", "بال", "لل", "ال", "ولل")
    for deed in lexicon.words("deeds-of-saying")
)
NOUNS = _WORDS_FOR | _DEEDS_DONE
CALLING = reporting.Verb("act", "?", is_noun=True)
"""«لم يتردد في وصف القرار بـ«…»»."""
_LEADS = frozenset({"في", "علي", "عن", "من", "الي", "او"})
_BY = frozenset({"ب", "بانه", "بانها", "بانهم", "بكونه", "بكونها", "بمثابه", "بمنزله"})
_OBJECT = 4
_FAR = 24


def is_noun(paragraph: Paragraph, at: int) -> bool:
    """«لوصف أهل القرية بـ«…»», «للتنديد بـ«…»», not «بصرف النظر عن وصف النهر»."""
    key = paragraph.tokens[at].key
    if at > 1 and paragraph.tokens[at - 1].span and paragraph.tokens[at - 2].key in THAT:
        return False  # «أن «الحداد» شجب «…»»: a verb behind its subject
    if key in _DEEDS_DONE:
        return _is_object_next(paragraph, at)
    if key not in _WORDS_FOR or not (key[0] in "لب" or paragraph.tokens[at - 1].key in _LEADS):
        return False
    return _is_word_ahead(paragraph, at)


def _is_object_next(paragraph: Paragraph, at: int) -> bool:
    """«للتنديد بـ«…»», «مكتفيا بالدعوة إلى «…»», «عن انتقاد «…»»."""
    following = paragraph.tokens[at + 1 : at + 3]
    if following and following[0].span is not None:
        return True
    is_led = len(following) > 1 and following[0].key in ("ب", "ل", "علي", "الي")
    return is_led and following[1].span is not None


def _is_word_ahead(paragraph: Paragraph, at: int) -> bool:
    """The next quotation is the word for the thing, behind «بـ» or «بأنه»."""
    for ahead in range(at + 2, min(at + _FAR, len(paragraph.tokens))):
        if paragraph.tokens[ahead].key == END:
            return False
        if paragraph.tokens[ahead].span is not None:
            return paragraph.tokens[ahead - 1].key in _BY
    return False


def _cues(event: Event) -> set[str]:
    cue = arabic.word_key(event.cue)
    return {cue, cue[1:]} if cue[:1] in ("و", "ف", "ل", "ب") else {cue}


def describes(found: Found) -> bool:
    """«وصفه بـ«المتسرع»», «ما سمته «الخديعة»»."""
    event, before = found.event, found.key_before
    if event is None:
        return False
    if _cues(event) & WITH_BA:
        return before in _BY or _is_predicate_of_object(found, event)
    if _following(found, event) in _SACRED:
        return False
    is_near = found.at - event.after <= 1 or before == "ب"
    return is_near and not reporting.DESCRIBING.isdisjoint(_cues(event))


def is_called(found: Found) -> bool:
    """«بين من يسميه «النهري» و«الجبلي»», «ما يسميه الاقتصاديون «…»»: names, by whomever they are
    used; not «هاجم من سماهم «…»»."""
    event = found.event
    return event is not None and _is_by_some(found, event)


def _is_by_some(found: Found, event: Event) -> bool:
    if reporting.DESCRIBING.isdisjoint(_cues(event)) or "سم" not in event.cue or not event.at:
        return False
    before = [token.key for token in found.paragraph.tokens[event.at - 1 : event.at]]
    is_whoever = before == ["من"] and event.cue[0] in "يت"
    return is_whoever or _is_of_a_trade(found, event)


def _is_of_a_trade(found: Found, event: Event) -> bool:
    """«يسميه الاقتصاديون»: all of them, at any time."""
    key = _following(found, event)
    is_next = found.at == event.at + 2
    return is_next and key.endswith(("ون", "يين"))


def _following(found: Found, event: Event) -> str:
    tokens = found.paragraph.tokens
    return tokens[event.at + 1].key if event.at + 1 < len(tokens) else ""


def _is_predicate_of_object(found: Found, event: Event) -> bool:
    """«معتبرة الأمر «نصرا تاريخيا»»: what it is, in the accusative, behind what is spoken of."""
    between = found.paragraph.tokens[event.after : found.at]
    words = found.text.split()
    is_near = 0 < len(between) <= _OBJECT
    is_near = is_near and all(token.key not in THAT for token in between)
    return is_near and len(words) > 1 and all(word.rstrip("ً").endswith("ا") for word in words)


def says_itself(key: str) -> bool:
    """«ما تسميه الصحافة «…»», «ينص القانون»: another's words, inside whatever report."""
    forms = {key, key.lstrip("وف")}
    return not (reporting.DESCRIBING.isdisjoint(forms) and documents.STIPULATES.isdisjoint(forms))
