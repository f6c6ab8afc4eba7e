"""Whether somebody else than the one who was found may have said the words.

«سأل القاضي المتهم عن السكين، فقال: «…»»: not the judge. «قال المدعي إن المتهم اعترف قائلا: «…»»:
not the prosecutor. «استشهد بمقولة فلان: «…»»: not who cites them.
"""

from itertools import pairwise

from bot.core import lexicon, reporting
from bot.core.cast.identity import Speaker
from bot.core.lexicon import look
from bot.core.phrases import read, read_glued
from bot.core.phrases.tokens import Paragraph
from bot.core.speakers.events import Event, Found
from bot.core.verbs import clauses

_ASKS = lexicon.words("asks")
_CITES, _CITED = lexicon.words("cites"), lexicon.words("cited")
_SAYINGS = frozenset(
    particle + noun + ending
    for noun in lexicon.words("sayings")
    for particle in ("", "ب", "ل")
    for ending in ("", "ا", "ات")
)
_KIN = lexicon.words("kin")
_SAYING_TO_US = lexicon.words("words-to-us")
_WORDS_TO_US = frozenset(
    particle + noun for noun in _SAYING_TO_US for particle in ("ال", "بال", "كال", "لل")
)
_SAID_IT = frozenset({"قالها", "قالتها"})
_OF_HIM = frozenset({"بانه", "بانها", "بانهم"})
_TELLS = frozenset({"وقال", "وقالت", "فقال", "فقالت"})
_WOMEN = frozenset({"ام", "اخت"})
_OBJECTS = ("ه", "ها", "هم", "هما")
_FEWEST = 3


def may_be_anothers(found: Found, event: Event, speaker: Speaker) -> bool:
    """Whether the words may be of him who was asked, accused or told of."""
    paragraph, begin = found.paragraph, clauses.sentence_start(found.paragraph, event.at)
    asked = clauses.sentence_start(paragraph, begin - 1) if 1 < begin == event.at else begin
    return (
        _is_answer(paragraph, asked, event, speaker)
        or _is_cited(paragraph, event, found.at)
        or _is_of_his_saying(paragraph, event, found.at)
        or _is_what_he_asked(paragraph, event, found.at)
        or _is_told_him(paragraph, event, found.at)
        or _is_of_accused(paragraph, begin, event)
        or _is_in_report(paragraph, begin, event, speaker)
    )


def _is_answer(paragraph: Paragraph, begin: int, event: Event, speaker: Speaker) -> bool:
    """«سأل القاضي المتهم وليد عن السكين، فقال», «ثم قال», «فأجاب الوزير»: whoever asked is not he;
    of whom a question in marks is told, he may go on («ثم قال»)."""
    told = paragraph.tokens[begin : event.at]
    key, before = event.key, told[-1].key if told else ""
    is_joined = key[:1] == "ف" and reporting.verb(key[1:]) is not None
    if not is_joined and (before != "ثم" or any(token.span is not None for token in told)):
        return False
    if all(_asked(token.key) not in _ASKS for token in told):
        return False
    return event.how == "elided" or _is_another_office(paragraph, event, speaker)


def _asked(key: str) -> str:
    """«وسأله» as «سأل»."""
    ending = next((each for each in _OBJECTS if key.endswith(each) and key not in _ASKS), "")
    bare = key.removesuffix(ending)
    return bare[1:] if bare[:1] in "وف" and bare not in _ASKS else bare


def _is_another_office(paragraph: Paragraph, event: Event, speaker: Speaker) -> bool:
    """«فأجاب الوزير», taken for the reporter who spoke last."""
    if event.how != "named" or event.after != event.at + 2:
        return False
    key = paragraph.tokens[event.at + 1].key
    known = {lexicon.bare(each) for each in (*speaker.name_keys, *speaker.role_keys)}
    return lexicon.bare(key) not in known


def _is_of_accused(paragraph: Paragraph, begin: int, event: Event) -> bool:
    """«اتهم النائب الوزير بأنه قال: «…»»: he who is accused; «تذكر والده الذي كان يقول»: his
    father."""
    lead = clauses.tense_before(paragraph, event.at)
    before = paragraph.tokens[lead - 1].key if lead > begin else ""
    if event.how == "elided" and before in clauses.RELATIVE and lead - 1 > begin:
        return _is_person(paragraph.tokens[lead - 2].key, event.verb.gender)
    if event.how != "elided" or before not in _OF_HIM:
        return False
    verbs = (reporting.verb(token.key) for token in paragraph.tokens[begin : lead - 1])
    last = [verb for verb in verbs if verb is not None][-1:]
    return bool(last) and last[0].force == "act"


def _is_in_report(paragraph: Paragraph, begin: int, event: Event, speaker: Speaker) -> bool:
    """«قال المدعي إن المتهم اعترف قائلا», «إن الرئيس أبلغه بأن», «إن رئيس الأركان زار الجبهة،
    وقال»; not «إن الوزير وعد بذلك، مضيفا»."""
    if event.how not in ("elided", "inside") or event.is_continued:
        return False
    tokens = paragraph.tokens
    that = next(
        (at for at in range(event.at - 1, begin, -1) if clauses.is_that(paragraph, at)), None
    )
    if that is None or any(token.span is not None for token in tokens[that : event.at]):
        return False
    told = [token.key for token in tokens[that + 1 : event.at]]
    if tokens[that].key not in ("ان", "بان", "وان") or not told or _names(told, speaker):
        return False
    if event.how == "inside":
        return speaker.is_named or speaker.name_keys[0] not in map(lexicon.bare, told)
    if not _is_person(told[0], event.verb.gender):
        return False
    return "،" not in told or event.key in _TELLS or told[-1] == "ثم"


def _is_cited(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«مستشهدا بقول المتنبي: «…»», «وذكّر بالمادة 12 من الدستور: «…»», «التي يقول مطلعها: «…»»;
    not «اكتفى بقول: «…»»."""
    told = [token.key for token in paragraph.tokens[event.after : at]]
    if event.key.lstrip("وف") in _CITES:
        return True
    if any(
        key[:1] == "ب" and key[1:] in _CITED and told[place + 1] != ":"
        for place, key in enumerate(told[:-1])
    ):
        return True
    return event.how == "elided" and event.is_relative and _is_part(told)


def _is_of_his_saying(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«يخالف تصريحا سابقا للوزير فلان بأن «…»», «ردا على تأكيد الوزير فلان بأنه «…»»."""
    tokens = paragraph.tokens
    if tokens[at - 1].key not in ("بان", *_OF_HIM):
        return False
    for place in range(event.after, at - 2):
        if tokens[place].key in _SAYINGS and any(
            mention is not None and mention.after == at - 1
            for behind in (place + 1, place + 2)
            for mention in (read(paragraph, behind), read_glued(paragraph, behind))
        ):
            return True
    return False


def _is_what_he_asked(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«مثل السؤال الذي طرحه الوزير فلان على الناس: «…»»; not «إن السؤال الذي طرحه فلان «غريب»»."""
    begin = event.after - 1
    keys = [token.key for token in paragraph.tokens[begin:at]]
    return any(
        keys[place] in _WORDS_TO_US
        and keys[place - 1] not in clauses.THAT
        and keys[place + 1] in clauses.RELATIVE
        and keys[place + 2].endswith(_OBJECTS)
        and read(paragraph, begin + place + 3) is not None
        for place in range(1, len(keys) - _FEWEST)
    )


def _is_part(told: list[str]) -> bool:
    """«يقول | مطلعها: «…»»: what says it is a part of the thing."""
    if told[1:] not in ([], [":"]) or not told[:1] or not told[0].endswith(("ه", "ها")):
        return False
    stem = told[0].removesuffix("ها").removesuffix("ه")
    return len(stem) > _FEWEST - 1 and look(told[0]).sort in ("other", "noun")


def _is_told_him(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«يقول الروائي إن والده أوصاه قبل وفاته: «…»», «كشف أن آخر جملة قالها له كانت: «…»»: what
    another told him."""
    told = [token.key for token in paragraph.tokens[event.after : at]]
    if any(key in _SAYING_TO_US and behind in _SAID_IT for key, behind in pairwise(told)):
        return True
    if event.how != "named" or len(told) < _FEWEST or told[0] not in ("ان", "بان"):
        return False
    return _is_person(told[1], "?") and any(map(_tells_him, told[2:]))


def _tells_him(key: str) -> bool:
    """«أوصاه», «أبلغه»."""
    ending = next((each for each in _OBJECTS if key.endswith(each)), "")
    stem = key.removesuffix(ending)
    forms = (stem, stem[:-1] + "ي") if stem.endswith("ا") else (stem,)
    verbs = map(reporting.verb, forms)
    return ending != "" and any(verb is not None and not verb.is_noun for verb in verbs)


def _names(keys: list[str], speaker: Speaker) -> bool:
    """«إن الحداد …»: he tells of himself, or it is he whom the clause is about."""
    return not set(speaker.name_keys).isdisjoint(keys)


def _is_person(key: str, gender: str) -> bool:
    """«المتهم», «والده» with «قائلا», «أمها» with «تقول»: whom the verb may mean."""
    word = look(key)
    ending = next((each for each in ("ها", "هم", "ه") if key.endswith(each)), "")
    kin = key.removesuffix(ending)
    if ending and not _KIN.isdisjoint({kin, kin[:-1] + "ه"}):
        is_woman = kin in _WOMEN or kin.endswith("ت")
    elif word.sort in ("title", "honour"):
        is_woman = key.endswith("ه")
    else:
        return word.sort == "given"
    return gender == "?" or (gender == "f") == is_woman
