"""Where a verb has two nouns behind it, the first is its subject: «ووصف البيت الأبيض مقتله بأنه»,
«ودعا المرسوم جميع السكان». Of things that no list has as speakers, by what stands behind them.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.cast import same_name
from bot.core.cast.identity import Speaker, bares
from bot.core.lexicon import Word, look
from bot.core.phrases import read
from bot.core.phrases.mentions import Mention
from bot.core.phrases.shapes import is_prefixed
from bot.core.phrases.tokens import Paragraph
from bot.core.reporting import Verb
from bot.core.verbs import clauses

_NOUNS = ("other", "noun", "common", "document")
_SOMEBODY = ("noun", "title", "body", "place")
_TELL, _WARN = lexicon.words("tell-somebody"), lexicon.words("warn-somebody")
_PATIENTS = lexicon.words("whose-kin")
_QUALITIES = lexicon.words("of-another-in-office") | {"موسس", "موسسه"}
_OBJECTS = frozenset({"هذا", "هذه", "تلك", "جميع", "كل", "كافه"})
"""Begin a second noun."""
_ADJECTIVES = 2
_WELL_TOLD = 3
"""So many words of an office are no other man's."""
_REACH = 14


def end(paragraph: Paragraph, begin: int, verb: Verb) -> int:
    """The token after the first noun, if another begins there; else `begin`."""
    after = _first(paragraph, begin)
    tokens = paragraph.tokens
    if begin == after or after >= len(tokens) or not tokens[after].is_word:
        return begin
    if paragraph.slice(begin, begin + 1).endswith("ة") != (verb.gender == "f"):
        return begin
    following = tokens[after].key
    is_second = _is_noun(following) and not look(following).is_definite
    if not (is_second or tokens[after].key in _OBJECTS):
        return begin
    return after if clauses.introduces(paragraph, after - 1, _REACH) else begin


def whole(paragraph: Paragraph, mention: Mention) -> Mention:
    """«أدانت نقابة الصحفيين اليمنيين قرار …»: the adjective is no object, as one follows."""
    tokens, after = paragraph.tokens, mention.after
    if mention.name_keys or after + 1 >= len(tokens) or not _is_plural(tokens[after].key):
        return mention
    following = tokens[after + 1].key
    is_second = _is_noun(following) and not look(following).is_definite
    if not is_second:
        return mention
    full = read(paragraph, mention.start)
    return full if full is not None else mention


def before_whom(paragraph: Paragraph, at: int, mention: Mention) -> Mention:
    """«أبلغ الوزير | الصحفيين أن», «سأل القاضي | المتهم سامر الحداد»: the office without whom he
    told it or asked; the verb stands at `at`."""
    cue = paragraph.tokens[at].key.lstrip("وف")
    if cue in _TELL and _are_two_men(paragraph, mention.start):
        short = read(
            replace(paragraph, tokens=paragraph.tokens[: mention.start + 1]), mention.start
        )
        return short if short is not None else mention
    if mention.name_keys or cue not in _TELL | _WARN:
        return mention
    short = read(paragraph, mention.start, has_object=True)
    if short is None or short.name_keys or short.after >= mention.after:
        return mention
    whom = look(paragraph.tokens[short.after].key)
    is_somebody = whom.is_definite and whom.sort in _SOMEBODY and not whom.bare.endswith("ي")
    return short if is_somebody else mention


def _are_two_men(paragraph: Paragraph, at: int) -> bool:
    """«القاضي | المتهم», «المذيعة | الوزير»; not «الرئيس المكلف», «الكاتب الصحفي»."""
    words = [look(token.key) for token in paragraph.tokens[at : at + 2]]
    if len(words) < 2 or not all(word.is_definite for word in words):
        return False
    first, second = words
    is_man = second.sort == "title" or second.bare in _PATIENTS
    is_quality = second.bare in _QUALITIES or second.bare.endswith(("ي", "يه"))
    return first.sort == "title" and is_man and not is_quality


def is_of_another(mention: Mention, speakers: Sequence[Speaker]) -> bool:
    """«مدير صندوق المدينة | سامرا», after «سليم الحداد، مدير صندوق المدينة»."""
    office, name = bares(mention.role_keys), bares(mention.name_keys)
    if len(name) != 1 or len(office) < _WELL_TOLD:
        return False
    holders = [who for who in speakers if who.is_named and who.role_keys == office]
    return bool(holders) and not any(same_name.is_same(name, who.name_keys) for who in holders)


def without_name(paragraph: Paragraph, mention: Mention) -> Mention:
    """The office alone, where the name is the last token."""
    last = mention.after - 1
    is_last = mention.name_keys == (paragraph.tokens[last].key,)
    return replace(mention, name="", name_keys=(), after=last) if is_last else mention


def _is_plural(key: str) -> bool:
    return _is_adjective(look(key)) and key.endswith("يين")


def _first(paragraph: Paragraph, begin: int) -> int:
    """«القصر الأبيض», «دليل المعرض»: definite by itself or by what completes it."""
    tokens, at = paragraph.tokens, begin + 1
    head = look(tokens[begin].key) if begin < len(tokens) and tokens[begin].is_word else None
    if head is None or not _is_noun(tokens[begin].key):
        return begin
    if not head.is_definite:
        if at >= len(tokens) or not look(tokens[at].key).is_definite:
            return begin
        at += 1
    last = at + _ADJECTIVES
    while at < min(last, len(tokens)) and _is_adjective(look(tokens[at].key)):
        at += 1
    return at


def _is_adjective(word: Word) -> bool:
    return word.is_definite and word.sort in ("other", "common")


def _is_noun(key: str) -> bool:
    """A noun, not «رسميا», «بطريقة», «مضيفا»."""
    word = look(key)
    if word.sort not in _NOUNS or word.is_verb or is_prefixed(key) or reporting.verb(key):
        return False
    is_other = word.sort == "other"
    return not (is_other and (not word.is_plain or key[0] in "بلكو" or key.endswith("ا")))
