"""What stands around a word: is this a reporting clause, is that phrase its subject.

Judgements about tokens only; who has spoken before is known to `attribution`.
"""

from itertools import pairwise

from bot.core import lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.mentions import Mention, is_many
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Verb
from bot.core.verbs import homographs, impersonal, like_prepositions

THAT = lexicon.words("that")
RELATIVE = lexicon.words("relative")
_LONGEST_SENTENCE = 60
"""Tokens that are looked through for its beginning."""
_THAT_OF_TIME = frozenset({"بعد", "قبل", "منذ", "دون", "يمكن", "يجب", "ينبغي"})
"""«بعد أن»: what follows is no reported speech."""
_BUT_THAT = lexicon.words("but-that")
_WITH_PERFECT = frozenset({"قد", "فقد", "وقد", "لقد", "ما", "بما", "مما", "عما", "لما", "فيما"})
WHAT = RELATIVE | {"ما", "مما", "عما", "بما", "لما", "فيما", "من", "ممن", "لمن"}
_BEFORE_SUBJECT = ("stop", "preposition", "time")
_DENIALS = frozenset({"لم", "لن", "لا", "لقد"})
_NEAR, _FAR = 14, 26
_OPENING = 8
"""«وفي السياق ذاته، …»: how many tokens may stand before a verb that opens a sentence."""
_WRITES = frozenset({"كتب", "كتبت", "يكتب", "تكتب", "يرد", "ترد"})
"""«وكتب فلان على حسابه في موقع …», «وترد النقابة في بيان …»: where it was written comes first."""
_ADVERBIALS = lexicon.words("adverbials") | lexicon.words("subordinates")
_IN_TURN = lexicon.words("in-turn")
_AT_HIM = frozenset({"عليه", "عليها", "عليهم"})
_ASKED = lexicon.words("asked")
_TO_WHOM = frozenset({"اليه", "اليها", "اليهم", "معه", "معها", "معهم"})
_COUNTED = frozenset(
    {"عشر", "عشره", "عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين",
     "الف", "الاف", "مييه", "مايه", "مليون", "ملايين", "كل", "اي", "اول", "ابي", "ابو"}
)  # fmt: skip
"""«أربعين طالبا», «أبي طالب»: a student, or a name, who demands nothing."""
_BEGINS = frozenset({"بدا", "بدات", "يبدا", "تبدا"})
"""«بدأت «مراجعة تجارية»»: what began."""
_BY_PARTICLE = dict.fromkeys(("اكتشف", "اكتشفت"), THAT) | dict.fromkeys(
    ("يجمع", "تجمع", "يجمعون"), frozenset({"علي"})
)
"""«اكتشف باحثون أن», not «اكتشف الفريق «خطأ»»; «يجمع الخبراء على أن», while «مباراة تجمع «النهر»
والسهل» brings two together."""
_LOOKS = frozenset({"يتابع", "تتابع", "يراه", "يراها", "تراه", "تراها"})
"""«يراها المدير «فرصة»», not «يتابع سلوكه», «ارتباط يراه المحللون سببا»."""
_IS_HELD = frozenset({"يعتبر", "تعتبر", "يعد", "تعد"})
_MOST = frozenset({"احد", "احدي", "من", "اول", "اقدم", "اكبر", "اهم", "ابرز", "افضل", "اكثر"})
_CONTINUING = lexicon.words("continuing")
_TENSES = frozenset({"كان", "كانت", "كانوا", "يكون", "تكون", "قد", "سوف", "بات", "باتت"})
_OF_PRONOUN = frozenset({"انه", "انها", "لكنه", "لكنها", "لانه", "لانها", "بانه", "بانها"})
_LISTED = ("title", "body", "given", "family", "honour")


def introduces(paragraph: Paragraph, at: int, reach: int) -> bool:
    """أن, a colon or a quotation stands within reach, before any other reporting word."""
    before = ""
    for place, following in enumerate(paragraph.tokens[at + 1 : at + 1 + reach], at + 1):
        if following.key in (END, "؛"):
            return False
        if following.key == ":" or following.span is not None:
            return True
        if following.key in THAT and before not in _THAT_OF_TIME:
            return True
        is_load = (
            before in ("وهو", "وهي") and following.key in homographs.BURDENS
        )  # «وهو يحمل حذاء ابنه:»
        before = following.key
        verb = reporting.verb(before) if following.is_word and not is_load else None
        if verb is None or verb.is_noun or reporting.needed_after(before):
            continue
        if place == at + 1 and reporting.is_ambiguous(before):
            continue  # «ورد تجمع المعلمين، …، بأن»
        if not homographs.ends_otherwise(paragraph, place):
            return False
    return False


def continues(paragraph: Paragraph, at: int) -> bool:
    """«وأضاف», «تابع»: who spoke before goes on."""
    return paragraph.tokens[at].key.removeprefix("و") in _CONTINUING


def is_that(paragraph: Paragraph, at: int) -> bool:
    """«أن», but not that of «قبل أن» or «غير أن»."""
    before = paragraph.tokens[at - 1].key if at else ""
    if paragraph.tokens[at].key not in THAT or before in _THAT_OF_TIME:
        return False
    return before.removeprefix("و") not in _BUT_THAT


def tense_before(paragraph: Paragraph, at: int) -> int:
    """Where «كان قد قال», «سوف يقول» begins, by the token of «قال»."""
    while at and paragraph.tokens[at - 1].key in _TENSES:
        at -= 1
    return at


def is_his(paragraph: Paragraph, at: int) -> bool:
    """«غير أنها ترد التهم», «إنه لم يدع الوزير»: what follows such a verb is no subject."""
    lead = tense_before(paragraph, at)
    lead -= lead > 0 and paragraph.tokens[lead - 1].key in _DENIALS
    return lead > 0 and paragraph.tokens[lead - 1].key.removeprefix("و") in _OF_PRONOUN


def is_adverbial(key: str) -> bool:
    """«وبخصوص العقوبة، قال», «وبعدها رفع فلان يده», «ولما وصل فلان قال»: what opens the sentence
    is not its subject."""
    return key in _ADVERBIALS or (key[0] == "و" and key[1:] in _ADVERBIALS)


def precedes_subject(key: str) -> bool:
    """«لم», «ولم», «في», «وبدوره»: the subject of the sentence is still to come."""
    if look(key).sort in _BEFORE_SUBJECT or is_adverbial(key):
        return True
    return key[0] in "وف" and (key[1:] in _DENIALS or look(key[1:]).sort == "time")


def is_of_time(paragraph: Paragraph, at: int) -> bool:
    """«دون أن يسميه», «قبل أن يعلن»: a verb of a clause beside the main one."""
    tokens = paragraph.tokens
    return at > 1 and tokens[at - 1].key in THAT and tokens[at - 2].key in _THAT_OF_TIME


def sentence_start(paragraph: Paragraph, at: int) -> int:
    """Where the sentence of a token begins."""
    begin = at
    while begin and at - begin < _LONGEST_SENTENCE and paragraph.tokens[begin - 1].key != END:
        begin -= 1
    return begin


def reports(paragraph: Paragraph, at: int, verb: Verb) -> bool:
    """A form reports here; weak and ambiguous ones only with أن, «:» or a quotation."""
    key = paragraph.tokens[at].key
    if impersonal.speaks_itself(paragraph, at) or homographs.is_noun(paragraph, at, verb):
        return False
    if not reporting.is_spelt(key, paragraph.slice(at, at + 1)):
        return False
    if _is_other_verb(paragraph, at):
        return False
    if needed := reporting.needed_after(key):
        is_next = any(token.key in needed for token in paragraph.tokens[at + 1 : at + 2])
        is_next = is_next or like_prepositions.expresses(paragraph, at) or _comments(paragraph, at)
        is_stressed = key.endswith("بين") and (
            "\u0651" in paragraph.slice(at, at + 1)
            or (key == "وبين" and introduces(paragraph, at, 7))
            or (like_prepositions.is_verb_due(paragraph, at) and introduces(paragraph, at, _NEAR))
        )
        return is_next or is_stressed
    if reporting.is_ambiguous(key):
        return introduces(paragraph, at, _FAR if _opens_way(paragraph, at) else 2)
    if verb.is_noun:
        return _is_adverbial(paragraph, at, verb)
    if _is_inside_noun(paragraph, at, verb):
        return False
    is_weak = verb.force == "weak" or not _starts_clause(paragraph, at, verb)
    reach = _FAR if key.lstrip("وف") in _WRITES else _NEAR
    return not is_weak or introduces(paragraph, at, reach)


def _is_other_verb(paragraph: Paragraph, at: int) -> bool:
    """«وتتابع سلوكه», «تُدعى», «رعى سموه»: the letters of a reporting word, but not its sense."""
    key = paragraph.tokens[at].key.lstrip("وف")
    if key == "ردا":
        return paragraph.tokens[at + 1 : at + 2] != () and paragraph.tokens[at + 1].key == "علي"
    if key in _BEGINS or (key in _IS_HELD and _is_in_report(paragraph, at)):
        is_next = any(token.span is not None for token in paragraph.tokens[at + 1 : at + 2])
        return is_next or _is_passive(paragraph, at, key)
    if key in homographs.CARRIES:
        return not homographs.charges(paragraph, at)
    if key in ("سموه", "سموها"):
        return at == 0 or paragraph.tokens[at - 1].key not in WHAT
    if key in _BY_PARTICLE:
        near = paragraph.tokens[at + 1 : at + _OPENING]
        return all(token.key not in _BY_PARTICLE[key] for token in near)
    if key in _LOOKS:
        return not introduces(paragraph, at, _NEAR // 2)
    if key in ("طالب", "طالبا", "طالبه", "مقترحا", "ملاحظا") and at:
        before = paragraph.tokens[at - 1].key
        return before in _COUNTED or before[-1].isdigit()
    return _is_passive(paragraph, at, key)


def _is_passive(paragraph: Paragraph, at: int, key: str) -> bool:
    """«تُدعى»; «المكتب الذي يعتبر أقدم مكتب»."""
    if key in _IS_HELD and at and paragraph.tokens[at - 1].key in RELATIVE:
        return any(token.key in _MOST for token in paragraph.tokens[at + 1 : at + 2])
    return key in ("يدعي", "تدعي") and paragraph.slice(at, at + 1).endswith("ى")


def _is_in_report(paragraph: Paragraph, at: int) -> bool:
    """«قال إن القتال يعتبر «أخطر فصل»»: held for it by whoever reports, not by the fighting."""
    for token in reversed(paragraph.tokens[max(0, at - _FAR) : at]):
        if token.key == END:
            return False
        if token.key in THAT:
            return True
    return False


def _opens_way(paragraph: Paragraph, at: int) -> bool:
    """«أبلغت تركيا كلا من … أنها», «ونص المشروع على أنه»: a verb by what stands around it."""
    key, before = paragraph.tokens[at].key.lstrip("وف"), paragraph.tokens[at - 1].key if at else ""
    if key in ("ابلغ", "ابلغت"):
        return before not in THAT
    ahead = [token.key for token in paragraph.tokens[at + 1 : at + 8]]
    if key in ("رد", "ردت") and replies(paragraph, at):
        return True
    starts = (
        at == 0
        or before in (END, "،", "فيما", "بينما", "حين")
        or before in _IN_TURN
        or look(before).sort == "time"
    )
    if starts and ahead and look(ahead[0]).sort in (*_LISTED, "place"):
        return True
    pairs = pairwise(ahead)
    return key in ("نص", "نصت") and any(one == "علي" and two in THAT for one, two in pairs)


def replies(paragraph: Paragraph, at: int) -> bool:
    """«رد عليه سامر ضاحكا:», «رد على سؤال حول اللقاء:», by the token of «رد»."""
    ahead = [token.key for token in paragraph.tokens[at + 1 : at + 3]]
    is_on_words = ahead[:1] == ["علي"] and not _ASKED.isdisjoint(ahead[1:])
    return is_on_words or not _AT_HIM.isdisjoint(ahead[:1])


def _comments(paragraph: Paragraph, at: int) -> bool:
    """«وعقب رئيس المحكمة على الدفاع قائلا: «…»»: after a man nothing happens; or by its sign."""
    if not paragraph.tokens[at].key.endswith("عقب") or at + 1 >= len(paragraph.tokens):
        return False
    following = look(paragraph.tokens[at + 1].key)
    is_man = following.sort in ("given", "honour", "title")
    is_doubled = "\u0651" in paragraph.slice(at, at + 1)
    return (is_man or is_doubled) and introduces(paragraph, at, _NEAR)


def _is_inside_noun(paragraph: Paragraph, at: int, verb: Verb) -> bool:
    """«في بيان أعلن فيه التغييرات», «لافتات كتب عليها»: it tells of the noun before it."""
    before = paragraph.tokens[at - 1].key if at else ""
    following = paragraph.tokens[at + 1].key if at + 1 < len(paragraph.tokens) else ""
    if following in _TO_WHOM and any(token.span for token in paragraph.tokens[at + 2 : at + 3]):
        return True  # «مصادر تحدثت إليها «الصحيفة» أن»
    if following in ("فيها", "فيه"):
        reach = _NEAR if verb.force == "act" else _reach_in_which(paragraph, at + 2)
        return before not in RELATIVE and not introduces(paragraph, at + 1, reach)
    if before in _WITH_PERFECT:
        return False
    if before in ("لم", "لن", "لا") and verb.force == "weak":
        return True
    word = look(before)
    is_told_of = word.sort in ("other", "noun", "document") and not word.is_definite
    if verb.force == "weak" and before and is_told_of and paragraph.tokens[at - 1].is_word:
        if following == ":":
            return False  # «خرج إلى جمهوره ليقول: «…»»
        return paragraph.tokens[at].key[0] not in "وفيت"
    is_answer = paragraph.tokens[at].key.endswith(("رد", "ردت", "يعقب"))  # «ليرد عليه القاضي «…»»
    return verb.force == "weak" and following in ("عليها", "عليه") and not is_answer


def _reach_in_which(paragraph: Paragraph, at: int) -> int:
    """«في بيان أعلن فيه | أن», «في وقت أعلنت فيه | الوزارة أن»: how far off «أن» may be."""
    ahead = [token.key for token in paragraph.tokens[at : at + 1]]
    if ahead and look(ahead[0]).sort in (*_LISTED, "place"):
        return _NEAR
    return 2 if ahead in (["من"], ["علي"], ["الي"]) else 1


def _is_adverbial(paragraph: Paragraph, at: int, verb: Verb) -> bool:
    """A participle reports beside a clause; in the feminine it may be a plain adjective."""
    if verb.gender != "f":
        return verb.force != "weak" or introduces(paragraph, at, 4)
    before = paragraph.tokens[at - 1] if at else None
    stands_apart = before is None or not before.is_word or paragraph.tokens[at].key[0] == "و"
    is_his_word = paragraph.tokens[at].key.startswith("بقول")  # «بقولها، «…»»
    return introduces(paragraph, at, 1 + is_his_word) or (
        stands_apart and introduces(paragraph, at, _NEAR)
    )


def _starts_clause(paragraph: Paragraph, at: int, verb: Verb) -> bool:
    before, key = paragraph.tokens[at - 1] if at else None, paragraph.tokens[at].key
    if before is None or not before.is_word or key[0] in "وفيتس":
        return True
    if verb.force == "say":
        return True
    if key.endswith(("ا", "ت")):
        return True
    sort = look(before.key).sort
    return sort in ("stop", "time", "given") or look(before.key).is_definite


def closes_sentence(paragraph: Paragraph, at: int) -> bool:
    """A quotation that ends with a full stop ends the sentence around it, if nothing goes on."""
    span = paragraph.tokens[at].span
    if span is None:
        return False
    following = paragraph.tokens[at + 1].key if at + 1 < len(paragraph.tokens) else END
    if following in ("،", ":", END):
        return False
    last = paragraph.text[span.end - 1]
    if last in "!؟…" and (following[0] in "بل" or look(following).sort == "preposition"):
        return False  # «في مقاله «أين نحن؟» بصحيفة …»
    return last in ".!؟…"


def turns(paragraph: Paragraph, at: int) -> bool:
    """«…، أما المواطن فلان، فقد قال»: another begins to speak in the middle of a sentence."""
    return at > 0 and paragraph.tokens[at - 1].key in ("،", "؛", "-")


def past_insertion(paragraph: Paragraph, at: int) -> int:
    """After «، اليوم الجمعة،» or «-في تصريح-»; 0 where it does not end soon."""
    mark = paragraph.tokens[at].key
    for ahead in range(at + 1, min(at + 12, len(paragraph.tokens))):
        token = paragraph.tokens[ahead]
        if token.key == mark:
            return ahead + 1
        if token.key in (END, ":", *THAT) or token.span is not None:
            return 0
    return 0


def names_another(paragraph: Paragraph, at: int) -> bool:
    """A bare word stands where the subject may: it could not be read, but it may be one."""
    if at >= len(paragraph.tokens) or not paragraph.tokens[at].is_word:
        return False
    word, key = look(paragraph.tokens[at].key), paragraph.tokens[at].key
    raw = paragraph.slice(at, at + 1)
    sorts = ("other", "family", "common")
    if word.sort not in sorts or word.is_plain or reporting.verb(key) is not None:
        return False
    is_adverb = raw.endswith(("ا", "اً", "ًا")) or key.startswith(("بال", "لل", "كال"))
    return not is_adverb and key[0] not in "بلكو"


def is_listed(mention: Mention) -> bool:
    """A title, a body or a known given name is part of it."""
    keys = mention.name_keys[:2]
    is_told = bool(mention.role_keys or mention.honours)
    return is_told or any(look(key).sort in _LISTED for key in keys)


_CLOSING = (
    "stop", "time", "preposition", "outlet", "title", "honour"
)  # fmt: skip


def _is_boundary(paragraph: Paragraph, at: int) -> bool:
    """A subject may end before this token."""
    if at >= len(paragraph.tokens):
        return True
    token = paragraph.tokens[at]
    if not token.is_word or token.key in THAT:
        return True
    word = look(token.key)
    if word.sort in _CLOSING or word.is_verb:
        return True
    verb = reporting.verb(token.key)
    return verb is not None and verb.is_noun


def is_credible(paragraph: Paragraph, mention: Mention, verb: Verb) -> bool:
    """Words that no list knows are a subject only where speech follows: «أكد الفنانون أن …»."""
    if is_listed(mention) or is_many(mention):
        return True
    if verb.force == "act":
        is_surname = mention.is_noun and mention.name_keys[-1].endswith("ي")
        follows = paragraph.tokens[mention.after : mention.after + 1]
        return is_surname and bool(follows) and look(follows[0].key).sort == "title"
    is_single = len(mention.name_keys) == 1 and not look(mention.name_keys[0]).is_definite
    if is_single and mention.name.endswith("ا") and verb.force != "say":
        return False
    if not _is_boundary(paragraph, mention.after):
        return False
    following = [token.key for token in paragraph.tokens[mention.after : mention.after + 1]]
    is_inserted = following in (["،"], ["-"]) and not is_single
    reach = _NEAR if is_inserted else 3  # «وأشارت اليونيسف، في بيان لها، إلى أن»
    return verb.force == "say" or introduces(paragraph, mention.after - 1, reach)
