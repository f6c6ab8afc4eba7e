"""Whether the phrase just behind a verb is its object: who is spoken of, not who speaks."""

from bot.core import lexicon, reporting
from bot.core.cast.identity import Speaker
from bot.core.lexicon import look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Verb

_DESCRIBES = lexicon.words("describes")
_TELLS_OF = lexicon.words("tells-of")
_AS = frozenset({"ب", "بانه", "بانها", "بانهم"})
_ISSUES = lexicon.words("issues")
_HIS = ("ه", "ها")
_BLAMES, _THANKS, _MEETS = lexicon.words("blames"), lexicon.words("thanks"), lexicon.words("meets")
_CHARGES = frozenset({"حمل", "حملت", "يحمل", "تحمل"})
_HOW = frozenset({"بشده", "بقوه", "بحده", "بعنف", "بقسوه", "بحراره", "بدوره", "بدورها"})


def is_object(paragraph: Paragraph, mention: Mention, verb: Verb) -> bool:
    """«دعا الوزيرة», «اتهم روسيا»: the verb does not agree with it; «ووصف الحزب بأنه»: nobody else
    is told of; «ونشرت تغريدة موجهة إلى»."""
    cue = paragraph.tokens[mention.start - 1].key.removeprefix("و")
    following = paragraph.tokens[mention.after : mention.after + 1]
    head = look(mention.role_keys[0]) if mention.role_keys else None
    if cue in _ISSUES and head is not None and head.sort == "document" and not head.is_definite:
        return True
    if verb.is_plural and verb.force == "act":
        return True  # «ودعوا الحكومة إلى»: a plural before its subject is colloquial
    is_in_marks = paragraph.tokens[mention.start].span is not None
    if is_in_marks and reporting.has_object(cue):
        return all(token.key not in _AS for token in following)  # «من سماهم «أحزاب الريع»»
    if cue in _TELLS_OF and any(token.key in _AS for token in following):
        return True
    if mention.is_noun and following:
        is_so_called = following[0].span is not None
        return is_so_called and cue in _DESCRIBES  # «اعتبر الخطوة «خطيرة»»
    if head is None or (verb.force == "say" and mention.is_body):
        return False  # «وقال الشرطة»: told of none, said by somebody
    return _disagrees(mention, verb)


def is_lone(paragraph: Paragraph, mention: Mention, who: Speaker | None) -> bool:
    """«واتهم الوزير بالتقصير», «وشكر فلانا على التعاون», «وهاجم الحزب بشدة.»: of such a verb there
    must be an object, and this is the only one that could be; who was told of before does it."""
    tokens = paragraph.tokens
    cue = tokens[mention.start - 1].key.removeprefix("و") if mention.start else ""
    gender = "f" if cue.startswith("ت") or cue.endswith("ت") else "m"
    if who is None or who.name_keys == mention.name_keys or not who.agrees(gender):
        return False
    keys = [token.key for token in tokens[mention.after : mention.after + 3]] + [END] * 3
    if keys[0] in _HOW:
        return cue in _MEETS and _is_end(keys[1])
    if cue in _CHARGES:
        return keys[0].removeprefix("ال").startswith("مسوولي")
    if cue in _MEETS and (_is_end(keys[0]) or (keys[0] == "في" and _is_end(keys[2]))):
        return True
    return (cue in _BLAMES and keys[0][0] == "ب") or (cue in _THANKS and keys[0] == "علي")


def _is_end(key: str) -> bool:
    return key in ("،", END)


def is_glued(paragraph: Paragraph, mention: Mention, verb: Verb) -> bool:
    """«ونفى بقوة»: how; «وقالت لعنقود»: to which paper, since no list has such a name."""
    key = paragraph.tokens[mention.start].key
    if key[0] not in "بل" or look(key).sort != "other":
        return False
    return key[0] == "ل" or not (mention.role or verb.force == "say")


def _disagrees(mention: Mention, verb: Verb) -> bool:
    """A woman behind a verb in the masculine, a man behind one in the feminine."""
    if verb.gender == "m" and not verb.is_plural and mention.is_feminine:
        return True
    is_place = look(mention.role_keys[0]).sort == "place"
    is_place = is_place and not (mention.role_keys[0] == "الاتحاد" and mention.role_keys[1:])
    if verb.gender == "m" and is_place and verb.force == "act":
        return True
    if verb.gender != "f" or verb.force != "act" or mention.is_feminine is not False:
        return False  # «وتصفه مصادر حكومية»
    return not (mention.is_body or mention.name_keys)


def is_of_subject(
    paragraph: Paragraph,
    subject: Speaker | None,
    opening: Mention | None,
    mention: Mention,
    verb: Verb,
) -> bool:
    """«لكن سامر الحداد، الذي …، دعا أعضاء حزبه إلى»: he opened the sentence, and whom the verb has
    behind it are his; «ودعا المجلس …، وناشد الرئيس «…»»: it goes on with its subject."""
    if subject is None or verb.force != "act" or mention.name_keys:
        return False
    if opening is not None and subject.is_named:
        return mention.role.endswith(_HIS)
    before = [token.key for token in paragraph.tokens[max(0, mention.start - 2) : mention.start]]
    is_joined = before[:1] == ["،"] and before[1][0] == "و" and subject.agrees(verb.gender)
    is_alone = len(mention.role_keys) == 1 and mention.is_definite and not mention.is_body
    return is_joined and is_alone
