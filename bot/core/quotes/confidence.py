"""Whether a speaker is known well enough to print his words.

A wrong speaker is the worst error there is: whoever is only a common noun, was read in part or
was meant by a weak word is left out, at the price of some quotations that were right.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core import arabic, lexicon, reporting
from bot.core.cast.identity import Speaker
from bot.core.lexicon import exact, look
from bot.core.phrases.shapes import is_verbal_noun
from bot.core.phrases.tokens import END, Paragraph
from bot.core.quotes import standing, strangers
from bot.core.speakers import blessings
from bot.core.speakers.events import Event
from bot.core.verbs import clauses

_COMPLEMENT = re.compile("^(?:لل|لأ|[بكل]ـ|بلا )|(?: لل(?!أنباء)| بلا$)")
"""«رئيس الاتحاد | لألعاب القوى»: a complement that was taken for a name."""
_OFFICES_OF_ONE = lexicon.words("offices-of-one")
_GLUED = ("بال", "كال", "وال", "فال")
_PREPOSITIONS, _PRESS = lexicon.words("governing-prepositions"), lexicon.words("press")
_PROPER = lexicon.words("proper-bodies")
_AMONG = frozenset({"بينها", "منها", "مثل", "بينهم", "ضمنها"})
_THINGS = lexicon.words("things")
_PLURALS = frozenset({"خبراء", "علماء", "اطباء", "عسكريون", "باحثات"})
_SOURCES = frozenset({"مصادر", "مسوولون", "مسيولون"})
_LAYMEN = lexicon.words("laymen") | {"موظف", "موظفه"}
_REIGNING = frozenset({"ملك", "ملكه", "بابا", "امبراطور", "سلطان", "بطريرك"})
"""Known by one name."""
_ONE_OF = frozenset({"احد", "احدي"})
_INTRODUCED = lexicon.words("introduced-by-name")
_OF_A_WORK = lexicon.words("of-a-work")
_COUNTRYMEN = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_PARTS = frozenset(
    {"حيثيات", "مقدمه", "خلاصه", "خاتمه", "بنود", "ديباجه", "تفاصيل", "منطوق", "نص"}
)
_OF_WHICH = frozenset(
    {"المشروع", "التقرير", "القرار", "الحكم", "البيان", "البلاغ", "الاتفاق", "الدراسه", "القانون"}
)
"""Of which one is told elsewhere."""
_ORGANS = frozenset({("الامانه", "العامه"), ("المكتب", "السياسي"), ("المكتب", "التنفيذي")})
"""Of a body that is not told."""
_OURS = lexicon.words("first-person")
_TELLS = frozenset({"وقال", "فقال", "وقالت", "فقالت", "ورد", "فرد"})
_PAIR = 2
_LONGEST_TALE = 100
"""Tokens that are looked through."""
_WELL_TOLD = 3
_INSERTION = 5
_LISTED = ("given", "place")


def is_printable(paragraph: Paragraph, at: int, event: Event, speaker: Speaker) -> bool:
    """Whether nothing speaks against the speaker that was found for the quotation at a token."""
    return not any(_doubts(paragraph, at, event, speaker))


def _doubts(paragraph: Paragraph, at: int, event: Event, speaker: Speaker) -> Iterator[bool]:
    """What speaks against him, the cheapest first."""
    is_weak = event.verb.force == "weak"
    yield is_weak and not _is_saying_there(paragraph, at, event)
    yield speaker.is_named and _is_complement(speaker)
    yield event.how != "named" and not _is_whole_name(speaker)
    # many are named beside a body that speaks on
    yield event.how == "elided" and speaker.is_body and not _may_speak_on(event, speaker)
    yield not speaker.is_named and not _is_told_apart(paragraph, event, speaker)
    if event.how == "elided":
        yield strangers.stands_there(paragraph, event, speaker)
        yield _is_in_his_tale(paragraph, event)
        yield _lacks_name(speaker)
    yield _is_common(speaker)
    yield not speaker.is_named and _is_told_in_part(speaker)
    yield _is_no_name(speaker) and not _is_called_so(speaker)
    if event.how == "named":
        yield blessings.follows(paragraph, event.after)
        is_one_name = speaker.is_named and len(speaker.name_keys) == 1
        yield is_one_name and _goes_on(paragraph, event)
        yield _is_cut(paragraph, event)
        is_office = not (speaker.is_named or speaker.is_body)
        yield is_office and _is_named_later(paragraph, event)


def _lacks_name(speaker: Speaker) -> bool:
    """«مديرة المعهد», who goes on to speak: her name stood there, or she is another. Of 1,059
    printed quotations of articles that nobody had read, 7 of 10 such were wrong."""
    is_office = not (speaker.is_named or speaker.is_body) and bool(speaker.role_keys)
    return is_office and speaker.role_keys[0] in _OFFICES_OF_ONE


def _is_complement(speaker: Speaker) -> bool:
    """«المدير | بالنادي», not «والتر» or «فالح»: a word that is known follows the glued one; «عن
    حياتها», «وكمّل»."""
    first = speaker.name_keys[0] if speaker.name_keys else ""
    if _COMPLEMENT.search(speaker.name):
        return True
    if first in _PREPOSITIONS:
        return not speaker.name.startswith(("علي", "ال"))  # «الإمام»
    word = look(first[1:])
    if look(first).sort in ("given", "title"):
        return False  # «والتر», «والد الشهيد فلان»
    if not first.startswith(_GLUED):
        return first[:1] in ("و", "ف") and (word.is_verb or reporting.verb(first) is not None)
    return word.is_plain or word.sort != "other"


def _is_whole_name(speaker: Speaker) -> bool:
    """«وأضاف» after a bare «سعد»: who of the two was it? After «الجندي», «باستحياء»: no name, for
    all that is known; but «الزنزامي», and nobody else bears «سالوبك»."""
    if speaker.role or " " in speaker.name or not speaker.name_keys or speaker.alias.isdigit():
        return True  # «خلود (22 عاما)»
    key = speaker.name_keys[0]
    word, is_definite = look(key), speaker.name.startswith("ال")
    if word.sort == "family":
        return True
    is_unknown = word.sort == "other" and not word.is_plain
    if is_definite:
        return is_unknown and key.endswith("ي") and key not in _COUNTRYMEN
    return is_unknown and not is_verbal_noun(key[1:])


def _may_speak_on(event: Event, speaker: Speaker) -> bool:
    """«…، مضيفة أن», «وأضافت»: a body of some words, by a word of its gender that stands beside
    fewer people than «وقال»; no newspaper, since it quotes others."""
    head = speaker.role_keys[0] if speaker.role_keys else ""
    if len(speaker.role_keys) < 2 or head in _PRESS or look(head).sort == "document":
        return False
    return event.verb.gender == "f" or (event.verb.is_noun and event.verb.gender == "m")


def _is_saying_there(paragraph: Paragraph, at: int, event: Event) -> bool:
    """«وزاد: «…»», «وخلص إلى أن «…»», «وكتب فلان على صفحته «…»»: no other sense of the verb is
    left; «كتبها الأمير فلان «سفير بلادنا»» has it."""
    before = paragraph.tokens[at - 1].key if at else ""
    if event.how == "law" or before in clauses.THAT:
        return True
    if before == ":":
        return at < 2 or paragraph.tokens[at - 2].key not in _AMONG  # «مقالات، ومن بينها: «…»»
    return standing.is_written(event)


def _is_told_apart(paragraph: Paragraph, event: Event, speaker: Speaker) -> bool:
    """Not «مصدر» or «الصحيفة البريطانية», and not left out: it may be anybody's by now."""
    keys = speaker.name_keys or speaker.role_keys
    if event.how == "elided" and not speaker.is_whole:
        return False
    if event.how == "elided" and speaker.name.startswith("ال"):
        # «الأمم المتحدة», «الطالب الجامعي»; «أحد الجيران», «وزارة الصناعة», «ضابط …» speaks on
        is_of_country = speaker.is_body and lexicon.bare(keys[-1]).removesuffix("ه") in _COUNTRYMEN
        return len(keys) >= _WELL_TOLD or is_of_country  # «الحكومة اليمنية»
    if len(keys) == 1 and _is_source(keys[0]):
        told = paragraph.tokens[event.at : event.after]
        is_paper = look(keys[0]).sort == "document"  # «المعطيات»: whose, is told elsewhere
        return any(
            (token.key if is_paper else lexicon.bare(token.key)) == keys[0] for token in told
        )
    if len(keys) == 1 and (_are_many(keys[0]) or {keys[0], "ال" + keys[0]} & _PROPER):
        return event.how == "named"
    is_bare = len(keys) < 2 and speaker.name.startswith("ال")
    return not is_bare and len(keys) > 1


def _is_in_his_tale(paragraph: Paragraph, event: Event) -> bool:
    """«قائلا: ذهبنا إلى الموظف وقال «…»»: somebody else says it in what the speaker tells."""
    tokens = paragraph.tokens
    begin = event.at
    farthest = max(0, begin - _LONGEST_TALE)
    while begin > farthest and tokens[begin - 1].key not in (END, ":"):
        begin -= 1
    told = [token.key for token in tokens[begin : event.at]]
    is_in_speech = begin > 0 and tokens[begin - 1].key == ":" and tokens[begin].is_word
    if not is_in_speech or event.key not in _TELLS or told[-1:] == ["،"]:
        return False
    return any(key in _OURS or (key.endswith("نا") and len(key) > _PAIR + 1) for key in told)


def _is_source(key: str) -> bool:
    """«مصدر», «بلاغ», the name of a country or club: all that the newspaper tells."""
    return key in ("مصدر", *_SOURCES) or look(key).sort in ("document", "place")


def _are_many(key: str) -> bool:
    """«الباحثون», «الخبراء»: nobody in particular, and so nobody else."""
    return (key.endswith("ون") and look(key).sort == "title") or key in _PLURALS


def _is_no_name(speaker: Speaker) -> bool:
    """«الكاتب | محمد»: half a name; «والدة الطفل | تشاهد»: an unknown word that looks like a verb
    or a noun of quality."""
    words = speaker.name.split()
    if len(words) != 1 or not speaker.role:
        return False
    key = speaker.name_keys[0]
    if look(key).sort in _LISTED:
        return look(key).sort == "given"
    return (key[0] in "تي" and len(key) > 3) or key.endswith(("يه", "ات"))


def _is_called_so(speaker: Speaker) -> bool:
    """«بابا الفاتيكان فرانشيسكو», «الطالب محمد», «رغد (22 عاما)», «رغد، طالبة في كلية الطب»: one
    name is all that is told of him."""
    if look(speaker.name_keys[0]).sort != "given" or not speaker.is_whole:
        return False
    head, *rest = speaker.role_keys
    is_lay = head in _LAYMEN and not any(look(key).is_definite for key in rest[:1])
    return head in _REIGNING or speaker.role.startswith("ال") or is_lay or speaker.alias.isdigit()


def _is_common(speaker: Speaker) -> bool:
    """«لسان», «سيرة», «أم لخمسة أطفال»: a bare word that no list has as a name; «التونسي», one of
    that country."""
    key = speaker.name_keys[0] if len(speaker.name_keys) == 1 else ""
    if speaker.name.startswith("ال") and not speaker.role:
        return key in _COUNTRYMEN
    if not key or speaker.name.startswith("ال") or not speaker.is_named:
        return False
    return key in ("ام", *_THINGS) or look(key).sort in ("noun", "common")


def _is_told_in_part(speaker: Speaker) -> bool:
    """As the article calls him there he cannot stand alone in print."""
    words = speaker.name.split()
    keys = [arabic.word_key(word) for word in words]
    if not keys:
        return False
    is_pair = len(keys) == _PAIR
    if keys[0] in _ONE_OF and is_pair and not look(keys[1]).is_definite:
        return True  # «أحد أصدقائه»
    if tuple(keys) in _ORGANS or (speaker.is_body and is_pair and keys[1].startswith("وال")):
        return True  # «الجمعية والمختبر»: each has a name of its own
    if look(keys[0]).sort == "document" and is_pair and look(keys[1]).sort == "given":
        return True  # «بيان سامر»
    if is_pair and keys[0] in _PARTS and keys[1] in _OF_WHICH:
        return True  # «حيثيات المشروع»
    is_accusative = words[0].endswith(("ا", "اً", "ًا")) and _is_title(keys[0][:-1])
    is_cut = keys[-1].endswith("ي") and exact(keys[-1]) == "other" and _is_title(keys[-1][:-1])
    return is_accusative or is_cut or _has_a_name(keys)


def _is_title(key: str) -> bool:
    return look(key).sort == "title"


def _has_a_name(keys: Sequence[str]) -> bool:
    """«الناشطة الحقوقية», «مؤلف الكتاب»: who is told of so was introduced by name, and the name
    was not read."""
    is_definite = keys[0].startswith("ال") or look(keys[min(1, len(keys) - 1)]).is_definite
    if keys[0] in _OF_A_WORK:
        return is_definite
    return keys[0].startswith("ال") and lexicon.bare(keys[0]) in _INTRODUCED


def _goes_on(paragraph: Paragraph, event: Event) -> bool:
    """«قال عدنان … المتحدث»: a word that could not be read follows the one name."""
    tokens = paragraph.tokens
    if event.after >= len(tokens) or not tokens[event.after].is_word:
        return False
    key = tokens[event.after].key
    word = look(key)
    if reporting.verb(key) is not None or key in clauses.THAT:
        return False
    return word.sort in ("other", "noun", "common", "body") and key[0] not in "بلكوف"


def _is_named_later(paragraph: Paragraph, event: Event) -> bool:
    """«وقال مدير المكتب في سوريا، في لبنان وليد …»: the name stands behind an insertion."""
    for token in paragraph.tokens[event.after : event.after + _INSERTION]:
        if token.key in (END, ":", *clauses.THAT) or token.span is not None:
            return False
        if look(token.key).sort == "given":
            return True
    return False


def _is_cut(paragraph: Paragraph, event: Event) -> bool:
    """A word that nobody could read follows the name: it may be the rest of it."""
    return clauses.names_another(paragraph, event.after) or _is_paper_of(paragraph, event)


def _is_paper_of(paragraph: Paragraph, event: Event) -> bool:
    """«بيان من الشرطة», «تقرير صادر عن»: whose paper it is was not read."""
    speaker, tokens = event.speaker, paragraph.tokens
    if speaker is None or len(speaker.role_keys) != 1 or event.after >= len(tokens):
        return False
    is_paper = look(speaker.role_keys[0]).sort == "document" and not speaker.name.startswith("ال")
    return is_paper and tokens[event.after].key in ("من", "صادر", "عن")
