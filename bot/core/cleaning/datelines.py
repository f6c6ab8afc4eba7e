"""What stands before an article's first word: place, agency, author, time.

«سبق – الرياض:», «طنجة (رويترز) –», «برق نيوز / أفاد …». It is read piece by piece, each of them
known by itself: where the next is none, the article begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.core import arabic, lexicon, reporting
from bot.core.cleaning.agencies import AGENCY, GATHERED, PAPER, PAPER_IN_MARKS, WIRE
from bot.core.lexicon import Sort, look

_LONGEST = 90
_STAMP = re.compile(
    r"^(?:Next )?Previous |^\( ?تصوير [^()]*\) ?"
    r"|^\d{1,2} [^\W\d_]+,? \d{4} ?[-–] ?\d{1,2}:\d{2}(?::\d{2})? (?=\w)"
    r"|^[^\W\d_]+(?: [^\W\d_]+){0,2}\| (?=\w)|^\{[^{}]{2,40}\} ?"
)
"""«14 ماي، 2019 - 07:45 قال …», «ندى خليل| قال …», «{كركوك: النهر نيوز}»; a bar between spaces
may part news."""
_DATELINE_LINE = re.compile(
    r"^[^.:؟!«»“\"]{2,40}\s*[-–—ـ_/]\s*[^.:؟!«»“\"]{2,40}:?$"
    rf"|^[^.:؟!«»“\"]{{2,24}} \((?:{AGENCY}|{PAPER}|[^()]{{2,16}}\) ?خاص:?$)"
    rf"|^{AGENCY}$"
    r"|^(?:كتب|كتبت|بقلم|إعداد|تقرير|ترجمة|حاوره|حاورته|(?:رصد و)?تصوير)\s*[:/\-–] ?.{2,40}$"
    r"|^[A-Z][A-Za-z .]{2,20}[-–:/].{0,40}$"
)
_OUTLET = re.compile(rf"^(?:[A-Z][A-Za-z .]{{1,24}}(?:[-–:/].{{0,40}})?|{AGENCY})$")
_SHORTEST_GLUED, _SHORTEST_PART = 7, 3
_LIKE_NO_VERB = ("ون", "ين", "ات", "ي")
_SHARING = re.compile(r"^شارك (?:من خلال|عبر) [^.،:]{3,60}? اكتب (?:رأيك|تعليقك) ")
"""«شارك من خلال تويتر فيسبوك اكتب رأيك أكد الوزير …»: a page's buttons before its text."""

_PARTED = re.compile("[-–—ـ/|:(]")
"""Stands in every dateline, and in the beginning of few other lines."""
_WORD = r"(?:[^\W\d_ـ]|[\u064b-\u0652])+"
_DAY = r"(?:في |يوم )?\d{1,2}(?: - \d{1,2}(?= \()|[-/.]\d{1,2}[-/.]\d{4}[مه]?)?(?![\w%])"
_ENDED = r"(?=\s?[-–—/|:،,()\[\]«»“”\"]|\sـ\s)"
_PIECE = re.compile(
    rf"(?P<opening>[(\[/«“\"]?)\s?(?:(?P<date>{_DAY})|(?P<agency>{AGENCY}|[A-Z]{{2,6}})(?!\w)"
    rf"|(?P<paper>{PAPER}{_ENDED}|(?<=[«“\"]){PAPER_IN_MARKS}(?=[»”\"]))"
    rf"|(?P<name>{_WORD}(?: {_WORD}){{0,4}}?)(?:{_ENDED}|(?= {_DAY})))"
)
_PARTING = re.compile(r"(?P<close>\s?[)\]»”]|\"|)(?P<sign>(?:\s*[-–—/|:،,]|\sـ(?=\s))*)\s*")
_OF_DATE = re.compile(r"[ /]?[(\[]?(\d+|[^\W\d_]+)[)\]]?")
_MARKS = ("«", "“", '"')
_OPENING_MARKS = '«“" '
_UNKNOWN_PAPER = re.compile(r"[«“\"][^«»“”\":]{2,24}[»”\"] ?:")
_GATHERED = GATHERED.split("|")
_WIRE = re.compile(WIRE)
_PARTERS = ("-", ":", "|")
_NUMERIC = ("-", "/", ".")
_DATE_WORDS = lexicon.words("of-dates")
_BRACKETED = re.compile(rf"{_WORD}(?: {_WORD}){{0,2}} ?\({_WORD}(?: {_WORD}){{0,2}}\) ?[-–—:]+ ?")
"""«بندر النهر (القرن اليوم) – افتتح …»: a place that no list has, and its paper."""
_OPEN_PLACE = re.compile(rf"(?P<name>{_WORD})(?: المكرمة| المنورة)? (?=\S)")
"""«ندى خليل – الطائف افتتح …»: no mark stands before the first word of the article."""
_ASIDE = re.compile(r"وه[ويم]|كما |التي |الذي ")
"""«القاهرة – وهي أكبر المدن – تفتتح …»: a sentence's own dash."""
_CREDIT = re.compile(
    r"(?P<deed>تصوير|حاوره|حاورته|كتبت?|تقرير|إعداد) ?(?P<mark>[:–-]?) ?"
    r"(?P<who>[^\W\d_]+) [^\W\d_]+(?:(?: [^\W\d_]+)? ?(?P<end>[:–-])| ) ?(?=(?P<next>\w*))"
)
"""«تصوير ندى خليل: رصدت …», «حاوره: سامر الحداد أعرب …»."""
_PLACE_HEADS = lexicon.words("place-heads")
_PLACE_OF_TWO = re.compile(
    "(?:بيت (?:لحم|جالا|حانون|لاهيا)|خان يونس|دير (?:البلح|الزور)|رام الله|أم (?:الفحم|القيوين)"
    "|رأس الخيمة|مرسى مطروح|كفر الشيخ|بني (?:سويف|ملال)|شرم الشيخ|سيدي (?:بوزيد|بلعباس)|تيزي وزو"
    "|برج بوعريريج|عين (?:الدفلى|تموشنت)|أم (?:البواقي|درمان)|سوق أهراس|جبل لبنان|حفر الباطن"
    "|خميس مشيط|ذي قار|صلاح الدين|بور سعيد|نجع حمادي|ود مدني)"
)
"""«بيت لحم- معا-»: their first words are no places."""
_TELLER = re.compile(r"وكالة .+|(?:من )?(?:مراسل|مندوب|موفد)(?:تنا|نا|ونا|ينا|و|ي|ة)?(?: .+)?")
_IN_NAMES = ("علي", "أم")
_NO_NAMES: frozenset[Sort] = frozenset({"stop", "time", "preposition", "title"})
_NO_HEADERS: frozenset[Sort] = frozenset({"noun", "common", "document", "body"})

Kind = Literal["agency", "paper", "marked", "date", "place", "author", "unknown", "odd"]
_BY_LETTERS: tuple[Kind, ...] = ("date", "agency", "paper")
_TELLERS: tuple[Kind, ...] = ("agency", "paper", "marked")
_UNTOLD: set[Kind] = {"place", "author", "unknown", "date"}
_AUTHORS: tuple[Kind, Kind] = ("author", "author")


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Kind
    text: str
    is_opened: bool
    """A bracket or a mark stands before it."""
    sign: str
    """What parts it from the next: a colon, a dash, a comma, a bracket's end, or nothing."""
    end: int


def without(line: str) -> str:
    """The line without what is no part of its first sentence; empty where nothing is left."""
    line = _STAMP.sub("", line)
    if len(line.split(maxsplit=9)) <= 9 and (_DATELINE_LINE.search(line) or _is_byline(line)):
        return ""
    line = _SHARING.sub("", line)
    line = line[_caption(line) :]
    line = line[_credit(line) :]
    if any(map(reports, line.split(maxsplit=1)[:1])):
        return line  # «وقال أبو سامر – تاجر ملح: «…»»
    line = line[_dateline(line) :]
    head = _BRACKETED.match(line)
    if head is not None and head.end() < len(line) and _opens_news(line[head.end() :]):
        line = line[head.end() :]
    return _STAMP.sub("", line[_credit(line) :])


def _is_byline(line: str) -> bool:
    """«القضارف: سامر الحداد»; not «موسكو: لن ننسحب»."""
    place, _, name = (part.strip() for part in line.partition(":"))
    are_both = bool(place and name) and _begins(place, "place") and _begins(name, "given")
    return are_both and _may_name(name)


def _caption(line: str) -> int:
    """Where the article begins behind what a picture shows, if its verb is glued to that: «الوزير
    خلال الحفلأقامت الوزارة …»."""
    at = 0
    for word in line[:_LONGEST].split(" "):
        glued = _glued_verb(word) if at and len(word) >= _SHORTEST_GLUED else 0
        if glued or is_verb(word):
            return at + glued if glued else 0
        at += len(word) + 1
    return 0


def _glued_verb(word: str) -> int:
    """Where the verb begins in «الحفلأقامت», which is no word; 0 of others."""
    whole = look(arabic.word_key(word))
    if whole.is_plain or whole.sort != "other" or not word.isalpha():
        return 0
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        before, verb = look(arabic.word_key(word[:at])), word[at:]
        is_word = before.sort in ("given", "family") or (
            before.is_definite and (before.is_plain or before.sort != "other")
        )
        if is_word and is_verb(verb) and verb[0] not in "يىت" and not verb.endswith(_LIKE_NO_VERB):
            return at
    return 0


def _dateline(line: str) -> int:
    """Where the article begins: behind as many pieces as make a dateline."""
    pieces = [*_pieces(line)] if _PARTED.search(line, 0, _LONGEST) else []
    for many in range(len(pieces), 0, -1):
        read, end = pieces[:many], pieces[many - 1].end
        is_half = any(map(_is_of_dateline, pieces[many : many + 1]))
        if not all(_joins(*pair) for pair in pairwise(read)):
            continue
        if _is_told(read, line[end:]) or (not is_half and _is_placed(read, line[end:])):
            return end
    return 0


def _is_of_dateline(piece: _Piece) -> bool:
    """Half of «غزة - السوق - » is none, nor of «دمشق-سانا أعلنت»."""
    return piece.sign in _PARTERS or _WIRE.fullmatch(piece.text) is not None


def _pieces(line: str) -> Iterator[_Piece]:
    at, sign = 0, ""
    while at < _LONGEST:
        match = _PIECE.match(line, at) or (_OPEN_PLACE.match(line, at) if sign == "-" else None)
        kind = match and _kind(match)
        if match is None or kind is None or (match.re is _OPEN_PLACE and kind != "place"):
            return
        end = _end_of_date(match) if kind == "date" else match.end()
        parting = _PARTING.match(line, end) if end else None
        if parting is None:
            return
        sign, at = _sign(parting), parting.end()
        yield _Piece(kind, match[0].strip(), not match[0][0].isalnum(), sign, at)


def _end_of_date(match: re.Match[str]) -> int:
    """«12 نوفمبر [تشرين الثاني] 2026», «26 شوال 1436هـ الموافق 11 أغسطس»; 0 of a mere number."""
    at = match.end()
    while part := _OF_DATE.match(match.string, at):
        if not part[1].isdigit() and arabic.word_key(part[1]) not in _DATE_WORDS:
            break
        at = part.end()
    told = match["date"].rstrip("مه")
    is_whole = " - " in told or told[-5:-4] in _NUMERIC
    return at if at > match.end() or is_whole else 0


def _sign(parting: re.Match[str]) -> str:
    marks = parting["sign"].replace(" ", "")
    for sign in (":", "|", "،"):
        if sign in marks:
            return sign
    return "-" if marks else parting["close"].strip()


def _kind(match: re.Match[str]) -> Kind | None:
    """What the piece is by its words; none where one of them is in no place, author or date, such
    as a verb. «عافت الحداد- سبق- الرياض:» begins with a name that reads like one."""
    told = match.groupdict()
    for kind in _BY_LETTERS:
        if told.get(kind):
            return kind
    text, words = match["name"], match["name"].split()
    if _TELLER.fullmatch(text):
        return "agency"
    if not _may_name(text):
        return "odd" if match.start() == 0 and not reports(words[0]) else None
    if told.get("opening") in _MARKS:
        return None if _begins(text, "body") else "marked"
    if len(words) > 1 and _begins(text, "given"):
        return "author"
    if _PLACE_OF_TWO.fullmatch(text):
        return "place"
    is_within = words[0] in _PLACE_HEADS and any(_begins(word, "place") for word in words)
    return "place" if is_within or _begins(text, "place") else "unknown"


def _joins(piece: _Piece, following: _Piece) -> bool:
    """Whether both can stand in one dateline: «وكالة الأنباء الكويتية (كونا)» is one name."""
    if piece.sign == ":":
        return following.kind in _TELLERS
    if piece.sign or "date" in (piece.kind, following.kind):
        return True
    is_of_agency = piece.kind == "agency" and following.kind == "place"  # «سبق جدة: أكد»
    return is_of_agency or (piece.kind != "agency" and following.is_opened)


def _is_told(pieces: Sequence[_Piece], news: str) -> bool:
    """Whether an agency or a paper is among them, and nothing that is the article's: «الأناضول/
    استشهد ثلاثة فلسطينيين …», «رويترز - سامر الحداد: سنعود»."""
    kinds, last = [piece.kind for piece in pieces], pieces[-1]
    told = [at for at, kind in enumerate(kinds) if kind in (*_TELLERS, "date")]
    if not any(kind in _TELLERS for kind in kinds) or not _is_ended(pieces, news):
        return False
    if len(pieces) == 1:
        is_gathered = last.sign == ":" and last.text in _GATHERED
        return last.kind == "agency" and (last.sign == "-" or is_gathered)
    if kinds[0] == "odd" and (kinds[1] not in ("agency", "date") or len(pieces) == 2):
        return False
    if "paper" in kinds and not {"place", "agency", "date"} & {*kinds}:
        return False
    if "marked" in kinds and (kinds[-1] != "marked" or "place" not in kinds or last.sign != ":"):
        return False
    is_named_after = last.sign == ":" or "unknown" not in kinds[max(told) :]
    return is_named_after and (last.kind, last.sign) != ("author", ":")


def _is_ended(pieces: Sequence[_Piece], news: str) -> bool:
    """Whether the last of them is parted from the article: «الكويت (كونا) أعلنت», «… م واس»."""
    last, kinds = pieces[-1], [piece.kind for piece in pieces]
    if last.sign in _PARTERS:
        return True
    is_known = last.kind in ("agency", "paper") and ("place" in kinds or "date" in kinds)
    if last.sign:
        return last.sign != "،" and is_known
    if not news or last.text in _GATHERED:
        return last.kind == "agency"
    if last.kind == "place":
        return kinds[-2:-1] == ["agency"] and _opens_news(news)  # «الجزيرة نت-لندن شارك …»
    if not is_known:
        return False
    is_subject = news[0] == "ت" or news.split()[0].endswith("ت")  # «واشنطن - رويترز كشفت»
    is_wire = _WIRE.fullmatch(last.text) is not None and pieces[-2].sign == "-"
    return kinds[-2] == "date" or (is_wire and not is_subject)


def _is_placed(pieces: Sequence[_Piece], news: str) -> bool:
    """Whether they are a place, an author or a header, alone or together; a place alone before a
    colon speaks: «موسكو: لن ننسحب»."""
    kinds, last = [piece.kind for piece in pieces], pieces[-1]
    if kinds.count("place") > 1 or not {*kinds} <= _UNTOLD or not news or not _is_news(news):
        return False
    is_parted = last.sign in _PARTERS
    if len(pieces) == 1 and last.kind == "place":
        return last.sign == "-"
    if len(pieces) == 1:
        return is_parted and _opens_news(news) and not _is_plain(last)
    if is_parted and _opens_news(news):
        return True
    if any(one.sign == "،" and (one.kind, two.kind) != _AUTHORS for one, two in pairwise(pieces)):
        return False
    if last.sign == ":" and any(" " in piece.text for piece in pieces):
        return True  # «خور المحار - ليلى عباس:»: no list has all places and names
    if kinds[0] == "place" and {*kinds[1:]} in ({"date"}, {"author"}):
        return last.sign == "-" and not _begins(news, "title")
    return last.kind == "place" and kinds[0] == "author" and last.sign in (*_PARTERS, "")


def _is_plain(piece: _Piece) -> bool:
    """«إعداد قانون جديد - تقول الوزارة - …»: of such words no header is made."""
    words = map(arabic.word_key, piece.text.split())
    return piece.kind == "unknown" and any(look(word).sort in _NO_HEADERS for word in words)


def _is_news(line: str) -> bool:
    """Not «الرياض – جدة: رحلة …»: between two places stands a dash of the sentence itself; nor
    «غزة - «حماس»: …», of which half would stay."""
    is_of_sentence = _ASIDE.match(line) or _UNKNOWN_PAPER.match(line)
    opened = line.lstrip(_OPENING_MARKS)
    return not is_of_sentence and not (opened and _begins(opened, "place"))


def _opens_news(line: str) -> bool:
    """A verb opens no speech; «يرى خبراء» between dashes is told aside."""
    word = line.split(maxsplit=1)[0]
    is_present = word[0] == "ي" or (word[0] == "ت" and word[-1] != "ت")
    return is_verb(word) and not is_present


def _credit(line: str) -> int:
    """Where the article begins behind who wrote it or took its pictures."""
    match = _CREDIT.match(line)
    if match is None or not _begins(match["who"], "given"):
        return 0
    if not match["end"]:
        return match.end() if reports(match["next"]) else 0
    is_writing = match["deed"].startswith("كتب") and not match["mark"]
    known = look(arabic.word_key(match["next"]))
    is_speech = not (known.is_plain or reports(match["next"]))
    return 0 if is_writing and is_speech else match.end()  # «كتب سامر الحداد: سنعود»


def _may_name(part: str) -> bool:
    """Whether no word of it is one that no place, author or date has, such as a verb."""
    for word in part.split():
        is_no_name = look(arabic.word_key(word)).sort in _NO_NAMES and word not in _IN_NAMES
        if is_no_name or is_verb(word):
            return False
    return True


def _begins(phrase: str, sort: Sort) -> bool:
    return look(arabic.word_key(phrase.split()[0])).sort is sort


def is_outlet(line: str) -> bool:
    """«SHURFA.NEWS»، «SHURFA - ندى خليل»، «وكالات»: who tells it, in the place of a headline."""
    return _OUTLET.match(line) is not None


def reports(word: str) -> bool:
    """Whether it is a verb that reports: news begins with such, a header never ends in one."""
    verb = reporting.verb(arabic.word_key(word))
    return verb is not None and not verb.is_noun


def is_verb(word: str) -> bool:
    """Whether it reports, or is a verb and nothing else."""
    return look(arabic.word_key(word)).is_verb or reports(word)
