"""Sentences that lean on the one before: there alone it stands who speaks, of whom, of what."""

import re

from bot.core import arabic, reporting, stems
from bot.core.lexicon import look

LEANS, POINTS, _SAYS_ON, _BEFORE_NEWS, CLINGS, UNTOLD, _NOBODY = 0.4, 0.5, 0.5, 1.3, 1.8, 3.0, 4.0
"""What it costs a sentence to be told without the one before it; a full lead is worth about 6."""

_LEANS_BACK = re.compile(
    r"^(?:كما|لكن|ولكن|لذلك|لذا|وهذا|وهذه|وذلك|وكان ذلك|ومن ثم"
    r"|من جهته|من جهتها|من جانبه|من جانبها|بدوره|بدورها|في المقابل|وفي المقابل"
    r"|في السياق|وفي السياق"
    r"|وفي هذا|وعن|وحول|يذكر أن|يشار إلى|جدير بالذكر|والجدير|تجدر الإشارة|وتجدر)\b"
)
_CLINGS = re.compile(
    r"^(?:حيث|إذ|ثم|فيما|في حين|بينما|مما|وهو|وهي|وبذلك|وعليه|الأمر الذي|الذي|التي|والذي|والتي"
    r"|و?هذا الأخير|و?هذه الأخيرة|فهو|فهي|لأن|أن|ألا [يت]\w+|إذن"
    r"|و?(?:من|أما) (?:ذلك|الأدلة|الأمثلة)|والدليل|و?[يت](?:قصد|عني))\b|^(?:لا|نعم|بلى|كلا|أجل)،"
    r"|^(?:صحيح|لا شك) أن\b(?!.* (?:لكن|إلا أن|غير أن|بيد أن))"
)
"""Half of the sentence before, behind a full stop that should be a comma; an answer to it."""
_NOBODY_SAYS = re.compile(
    r"^\S+ (?:(?:كذلك|أيضا|أيضاً|في الوقت نفسه|في الوقت ذاته|في هذا السياق|قائلا|قائلاً|بالقول) )?"
    r"(?:إلى |على |من |عن |ب)?[أإا]ن(?:ه|ها|هم|هما)?\b"
    r"|^\S+ (?:[إا]لى|على (?:أهمية|ضرورة))\b|^و?(?:طلب|حذر)(?:ت|وا)? من\b"
    r"|^و?(?:أشاد|نوه|رحب|ندد)(?:ت|وا)? ب"
    r"|^\S+(?: قائلا| قائلاً| بالقول)? ?:"
    r"|^\S+(?: (?:كلام|حديث)ها?)?(?: (?:قائل|سائل|متسائل|مضيف|مؤكد|بالقول)\S*)? ?"
    r"[«“\"](?=[^«»“”\"]{20})"
)
"""«وتابع أنه …», «وأضاف: …», «كما دعا إلى …», «وختم سائلا «…»»: the subject stands in an
earlier one."""
_TOO = re.compile(r"^و\S+(?: \S+){0,8}? (?:أيضا|أيضاً|كذلك)\b")
"""«وأكد سامر الحداد أيضا أن …»."""
_IS_THIS = re.compile(r"^و?(?:إن )?(?:هذا|هذه|ذلك|تلك) (?:هو|هي|هم)\b|^و?إن (?:هذا|هذه|ذلك|تلك)\b")
_POINTS_BACK = re.compile(
    r"^وكانت? (?!ذلك)"
    r"|^و?(?:على الجانب الآخر|من (?:جهة|ناحية|جانب) (?:أخرى|ثانية|آخر)"
    r"|في (?:سياق|شأن|موضوع) (?:متصل|آخر|ذي صلة))\b"
    r"|^(?:\S+ ){0,5}?(?:[وف]?[لبك]?(?:هذا|هذه|ذلك|تلك|هؤلاء|هذين|هاتين)\b"
    r"(?! (?:العام|السنة|الموسم|الصيف|الشهر|الأسبوع|اليوم|المساء|الصباح|الليلة|الأيام|المرة))"
    r"|(?:له|لها|لهم|به|بها|فيه|فيها|منه|منها|عنه|عنها|عليه|عليها|إليه|إليها|معه|معها|بينهم|بينها)\b)"
)
_BACKGROUND = re.compile(r"^وكانت? (?:\S+ ){0,6}?قد\b")
_IMPERSONAL = re.compile(r"^و?(?:تقرر|تبين|يتوقع|ينتظر) أن\b")
"""Nobody says it, and nobody need."""
_SOMEBODY_ELSE = re.compile(
    r"^(?:ثم إن(?:ه|ها|هم|نا)?|و?إن(?:ه|ها|هم)|و?هم|هو|هي|و?لكن(?:ه|ها|هم)|كما أن(?:ه|ها|هم)"
    r"|لأن(?:ه|ها|هم|ي|ني|نا))\b"
)
"""A pronoun without its noun."""
_PRONOUNS = frozenset({"انا", "انت", "نحن"})
_SHORTEST_JOINED = 3
"""Letters behind «و» that can be a word of their own: the و of «وفر», «وسعت» is the verb's."""
_SHORTEST_KNOWN = 4
"""Fewer behind it are a word of their own too often: «ورقة», «وحدة»."""
_TURNS = re.compile(
    r"^(?:و?(?:بدوره|بدورها|من (?:جهته|جهتها|جانبه|جانبها|ناحيته|ناحيتها|جانب آخر)"
    r"|من (?:جهة|ناحية) (?:أخرى|ثانية)|على صعيد (?:آخر|متصل)|في سياق متصل"
    r"|[إا]لى ذلك|في المقابل)|كما|ثم|[وف]قد(?= [^يتن]))،? "
)
"""What a sentence begins with only because of the one before it."""
_REPORTS = re.compile(r"[أإ:«“\"](?:(?<=[:«“\"])|(?<!\w.)ن(?:ه|ها|هم)?\b)")
"""After أن or a colon, or quoted. One class of letters comes first, so that most of a text is
passed over quickly."""


def cost(text: str, *, is_first: bool) -> float:
    """What it costs a sentence to stand without the one before it: something for «من جهته …»,
    more for «وأضاف الوزير …», too much for «وأضاف أن …», of which nobody knows who says it. Its
    first words are enough, without vowel signs."""
    if is_first and not text.startswith("و"):
        return 0.0  # «فيما تستعد البلدة …، أعلن المجلس …»: there is nothing before it
    if _SOMEBODY_ELSE.match(text):
        return _NOBODY
    said = text.removeprefix("كما ")
    first = arabic.word_key(said.split(maxsplit=1)[0])
    verb = reporting.verb(first)
    if _IMPERSONAL.match(text):
        return LEANS
    if verb is not None and (verb.is_noun or _NOBODY_SAYS.match(said)):
        return _NOBODY
    # «واصل»، «وصف» begin with a letter of their own.
    is_joined = verb is not None and first[0] == "و" and reporting.verb(first[1:]) is verb
    if _CLINGS.match(text) or _IS_THIS.match(text) or _TOO.match(text):
        return CLINGS
    if is_joined:
        return _SAYS_ON
    return LEANS if _LEANS_BACK.match(text) else 0.0


def pointing(text: str, *, opens: bool) -> float:
    """What it costs that it points to the sentence before: «وتشمل هذه الخطة …», «وشارك فيها …»,
    «من جهة أخرى، …»; more where a digest opens with what «وكان الوزير قد …» before the news."""
    if opens and _BACKGROUND.match(text) is not None:
        return _BEFORE_NEWS
    return POINTS if _POINTS_BACK.match(text) is not None else 0.0


def reports(text: str) -> bool:
    """Whether somebody states something in it."""
    return _REPORTS.search(text) is not None


def subject(text: str) -> str:
    """The stem of the word behind a reporting verb and forms of address; empty if it is none."""
    first, *words = map(arabic.word_key, text.split(maxsplit=4)[:4])
    if reporting.verb(first) is None:
        return ""
    for word in map(look, words):
        if word.sort != "honour":
            return "" if word.sort in ("stop", "preposition") else stems.stem(word.bare)
    return ""


def holds(before: str, text: str) -> bool:
    """Whether a sentence says what the next one leaves out: of whom it speaks, or who speaks."""
    if _SOMEBODY_ELSE.match(text) or _CLINGS.match(text):
        return True
    if not reports(before):
        return False
    return any(reporting.verb(arabic.word_key(word)) is not None for word in before.split())


def opening(sentence: str) -> str:
    """The sentence as a text can begin with it: «وأصدر المجلس …», «والمجلس …», «من جهته، أصدر
    المجلس …» without what joined it to one before; not «وصلت …», «وقد يصدر …», «كما أن …»."""
    turn = _TURNS.match(sentence)
    if turn is not None and _is_verb(arabic.word_key(sentence[turn.end() :].partition(" ")[0])):
        return sentence[turn.end() :]
    return sentence[1:].lstrip() if _is_joined(sentence.partition(" ")[0]) else sentence


def _is_joined(word: str) -> bool:
    """Whether its first letter is the particle و. Of 49,000 that seem to begin with it in 4,400
    articles 200 have it for their own («وفيات»); of those in «وا…» many do («واصل», «وافق»)."""
    key = arabic.word_key(word)
    if not word.startswith("و") or key == "وقد":
        return False
    rest = look(key[1:])
    if key[1:] in _PRONOUNS:
        return False  # «وأنت تقف أمام بابها تصادفك لوحة»
    if word == "و" or rest.sort in ("stop", "preposition"):
        return True
    if _is_verb(key[1:]):
        return len(key[1:].removesuffix("ت")) >= _SHORTEST_JOINED
    if look(key).sort != "other" or reporting.verb(key) is not None:
        return False
    if rest.is_definite:
        return rest.is_plain or rest.sort != "other"
    is_long = len(rest.bare) >= _SHORTEST_KNOWN or word.startswith("وو")
    return rest.is_plain and is_long and not word.startswith("وا")


def _is_verb(key: str) -> bool:
    return look(key).is_verb or reporting.verb(key) is not None
