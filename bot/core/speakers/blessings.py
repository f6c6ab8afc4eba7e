"""Whom a blessing names: «قال صلى الله عليه وسلم», «عن ابن عمر رضي الله عنهما قال».

Cited, no news: the words are his, but he takes no word from those who speak in the article.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.core import lexicon
from bot.core.cast.identity import Speaker
from bot.core.phrases.tokens import END, QUOTATION, Paragraph
from bot.core.speakers.events import Found, Subject

_SACRED = lexicon.words("sacred")
_EXALTED = frozenset({"وجل", "من", "اسمه", "شانه", "و"})
_CITED_AS = {"عز": "الله عز وجل", "رسوله": "رسول الله", "نبيه": "رسول الله"}
_CITED_IN_TWO = {("رسول", "الله"), ("الحق", "تبارك"), ("الحق", "سبحانه"), ("الحق", "تعالي")}
_PROPHET = frozenset({"الرسول", "النبي", "المصطفي", "رسولنا", "نبينا", "رسوله", "نبيه"})
_OF_GOD = frozenset({"رسول", "لرسول", "ورسول", "نبي"})
_BLESSINGS = (("صلي", "الله"), ("عليه", "الصلاه"), ("عليه", "السلام"))
_SIGNS = frozenset({"صلي", "الصلاه", "السلام", "وسلم", "رضي", "يا"})
"""One of them stands in whatever is looked for about a verb."""
_NEAR, _FAR = 8, 25
_PARAGRAPHS = 3
_SONS = frozenset({"ابن", "ابو", "ابي", "ابا", "عمر", "علي", "انس", "جابر", "بن", "ام"})


def _span(text: str, keys: tuple[str, ...]) -> Speaker:
    return Speaker(text, keys, "", (), False, False, False)


def _prophet_in(paragraph: Paragraph, begin: int, after: int) -> Speaker | None:
    """The last word for him between two tokens."""
    tokens = paragraph.tokens
    for at in range(min(after, len(tokens)) - 1, max(0, begin) - 1, -1):
        key = tokens[at].key
        if key in _PROPHET:
            return _span(paragraph.slice(at, at + 1), (key,))
        if key in ("للرسول", "للنبي"):
            return _span("ا" + paragraph.slice(at, at + 1)[1:], (key[2:],))
        if key in _OF_GOD and at + 1 < len(tokens) and tokens[at + 1].key == "الله":
            name = paragraph.slice(at, at + 2)
            return _span(name.lstrip("لو"), ("رسول", "الله"))
    return None


def subject(heard: Sequence[Paragraph], paragraph: Paragraph, at: int) -> Subject | None:
    """Who is blessed beside the verb at a token; None if nobody is."""
    if not _may_be_near(paragraph, at):
        return None
    if (companion := _companion(paragraph, at)) is not None:
        return Subject(companion, at + 1, "inside", is_sure=False)
    if not _is_his(paragraph, at):
        return None
    return Subject(_prophet(heard, paragraph, at), at + 1, "inside", is_sure=False)


def is_prophet_before(paragraph: Paragraph, at: int) -> bool:
    """«ورسولنا -صلى الله عليه وسلم- يبين لنا حقيقة هذا بقوله»: before the word at a token."""
    before = paragraph.tokens[max(0, at - _FAR) : at]
    return any(token.key.removeprefix("و") in _PROPHET for token in before)


def _prophet(heard: Sequence[Paragraph], paragraph: Paragraph, at: int) -> Speaker | None:
    """By the word nearest to the verb at a token, as the article calls him."""
    found = _prophet_in(paragraph, at + 1, at + 4) or _prophet_in(paragraph, at - _FAR, at)
    if found is not None:
        return found
    for told in [paragraph, *heard[: -_PARAGRAPHS - 1 : -1]]:
        if (found := _prophet_in(told, 0, len(told.tokens))) is not None:
            return found
    return None


def _may_be_near(paragraph: Paragraph, at: int) -> bool:
    """Whether `_is_his` or `_companion` can find anything."""
    near = paragraph.tokens[max(0, at - _FAR // 2) : at + _NEAR]
    return not _SIGNS.isdisjoint([token.key for token in near])


def _is_his(paragraph: Paragraph, at: int) -> bool:
    """«قال صلى الله عليه وسلم», «وسلم- قال», «وسلم عندما قال»: the blessing stands beside it."""
    keys = [token.key for token in paragraph.tokens[at + 1 : at + _NEAR]]
    words = [key for key in keys[:5] if key != "-"]
    if any(pair in _BLESSINGS for pair in pairwise(words[:4])):
        return True
    if _is_asked(paragraph, at):
        return True
    before = [token.key for token in paragraph.tokens[max(0, at - 4) : at]]
    between = before[before.index("وسلم") :] if "وسلم" in before else [END]
    return not {END, ":", "،", QUOTATION} & set(between)


def _is_asked(paragraph: Paragraph, at: int) -> bool:
    """«وقالوا يا رسول الله ما شاء الله وشئت، قال: «…»»: he was spoken to just before."""
    if paragraph.tokens[at].key.lstrip("وف") != "قال":
        return False
    before = [token.key for token in paragraph.tokens[max(0, at - _FAR // 2) : at]]
    asked = [place for place, key in enumerate(before) if key == "يا"]
    if not asked or END in before[asked[-1] :]:
        return False
    return before[asked[-1] + 1 : asked[-1] + 3] in (["رسول", "الله"], ["نبي", "الله"])


def follows(paragraph: Paragraph, at: int) -> bool:
    """«قول سيد البشر صلى الله عليه وسلم»: so is blessed who is named before a token."""
    keys = [token.key for token in paragraph.tokens[at : at + 4] if token.key != "-"]
    return any(pair in (*_BLESSINGS, ("رضي", "الله")) for pair in pairwise(keys))


def _companion(paragraph: Paragraph, at: int) -> Speaker | None:
    """«عن أبي هريرة رضي الله عنه قال»: who is blessed just before the verb."""
    tokens = paragraph.tokens
    words = [place for place in range(max(0, at - 7), at) if tokens[place].is_word]
    keys = [tokens[place].key for place in words]
    if len(keys) < 5 or keys[-3:-1] != ["رضي", "الله"] or not keys[-1].startswith("عن"):
        return None
    first = words[-5] if keys[-5] in _SONS else words[-4]
    return _span(
        paragraph.slice(first, words[-4] + 1), tuple(keys[-5 if first < words[-4] else -4 : -3])
    )


def cited(found: Found) -> str:
    """«قال تعالى», not «تشكر الله»: the word for who is cited, no person of the news; empty for
    everybody else."""
    event, tokens = found.event, found.paragraph.tokens
    at = event.at + 1 if event is not None and event.verb.force != "act" else 0
    if not 0 < at < len(tokens) or tokens[at].key not in _SACRED:
        return ""
    if tokens[at].key == "عز" and (at + 1 == len(tokens) or tokens[at + 1].key not in _EXALTED):
        return ""
    if tokens[at].key in _CITED_AS:
        return _CITED_AS[tokens[at].key]
    is_pair = tokens[at + 1 : at + 2] and (tokens[at].key, tokens[at + 1].key) in _CITED_IN_TWO
    return found.paragraph.slice(at, at + 1 + bool(is_pair))
