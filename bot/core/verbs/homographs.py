"""Whether the letters of a reporting verb are a noun where they stand, or a verb of another sense.

«وهو ثمن «باهظ»», «بانتظار رأي فنيين», «بعد نشر الخبر», «قال دان كرولي»: told by the word before
them; «وحمل حقيبته»: by what is carried.
"""

from itertools import takewhile

from bot.core import arabic, lexicon, reporting
from bot.core.phrases.tokens import Paragraph
from bot.core.reporting import Verb

_CONDITIONS = frozenset({"هل", "اذا", "لو", "ولو", "واذا", "فاذا"})
_NOT = frozenset({"لم", "لا", "دون", "ان"})
_HIS_NAME = frozenset({"اسمه", "اسمها", "اسمهما", "اسماءهم", "هويته", "هويتها"})
_KEEPS = frozenset(
    {"رفض", "رفضت", "رفضوا", "طلب", "طلبت", "طلبوا", "اشترط", "اشترطت", "اشترطوا", "ذكر", "كشف"}
)
_NAME_REACH = 6
_MOST_OF = frozenset({"احد", "احدي", "من", "ومن", "بين", "هو", "هي"})
"""«أحد أبرز المشايخ»: no verb."""
_GOVERN = (lexicon.words("governing-prepositions") | lexicon.words("adverbials")) - {"من"}
"""«بشأن نعتها المدير فلان بـ«…»»: what she did, and he is the object; but «كل من وصفه»."""
BESIDE = lexicon.words("beside")
_DEEDS_OR_NOUNS = lexicon.words("deeds-or-nouns")
_THAT = frozenset({"ان", "بان", "وان"})
_BEFORE_DEED = frozenset({"بعد", "قبل", "منذ", "سبق", "الي", "دون"})
"""«وبعد أن نشر الخبر»; any other «أن» has a noun behind it."""
_BEFORE_A_NOUN, _BETWEEN_NOUNS = lexicon.words("before-a-noun"), lexicon.words("between-nouns")
BURDENS = frozenset({"حمل", "حملت", "يحمل", "تحمل"})
CARRIES = BURDENS | frozenset(
    {"حملوا", "حملا", "حملتا", "يحملون", "تحملون", "يحملان", "سيحمل", "ستحمل"}
)
_CHARGE = frozenset({"مسووليه", "المسووليه", "تبعات", "تبعه"})
"""«وحمّل المجلس الوزارة مسؤولية «…»»; whoever carries anything else says nothing."""
_CHARGED = 14


def is_noun(paragraph: Paragraph, at: int, verb: Verb) -> bool:
    """«مجالات عدة», «بعد نشر», «قال دان كرولي»: the letters of a verb, but a noun."""
    if verb.is_noun:
        return False
    before = paragraph.tokens[at - 1].key if at else ""
    is_kept = before in _NOT or paragraph.tokens[at].key.removeprefix("و") in _KEEPS
    if is_kept and _keeps_name_back(paragraph, at):
        return True  # «قال صاحب محل، لم تذكر الصحيفة اسمه، إن», «-رفض الكشف عن اسمه-»
    is_deed = before in _GOVERN and paragraph.tokens[at].key in reporting.DESCRIBING
    if is_deed or before in _CONDITIONS:
        return True  # «هل سيقول …: «…»», «إذا رفض النواب»: nobody did
    if paragraph.tokens[at].key in _DEEDS_OR_NOUNS and _is_noun_due(paragraph, at):
        return True
    if reporting.is_name_after_saying(before, paragraph.tokens[at].key):
        return True
    if paragraph.tokens[at].key == "ابرز" and (before in _MOST_OF or _is_of_many(paragraph, at)):
        return True
    if verb.force != "say" and (before in BESIDE or _is_received(paragraph, at)):
        return True
    return paragraph.slice(at, at + 1).endswith("ة")


def _is_received(paragraph: Paragraph, at: int) -> bool:
    """«في بلاغ توصلت به الصحيفة», «توصل الموقع بنسخة منه»; not «توصل الفريق إلى أن»."""
    if not paragraph.tokens[at].key.startswith("توصل"):
        return False
    ahead = [token.key for token in paragraph.tokens[at + 1 : at + _NAME_REACH]]
    return ahead[:1] in (["به"], ["بها"]) or "بنسخه" in ahead


def _is_of_many(paragraph: Paragraph, at: int) -> bool:
    """«أبرز التصريحات:»: the most telling; their verb would be «أبرزت»."""
    ahead = paragraph.tokens[at + 1 : at + 2]
    return any(token.key.startswith("ال") and token.key.endswith("ات") for token in ahead)


def _keeps_name_back(paragraph: Paragraph, at: int) -> bool:
    for token in paragraph.tokens[at + 1 : at + _NAME_REACH]:
        if not token.is_word:
            return False
        if token.key in _HIS_NAME:
            return True
    return False


def _is_noun_due(paragraph: Paragraph, at: int) -> bool:
    """«وهو ثمن «باهظ»», «أسعار أو طلب «رزين»», «بانتظار رأي فنيين»: no deed of anybody's."""
    before = paragraph.tokens[at - 1].key if at else ""
    following = paragraph.tokens[at + 1 : at + 2]
    is_quoted = bool(following) and following[0].span is not None
    earlier = paragraph.tokens[at - 2].key.removeprefix("و") if at > 1 else ""
    is_subject = before in _THAT and earlier not in _BEFORE_DEED
    return is_subject or before in _BEFORE_A_NOUN or (is_quoted and before in _BETWEEN_NOUNS)


def ends_otherwise(paragraph: Paragraph, at: int) -> bool:
    """«نادي الضفة», «ناشطة تدعى ليلى»: told from «نادى», «تدعي» by its last letter; «في تصريح
    سموه»: the prince; «قبيل نشر التقرير»."""
    key, raw = paragraph.tokens[at].key, paragraph.slice(at, at + 1)
    before = paragraph.tokens[at - 1].key if at else ""
    if key in ("سموه", "سموها"):
        return before not in ("ما", "مما", "بما")
    if before in BESIDE:
        return True
    return not reporting.is_spelt(key, raw) or (key in ("يدعي", "تدعي") and raw.endswith("ى"))


def charges(paragraph: Paragraph, at: int) -> bool:
    """«وحمّل المجلس الوزارة مسؤولية «…»», «وحملت الهيئة البلدية «كامل المسؤولية»»; not
    «حمل المتظاهرون لافتات كتب عليها «المسؤولية عليكم»»."""
    if paragraph.tokens[at].key.lstrip("وف") not in BURDENS:
        return False
    ahead = paragraph.tokens[at + 1 : at + _CHARGED]
    near = takewhile(lambda each: reporting.verb(each.key) is None, ahead)
    told = (paragraph.text[each.span.start : each.span.end] for each in near if each.span)
    keys = (*(each.key for each in ahead), *arabic.normalise(" ".join(told)).split())
    return not _CHARGE.isdisjoint(keys)
