"""Tells titles, glosses and examples by the words around the marks.

«في كتابه الجديد «…»», «مقال معنون بـ«…»», ««…» الصادر عن الدار», «بمعنى «…»»: however long the
words are, nobody says them where they stand.
"""

from collections.abc import Sequence

from bot.core import arabic, lexicon
from bot.core.lexicon import look
from bot.core.phrases.tokens import QUOTATION, Paragraph
from bot.core.verbs.clauses import THAT

_WRITTEN = lexicon.words("written-works")
_SUNG = lexicon.words("sung-works")
_WORKS = _WRITTEN | _SUNG
_PUBLISHED = lexicon.words("published")
_PLACES = frozenset({"مديريات", "مدن", "قري", "بلدات", "محافظات", "احياء", "بلديات"})
_HEADING = frozenset({"عنوانا", "عنوان", "العنوان", "عنوانه", "عنوانها"})
_MEANS = frozenset({"بمعني", "معناه", "معناها", "ومعناه", "ومعناها"})
_THAT_IS = frozenset({"،", "(", QUOTATION})
"""«…، أي «…»»; elsewhere it is any: «لم يحرز أي «تقدم»»."""
_MEANING = frozenset({"يعني", "تعني", "وتعني", "ويعني"})
_LANGUAGES = frozenset({"بالعربيه", "بالامازيغيه", "بالفرنسيه", "بالانجليزيه", "بالانكليزيه"})
_KNOWN_AS = frozenset({"المعروف", "المعروفه", "المسمي", "المسماه", "الملقب", "الملقبه"})
_RAISES = frozenset({"ترفع", "يرفع", "رفع", "رفعت", "رافعين", "تحت"})
_OTHERS = frozenset({"وغيره", "وغيرها", "وغيرهم"})
_LONGEST_TITLE, _LONGEST_TERM, _LONGEST_ROW = 14, 4, 6
_HEADED = 4


def reason(paragraph: Paragraph, at: int, words: Sequence[str]) -> str:
    """Why the quotation at token `at` is a title, a gloss or an example; empty if it is none."""
    before = [_key(paragraph, at - back) for back in (1, 2)]
    if len(words) <= _LONGEST_TITLE and (
        _is_headed(paragraph, at, before)
        or _is_of_work(paragraph, at, words)
        or _is_published(paragraph, at)
    ):
        return "the title of a work"
    if len(words) <= _LONGEST_TERM and _is_term(paragraph, at, before):
        return "a term, and what it means"
    if len(words) <= _LONGEST_ROW and before[0] in _PLACES:
        return "names of places"
    return ""


def _key(paragraph: Paragraph, at: int) -> str:
    return paragraph.tokens[at].key if 0 <= at < len(paragraph.tokens) else ""


def _is_headed(paragraph: Paragraph, at: int, before: Sequence[str]) -> bool:
    """«معنون بـ«…»», «وعنون ذلك بـ«…»», «عنوانا لافتا «…»»."""
    if before[0] == "ب":
        near = paragraph.tokens[max(0, at - _HEADED) : at - 1]
        return any("عنون" in token.key for token in near)
    return before[1] in _HEADING


def _is_of_work(paragraph: Paragraph, at: int, words: Sequence[str]) -> bool:
    """«كتابه «…»», «روايته الجديدة «…»», «الأهزوجة القديمة «…»»; what is sung may be a clause, and
    what somebody speaks of: «عن فيلمه «لا أحد يعود …»», not «في كتابه «لا أحد يعود …»»."""
    near, begin = _key(paragraph, at - 1), at - 1
    work = _work(near)
    if not work and look(near).is_definite:
        begin = at - 2
        work = _work(_key(paragraph, begin))
    is_spoken_of = _key(paragraph, begin - 1) == "عن"
    return bool(work) and (work in _SUNG or is_spoken_of or not _is_clause(words))


def _work(key: str) -> str:
    """«كتابه», «الأغنية»: the thing with a title, if it is told whose or which; or empty."""
    if key.startswith("ال") and key[2:] in _SUNG:
        return key[2:]
    bare = key.removesuffix("ها") if key.endswith("ها") else key.removesuffix("ه")
    for form in (bare, bare[:-1] + "ه") if bare != key else ():
        for work in (form, form[1:] if form[:1] in "بلوك" else form):
            if work in _WORKS:
                return work
    return ""


def _is_clause(words: Sequence[str]) -> bool:
    keys = [arabic.word_key(word) for word in words]
    return keys[0] in THAT or any(look(key).is_verb for key in keys)


def _is_published(paragraph: Paragraph, at: int) -> bool:
    """««…» الذي نشر عام 1917», ««…» الصادر عن الدار»."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 3]]
    if len(following) < 2:
        return False
    if following[0] in ("الذي", "التي"):
        return following[1] in _PUBLISHED
    return following[following[0] == "،"] in ("الصادر", "الصادره", "المنشور", "المنشوره")


def _is_term(paragraph: Paragraph, at: int, before: Sequence[str]) -> bool:
    """«بمعنى: «…»», «ترفع راية «…»», ««…» المعروفة باسم …», ««…» وغيره»."""
    if before[1] in _MEANING and before[0] in _LANGUAGES:
        return True
    if before[0] in _PUBLISHED and before[0].endswith(("ه", "ها")):
        return True  # «تقرير عرضه «…»»: who published it
    if before[before[0] == ":"] in _MEANS or (before[0] == "رايه" and before[1] in _RAISES):
        return True
    if before[0] == "اي" and before[1] in _THAT_IS:
        return True
    behind = at + 1 + (_key(paragraph, at + 1) == "،")
    if _key(paragraph, behind) in ("الذي", "التي") and _key(paragraph, behind + 1) in _MEANING:
        return True  # ««إيض يناير»، الذي يعني …»
    following = _key(paragraph, at + 1)
    if following in _OTHERS:
        return before[0] != ":"
    return following in _KNOWN_AS
