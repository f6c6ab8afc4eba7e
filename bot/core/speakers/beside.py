"""What stands beside a reporting verb: pronouns and outlets to pass over, a subject before it.

Judgements about tokens only, like `clauses`; here those that have to read a phrase.
"""

from collections.abc import Container, Iterable

from bot.core import arabic, lexicon, reporting
from bot.core.cast import trades
from bot.core.cast.identity import Speaker, bares, is_vague
from bot.core.lexicon import Sort, look
from bot.core.phrases import backwards, marked_names, read
from bot.core.phrases.cursor import SAME
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import is_outlet
from bot.core.phrases.shapes import is_prefixed
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Verb
from bot.core.verbs import clauses

_FRONTING = lexicon.words("after-which-a-subject")
_NATIONS = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
IN_TURN = lexicon.words("in-turn")
COMPOUND = frozenset({"عبد", "ابو"})
"""«عبد الله», «أبو عمار»: given names of two words."""
_SON = (["بن"], ["بنت"])
PERSONS: tuple[Sort, ...] = ("title", "given", "honour")
BEGIN_PERSONS = COMPOUND | lexicon.of_sort(*PERSONS)
MAY_HIDE = "لبعو"
"""What else begins a person begins so, behind a particle or as «عبدال…», or has a foreign end."""
_PARTICLES = ("preposition", "stop")
_SIDES = frozenset({"جهه", "طرف", "معطيات", "مصدر", "متحدث", "متحدثه", "متكلم", "مداخله"})
_REPORTED = 60
_CALLED = lexicon.words("called")
_SHORTEST_JOINED = 3
_LONGEST_IN_MARKS, _LONGEST_BYNAME = 4, 3
_FAR = 18
_ADVERBS = frozenset({"كما", "فيما", "بينما"})
"""«كما أثار الخبير فلان مخاوف»: a verb follows, then its subject."""
_ASKING = frozenset({"لماذا", "كيف", "متي", "هل", "اين", "لو"})
_OTHER_CLAUSES = clauses.WHAT | clauses.THAT | _FRONTING | _ASKING
_FRONT = 10
"""How far before its verb a subject may begin."""


def over_time(paragraph: Paragraph, at: int) -> int:
    """Back over «بدوره», «أمس» before the verb."""
    while at and look(paragraph.tokens[at - 1].key).sort == "time":
        at -= 1
    return at


def phrase_ending_at(paragraph: Paragraph, after: int) -> Mention | None:
    """«لكن مسؤولا …»: the phrase that fills the place from «لكن» to the verb."""
    tokens = paragraph.tokens
    for begin in range(after - 1, max(0, after - _FRONT), -1):
        if tokens[begin].key in (END, ":"):
            return None
        if tokens[begin - 1].key in _FRONTING and tokens[begin].span is None:
            mention = read(paragraph, begin)
            if mention is None or mention.after != after:
                return None
            is_name = not mention.is_noun or (is_surname(mention) and len(mention.name_keys) == 1)
            return mention if is_name else None
    return None


def names_another(paragraph: Paragraph, begin: int) -> bool:
    """A word that could not be read stands where the subject may: «وقال ديون نيل»."""
    if clauses.names_another(paragraph, begin):
        return True
    tokens = paragraph.tokens
    if begin + 1 >= len(tokens) or look(tokens[begin].key).sort != "noun":
        return False
    following = look(tokens[begin + 1].key)
    return following.sort in ("given", "family", "other") and not following.is_plain


def may_name(paragraph: Paragraph, begin: int) -> bool:
    """«وقال بلان للصحفيين»: a name that looks like a particle with a noun, or the reverse;
    «يقول «أبو الدعاية» ومؤسسها فلان»: somebody is called so in marks, and told of further."""
    if begin >= len(paragraph.tokens):
        return False
    if (span := paragraph.tokens[begin].span) is not None:
        words = paragraph.text[span.start : span.end].split()
        goes_on = any(token.is_word for token in paragraph.tokens[begin + 1 : begin + 2])
        return goes_on and len(words) <= _LONGEST_BYNAME
    if not paragraph.tokens[begin].is_word:
        return False
    key = paragraph.tokens[begin].key
    if key[0] not in "بل" or len(key) < 4 or is_prefixed(key) or is_outlet(paragraph, begin):
        return False
    return look(key).sort == "other" and look(key[1:]).sort in ("other", "stop")


def is_person(key: str) -> bool:
    """A word with which a name or title may begin, also behind ل or ب; «ونظيره التركي فلان»."""
    if key in BEGIN_PERSONS or key.startswith("ونظير"):
        return True
    if not (key[0] in "لب" or lexicon.is_shaped(key)):
        return False
    sort = lexicon.sort(key)
    if sort != "other" or len(key) < 5:
        return sort in PERSONS
    stem = "ال" + key[2:] if key.startswith("لل") else key[1:]
    return lexicon.sort(stem) in ("title", "honour")


def is_closed_by(paragraph: Paragraph, at: int, surnames: Container[str]) -> bool:
    """«…»، يزيد الوردي.»: who is told of already, and nothing else."""
    keys = [token.key for token in paragraph.tokens[at : at + 2]]
    return keys[:1] != [] and keys[0] in surnames and keys[1:] in ([], [END])


def is_untold(mention: Mention, speaker: Speaker | None, spoken: list[Speaker]) -> bool:
    is_met = speaker not in spoken[-1:] and trades.is_of_untold_country(speaker, mention)
    is_bare = speaker is None or (not speaker.is_named and speaker.name == mention.role)
    return is_met or (is_bare and is_vague(mention))


def is_surname(mention: Mention) -> bool:
    """«وقال القزويني»."""
    return mention.name.endswith("ي")


def is_far(mention: Mention, speaker: Speaker | None) -> bool:
    """«المسؤول» alone, so long after he spoke that it may be another."""
    return speaker is not None and speaker.is_named and is_vague(mention)


def is_incomplete(paragraph: Paragraph, mention: Mention) -> bool:
    """«مخرج فيلم «…» فلان»: the name comes after what the title is completed by."""
    if _is_joined(paragraph, mention.after):
        return True
    if mention.name_keys or len(mention.role_keys) < 2 or mention.after >= len(paragraph.tokens):
        return False
    last, following = look(mention.role_keys[-1]), paragraph.tokens[mention.after]
    return last.sort in ("noun", "body") and not (last.is_definite or following.span is None)


def is_whole(paragraph: Paragraph, mention: Mention) -> bool:
    """No word that could not be read follows, no «في …», no second title: all may hold a name."""
    if mention.is_cut or clauses.names_another(paragraph, mention.after):
        return False
    following = [token.key for token in paragraph.tokens[mention.after : mention.after + 2]]
    if following[:1] != ["،"] or len(following) < 2:
        return True
    return look(following[1]).sort not in PERSONS and look(following[1][1:]).sort not in PERSONS


def _is_joined(paragraph: Paragraph, after: int) -> bool:
    """«وقال بايدن ويون»: two speak, and only one was read."""
    if after >= len(paragraph.tokens):
        return False
    key = paragraph.tokens[after].key
    if not key.startswith("و") or len(key) <= _SHORTEST_JOINED or reporting.verb(key) is not None:
        return False
    word, rest = look(key), look(key[1:])
    if word.sort != "other" or rest.sort == "stop" or key.endswith("ا"):
        return False
    return rest.sort in PERSONS or not rest.is_definite


def is_same_one(paragraph: Paragraph, begin: int) -> bool:
    """«الجهة ذاتها»: who spoke last, by a word that names no office."""
    keys = [token.key for token in paragraph.tokens[begin : begin + 2]]
    return len(keys) == 2 and keys[1] in SAME and keys[0].removeprefix("ال") in _SIDES


def noun_before(paragraph: Paragraph, at: int) -> str:
    """«فالقرآن يقول», «كان المعلق يقول»: a thing that opens its clause before the verb."""
    if at < 1 or not paragraph.tokens[at - 1].is_word:
        return ""
    opening = paragraph.tokens[at - 2].key if at > 1 else END
    key = paragraph.tokens[at - 1].key
    is_joined = key[:1] in "فو" and key[1:3] == "ال"
    word = look(key[1:] if is_joined else key)
    if not word.is_definite or word.sort not in ("other", "noun", "common"):
        return ""
    opens = opening in (END, "،", "كان", "كانت", "بينما", "فيما", "لكن", "ولكن")
    name = paragraph.slice(at - 1, at)
    return (name[1:] if is_joined else name) if opens else ""


def takes_the_word(paragraph: Paragraph, at: int) -> bool:
    """«من جهته، قال الرئيس الروسي»: not the one who spoke last."""
    before = [token.key for token in paragraph.tokens[max(0, at - 3) : at]]
    return any(key in IN_TURN or key.removeprefix("و") in IN_TURN for key in before)


def ends_at(paragraph: Paragraph, at: int) -> bool:
    """No word of the same phrase follows, and no name in marks."""
    if at >= len(paragraph.tokens) or not paragraph.tokens[at].is_word:
        return not marked_names.is_at(paragraph, at)
    key, raw = paragraph.tokens[at].key, paragraph.slice(at, at + 1)
    if (key == "علي" and raw.endswith("ي")) or (key == "ام" and raw[0] == "أ"):
        return False  # «الدكتور علي», «المواطنة أم خالد»
    ends = ("stop", "preposition", "time", "outlet")
    word, verb = look(key), reporting.verb(key)
    is_end = key == "ب" or (verb is not None and verb.is_noun)
    return is_end or word.sort in ends or word.is_verb


def is_unknown_subject(paragraph: Paragraph, at: int) -> bool:
    """«واعتمد التقييم على …»: a definite noun after a verb that reports nothing."""
    word = look(paragraph.tokens[at].key)
    is_noun = word.sort in ("other", "noun")
    return is_noun and word.is_definite


def opens_with_name(paragraph: Paragraph, at: int) -> bool:
    """«عبد الله …», «ريد برودي، محامي …، قال»: a name that no list knows, told by its title."""
    tokens = paragraph.tokens
    if tokens[at].key in COMPOUND or [token.key for token in tokens[at + 1 : at + 2]] in _SON:
        return True
    if is_topic(paragraph, at) or _is_of_age(paragraph, at):
        return True
    if _is_verb_before_name(paragraph, at):
        return False
    for comma in range(at + 2, min(at + 4, len(tokens) - 1)):
        if tokens[comma].key == "،":
            return look(tokens[comma + 1].key).sort == "title"
        if not tokens[comma].is_word:
            return False
    return False


def _is_of_age(paragraph: Paragraph, at: int) -> bool:
    """«مخلف (52 عاما)، مزارع …، قال» at the head of a paragraph: an unknown name."""
    behind = [token.key for token in paragraph.tokens[1:3]]
    is_told = at == 0 and behind[:1] == ["("] and behind[-1].isdigit()
    return is_told and backwards.is_unknown(paragraph, at)


def _is_verb_before_name(paragraph: Paragraph, at: int) -> bool:
    """«ووقف سامر الحداد، رئيس …، عند»: a word behind «و», and the name begins with the next."""
    key, behind = paragraph.tokens[at].key, paragraph.tokens[at + 1 : at + 2]
    if key[0] not in "وف" or len(key) <= _SHORTEST_JOINED:
        return False
    return look(key[1:]).is_plain or any(look(each.key).sort == "given" for each in behind)


def is_topic(paragraph: Paragraph, at: int) -> bool:
    """«أما سلامويت، وهي خبازة، فتقول»: an unknown name, since «أما» names whom it turns to."""
    if at < 1 or paragraph.tokens[at - 1].key != "اما" or at + 1 >= len(paragraph.tokens):
        return False
    key = paragraph.tokens[at + 1].key
    is_next = key == "،" or (key[:1] == "ف" and reporting.verb(key) is not None)
    return is_next and backwards.is_unknown(paragraph, at)


def agrees(speaker: Speaker, verb: Verb) -> bool:
    """«قالت المصور …»: a woman whose name could not be read is not the man of that title."""
    is_free = verb.is_plural or not speaker.is_named
    return is_free or speaker.agrees(verb.gender)


def is_of_another(paragraph: Paragraph, at: int) -> bool:
    """«مشيرا إلى قوله»: somebody tells what another said."""
    if paragraph.tokens[at].key == "القول":
        return False  # «وخلص إلى القول»
    return at > 0 and paragraph.tokens[at - 1].key in ("الي", "علي", "من", "عن")


def tells_of_somebody(paragraph: Paragraph, at: int) -> bool:
    """«وأشار التقرير إلى أن مصدرا سارع للتوضيح …، قائلا»: the report is about a nameless man."""
    tokens = paragraph.tokens
    for before in range(at - 2, max(-1, at - _REPORTED), -1):
        key = tokens[before + 1].key
        if tokens[before].key == END:
            return False
        if clauses.is_that(paragraph, before) and key.endswith("ا"):
            return look(key[:-1]).sort == "title"
    return False


def is_in_which(paragraph: Paragraph, at: int) -> bool:
    """«… أن باحثا أصدر كتابا قال فيه»: who wrote it says so, whoever tells of him."""
    if [token.key for token in paragraph.tokens[at + 1 : at + 2]] not in (["فيه"], ["فيها"]):
        return False
    return any(token.key in clauses.THAT for token in paragraph.tokens[max(0, at - _FAR) : at])


def _is_main_verb(paragraph: Paragraph, at: int) -> bool:
    """«وخلال الجلسة استعرض الوزير فلان …», «وبعد تأمل يبدأ فلان»: behind a phrase, in no other's
    clause."""
    key, before = paragraph.tokens[at].key, paragraph.tokens[at - 1]
    word = look(key)
    if not word.is_verb and (word.sort != "other" or word.is_plain or key[0] not in "ي"):
        return False
    if key.endswith(("ه", "ها", "هم")) or len(key) < _SHORTEST_JOINED + 1:
        return False
    return before.is_word and before.key not in _OTHER_CLAUSES


def follows_verb(paragraph: Paragraph, start: int) -> bool:
    """«ومن جهة أخرى، قارب الخبير فلان»: behind the first word of a clause, which is no noun."""
    tokens = paragraph.tokens
    if start < 2 or not tokens[start - 1].is_word:
        return False
    key, opening = tokens[start - 1].key, tokens[start - 2].key
    word = look(key)
    if _is_main_verb(paragraph, start - 1):
        return True
    verb = reporting.verb(key)
    is_verb = verb is not None and not verb.is_noun  # «رد فلان على»
    is_other = word.sort == "other" and not (word.is_definite or is_prefixed(key))
    if not is_verb and (not is_other or key[0] in "بلك"):
        return False
    is_form = word.is_verb or (len(key) > 4 and not word.is_plain)
    if key[0] in "يت" and key.endswith(("ه", "ها")) and is_form:
        return True  # «هذا الإجراء يراه السفير فلان غير كاف»
    if opening in clauses.RELATIVE and key.endswith(("ها", "ه")) and not word.is_plain:
        return True  # «إحدى الواجهات التي استثمرها السي فلان في …»
    is_opened = opening in ("،", *_ADVERBS) or opening in SAME
    is_noun = key != "وجه" and key.endswith(("ه", "ا", "ات", "ين"))
    return is_opened and key not in _CALLED and not is_noun


def name_in_marks_before(paragraph: Paragraph, at: int) -> str:
    """«فإن «أهل المنار» تؤكد أن»: a subject in marks; empty where it is none."""
    tokens = paragraph.tokens
    span = tokens[at - 1].span if at > 1 else None
    if span is None or tokens[at - 2].key not in (*clauses.THAT, "فان", "لكن", "ولكن", "وكانت"):
        return ""
    name = paragraph.text[span.start : span.end]
    return name if len(name.split()) <= _LONGEST_IN_MARKS else ""


def body_in_marks(paragraph: Paragraph, begin: int, speakers: Iterable[Speaker]) -> Speaker | None:
    """«ووصفت "سينابس" الخطة», after «مؤسسة سينابس» was told of."""
    span = paragraph.tokens[begin].span if begin < len(paragraph.tokens) else None
    if span is None:
        return None
    keys = set(arabic.normalise(paragraph.text[span.start : span.end]).split())
    bodies = (who for who in speakers if who.is_body and who.role_keys)
    called = (who for who in bodies if keys and keys <= {*who.role_keys[1:], who.alias})
    return next(called, None)


def is_countryman(speaker: Speaker, mention: Mention) -> bool:
    """«وأضاف الجناح السنغالي», after «اللاعب السنغالي فلان» spoke: by what he plays."""
    keys = bares(mention.name_keys)
    is_noun = mention.is_noun and len(keys) == 2 and not mention.role_keys
    is_his = speaker.is_named and keys[-1:] and keys[-1] in speaker.role_keys
    return bool(is_noun and is_his) and keys[-1] in _NATIONS


def many_before(paragraph: Paragraph, at: int) -> str:
    """«مع صناع القرار في المدينة، الذين أشاروا إلى»: all since the last particle."""
    tokens = paragraph.tokens
    if tokens[at].key not in ("الذين", "والذين") or at < 2:
        return ""
    last = at - 1 if tokens[at - 1].key == "،" else at
    begin = last
    while begin and last - begin < _FRONT // 2 and tokens[begin - 1].is_word:
        key = tokens[begin - 1].key
        word = look(key)
        if word.sort in _PARTICLES or word.is_verb or reporting.verb(key) is not None:
            break  # «كما استمع | الوزير للفلاحين، الذين»
        begin -= 1
    is_particle = begin > 0 and look(tokens[begin - 1].key).sort in _PARTICLES
    return paragraph.slice(begin, last) if is_particle and begin < last else ""


def many_at(paragraph: Paragraph, at: int) -> str:
    """«أما الفلسطينيون، فقد …»: a plural with the ending of a subject, before its comma."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
    key = paragraph.tokens[at].key
    is_many = key.endswith("ون")
    return paragraph.slice(at, at + 1) if is_many and following == ["،"] else ""


def is_inserted(paragraph: Paragraph, begin: int, after: int) -> bool:
    """«الملك فلان -رحمه الله- حين قال», «… «حفظه الله» حين قال»: a wish between two tokens."""
    between = paragraph.tokens[begin:after]
    if len(between) == 1:
        return between[0].span is not None
    is_short = 2 < len(between) <= _FRONT // 2
    return is_short and between[0].key == between[-1].key == "-"


def is_another_office(speaker: Speaker | None, mention: Mention) -> bool:
    """A title that shares no word with what was told of the speaker."""
    if speaker is None or mention.name_keys or not mention.role_keys:
        return False
    return not set(bares(mention.role_keys)) & set(speaker.role_keys)


def may_be_other(speaker: Speaker | None, mention: Mention, current: Speaker | None) -> bool:
    """«وأضاف الناشط», the word for one who spoke long ago, while a man of no known office speaks:
    it may be his, too."""
    if mention.name_keys or current is None or speaker in (None, current):
        return False
    return current.is_named and not current.role and not current.is_many
