"""Whose «بيان», «تقرير» or «رسالة» an article tells of: what the bare word will mean later."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.cast import authors, identity
from bot.core.cast.cast import Cast
from bot.core.cast.identity import Speaker
from bot.core.lexicon import look, of_sort
from bot.core.phrases import read
from bot.core.phrases.mentions import Mention, is_many
from bot.core.phrases.tokens import END, Paragraph
from bot.core.verbs import clauses
from bot.core.verbs.clauses import RELATIVE
from bot.core.verbs.homographs import BESIDE

_LONGEST_LAW = 24
STIPULATES = frozenset({"نص", "نصت", "ينص", "تنص"})


def _glued(heads: Iterable[str]) -> dict[str, str]:
    """Each word for a law also behind a particle: «فالمادة», «بالدستور», «للقانون»; not behind
    «و», which joins it to a longer name: «قانون الدعاية والإعلان»."""
    forms = {particle + head: head for head in heads for particle in ("", *"فلبك")}
    return forms | {"لل" + head[2:]: head for head in heads if head.startswith("ال")}


_ARTICLES = _glued(("الماده", "الفصل", "البند", "الفقره"))
_ARTICLES |= {"و" + head: head for head in set(_ARTICLES.values())}
_LAWS = _glued(lexicon.words("laws"))
_DRAFTS = frozenset({"مشروع", "مقترح", "مسوده"})

_ISSUES = lexicon.words("issues")
_PROPER = lexicon.words("proper-bodies")
_DOCUMENTS = of_sort("document")
_ISSUE = 26
"""«أصدر المجلس أمس في ختام اجتماعه بيانا»: so many tokens at the most lie between."""
_NEAR = 5
_MEANS = frozenset({"خلال", "عبر"})
_CAME = frozenset({"صدر", "صدرت", "وصدر", "وصدرت"})
STATEMENTS = frozenset(
    {"البيان", "التصريح", "البلاغ", "التوضيح", "النداء", "الرد", "التعميم", "الرساله", "الكلمه"}
)
REPLIES = frozenset({"تعقيب", "رد", "تعليق", "توضيح", "ايضاح", "جواب", "تصريح", "حديث", "خطاب"})
"""«جاء في تعقيب الوزارة أن»: no documents by themselves; whose they are follows."""
_NEXT = frozenset({"التالي", "الاتي", "التاليه", "الاتيه"})
_HIS = {"ها": "f", "هم": "?", "ه": "m"}
_WORKS = authors.WORKS | _DOCUMENTS | frozenset({"كلمه", "خطاب"})
_POSSESSIVE = ("ها", "ه", "هم")
_ENDINGS = (*_POSSESSIVE, "ا")
_RULINGS = frozenset({"فتوي", "بفتوي", "فتواه", "فتواها"})
"""«أصدر المجلس فتوى … وخلص البيان إلى»."""
FORMS = (
    frozenset(
        particle + document + ending
        for document in _DOCUMENTS
        for particle in ("", "ب")
        for ending in ("", *_ENDINGS)
    )
    | _RULINGS
)
"""Every word that may name a document: بيان، البيان، بيانها، بيانا، ببيان."""
_SPOKEN = FORMS | authors.WORKS | {"كلمه", "خطاب", "خطابا"}


def _heads(key: str) -> list[str]:
    """The document without what may be glued to it: بيانها → بيان."""
    if key in _RULINGS:
        return ["بيان"]
    bare = (key, *map(key.removesuffix, _ENDINGS), key.removeprefix("ب"))
    return [head for head in bare if head in _DOCUMENTS]


def of_whom(paragraph: Paragraph, at: int) -> str:
    """«جاء في كتابه», «وورد في بيان لها»: the gender of whose it is; empty for nobody told of."""
    keys = [token.key for token in paragraph.tokens[at : at + 2]]
    if len(keys) > 1 and keys[0] in _WORKS and keys[1] in ("له", "لها", "لهم"):
        return _HIS[keys[1][1:]]
    for ending, gender in _HIS.items():
        stem = keys[0].removesuffix(ending) if keys and keys[0].endswith(ending) else ""
        if stem in _WORKS or (stem.endswith("ت") and stem[:-1] + "ه" in _WORKS):
            return gender
    return ""


def note(paragraph: Paragraph, at: int, cast: Cast, subject: Speaker | None) -> list[str]:
    """«قالت الوزارة في بيان»، «في بيانها»: the subject's; which words wait for one, as in «وفي
    بيان، قالت الوزارة»."""
    key = paragraph.tokens[at].key
    heads = _heads(key) if key in FORMS else []
    if not heads:
        return []
    is_in = at > 0 and paragraph.tokens[at - 1].key.removeprefix("و") == "في"
    is_his = is_in and subject is not None and _is_of_event(paragraph, at)
    is_told = not (is_his or look(heads[-1]).is_definite)
    whose = owner(paragraph, at, cast) if is_told else None
    if whose is None and (is_in or (at > 0 and _is_deed(paragraph, at - 1))):
        whose = subject  # «الجمعية وجهت رسالة», «وأصدرت بيانا»
    if whose is not None:
        cast.documents.update(dict.fromkeys(heads, whose))
    return heads if whose is None and is_in else []


def _is_of_event(paragraph: Paragraph, at: int) -> bool:
    """«قالت الرابطة في بيان صادر عن الوقفة»: where it was read, not who wrote it."""
    mention = _after_document(paragraph, at)
    return mention is not None and mention.is_noun and not is_many(mention)


def owner(paragraph: Paragraph, at: int, cast: Cast) -> Speaker | None:
    """«بيان وزارة الدفاع»، «أصدرت الوزارة بيانا»: whose «البيان» it will be."""
    mention = _after_document(paragraph, at) or who_issued(paragraph, at)
    if mention is None or mention.is_noun:
        return None  # «بيان صادر عن الوقفة»
    keys = identity.bares(mention.role_keys)
    called = (who for who in cast.latest() if identity.is_called_so(who, keys))
    whose = None if mention.name_keys else next(called, None)  # «ونشر إمام تغريدة»
    if not (whose or mention.name_keys or (mention.is_body and _is_told(mention))):
        return None
    last = cast.speakers[-1:]
    whose = whose or cast.add(mention)
    for speaker in last:
        cast.touch(speaker)
    return whose


def _is_told(mention: Mention) -> bool:
    """«الأزهر», «إدارة النادي», not «الإدارة»: some body's."""
    return len(mention.role_keys) > 1 or mention.role_keys[0] in _PROPER


def nearest(paragraph: Paragraph, at: int) -> int | None:
    """«صورة من المنشور الذي وزع في المدينة وجاء فيه», «أصدرت بيانا جاء فيه»: the token of the last
    document of the sentence."""
    for begin in range(at - 1, max(-1, at - _LONGEST_LAW), -1):
        key = paragraph.tokens[begin].key
        if key == END:
            return None
        if key in _SPOKEN or of_whom(paragraph, begin):
            return begin
        if key == "نشره" and paragraph.slice(begin, begin + 1).endswith("ة"):
            return begin  # «نشرة إنذارية جاء فيها», not «خبر نشره»
    return None


def _is_deed(paragraph: Paragraph, at: int) -> bool:
    """«نشرت الهيئة تقريرها», not «قبيل نشر التقرير»."""
    key = paragraph.tokens[at].key
    if at and paragraph.tokens[at - 1].key in BESIDE:
        return False
    return key in _ISSUES or (key[:1] in ("و", "ف") and key[1:] in _ISSUES)


def issued(paragraph: Paragraph, at: int) -> str:
    """The gender of who does it in «وكتب في صفحته تغريدة», «عبر تغريدة ثانية», «في كلمة له»; empty
    where nothing makes the document at a token anybody's."""
    if gender := of_whom(paragraph, at):
        return gender
    if paragraph.tokens[at - 1].key in _MEANS:
        return "?"
    for before in range(at - 1, max(-1, at - _NEAR), -1):
        key = paragraph.tokens[before].key
        if not paragraph.tokens[before].is_word:
            return ""
        if _is_deed(paragraph, before):
            return "f" if key.endswith("ت") else "m"
    return ""


def _after_document(paragraph: Paragraph, at: int) -> Mention | None:
    """«بيان صادر عن المجلس», «بيان وزارة الدفاع», «رسالة مفتوحة وجهتها الجمعية»."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 4]]
    if following[1:2] == ["عن"] and following[0].startswith("صا"):
        return read(paragraph, at + 3)
    if following and look(following[0]).sort == "body":
        return read(paragraph, at + 1)
    for ahead, key in enumerate(following, at + 1):
        if any(key.endswith(it) and key.removesuffix(it) in _ISSUES for it in ("ها", "ه")):
            return read(paragraph, ahead + 1)
    return None


def is_statement_next(paragraph: Paragraph, at: int) -> bool:
    """«… البيان التالي:», «… التوضيح الآتي»: what follows is its text."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
    return paragraph.tokens[at].key in STATEMENTS and bool(_NEXT.intersection(following))


def who_issued(paragraph: Paragraph, at: int) -> Mention | None:
    """«أصدرت الوزارة أمس بيانا»; the statement is no part of the name before it."""
    for before in range(at - 1, max(-1, at - _ISSUE), -1):
        key = paragraph.tokens[before].key
        if key in (END, ":"):
            return None
        came = key == "عن" and before > 0 and paragraph.tokens[before - 1].key in _CAME
        if came or _is_deed(paragraph, before):
            return read(replace(paragraph, tokens=paragraph.tokens[:at]), before + 1)
    return None


def _title(paragraph: Paragraph, begin: int, end: int, heads: Mapping[str, str]) -> str:
    """The law that a token begins to name, without what is glued before it."""
    key, name = paragraph.tokens[begin].key, paragraph.slice(begin, end)
    if key == heads[key]:
        return name
    return "ا" + name[1:] if key.startswith("لل") else name[1:]


def _law_before(paragraph: Paragraph, at: int) -> str:
    """«فالمادة رقم (6) من الإعلان | تنص على», «المادة 12 شددت على البيع | ونصت على»: empty where
    none stands before the verb."""
    tokens, end = paragraph.tokens, at
    is_joined = tokens[at].key.removeprefix("و") in STIPULATES
    for begin in range(at - 1, max(-1, at - _LONGEST_LAW), -1):
        key = tokens[begin].key
        if not (tokens[begin].is_word or key in "()"):
            return ""
        if key in _ARTICLES:
            return _title(paragraph, begin, end, _ARTICLES)
        if _is_verb(key):
            end = begin
            if not is_joined:
                return ""
    return ""


def _is_verb(key: str) -> bool:
    verb = reporting.verb(key)
    return look(key).is_verb or (verb is not None and not verb.is_noun)


def _antecedent(paragraph: Paragraph, end: int) -> str:
    """«المادة (32) | التي نصت», «قانون تنظيم المياه | الذي ينص», «الدستور | الذي نص»."""
    tokens = paragraph.tokens
    if named := _law_before(paragraph, end) or _titled_law(paragraph, end):
        return named
    begin = end - 1
    if not (tokens[begin].is_word and look(tokens[begin].key).is_definite):
        return ""
    is_quality = tokens[begin].key.endswith(("ي", "يه")) and begin > 0
    head = begin - is_quality
    return paragraph.slice(head, end)


def called(law: str) -> Speaker:
    """A law that speaks, by its title."""
    return Speaker(law, tuple(law.split()), "", (), False, None, False)


def before_relative(paragraph: Paragraph, at: int) -> Speaker | None:
    """«المادة 6 من القانون | التي تؤكد أن»: the law that ends before the relative at a token, in
    its gender."""
    end = at - 1 if paragraph.tokens[at - 1].key == "،" else at
    named = _law_before(paragraph, end) or _titled_law(paragraph, end)
    is_hers = paragraph.tokens[at].key.endswith("التي")
    is_its = named != "" and named.split()[0].endswith("ة") is is_hers
    return called(named) if is_its else None


def _titled_law(paragraph: Paragraph, end: int) -> str:
    """A law by its title, up to token `end`; empty where no word for a law begins one."""
    tokens = paragraph.tokens
    for begin in range(end - 1, max(-1, end - _LONGEST_LAW), -1):
        key = tokens[begin].key
        if not tokens[begin].is_word or look(key).sort == "preposition" or _is_verb(key):
            return ""
        if key not in _LAWS:
            continue
        is_draft = begin > 0 and tokens[begin - 1].key in _DRAFTS
        if is_draft:
            return paragraph.slice(begin - 1, end)
        return _title(paragraph, begin, end, _LAWS)
    return ""


def _law_behind(paragraph: Paragraph, at: int) -> tuple[str, int]:
    """«تنص | المادة 30 (أ) من القانون | على», «ينص | القانون، الذي صدر أمس، | على»."""
    tokens = paragraph.tokens
    if at + 1 >= len(tokens) or not look(tokens[at + 1].key).is_definite:
        return "", at + 1
    for after in range(at + 2, min(at + _LONGEST_LAW, len(tokens))):
        past = clauses.past_insertion(paragraph, after) if tokens[after].key == "،" else after
        if past and past < len(tokens) and tokens[past].key == "علي":
            return paragraph.slice(at + 1, after), past
        if not tokens[after].is_word and tokens[after].key not in ("(", ")"):
            break
    return "", at + 1


def law(paragraph: Paragraph, at: int) -> tuple[str, int]:
    """«وتنص المادة 30 من القانون على أنه», «الدستور، الذي نص على»: what says so, and the token
    after it; empty where it is not told beside the verb."""
    tokens = paragraph.tokens
    if at > 1 and tokens[at - 1].key in RELATIVE:
        end = at - 2 if tokens[at - 2].key == "،" and at > 2 else at - 1
        return _antecedent(paragraph, end), at + 1
    if named := _law_before(paragraph, at):
        return named, at + 1
    if at > 0 and tokens[at - 1].key in _LAWS:
        return _title(paragraph, at - 1, at, _LAWS), at + 1  # «أن الدستور نص على»
    return _law_behind(paragraph, at)
