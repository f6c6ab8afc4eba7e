"""What stands between a reporting verb and its subject: «له», «عن ذلك», «لوكالة الأنباء».

Judgements about tokens only.
"""

from bot.core import lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import PRESS_WORDS, is_outlet
from bot.core.phrases.tokens import END, Paragraph
from bot.core.speakers.beside import BEGIN_PERSONS
from bot.core.verbs import clauses

_DATIVES = lexicon.words("dative-pronouns")
_PRONOUNS = lexicon.words("fronted-pronouns") | _DATIVES
_SOMEBODY = lexicon.words("somebody")
_ON = frozenset({"عن", "في", "حول", "علي"})
_THIS = frozenset({"ذلك", "هذا", "هذه", "تلك"})
_THESE = _THIS | {"هولاء", "اولئك"}
_RESTS = {"لبي": ("بي", "سي"), "لسي": ("ان", "ان"), "لسكاي": ("نيوز", "عربيه")}
_HEARS = ("body", "place")
_TOLD = frozenset(glue + word for word in lexicon.words("told-him") for glue in ("", "و", "ف"))
_HIS = ("ه", "ها", "هم")
_IN_PAPERS, _LONGEST_PAPER = ("other", "place", "noun", "common", "time"), 5
_PRESS = lexicon.words("press")
_SPEAKERS = ("title", "body", "given", "family", "honour")


def past_outlet(paragraph: Paragraph, begin: int) -> int:
    """Over «فيه», «من خلاله», and the name in «لوكالة الأنباء الألمانية»."""
    tokens = paragraph.tokens
    last = len(tokens) - 1
    if begin > 1 and tokens[begin - 2].key in clauses.RELATIVE:
        return begin + _is_resumed(paragraph, begin)
    if topic := _topic(paragraph, begin):
        return begin + topic
    if begin < last and tokens[begin].key == "لي" and not _is_to_me(tokens[begin + 1].key):
        return begin  # «وقال لي جونج»
    if begin < last and _is_to(paragraph, begin):
        return begin
    if begin < last and tokens[begin].key == "من" and tokens[begin + 1].key in _PRONOUNS:
        return begin + 2
    if begin <= last and tokens[begin].key in _PRONOUNS:
        return begin + 1
    is_told = 0 < begin <= last and tokens[begin - 1].key[0] == "ل"
    if not is_told or look(tokens[begin - 1].key[1:]).sort != "body":
        return begin
    return _past_agency(paragraph, begin)


def _is_to(paragraph: Paragraph, at: int) -> bool:
    """«وأشار إلى الامتناع», «تحدثوا الي المرصد», not «قال إليّ فلان»."""
    if paragraph.tokens[at].key != "الي":
        return False
    is_spelt = paragraph.slice(at, at + 1).endswith("ى")
    return is_spelt or look(paragraph.tokens[at + 1].key).sort in _HEARS


def _past_agency(paragraph: Paragraph, begin: int) -> int:
    at, last, tokens = begin, len(paragraph.tokens) - 1, paragraph.tokens
    while at <= last and tokens[at].is_word and at < begin + 5:
        word = look(tokens[at].key)
        if word.sort not in ("other", "noun", "place", "common", "body"):
            break
        at += 1
    return at


def _is_resumed(paragraph: Paragraph, begin: int) -> bool:
    """«الشيء الذي أكد عليه الباحث فلان»: the pronoun is what it is about, not its subject."""
    keys = [token.key for token in paragraph.tokens[begin : begin + 2]]
    return len(keys) > 1 and keys[0] in _PRONOUNS and keys[1] in BEGIN_PERSONS


def _is_to_me(following: str) -> bool:
    return following in BEGIN_PERSONS or following in _SOMEBODY


def _topic(paragraph: Paragraph, begin: int) -> int:
    """How many words «عن ذلك», «في هذا الشأن» are between a verb and its subject."""
    tokens = paragraph.tokens
    if begin + 3 >= len(tokens) or tokens[begin].key not in _ON:
        return 0
    if tokens[begin + 1].key not in _THIS:
        return 0
    count = 2 + look(tokens[begin + 2].key).is_definite
    return count if count == 2 or tokens[begin + 3].key in BEGIN_PERSONS else 0


def is_far_subject(paragraph: Paragraph, mention: Mention) -> bool:
    """«وقال لي يوسف», «ويقول عن ذلك الوزير»; not «وقالت له بغيظ»: behind these a subject is one of
    the kinds that the lists have."""
    before = paragraph.tokens[mention.start - 1].key if mention.start else ""
    return before not in _DATIVES | _THIS or clauses.is_listed(mention)


def _is_pointed_at(paragraph: Paragraph, at: int) -> bool:
    """«وقالت هذه الجمعيات», «وأشارت تلك التقديرات»."""
    following = paragraph.tokens[at + 1] if at + 1 < len(paragraph.tokens) else None
    if paragraph.tokens[at].key not in _THESE or following is None:
        return False
    word = look(following.key)
    is_told = paragraph.tokens[at].key == "ذلك" and word.sort in _SPEAKERS  # «وأوردت ذلك قناة …»
    return word.is_definite or is_told


def _is_nisba_of_outlet(paragraph: Paragraph, at: int) -> bool:
    """«وقال للإذاعة العبرية إن»: of what country it is; but «للقناة السورية ريم»."""
    keys = [token.key for token in paragraph.tokens[at : at + 3]]
    if len(keys) < 3 or not keys[0].startswith("لل"):
        return False
    nisba = look(keys[1])
    return nisba.is_definite and nisba.sort in ("other", "common")


def _is_name_in_commas(paragraph: Paragraph, at: int) -> bool:
    """«وقالت، فلانة الفلانية، التي»: a comma between the verb and its subject."""
    keys = [token.key for token in paragraph.tokens[at + 1 : at + 5]]
    is_name = "،" in keys[2:] and look(keys[0]).sort == "given"
    return is_name and reporting.verb(paragraph.tokens[at - 1].key) is not None


def _is_behind_paper(paragraph: Paragraph, at: int) -> bool:
    """«ويقول لـ«صحيفة النهر»، سامر الحداد المستشار في الشركة، «…»»: the comma ends the outlet."""
    tokens = paragraph.tokens
    is_behind = at > 1 and tokens[at - 1].span is not None and tokens[at - 2].key[0] == "ل"
    return is_behind and any(token.key in BEGIN_PERSONS for token in tokens[at + 1 : at + 2])


def _rest_of_name(paragraph: Paragraph, at: int) -> int:
    """«وقال لفرانس | برس إن», «لسكاي | نيوز عربية»: how many tokens of an outlet's name stand at
    one."""
    rest = _RESTS.get(paragraph.tokens[at - 1].key, ())
    keys = tuple(token.key for token in paragraph.tokens[at : at + len(rest)])
    if rest and keys == rest:
        return len(rest)
    return int(any(token.key in PRESS_WORDS for token in paragraph.tokens[at : at + 1]))


def _is_press(paragraph: Paragraph, at: int) -> bool:
    return any(token.key in _PRESS for token in paragraph.tokens[at : at + 1])


def _past_paper(paragraph: Paragraph, at: int) -> int:
    """«وقال لعنب بلدي | الباحث فلان», «لـ(عاين) | ليلى عباس»: behind a paper that no list has,
    where somebody is named there; else 0."""
    tokens, key = paragraph.tokens, paragraph.tokens[at].key
    if key[0] != "ل":
        return 0
    verb, stem = reporting.verb(tokens[at - 1].key), look(key[1:])
    is_told = verb is not None and (verb.force == "say" or tokens[at - 1].key in _TOLD)
    is_paper = look(key).sort == "other" and (stem.is_plain or stem.sort == "place")
    if not (is_told and (is_paper or key == "ل")) or key.endswith(_HIS):
        return 0
    for ahead in range(at + 1, min(at + _LONGEST_PAPER, len(tokens))):
        following = tokens[ahead]
        if following.key in BEGIN_PERSONS:
            return ahead
        if look(following.key).sort not in _IN_PAPERS and following.key not in "()":
            return 0
    return 0


def _past_marks(paragraph: Paragraph, at: int) -> int:
    """«، اليوم الجمعة،»; else 0."""
    is_mark = paragraph.tokens[at].key in ("،", "-")
    return clauses.past_insertion(paragraph, at) if is_mark else 0


def subject_start(paragraph: Paragraph, at: int) -> int:
    """Over «أمس»، «للصحفيين»، «، اليوم الجمعة،» to where the subject may stand."""
    tokens = paragraph.tokens
    while at < len(tokens):
        key = tokens[at].key
        sort = look(key).sort if tokens[at].is_word else None
        sort = "outlet" if sort == "other" and is_outlet(paragraph, at) else sort
        if sort == "time" or _is_pointed_at(paragraph, at):
            at += 1
        elif sort == "outlet":
            names_it = at + 1 < len(tokens) and tokens[at + 1].span is not None
            at += 2 if names_it else 1 + _is_nisba_of_outlet(paragraph, at)
            at += _rest_of_name(paragraph, at)
            if not key.startswith("لل") and _is_press(paragraph, at):
                at = _past_agency(paragraph, at)  # «وقال لمراسل | وكالة الأنباء إن»
        elif key == "ل" and at + 1 < len(tokens) and tokens[at + 1].span is not None:
            at += 2
        elif key == "،" and (_is_name_in_commas(paragraph, at) or _is_behind_paper(paragraph, at)):
            at += 1
        elif past := _past_paper(paragraph, at) or _past_marks(paragraph, at):
            at = past
        else:
            break
    return at


def is_last(paragraph: Paragraph, at: int) -> bool:
    """The sentence ends at a token, or behind «(34 عاما)» and «لوكالة النهر»."""
    keys = [token.key for token in paragraph.tokens[at : at + _LONGEST_PAPER]]
    at += keys.index(")") + 1 if keys[:1] == ["("] and ")" in keys else 0
    at = past_outlet(paragraph, subject_start(paragraph, at))
    return at >= len(paragraph.tokens) or paragraph.tokens[at].key == END
