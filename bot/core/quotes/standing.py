"""Whether quoted words can be read alone: a clause of their own, or a part of the sentence.

«أكد أن «العمل يبدأ غدا»» against «أكد «أهمية العمل»»: judged by what leads to the words and by how
they begin. Only asked of words that are somebody's.
"""

import re

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.tokens import END
from bot.core.speakers import placing
from bot.core.speakers.events import Event, Found
from bot.core.verbs import clauses
from bot.core.verbs.clauses import THAT

_LONG = 6
_OPENERS = lexicon.words("clause-openers")
_WITH_SUBJECT = THAT - {"ان", "بان", "وان", "وبان", "فان", "انما", "انه", "بانه", "وانه"}
"""«إنها «رهان سياسي»»: the subject is the pronoun before the marks; a verb needs none."""
_FIRST_PERSON = lexicon.words("first-person") | lexicon.words("i-and-we")
_CAUSES = frozenset({"بسبب", "وذلك", "جراء"})
_STOPS = (
    lexicon.words("copulas") | lexicon.words("predicates") | lexicon.words("clause-openers") | THAT
)
_OPENING = 7
"""«ففي تلك الحقبة من تاريخ البلاد، «كان …»»: so many tokens only tell when or where."""
_LEANING = frozenset({"حيث", "بما", "لكي", "كي", "بحيث", "الا", "والذي", "والتي", "بالتالي"})
_LONGEST_PHRASE, _SHORTEST_VERB = 16, 2
_VERBS = frozenset(
    {"كان", "كانت", "تم", "تمت", "قيل", "قامت", "قام", "يجب", "يمكن", "ينبغي", "يوجد"}
    | {"يتعين", "يحق"}
)
_BEHIND = frozenset({"فان", "فقد", "لقد", "ف", "كون", "لكون"})
"""«وبحسب فلان فقد «تم …»», «… فـ«من المحتمل …»», «إلى كون «القرية ظلت …»»."""
_TURNS = frozenset({"لكن", "ولكن", "لكنه", "لكنها", "لكنهم", "لكننا", "لكنني"})
_JOINS = frozenset(
    {"وانا", "ونحن", "وهذا", "وهذه", "وبهذا", "وعندما", "وهناك", "ولقد"}
    | {"فانا", "فنحن", "فهذا", "فهذه", "فهناك", "فقد", "فلقد"}
)
"""«…، «وأنا لم أطلب …»», «…، «فنحن جزء …»»: as whole as what turns against the report."""
_SHORTEST_JOINED = 5
_BEGINS_ANEW = frozenset(
    {"هذا", "هذه", "هناك", "نحن", "انا", "كنا", "كنت", "لقد", "لماذا", "مفيش", "مافيش", "ماكو"}
)
_DEMONSTRATIVES = frozenset({"هذا", "هذه", "ذلك", "تلك", "هولاء"})
_SAYS_MUCH = _FIRST_PERSON | _BEGINS_ANEW
_TURNED = frozenset({"ان", "انه", "انها", "انهم", "اننا"})
_INNER_END = re.compile(r"[.!؟?…]\s+\S")
_LEADS_TO_SUBJECT = frozenset({"ان", "بان", "لان", "وان", "ولان"})
_LONGEST_SUBJECT = 4
_DENIES = lexicon.words("denies")
_WRITES = lexicon.words("writes")
_PRONOUNS = frozenset({"انه", "بانه", "انها", "بانها", "انهم", "بانهم"})
_THAT_ALONE = 4
_DUE = frozenset({"علي", "عليه", "عليها", "عليهم", "علينا", "لابد", "بد", "يجب", "ينبغي", "يمكن"})
_STATES = frozenset({"حاجه", "استعداد", "صدد", "علم", "ثقه", "يقين", "انتظار", "اتصال", "خطر"})
_WANTS = lexicon.words("wants")
_HIS = ("ها", "هم", "هما")
_HIS_ENDS = ("ه", *_HIS)
_FREE = lexicon.words("stand-free")
_ASKS = {
    "الي": ("شار", "شير", "لفت", "دعا", "دعو", "داعي", "نبه", "نوه", "لمح", "خلص"),
    "علي": ("شدد", "كد", "حث", "صر", "ثني", "نص"),
    "عن": ("عرب", "عبر", "تحدث", "كشف", "علن"),
}
"""The particle, and what the words that ask for it hold."""
_HOLDS_VERBS = frozenset(
    {"تشمل", "يشمل", "شملت", "شمل", "تتضمن", "يتضمن", "تضمنت", "تضمن", "تضم", "يضم"}
)
_HOLDS = _HOLDS_VERBS | {"هي", "هو"}


def _may_be_object(word: str) -> bool:
    """«وأكد «وقوف الدولة …»»: a bare noun that the verb claims, not a clause."""
    key = arabic.word_key(word)
    if not key:
        return False
    if word.endswith("ة"):
        return not look(key).is_definite
    is_bare = look(key).sort in ("other", "noun") and not look(key).is_definite
    return is_bare and key[0] not in "يتناسلف"


def alone(found: Found, words: list[str]) -> bool:
    """Its own clause: after a colon, أن or the saying itself, with nothing between."""
    event, before = found.event, found.key_before
    if event is None or len(words) < _fewest(found, words) or is_phrase(words):
        return False
    if before == ":" or (turns(words) and event.verb.force != "act"):
        return not (before == ":" and _is_predicate(found, event, words))
    if before in THAT or arabic.word_key(words[0]) in THAT or before in _BEHIND:
        hangs = before in _WITH_SUBJECT and not _may_be_verb(arabic.word_key(words[0]))
        hangs = hangs or _is_state(found, words) or _is_mere_subject(found, words)
        hangs = hangs or _is_wanted(found, event, words[0]) or _is_said_of_it(found, words)
        return event.verb.force != "act" and not hangs
    is_few = len(words) < 4 and _SAYS_MUCH.isdisjoint(map(arabic.word_key, words))
    if is_few or _takes_object(event, words) or _has_subject_before(found, event):
        return False
    between = event.after < found.at and not _is_after_insertion(found, event)
    reported = [at for at in range(event.after, found.at) if clauses.is_that(found.paragraph, at)]
    if reported:
        return _begins_anew(found, words) or (
            len(words) >= _LONG and _is_framed(found, reported[-1], words[0])
        )
    if between and ((_governs(before) and not _is_governed(found)) or _is_aimed(before, words)):
        return False
    if event.verb.force == "say" or _is_clause(words) or _is_written_clause(found, event, words):
        return True
    return not between and not _may_be_object(words[0])


def _fewest(found: Found, words: list[str]) -> int:
    """«قائلا «هذا عبث».» is whole; more words are needed if the sentence goes on."""
    if _goes_on(found):
        return 4
    return 2 if arabic.word_key(words[0]) in _BEGINS_ANEW else 3


def _begins_anew(found: Found, words: list[str]) -> bool:
    """«إنه ينتظر حضور الجميع، و«هذا إقبال …»»."""
    return found.key_before == "و" and arabic.word_key(words[0]) in _BEGINS_ANEW


def _begins_with_what_it_asks(event: Event, words: list[str]) -> bool:
    """«مشددا «على ضرورة …»», «وأشار «إلى أن …»»: the particle that the reporting word asks for
    stands in the marks; without it nobody can read them."""
    return _is_asked(event, arabic.word_key(words[0]))


def _is_asked(event: Event, particle: str) -> bool:
    """«أعرب عن», «شدد على»: the verb goes on with the particle."""
    return any(stem in event.key for stem in _ASKS.get(particle, ()))


def _governs(key: str) -> bool:
    """«من», «خلال»: the words depend on it; not on «أيضا», nor on «في تصريح له»."""
    is_particle = look(key).sort in ("preposition", "stop") or key in ("بل", "ب", "ل", "بين")
    return is_particle and key not in _FREE


def _is_aimed(before: str, words: list[str]) -> bool:
    """«فإن القرار يهدف «إلى محاصرة السيول»»: the particle is of the verb before the marks."""
    return look(before).is_verb and look(arabic.word_key(words[0])).sort == "preposition"


def _is_governed(found: Found) -> bool:
    """«وقال في كلمته «…»», «وعلق على ذلك «…»»: the particle before the marks has its own."""
    tokens = found.paragraph.tokens
    if look(found.key_before).sort != "stop" or found.at < 2:
        return False
    return look(tokens[found.at - 2].key).sort == "preposition"


def turns(words: list[str]) -> bool:
    """«إنه سبق أن زار المدينة، «لكن استقبال اليوم …»»: a clause of its own, joined to the report;
    what it answers stands before the marks."""
    if len(words) < _SHORTEST_JOINED:
        return False
    first, second = arabic.word_key(words[0]), arabic.word_key(words[1])
    if first in _JOINS or len(words) < _LONG:
        return first in _JOINS
    return first in _TURNS or (first == "الا" and second in _TURNED)


def is_written(event: Event) -> bool:
    """«وكتب», «وزاد»: weak words that do report what follows at once."""
    cue = arabic.word_key(event.cue)
    return cue in _WRITES or (cue[:1] in ("و", "ف") and cue[1:] in _WRITES)


def _is_written_clause(found: Found, event: Event, words: list[str]) -> bool:
    """«وكتب فلان في تغريدة «بالنظر إلى أن …»», not «كتب أغنيته «…»»."""
    keys = map(arabic.word_key, words)
    if any(token.span is not None for token in found.paragraph.tokens[event.after : found.at]):
        return False  # «كتب مقالات، منها «…»، و«…»»
    return is_written(event) and len(words) >= _LONG and any(map(_may_be_verb, keys))


def leans_on_pronoun(found: Found) -> bool:
    """«قال الوزير إنها «تطرقت إلى …»»: of what, only the words before the marks tell."""
    speaker = found.event.speaker if found.event is not None else None
    if speaker is None or found.key_before not in _WITH_SUBJECT:
        return False
    is_she = found.key_before.endswith("ها") and speaker.is_feminine is True
    return not is_she


def is_told_of(found: Found) -> bool:
    """«إنه «صحح كثيرا من …»»: who did it is the pronoun before the marks; not «إنه «يجب …»»."""
    words = found.text.split(maxsplit=2)
    key = arabic.word_key(words[0])
    is_deed = look(key).is_verb or (key[:1] in ("ي", "ت") and look(key).sort == "other")
    is_deed = is_deed and key not in _VERBS and key not in _STOPS
    has_own = len(words) > 1 and look(arabic.word_key(words[1])).is_definite
    return found.key_before in _PRONOUNS and is_deed and not has_own and key[0] not in "نا"


def is_phrase(words: list[str]) -> bool:
    """«بسبب عدم …», «في ضوء تنفيذ العمليات»: nothing is said of what such words begin with."""
    first = arabic.word_key(words[0])
    if first in _CAUSES:
        ended = (at for at, word in enumerate(words[:-1]) if word.endswith("،"))
        return not any(_may_be_verb(arabic.word_key(words[at + 1])) for at in ended)
    is_led = look(first).sort == "preposition" and len(words) <= _LONGEST_PHRASE
    is_led = is_led and first != "من"  # «من المهم مراعاة …»
    return is_led and not any(_may_be_verb(arabic.word_key(word)) for word in words[1:])


def stands_apart(found: Found, words: list[str]) -> bool:
    """«…»، يقول فلان · «أن «المدينة نائمة»، بحسب فلان»; not «يجب أن «يكون …»»."""
    if found.key_before in THAT:
        return found.key_before.endswith(_HIS_ENDS) or not _is_imperfect(arabic.word_key(words[0]))
    return placing.stands_apart(found.paragraph, found.at)


def leans(found: Found, words: list[str]) -> bool:
    """«أن عدم نشر المشاريع …، «يجعلنا في حيرة»، يقول فلان»: the sentence began far before the
    quotation, and its subject or what governs it stands there."""
    tokens, first = found.paragraph.tokens, arabic.word_key(words[0])
    before = tokens[max(0, found.at - _OPENING) : found.at]
    if found.key_before in ("،", ":") and not _HOLDS_VERBS.isdisjoint(
        token.key.removeprefix("و") for token in before
    ):
        return True  # «ويشمل العرض، «الدعوة إلى …»، وفق فلان»
    if found.key_before not in ("،", "؛") or len(before) < _OPENING:
        return False
    if any(token.key == END or token.span is not None for token in before):
        return False
    is_led = look(first).sort == "preposition" or first in _LEANING
    return is_led or (first[:1] in ("ي", "ت", "و") and look(first).is_verb)


def _may_be_verb(key: str) -> bool:
    word = look(key)
    if word.is_definite or len(key) < _SHORTEST_VERB:
        return False
    verb = reporting.verb(key)
    if word.is_verb or verb is not None or key in _STOPS:
        return True
    return word.sort == "other" and key[0] in "يتناس" and not key.endswith(("ه", "ات"))


def _is_state(found: Found, words: list[str]) -> bool:
    """«قال إنه «في حاجة إلى …»»: how he is, or who with him, told of him by the pronoun."""
    first = arabic.word_key(words[0])
    is_led = look(first).sort == "preposition"
    if first == "غير" and found.key_before in _PRONOUNS:
        return True  # «إنه «غير قادر على …»»
    if found.key_before in _PRONOUNS and first[:1] == "و" and first.endswith(("ه", "ها", "هم")):
        return look(first).sort == "other"  # «إنه «وزملاؤه يعملون»»
    return is_led and found.key_before.endswith("ه") and arabic.word_key(words[1]) in _STATES


def _is_said_of_it(found: Found, words: list[str]) -> bool:
    """«مؤكدة أنه «حلقة جديدة من …»», «بأنه «غريب تماما»»: a bare noun that tells what the pronoun
    is."""
    first = look(arabic.word_key(words[0]))
    if found.key_before not in ("انه", "بانه", "وانه") or first.is_verb:
        return False
    keys = [arabic.word_key(word) for word in words]
    is_noun = first.sort in ("other", "noun", "common") and first.is_plain
    is_noun = is_noun and keys[0] != "ثمه"
    return is_noun and not any(map(_may_be_verb, keys))


def _is_imperfect(key: str) -> bool:
    """«أن تصل إلى …», «أن توضح …»: what should be, not what is."""
    if key[:1] not in ("ي", "ت", "ن"):
        return False
    verb = reporting.verb(key)
    return look(key).is_verb or key in _STOPS or (verb is not None and not verb.is_noun)


def _is_wanted(found: Found, event: Event, first: str) -> bool:
    """«يتعين، كما يقول فلان، أن «تبعث …»», «ويريد أن «يواصل …»»: another verb than the saying
    asks for it."""
    raw = found.paragraph.slice(found.at - 1, found.at)
    wants = found.paragraph.tokens[found.at - 2].key if found.at > 1 else ""
    if wants.removeprefix("و") in _WANTS and found.key_before == "ان":
        return True
    if first.startswith("أن") and len(first) < _THAT_ALONE:
        if found.key_before in _DUE or found.key_before in _WANTS:
            return True  # «أن عليها «أن تفتح المرفأ»», «أنها تريد «أن …»»
        return _is_imperfect(arabic.word_key(found.text.split()[1]))
    is_an = found.key_before in ("ان", "بان") and "إ" not in raw and event.after < found.at - 1
    key = arabic.word_key(first)
    return is_an and key[:1] in ("ي", "ت") and look(key).is_verb


def _has_subject_before(found: Found, event: Event) -> bool:
    """«لكنهم -كما يقول فلان- «لم يمسوا …»», «لأن الأمر، يضيف فلان، «كان له حكم»»: the subject
    stands before the insertion."""
    tokens, mark = found.paragraph.tokens, found.key_before
    opened = event.at - 2 if event.at > 1 and tokens[event.at - 1].key == "كما" else event.at - 1
    if mark not in ("-", "،") or opened < 1 or tokens[opened].key != mark:
        return False
    told = [token.key for token in tokens[max(0, opened - _LONGEST_SUBJECT) : opened]]
    that = next((at for at, key in enumerate(told) if key in _LEADS_TO_SUBJECT), len(told))
    subject = told[that + 1 :]
    is_subject = subject != [] and not any(look(key).is_verb for key in subject)
    return is_subject or told[-1].endswith(("نهم", "نها", "نه", "نهما"))


def _is_predicate(found: Found, event: Event, words: list[str]) -> bool:
    """«أكد أن الهجوم على …: «كشف مدى …»»: who did it stands before the colon."""
    tokens = found.paragraph.tokens[event.after : found.at - 1]
    reported = [at for at, token in enumerate(tokens) if token.key in ("ان", "بان")]
    if not reported:
        return False
    told = tokens[reported[-1] + 1 :]
    if told and told[-1].key in _HOLDS:
        return True  # «أن اعتراضاتها تشمل: «رفض …، ورفض …»»
    is_subject = bool(told) and told[0].is_word and look(told[0].key).is_definite
    has_own = look(arabic.word_key(words[1])).is_definite  # «: «تذهب التطبيقات …»»
    has_own = has_own or arabic.word_key(words[0]) in _OPENERS  # «: «لقد قضينا …»»
    return is_subject and not has_own and _may_be_verb(arabic.word_key(words[0]))


def _is_framed(found: Found, that: int, first: str) -> bool:
    """«على أنه في الفترة السابقة «كان العمل …»»: only a time or place before the verb."""
    key = arabic.word_key(first)
    if key not in _VERBS and not (key.endswith("نا") and look(key).is_verb):
        return False
    opening = found.paragraph.tokens[that + 1].key
    if opening in _DEMONSTRATIVES:
        return False  # «إن هذه الحملة «كانت ضرورية»»
    return look(opening).sort in ("preposition", "time", "stop") or opening[0] == "ب"


def _is_after_insertion(found: Found, event: Event) -> bool:
    """«وذكر النادي، بموقعه على الإنترنت، «…»»."""
    mark, *following = [token.key for token in found.paragraph.tokens[event.after :][:2]]
    is_mark = mark in ("،", "-") and not any(_is_asked(event, key) for key in following)
    return is_mark and clauses.past_insertion(found.paragraph, event.after) == found.at


def _goes_on(found: Found) -> bool:
    """The sentence goes on after the quotation without a point; not so by «وتابع»."""
    following = found.paragraph.tokens[found.at + 1 : found.at + 2]
    if not following or not following[0].is_word:
        return False
    verb = reporting.verb(following[0].key) if following[0].key[0] == "و" else None
    return verb is None or verb.force != "say"


def _is_mere_subject(found: Found, words: list[str]) -> bool:
    """«أن «لجنة غير عادية» ستعقد», «إن «الميثاق الوطني لحماية …» سيوقع», «إن «…»، هو ما دفع»: its
    predicate comes after it."""
    following = found.paragraph.tokens[found.at + 1 : found.at + 4]
    keys = [token.key for token in following]
    if keys[:1] == ["،"] and keys[1:2] in (["هو"], ["هي"], ["هم"]):
        return True
    if not _goes_on(found):
        return False
    if len(words) >= _LONG:
        return keys[0][0] in "يتس" and reporting.verb(keys[0]) is None and _has_no_verb(words)
    return look(keys[0]).sort in ("other", "place")


def _has_no_verb(words: list[str]) -> bool:
    keys = list(map(arabic.word_key, words))
    if not _STOPS.isdisjoint(keys):
        return False
    return not any(look(key).is_verb or reporting.verb(key) is not None for key in keys)


def _is_clause(words: list[str]) -> bool:
    """The words speak for themselves: «أنا», «لن», «هناك», two sentences."""
    keys = [arabic.word_key(word) for word in words]
    if keys[0] in _VERBS:
        return True  # «وأوضح لمحطة النادي «كانت مباراة جيدة»»
    if keys[0].endswith("نا") and len(keys) >= _LONG:
        return True  # «قررنا دائما أن …»
    if keys[0] in _OPENERS or keys[0][:2] in ("سن", "سي", "ست", "سا"):
        return True
    return bool(_INNER_END.search(" ".join(words))) or not _FIRST_PERSON.isdisjoint(keys)


def _takes_object(event: Event, words: list[str]) -> bool:
    """What follows the reporting word without أن is its object, not a clause."""
    if event.verb.force == "act" or event.is_frame or _is_denied(event):
        return True
    if _begins_with_what_it_asks(event, words):
        return True
    is_only_saying = event.key in ("قايلا", "قايله")  # «قائلا «جئتهم بالأوراق …»»
    return event.verb.is_noun and not is_only_saying and _is_his_own(words[0])


def _is_denied(event: Event) -> bool:
    """«نفى المجلس «ما تم تداوله …»»: what he denies, not what he says."""
    return arabic.word_key(event.cue).lstrip("وف") in _DENIES


def _is_his_own(word: str) -> bool:
    """«مبرزة «تشبثها بالحوار …»»: a noun that the participle claims."""
    key = arabic.word_key(word)
    return key.endswith(_HIS) and key[0] not in "وف"
