"""How a quotation stands to the reporting clause beside it."""

from collections.abc import Sequence
from itertools import pairwise

from bot.core import lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.tokens import END, QUOTATION, Paragraph
from bot.core.reporting import Verb
from bot.core.speakers.events import Event
from bot.core.verbs.clauses import THAT, introduces, past_insertion

_WITH_THESE = [["هذا", "ما"]] + [
    ["بهذه", noun] for noun in ("الجمله", "الكلمات", "العباره", "العبارات")
]
"""«…» بهذه الكلمات وصف فلان."""
_AS_STANDS_IN = [["كما", verb, "في"] for verb in ("جاء", "ورد")]
"""«…»، كما جاء في البيان."""
_FEWEST_SPACES = 3
_ASIDE, _SENTENCE = 10, 30
_THEN = frozenset({"فان", "فانه", "فانها", "فقد"})
_INTRODUCED = 14

_CITED = frozenset(
    form
    for text in lexicon.words("cited-texts")
    for form in (*(glue + text for glue in ("", *"بلكوف")), "لل" + text.removeprefix("ال"))
)
_POET_OR_PROPHET = [
    ["قول", "الشاعر"],
    ["وفي", "الحديث"],
    ["حديث", "النبي"],
    ["حديث", "الرسول"],
] + [["الحديث", quality] for quality in ("الشريف", "النبوي", "القدسي")]
_LONGEST_CITED = 3
HIS_WORD_OF = frozenset({"قول", "تعبير", "وصف"})
_SHORTEST_VERB, _NO_VERB = 4, ("ا", "ه", "ي", "ها", "هم", "ون", "ين", "نا", "قلت", "اجبت", "زدت")
"""«ومنها:», «وعناوينها:», «وقلت:»: no verb of who is told of."""
_BULLETS = [[mark] for mark in "-–—•*"]
_DOUBLED = "\u0651"
PUT_SO = lexicon.words("his-words") | HIS_WORD_OF


def cites(paragraph: Paragraph, at: int, event: Event) -> bool:
    """«عملا بالمثل الشعبي «…»», «كما في الحديث الشريف: «…»»: the words at a token are a verse, a
    proverb or a poet's, and not his who reports them."""
    end = at - 1 if paragraph.tokens[at - 1].key in (":", *THAT) else at
    last = [token.key.removeprefix("ب") for token in paragraph.tokens[max(0, end - 2) : end]]
    if last in _POET_OR_PROPHET:
        return True
    for before in range(end - 1, max(event.after, end - _LONGEST_CITED) - 1, -1):
        key = paragraph.tokens[before].key
        if key in _CITED or not look(key).is_definite:
            return key in _CITED
    return False


def with_these(paragraph: Paragraph, at: int) -> int:
    """How many tokens «…». بهذه الكلمات | وصف فلان», ««…». هكذا | تحدث فلان» begin with; 0 where
    nothing behind the quotation points back to it."""
    keys = [token.key for token in paragraph.tokens[at : at + 2]]
    if keys in _WITH_THESE:
        return 2
    return int(len(keys) == 2 and keys[0] == "هكذا" and reporting.verb(keys[1]) is not None)


def is_as_stands_in(paragraph: Paragraph, at: int) -> bool:
    """«…»، كما جاء في البيان."""
    return [token.key for token in paragraph.tokens[at : at + 3]] in _AS_STANDS_IN


def is_as_told(paragraph: Paragraph, at: int) -> bool:
    """«…»، على ما روى فلان."""
    keys = [token.key for token in paragraph.tokens[at : at + 3]]
    verb = reporting.verb(keys[2]) if keys[:2] == ["علي", "ما"] and len(keys) > 2 else None
    return verb is not None and not verb.is_noun


def leads_in(paragraph: Paragraph, at: int, event: Event) -> bool:
    """Nothing but أن, a colon or the speaker stands between the word and the quotation."""
    before = paragraph.tokens[at - 1].key if at else ""
    return before == ":" or before in THAT or at - event.after <= 1


def _is_inserted(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«قالت فلانة، التي يصفها البعض بـ…، إن «…»»: the comma before «إن» ends the clause."""
    if not event.is_relative or at < 2 or paragraph.tokens[at - 1].key not in THAT:
        return False
    return paragraph.tokens[at - 2].key == "،" and event.after != at - 2


def is_one_clause(paragraph: Paragraph, event: Event, at: int) -> bool:
    """No comma ends the clause before the quotation; «فيما رأت الأستاذة، فلانة، أن …», «رأى فلان،
    الذي …، أن …»: those around what is told of the speaker end none."""
    tokens = paragraph.tokens
    begin = event.after if event.how == "named" else event.at
    if event.how == "named" and tokens[begin].key == "،":
        past = past_insertion(paragraph, begin) or begin + 1
        begin = past if past < at and tokens[past].key in (*THAT, ":") else begin
    return all(token.key != "،" for token in tokens[begin:at])


def _is_addressing(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«وقالت فلانة، مخاطبة النواب، «…»»: how she says it, between two commas."""
    if not event.verb.is_noun or event.verb.force != "act" or event.at < 1:
        return False
    tokens = paragraph.tokens
    return tokens[event.at - 1].key == tokens[at - 1].key == "،"


def gives_way(paragraph: Paragraph, at: int, event: Event, events: Sequence[Event]) -> bool:
    """Another word than the last one reports the quotation at a token."""
    if event is events[0]:
        return False
    if _is_inserted(paragraph, event, at) or _is_addressing(paragraph, event, at):
        return True
    return _is_told(paragraph, at, event, events) or _is_colon_of(paragraph, at, event, events)


def _is_colon_of(paragraph: Paragraph, at: int, event: Event, events: Sequence[Event]) -> bool:
    """«وقال فلان في اللقاء الذي أوردت الصحيفة ما دار فيه: «…»»: whose saying has neither its «أن»
    nor its quotation before the relative clause."""
    if not event.is_relative or paragraph.tokens[at - 1].key != ":" or at - event.after <= 1:
        return False
    outer = next((each for each in reversed(events) if each.at < event.at), None)
    if outer is None or outer.verb.force != "say" or outer.speaker is None:
        return False
    between = paragraph.tokens[outer.after : event.at]
    is_open = all(token.is_word or token.key == "،" for token in between)
    return is_open and all(token.key not in THAT for token in between)


def _is_told(paragraph: Paragraph, at: int, event: Event, events: Sequence[Event]) -> bool:
    """«أعلن فلان أن المدينة شهدت «…»»: no saying, but what somebody reports behind «أن»; so few
    words as in a name stay beside the verb that is near."""
    span, before = paragraph.tokens[at].span, paragraph.tokens[at - 1].key
    if span is None or event.verb.force != "weak" or event.verb.is_noun:
        return False
    is_short = paragraph.text.count(" ", span.start, span.end) < _FEWEST_SPACES
    if is_short or before == ":" or before in THAT or event.how == "law":
        return False
    outer = next((each for each in reversed(events) if each.at < event.at), None)
    if outer is None or outer.verb.force not in ("say", "claim"):
        return False
    return any(token.key in THAT for token in paragraph.tokens[outer.after : event.at])


def puts_so(paragraph: Paragraph, at: int) -> bool:
    """«على حد تعبير فلان», «على حد قوله», by the token of «حد»; not «على حد سواء»."""
    keys = [token.key for token in paragraph.tokens[max(0, at - 1) : at + 2]]
    is_put = keys[-1] in PUT_SO or keys[2:] == ["ما"]
    return keys[1:2] == ["حد"] and keys[0].endswith("علي") and is_put


def is_put(paragraph: Paragraph, at: int) -> bool:
    """««…» على حد تعبيره», ««…» حسب الشرطة», ««…» كما يقول فلان»: what follows tells whose words
    these are, whatever came before."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 3]]
    is_as_said = following[:1] == ["كما"] and following[1:] != []
    verb = reporting.verb(following[1]) if is_as_said else None
    is_as_said = verb is not None and verb.force == "say" and not verb.is_noun
    return is_as_said or following == ["علي", "حد"] or following[:1] in (["حسب"], ["بحسب"])


def reach(paragraph: Paragraph, event: Event) -> int:
    """How many tokens «وفق فلان» frames; with «فإن» behind it, also behind «، طلب حجب اسمه،», the
    whole sentence is his."""
    keys = [token.key for token in paragraph.tokens[event.after : event.after + _INTRODUCED]]
    is_apposed = "،" in keys[:2] and any(("،", then) in pairwise(keys) for then in _THEN)
    return _SENTENCE if is_apposed or not _THEN.isdisjoint(keys[:2]) else _ASIDE


def opens(paragraph: Paragraph, at: int) -> bool:
    """A quotation begins its sentence, or follows another: «…». و«…», or is a row of a list, and
    no name."""
    before = [token.key for token in paragraph.tokens[max(0, at - 2) : at]]
    if not before or before[-1] in (END, QUOTATION):
        return True
    span = paragraph.tokens[at].span
    if before in _BULLETS and span is not None:
        return paragraph.text.count(" ", span.start, span.end) >= _FEWEST_SPACES
    return before[-1] == "و" and before[:-1] in ([], [END])


def stands_apart(paragraph: Paragraph, at: int) -> bool:
    """What stands before the quotation is complete: it opens a sentence or follows a comma."""
    return at == 0 or paragraph.tokens[at - 1].key in (END, "،", "؛", ":", "-", "و")


def is_any_verb(paragraph: Paragraph, at: int) -> bool:
    """«. وحسم:»: between a full stop and a colon a word behind «و» that names nothing."""
    tokens = paragraph.tokens
    if tokens[at + 1].key != ":" or not tokens[at].is_word or tokens[at].key[0] not in "وف":
        return False
    key, stem = tokens[at].key, look(tokens[at].key[1:])
    if (at and tokens[at - 1].key != END) or len(key) < _SHORTEST_VERB or key.endswith(_NO_VERB):
        return False
    if _DOUBLED in paragraph.slice(at, at + 1):
        return look(key).sort == "other" and not stem.is_definite  # «وخبّر:», not «وخبر:»
    is_word = stem.is_plain and not stem.is_verb
    return look(key).sort == stem.sort == "other" and not (is_word or stem.is_definite)


def is_cried(paragraph: Paragraph, at: int, verb: Verb) -> bool:
    """«امرأة تصرخ «بنتي هناك»، ولم …»: the words at the token are said, and do not name who says
    them, as nothing else is reported; «قال «سعد»، أحد الصيادين: «…»» names him."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
    if paragraph.tokens[at].span is None or verb.force != "say":
        return False
    return following in (["،"], [END]) and not introduces(paragraph, at, _INTRODUCED)
