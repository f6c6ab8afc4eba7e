"""Whether the reporting word says that the words were said, and not that they were not.

«وأنكر أن يكون قال: «…»», «أنها لم تقل: «…»», «وكأنه يقول: «…»», «أراد أن يقول: «…»», «زعمت صفحات
أن الوزير قال: «…»»: printed as somebody's words they would say the contrary of the article.
"""

from itertools import pairwise

from bot.core import lexicon, reporting
from bot.core.phrases.tokens import END, Paragraph
from bot.core.speakers.events import Event, Found
from bot.core.verbs import clauses
from bot.core.verbs.clauses import THAT

_DENIES, _WANTS = lexicon.words("denies"), lexicon.words("wants")
_FALSE, _FORGED = lexicon.words("false"), lexicon.words("forged")
_RUMOURS = lexicon.words("rumours")
_CLAIM = ["الادعاء", ":"]
"""A fact check's heading."""
_NOT = frozenset(particle + word for particle in ("", "و", "ف") for word in ("لم", "لن", "لا"))
_AS_IF = frozenset(
    particle + word
    for particle in ("", "و", "ف")
    for word in ("كانه", "كانها", "كانهم", "كانما", "لو", "اذا")
)
_PERHAPS = frozenset({"قد", "وقد", "فقد", "ربما", "وربما", "فربما"})
_SAID_NOT = frozenset({"يقل", "تقل", "يقولوا", "تقولوا", "يقول", "تقول", "يقولون"})
"""«لم يقل»: `reporting` has no jussives, which tell of what was not said."""
_HAPPENS = frozenset({"قبل", "بعد", "الي", "الا", "دون", "سوي"})
_HIS_SAYING = ("قول", "القول")
_CLAUSE, _NEAR = 14, 6


def is_unsaid(found: Found, event: Event) -> bool:
    """Whether the words were denied, or only imagined, wished for or feared."""
    paragraph = found.paragraph
    if _is_denied(paragraph, event, found.at) or _says_not(paragraph, event, found.at):
        return True
    if _is_false(paragraph, event) or _is_rumour(paragraph, event):
        return True
    return not event.verb.is_noun and not event.is_continued and _is_unreal(paragraph, event)


def _is_false(paragraph: Paragraph, event: Event) -> bool:
    """«وفي المقطع المفبرك يقول», «ورد خطأ أن فلانا قال», «الادعاء: قال فلان»."""
    begin = clauses.sentence_start(paragraph, event.at)
    told = [token.key for token in paragraph.tokens[begin : event.at]]
    return told[:2] == _CLAIM or any(
        (lexicon.bare(one) in _FORGED and lexicon.bare(other) in _FALSE)
        or (other == "خطا" and reporting.verb(one) is not None)
        for one, other in pairwise(told)
    )


def _is_rumour(paragraph: Paragraph, event: Event) -> bool:
    """«زعم موقع أن الوزير قال»; not «زعم الوزير أن …، وقال»."""
    begin = clauses.sentence_start(paragraph, event.at)
    told = [token.key for token in paragraph.tokens[begin : event.at]]
    at = next((at for at, key in enumerate(told) if key.lstrip("وف") in _RUMOURS), len(told))
    that = next((each for each in range(at, len(told)) if told[each] in THAT), len(told))
    return that < len(told) and "،" not in told[that:]


def _says_not(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«وأكدت الوزيرة أنها لم تقل: «…»»."""
    keys = [token.key for token in paragraph.tokens[event.after : at]]
    return any(one in _NOT and other in _SAID_NOT for one, other in pairwise(keys))


def _is_unreal(paragraph: Paragraph, event: Event) -> bool:
    tokens, lead = paragraph.tokens, clauses.tense_before(paragraph, event.at)
    before = tokens[lead - 1].key if lead else ""
    if before in _AS_IF or (before in _NOT and event.key not in _DENIES):
        return True
    is_imperfect = event.key[:1] in ("ي", "ت")
    if is_imperfect and event.at and tokens[event.at - 1].key in _PERHAPS:
        return True
    is_an = before in ("ان", "بان") and "إ" not in paragraph.slice(lead - 1, lead)
    is_wish = is_an and (is_imperfect or lead < event.at)
    return is_wish and not _happens(paragraph, lead - 1)


def _happens(paragraph: Paragraph, that: int) -> bool:
    """«قبل أن يضيف», «لم يملك إلا أن يقول», «ولم يفت الحزب أن يشير»: it was said; not «لم يرد أن
    يقول»."""
    keys = [token.key for token in paragraph.tokens[max(0, that - _NEAR) : that]]
    if keys and keys[-1].lstrip("وف") in _HAPPENS:
        return True
    return not _NOT.isdisjoint(keys) and _WANTS.isdisjoint(keys) and "يرد" not in keys


def _is_denied(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«نفى ما نسب إليه من قول: «…»», «نفى أنه قال: «…»»; not «نفى ذلك قائلا: «…»»."""
    tokens = paragraph.tokens
    if event.key.lstrip("وف") in _DENIES:
        return any(_is_of_saying(token.key) for token in tokens[event.after : at])
    lead = clauses.tense_before(paragraph, event.at)
    is_that = lead > 0 and tokens[lead - 1].key in THAT
    if not is_that and event.key not in _HIS_SAYING and not event.key.startswith("قول"):
        return False
    for before in range(lead - 1, max(-1, lead - _CLAUSE), -1):
        if tokens[before].key in ("،", "؛", ":", END) or tokens[before].span is not None:
            return False
        if tokens[before].key.lstrip("وف") in _DENIES:
            return True
    return False


def _is_of_saying(key: str) -> bool:
    verb = reporting.verb(key)
    return key in THAT or (verb is not None and verb.force == "say" and not key.endswith("ا"))
