"""Phrases that name somebody, as mentions: at a token, in mid-sentence, behind a particle."""

from dataclasses import replace

from bot.core import lexicon
from bot.core.lexicon import look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.phrase_reader import PhraseReader
from bot.core.phrases.titles import HIS_KIN, is_no_office, is_of_another, tells_whose
from bot.core.phrases.tokens import QUOTATION, Paragraph, Token

_MASCULINE_PLACES = lexicon.words("masculine-places")
_MASCULINE_IN_TA = lexicon.words("masculine-in-ta")
_EITHER_IN_TA = ("داعيه", "رحاله", "علامه", "نابغه")
"""«الداعية»: a man or a woman."""
_BROKEN_PLURALS = lexicon.words("broken-plurals")
_LORDS = frozenset({"ملك", "امير", "شيخ", "سلطان"})
_RULERS = frozenset({"الرييس", "الوزير", "الملك", "الامير", "السلطان"})
_NEED_OF = frozenset({"المكون", "المكونه", "المتخصص", "المتخصصه"})
_NEED_COMPLEMENT = lexicon.words("need-complement") | {"محامي", "محاميه"}
_PROPER = lexicon.words("proper-bodies")
_THIS = ("هذا", "هذه")
"""«هذا الخبير»: as «الخبير ذاته»."""
_NEED_A_TITLE = lexicon.words("need-a-title")
_SHORTEST_OFFICE = 1
_LONGEST_IN_BRACKETS = 5
_LONGEST_NAME = 60
"""Letters in marks; more are speech."""
_WINDOW = 30
"""Tokens that a phrase behind a glued particle is looked for in."""


def read(
    paragraph: Paragraph, at: int, *, has_object: bool = False, is_cautious: bool = False
) -> Mention | None:
    """The phrase that begins at a token, or None where nobody is named.

    Cautious: a bare unknown word ends a name that no title introduced; it may be a verb.
    """
    if at >= len(paragraph.tokens):
        return None
    reader = PhraseReader(paragraph, at, has_object=has_object, cautious=is_cautious)
    return _mention(reader, paragraph, at) if reader.read() else None


def read_named(paragraph: Paragraph, at: int) -> Mention | None:
    """The phrase at a token of mid-sentence, or None if it holds no proper name."""
    reader = PhraseReader(paragraph, at, has_object=False, cautious=True)
    is_named = reader.read() and reader.name[0] < reader.name[1]
    return _mention(reader, paragraph, at) if is_named else None


def read_surname(paragraph: Paragraph, at: int) -> Mention:
    """One word as a name, whatever else it means: «وأشار مديح», told of as «وديع مديح»."""
    token = paragraph.tokens[at]
    return Mention(
        paragraph=paragraph.index,
        start=at,
        after=at + 1,
        name=paragraph.slice(at, at + 1),
        name_keys=(token.key,),
        role="",
        role_keys=(),
        is_body=False,
        is_definite=look(token.key).is_definite,
        is_feminine=None,
        is_noun=False,
        is_same=False,
        alias="",
        honours=(),
        is_cut=False,
    )


def read_glued(paragraph: Paragraph, at: int, *, needs_name: bool = False) -> Mention | None:
    """Somebody named behind ل or ب: «للرئيس الروسي فلاديمير …».

    «للشرطة» is ل and «الشرطة», whose alif is not written there: so he is called.
    """
    glued = paragraph.tokens[at]
    unwritten = _unwritten_article(paragraph, at)
    first = replace(glued, key=unwritten + glued.key[1:], start=glued.start + 1)
    window = (first, *paragraph.tokens[at + 1 : at + _WINDOW])
    behind = Paragraph(paragraph.index, paragraph.text, window, ())
    mention = read_named(behind, 0) if needs_name else read(behind, 0, is_cautious=True)
    if mention is None:
        return None
    mention = replace(mention, start=at, after=mention.after + at)
    if mention.role_keys[:1] == (first.key,):
        return replace(mention, role=unwritten + mention.role)
    if mention.name_keys[:1] == (first.key,):
        return replace(mention, name=unwritten + mention.name)
    return mention


def _unwritten_article(paragraph: Paragraph, at: int) -> str:
    """What ل hides of the article: the alif of «للشرطة», both letters of «للجنة الأولمبية»,
    nothing of «للجنة تحقيق»."""
    key = paragraph.tokens[at].key
    if not key.startswith("لل"):
        return ""
    if look(key[1:]).sort == "other":
        return "ا"
    following = paragraph.tokens[at + 1].key if at + 1 < len(paragraph.tokens) else ""
    return "ال" if following.startswith("ال") and following.endswith(("ي", "يه")) else ""


def _is_feminine(paragraph: Paragraph, head: Token) -> bool | None:
    if look(head.key).sort == "document" and not look(head.key).is_definite:
        return None
    if head.key in _BROKEN_PLURALS:
        return None
    if look(head.key).sort == "place":
        return None if head.key in _MASCULINE_PLACES else True
    if look(head.key).sort == "body" and head.key.endswith("ات"):
        return None  # «جمعيات», also «المصدر ذاته»
    if head.key.startswith("ال") and head.key[2:] in _EITHER_IN_TA:
        return None
    if look(head.key).sort == "body" and head.key.endswith("يا"):
        return True  # «المليشيا»
    is_his = look(head.key).sort == "title" and tells_whose(head.key)  # «شقيقته»
    is_man = lexicon.bare(head.key) in _MASCULINE_IN_TA
    return is_his or (paragraph.text[head.end - 1] == "ة" and not is_man)


def _gender(paragraph: Paragraph, head: Token, reader: PhraseReader) -> bool | None:
    """«عضو المجلس فلانة بنت فلان», «سماحة الشيخ فلان»: the name, not what stands before it."""
    if not _LORDS.isdisjoint(reader.addressed_as):
        return False
    name_keys = reader.keys(reader.name)
    if "بنت" in name_keys:
        return True
    is_address = bool(name_keys) and look(head.key).sort == "honour"
    is_address |= bool(name_keys) and look(head.key).bare == "عضو"  # «ذهبت عضو المجلس فلانة»
    return None if is_address else _is_feminine(paragraph, head)


def _own_office(paragraph: Paragraph, role: tuple[int, int]) -> tuple[int, int]:
    """«شقيقه رئيس الحكومة فلان», «مكتب رئيس الوزراء فلان»: the office of the man himself."""
    head, following = paragraph.tokens[role[0]].key, role[0] + 1
    if (
        following < role[1]
        and paragraph.tokens[following].key in _RULERS
        and look(head).is_definite
    ):
        return (following, role[1])  # «يكون الزائر الرئيس الأميركي فلان»
    if following >= role[1] or look(paragraph.tokens[following].key).sort != "title":
        return role
    is_his = head in HIS_KIN and not paragraph.slice(role[0], following).endswith("ة")
    return (following, role[1]) if is_his or head == "مكتب" else role  # not «والدة الطالب»


def _lacks_title(paragraph: Paragraph, role: tuple[int, int]) -> bool:
    """«فلان، مؤلف كتاب «…»»: of which book stands in marks, and is not read."""
    after, tokens = role[1], paragraph.tokens
    if after < len(tokens) and after - role[0] == 1 and tokens[after].key in (QUOTATION, "("):
        return look(tokens[role[0]].key).bare in _NEED_COMPLEMENT  # «فلانة مديرة «منشورات …»»
    if after - role[0] != 2 or after >= len(tokens) or tokens[after].span is None:
        return False
    is_speech = tokens[after].end - tokens[after].start > _LONGEST_NAME
    return not (is_speech or look(tokens[after - 1].key).is_definite)


def _in_brackets(paragraph: Paragraph, after: int) -> int:
    """«مديرة السياسات لدى جماعة (المساواة الآن)»: where the name that a bare body needs ends."""
    keys = [token.key for token in paragraph.tokens[after - 1 : after + _LONGEST_IN_BRACKETS + 2]]
    body = look(keys[0])
    is_bare = body.sort == "body" and not body.is_definite and keys[0] not in _PROPER
    if keys[1:2] != ["("] or ")" not in keys or not is_bare:
        return after
    return after + keys.index(")")


def _whole_office(paragraph: Paragraph, role: tuple[int, int]) -> tuple[int, int]:
    """«مؤلف كتاب | «…»», «مستشار عقاري ومؤسس مدونة | «…»»: the last office is nothing without what
    could not be read; the one before it stands."""
    tokens = paragraph.tokens
    if _lacks_title(paragraph, role):
        return role[0], role[0]
    last = tokens[role[1] - 1].key
    if role[1] - role[0] > 1 and (last in _NEED_OF or (last[0] in "بل" and last[1:].isdigit())):
        return role[0], role[1] - 1  # «اللجنة المركزية المكونة | من 201 عضو», «مؤلفة | لـ11 كتابا»
    if last == "باسم":
        is_told = role[1] < len(tokens) and tokens[role[1]].is_word
        return role[0], role[1] + (1 if is_told else -1)  # «المتحدث باسم | ميركل للصحفيين»
    if role[1] - role[0] < 2 or last not in _NEED_A_TITLE:
        return role
    for at in range(role[1] - 2, role[0], -1):
        key = tokens[at].key
        if key[:1] == "و" and look(key[1:]).sort == "title":
            return role[0], at
    return role[0], role[0]


def _without_bare_body(paragraph: Paragraph, role: tuple[int, int]) -> tuple[int, int]:
    """«معلمة مادة الرسم | في مدرسة «…»»: which one could not be read."""
    begun, after = role
    if after - begun < _SHORTEST_OFFICE + 2:
        return role
    follows = paragraph.tokens[after].key if after < len(paragraph.tokens) else ""
    last, before = paragraph.tokens[after - 1].key, paragraph.tokens[after - 2].key
    is_for = last[0] == "ل" and last[1:2] != "ل" and look(last[1:]).is_plain
    if last == "في" or (is_for and look(last).sort == "other"):
        return begun, after - 1  # «مؤسس جمعية | لإنقاذ ضحايا …»
    if follows not in (QUOTATION, "(", "لا"):
        return role
    is_bare = look(last).sort == "body" and not look(last).is_definite and last not in _PROPER
    return (begun, after - 2) if is_bare and before in ("في", "لدي") else role


def _role(reader: PhraseReader, paragraph: Paragraph) -> tuple[int, int]:
    """The first; but «البرتغالي فلان المدير الفني …», «المستشار فلان رئيس النادي»: the office
    tells more than a country or a form of address."""
    if not reader.roles:
        return reader.start, reader.start
    first, second = reader.roles[0], reader.roles[1:]
    if not second or first[1] - first[0] > 1:
        return first
    head = look(paragraph.tokens[first[0]].key)
    is_nisba = head.sort in ("other", "common") and head.bare.endswith(("ي", "يه"))
    # Not «القايد صالح، رئيس الأركان»: the title may be his given name.
    is_address = reader.name[1] - reader.name[0] > 1 and second[0][1] - second[0][0] > 1
    return second[0] if is_nisba or is_address else first


def _mention(reader: PhraseReader, paragraph: Paragraph, at: int) -> Mention:
    is_same = reader.is_same() or (at > 0 and paragraph.tokens[at - 1].key in _THIS)
    name, role = reader.name, _role(reader, paragraph)
    others = [reader.keys(each) for each in reader.roles if each != role]
    if name[0] < name[1]:
        role = _own_office(paragraph, role)
    if name[0] < name[1] and name[0] < role[0]:
        role = _whole_office(paragraph, role)
        if role[0] < role[1] == reader.at:
            reader.at = _in_brackets(paragraph, role[1])
            role = role[0], reader.at
    role = _without_bare_body(paragraph, role)
    name_text = paragraph.slice(*name) if name[0] < name[1] else ""
    role_text = paragraph.slice(*role) if role[0] < role[1] else ""
    if name[0] <= role[0] < role[1] <= name[1]:
        role_text = ""  # «والد الشهيد فلان», as a name
    head = paragraph.tokens[role[0]]
    is_alone = role[1] - role[0] == 1
    if name_text and (is_of_another(head.key) or (is_alone and is_no_office(head.key))):
        role_text = ""
    name_keys = reader.keys(name)
    if name_text and (span := paragraph.tokens[name[0]].span):
        name_text = paragraph.text[span.start : span.end]
    return Mention(
        paragraph=paragraph.index,
        start=at,
        after=reader.at,
        name=name_text,
        name_keys=name_keys,
        role=role_text,
        role_keys=reader.keys(role),
        is_body=reader.is_body,
        is_definite=look(head.key if role_text else (name_keys or ("",))[0]).is_definite,
        is_feminine=_gender(paragraph, head, reader) if role_text else None,
        is_noun=reader.is_noun,
        is_same=is_same,
        alias=reader.alias,
        honours=reader.addressed_as,
        is_cut=reader.is_cut(),
        other_keys=others[-1] if others else (),
    )
