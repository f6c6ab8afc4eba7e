"""The phrase with which a sentence opens, if it names somebody: who it is about."""

from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.cast import far_names
from bot.core.cast.cast import Cast
from bot.core.cast.identity import Speaker
from bot.core.lexicon import Sort, look
from bot.core.phrases import backwards, read, read_named, read_surname
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import is_doubled
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Verb
from bot.core.speakers import beside
from bot.core.speakers.events import Subject
from bot.core.verbs import clauses

_NAMELESS = lexicon.words("somebody")
_SOMEBODY = _NAMELESS - {"اخر", "اخري", "اخرون", "البعض"}
_ANOTHER = {"m": ["اخر"], "f": ["اخري"]}
_NATIONALITIES = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_SONS = frozenset({"بن", "ولد", "ود", "منت", "ايت"})
_PARTICLES = frozenset({"من", "في", "علي", "بعد", "عقب", "خلال", "امام", "داخل"})
_LONGEST_BEFORE_COMMA = _IN_TIME = 5
_FIRST_LINES, _LONGEST_BYLINE = 3, 8
_IN_BYLINE = ("(", ")", "-", "/", "،")


def is_byline(paragraph: Paragraph) -> bool:
    """«سامر الحداد (النهر)»: who wrote it, on a line of its own; he says nothing."""
    tokens = paragraph.tokens
    if paragraph.index >= _FIRST_LINES or not 1 < len(tokens) <= _LONGEST_BYLINE:
        return False
    if look(tokens[0].key).sort != "given" or tokens[-1].key == END:
        return False
    return all(
        not look(token.key).is_verb if token.is_word else token.key in _IN_BYLINE
        for token in tokens
    )


def ends_at(paragraph: Paragraph, at: int) -> bool:
    """«من جهة أخرى، أثار الصندوق …», «وفي القرية، جلست أم خالد …», «11:05 | الجيش يعلن»: it begins
    behind the mark."""
    tokens = paragraph.tokens
    if tokens[at].key in ("|", "-", "–") and at < _IN_TIME and tokens[at - 1].key.isdigit():
        return True
    if tokens[at].key != "،" or at + 2 >= len(tokens):
        return False
    for begin in range(at - 1, max(-1, at - _LONGEST_BEFORE_COMMA), -1):
        token = paragraph.tokens[begin]
        if begin == 0 or paragraph.tokens[begin - 1].key == END:
            return token.key.removeprefix("و") in _PARTICLES
        if not token.is_word:
            return False
    return False


def sort_at(paragraph: Paragraph, at: int) -> Sort:
    """What a sentence opens with: «علي كرم، رئيس …» is a name, «على» none; «وبخصوص العقوبة»."""
    key = paragraph.tokens[at].key
    if paragraph.slice(at, at + 1) == "علي" or _is_mother(paragraph, at):
        return "given"
    if clauses.is_adverbial(key):
        return "stop"
    return "other" if is_doubled(paragraph, at) else look(key).sort


def _is_mother(paragraph: Paragraph, at: int) -> bool:
    """«أم خالد …», «وتقف أم خالد»: no «or» at the head of a sentence, nor behind such a verb."""
    if paragraph.tokens[at].key != "ام" or paragraph.slice(at, at + 1)[0] != "أ":
        return False
    before = paragraph.tokens[at - 1].key.lstrip("وف") if at else END
    is_due = before in (END, "اما") or before.startswith("ت") or before.endswith("ت")
    return is_due and at + 1 < len(paragraph.tokens) and sort_at(paragraph, at + 1) == "given"


def read_opening(
    paragraph: Paragraph, begin: int, *, is_behind_verb: bool
) -> tuple[Mention | None, bool]:
    """The phrase that opens a sentence, and whether it is plain; «وانضم رئيس اتحاد الكتاب
    الليتوانيين فلان», «الرئيس الوطني لجمعية …، فلان، شدد» are read to the name."""
    mention = read(paragraph, begin, has_object=is_behind_verb, is_cautious=True)
    if mention is None and beside.is_topic(paragraph, begin):
        return read_surname(paragraph, begin), True
    if mention is None and beside.opens_with_name(paragraph, begin):
        return _told_by_title(paragraph, begin), True
    if mention is not None and not is_behind_verb:
        return far_names.complete(paragraph, mention), True
    if mention is None or not goes_on(paragraph, mention):
        return mention, True
    whole = read(paragraph, begin, is_cautious=True)
    return (whole, False) if whole is not None else (mention, False)


def _told_by_title(paragraph: Paragraph, begin: int) -> Mention | None:
    """«امحند لعنصر، رئيس الجهة، …»: all before the comma is his name, of whatever letters."""
    mention, comma = read(paragraph, begin), begin + 2
    keys = tuple(token.key for token in paragraph.tokens[begin : comma + 1])
    if (mention is not None and mention.after >= comma) or keys[2:] != ("،",):
        return mention
    is_verb = look(keys[1]).sort == "given"  # «واتفق عدنان، رئيس …»
    if is_verb or keys[0][0] in "بلكف":
        return mention
    office = read(paragraph, comma + 1)
    role, role_keys = (office.role, office.role_keys) if office else ("", ())
    name = paragraph.slice(begin, comma)
    after = office.after if office else comma
    bare = read_surname(paragraph, begin)
    return replace(
        bare, name=name, name_keys=keys[:2], role=role, role_keys=role_keys, after=after
    )


def somebody_at(paragraph: Paragraph, at: int) -> Speaker | None:
    """«وعاد أحدهم ليرد»: a speaker whom nobody names, and not who spoke last."""
    key = paragraph.tokens[at].key if at < len(paragraph.tokens) else ""
    return nameless(paragraph, at, at + 1) if key in _SOMEBODY else None


def somebody(paragraph: Paragraph, at: int, verb: Verb, cast: Cast) -> Subject | None:
    """«وقال أحدهم», «وكتبت متابعة أخرى», «واضاف احدهم وهو المعاون سامر الحداد»."""
    key, *following = [token.key for token in paragraph.tokens[at : at + 2]]
    is_another = following == _ANOTHER.get(verb.gender) and look(key).sort == "other"
    is_another = is_another and not key.endswith("ا")  # «ويضيف سببا آخر»
    after = at + 1 + is_another
    if not (is_another or key in _NAMELESS) or not beside.ends_at(paragraph, after):
        return None
    if (named := far_names.introduced(paragraph, at)) is not None:
        return Subject(cast.add(named), named.after, "named", is_sure=False)
    cue = paragraph.tokens[at - 1].key
    if verb.force == "act" and not reporting.has_object(cue):
        return None
    return Subject(nameless(paragraph, at, after), after, "named", is_sure=False)


def nameless(paragraph: Paragraph, at: int, after: int) -> Speaker:
    """«أحدهم»: by the word alone."""
    keys = tuple(token.key for token in paragraph.tokens[at:after])
    return Speaker(paragraph.slice(at, after), keys, "", (), False, None, False)


def goes_on(paragraph: Paragraph, mention: Mention) -> bool:
    """«وانضم رئيس اتحاد الكتاب | الليتوانيين فلان»: more of the title, that was not read."""
    tokens, at = paragraph.tokens, mention.after
    if mention.name_keys or at >= len(tokens) or not tokens[at].is_word:
        return False
    word = look(tokens[at].key)
    return word.sort == "other" and word.is_definite and tokens[at].key.endswith(("ين", "ي", "يه"))


def is_unread(paragraph: Paragraph, begin: int, mention: Mention | None) -> bool:
    """More of the title follows, or «وأبلغ الشاب البالغ 26 عاما الكاتب»: a form of address that
    tells of somebody, without a name."""
    if mention is not None:
        return goes_on(paragraph, mention)
    word = look(paragraph.tokens[begin].key) if begin < len(paragraph.tokens) else None
    return word is not None and word.sort == "honour" and word.is_definite


def is_surname_with_title(paragraph: Paragraph, at: int) -> bool:
    """«وخرج | نهرسون، محامي الحداد، إلى»: a surname or an unknown word, and his office."""
    behind = [token.key for token in paragraph.tokens[at + 1 : at + 3]]
    if len(behind) < 2 or behind[0] != "،" or look(behind[1]).sort != "title":
        return False
    return look(paragraph.tokens[at].key).sort == "family" or backwards.is_unknown(paragraph, at)


def is_countryman(paragraph: Paragraph, at: int) -> bool:
    """«وطمأن | البرازيلي غوميز جماهير فريقه»: of what country he is, and his name."""
    if lexicon.bare(paragraph.tokens[at].key).removesuffix("ه") not in _NATIONALITIES:
        return False
    mention = read_named(paragraph, at)
    return mention is not None and len(mention.role_keys) == 1


def is_told_son(paragraph: Paragraph, at: int, cast: Cast) -> bool:
    """«وعدّل ولد النهر المنشور», «نشر بن سالمة توضيحا», who were told of in full."""
    if paragraph.tokens[at].key not in _SONS:
        return False
    mention = read_named(paragraph, at)
    return mention is not None and cast.known(mention) is not None
