"""Finds the quotations of a line by their marks alone: where each opens and closes.

Newspapers mix “ ” « » " ″ and ((…)), use one glyph for both ends, forget one end and nest the same
mark in itself. The pass is one scan from left to right, so its cost grows with the length only.
It knows nothing of speech: titles and scare quotes are spans too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.core import report_signs

MARK = re.compile(r"[«»“”„‟″\"()](?:(?<=[«»“”„‟″\"])|(?<=\()\(|(?<=\))\))")
"""One class of letters comes first, so that most of a text is passed over quickly."""
_SIGN = re.compile('[«»“”„‟″"()]')
"""Stands in every line that has a mark, and is found sooner."""
OPENERS = {"«", "“", "„", "(("}
CLOSERS = {"»", "”", "″", "))"}
FAMILY = {"«": "angle", "»": "angle", "((": "round", "))": "round"}

_LETTERS_BEFORE = re.compile(r"(?:^|[^\w])[\u200c\u200d]?(?:[وف]?(?:ال|لل|[بلك]ال|[بلكوف])ـ?)$")
_SENTENCE_END = re.compile(r"[.!؟?…](?=\s|$)")
_NEXT_CLAUSE = re.compile(r"[.!؟?…،]\s*[^.!؟?…،]{2,60}$")
_REPORT_REACH = 240
_POINTS = ("،", ",", ".", "؛")
"""«… في تصورهم “.»: nothing opens before a point, whatever the mark."""
_ENDS_TOO = re.compile(r"\s*(?:[.،]|$)|(?<=[.!؟].)\s")
_NO_BEGINNING = re.compile(r"\s*[.،؛:)]")
_FULL_STOP = "."
_REACH = 70
"""How many characters before a mark say whether it opens; bounds the work for each mark."""
_SHORT_NAME = 12
"""Letters before a mark in which a name that it closes has begun: «"إم إس إن"»."""
_NAME_WITH_END = re.compile(r"\w[\w \t-]{,28}\w[»”″\"](?!\w)")
_LONGEST_REPAIR = 600
"""A quotation whose end was forgotten ends with its sentence, if that is no longer than this."""
_LONGEST_TALK = 1800
"""Behind a colon it ends with the paragraph, if that is no longer than this."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation: `text[start:end]` without its marks and the spaces inside them."""

    start: int
    end: int
    opened: int
    """Where the opening mark stands; `start` when it was forgotten."""
    closed: int
    """Just after the closing mark; equals `end` when the mark is missing."""
    is_whole: bool = True
    """Both marks are there."""

    @property
    def is_ended(self) -> bool:
        """Its closing mark is there."""
        return self.closed > self.end


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    family: str
    at: int
    inner: int


def _family(mark: str) -> str:
    return FAMILY.get(mark, "double")


def _opens_here(text: str, at: int, after: int) -> bool:
    """By its neighbours: space or a glued particle before it, a word after it."""
    if after >= len(text) or text[after].isspace() or text[after] in "،.؛:)!؟":
        return False
    if at == 0:
        return True
    before = text[at - 1]
    if before.isspace() or before in ":([{-–—/،؛":
        return True
    return bool(_LETTERS_BEFORE.search(text, max(0, at - 6), at))


def _is_after_colon(text: str, at: int) -> bool:
    return text[max(0, at - 2) : at].rstrip().endswith(":")


def _is_led_in(text: str, at: int, *, is_open: bool) -> bool:
    """Behind a colon, if none is open; glued to أن, with which but a name ends: «إم إس إن»."""
    if not is_open and _is_after_colon(text, at):
        return True
    is_name = is_open and _SIGN.search(text, max(0, at - _SHORT_NAME), at) is not None
    is_glued = at > 0 and text[at - 1] != " " and not is_name
    return is_glued and report_signs.GLUED_THAT.search(text[max(0, at - 8) : at]) is not None


def _closes_here(text: str, at: int, after: int) -> bool:
    """By its neighbours: a word or full stop before it, no letter after it."""
    if at == 0 or text[at - 1].isspace() or text[at - 1] == ":":
        return False
    return after >= len(text) or not text[after].isalnum()


def _is_opening(text: str, mark: str, at: int, *, is_open: bool) -> bool:
    after = at + len(mark)
    if after < len(text) and _is_led_in(text, at, is_open=is_open):
        return True
    opens, closes = _opens_here(text, at, after), _closes_here(text, at, after)
    if opens != closes:
        return opens
    if is_open and text[at - 1].isalnum() and _NAME_WITH_END.match(text, after):
        return True  # «قال “إن الناس بمؤتمر”النهر” صفقوا”»: a name in the speech
    if mark in OPENERS:
        return not (is_open and text[after : after + 1] in _POINTS)
    if mark in CLOSERS and (is_open or not text[after : after + 1].isalpha()):
        return False
    return not is_open


def _span(text: str, begun: _Open, end: int, closed: int, *, is_whole: bool) -> Span | None:
    start = begun.inner
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    return Span(start, end, begun.at, closed, is_whole)


class _Scan:
    """The state of one pass over one line."""

    def __init__(self, text: str, *, forgets: bool = False) -> None:
        self.text = text
        self.forgets = forgets
        """The marks do not come out even: an end may have been forgotten anywhere."""
        self.is_doubtful = False
        """A forgotten end was seen late, after whole quotations inside."""
        self.stray: int | None = None
        """Where a mark closed what was never opened, the first time."""
        self.stack: list[_Open] = []
        self.spans: list[Span] = []

    def add(self, span: Span | None) -> None:
        if span is None:
            return
        while self.spans and self.spans[-1].opened >= span.opened:
            self.spans.pop()
        self.spans.append(span)

    def close(self, family: str, at: int, after: int) -> None:
        """Take the innermost open mark of the family; what was left open inside it is dropped."""
        families = [begun.family for begun in self.stack[-4:]]
        if family in families:
            while self.stack[-1].family != family:
                self.stack.pop()
        begun = self.stack.pop()
        if at - begun.inner > _LONGEST_TALK and self._has_later(begun):
            return  # nobody talks so long, with quotations in between: both lost their partner
        self.add(_span(self.text, begun, at, after, is_whole=True))

    def open(self, family: str, at: int, after: int) -> None:
        """Nest, unless the sentence before says that the earlier quotation was never closed."""
        if self.stack:
            begun = self.stack[-1]
            if (
                report_signs.NAME_ONLY.fullmatch(self.text, begun.inner, at)
                and not self.text[: begun.at]
            ):
                self.stack[-1] = _Open(family, at, after)
                return
            window = self.text[max(begun.inner, at - _REACH) : at]
            forgotten = ":" in window[-3:] and _NEXT_CLAUSE.search(window)
            forgotten = None if report_signs.CITES.search(window) else forgotten
            if forgotten:
                self.is_doubtful |= self._has_later(begun)
                ended = at - len(window) + forgotten.start() + 1
                self._cut(begun, self._shared_end(begun) or ended)
            elif self.forgets:
                is_same = bool(report_signs.LEADS_IN.search(window)) and family == begun.family
                told = report_signs.TOLD_SO.search(window)
                ended = at - len(window) + told.start() if told else 0
                ended = ended or (self._told_next if is_same else self._said_next)(begun, at)
                if ended:
                    self._cut(begun, ended)
            else:
                self.is_doubtful |= family == begun.family and self._tells_between(begun, at)
        self.stack.append(_Open(family, at, after))

    def _tells_between(self, begun: _Open, at: int) -> bool:
        """A sentence that reports begins after what was last closed inside; looks no farther back
        than anybody talks."""
        begin = self.spans[-1].closed if self._has_later(begun) else begun.inner
        begin = max(begin, at - _LONGEST_TALK)
        return report_signs.NEXT_SAYING.search(self.text, begin, at) is not None

    def _told_next(self, begun: _Open, at: int) -> int:
        """Where the quotation ended before «… وأكد أن «»; or 0."""
        limit = min(at, begun.inner + _LONGEST_REPAIR)
        stop = _SENTENCE_END.search(self.text, begun.inner, limit)
        if stop is not None:
            return stop.end()
        told = report_signs.TOLD_NEXT.search(self.text, max(begun.inner, at - _REACH), at)
        return told.start() if told is not None else 0

    def _said_next(self, begun: _Open, at: int) -> int:
        """Where a sentence that reports begins; or 0."""
        limit = min(at, begun.inner + _LONGEST_TALK)
        saying = report_signs.NEXT_SAYING.search(self.text, begun.inner, limit)
        return saying.start() if saying is not None else 0

    def _cut(self, begun: _Open, end: int) -> None:
        """End an open quotation whose mark was forgotten, where the newspaper tells on."""
        self.stack.pop()
        if told := report_signs.TOLD_ON.search(self.text, begun.inner, end):
            end = told.start()
        self.add(_span(self.text, begun, end, end, is_whole=False))

    def _shared_end(self, begun: _Open) -> int:
        """«قال: «جوابه: «…».»: where one mark closed both, for the sentence ends with it; or 0."""
        inner = self.spans[-1] if self._has_later(begun) else None
        if inner is None or self.text[inner.closed : inner.closed + 1] != ".":
            return 0
        return inner.end if _is_after_colon(self.text, inner.opened) else 0

    def finish(self) -> None:
        """Repair what is still open: the outermost ends with its sentence, or is no quotation."""
        if not self.stack:
            self.spans = [span for span in self.spans if span is not _NOTHING]
            return
        begun = self.stack[0]
        inside = [span for span in self.spans if span.opened > begun.at]
        talk = self._talk(begun)
        limit = min(len(self.text), begun.inner + _LONGEST_REPAIR)
        end = talk or (
            limit if limit == len(self.text) else self._said_next(begun, len(self.text))
        )
        end = end or begun.inner
        limit = 0 if talk else limit
        for stop in _SENTENCE_END.finditer(self.text, begun.inner, limit):
            if not any(span.start <= stop.start() < span.end for span in inside[:8]):
                end = stop.end()
                break
        if end > begun.inner and (
            told := report_signs.TOLD_ON.search(self.text, begun.inner, end)
        ):
            end = told.start()
        self.spans = [s for s in self.spans if s.closed <= begun.at or s.opened >= end]
        if end > begun.inner:
            self.spans.append(_span(self.text, begun, end, end, is_whole=False) or _NOTHING)
        self.spans = sorted((s for s in self.spans if s is not _NOTHING), key=lambda s: s.opened)

    def take_stray(self) -> None:
        """Open with the mark that closed nothing, or find where what it closes begins."""
        at = self.stray or 0
        earlier = [span.closed for span in self.spans if span.closed <= at]
        begin = max(earlier[-1] if earlier else 0, at - _LONGEST_REPAIR)
        is_last = len(earlier) == len(self.spans)
        if is_last and self.text[at + 1 : at + 2].isspace() and self._is_spoken(begin, at):
            self.stack.append(_Open("double", at, at + 1))
        elif _closes_here(self.text, at, at + 1) and _ENDS_TOO.match(self.text, at + 1):
            self._close_unopened(begin, at)

    def _is_spoken(self, begin: int, at: int) -> bool:
        """Nothing but a report stands between the last sentence and the mark."""
        return report_signs.SPOKEN.search(self.text[:at], begin) is not None

    def _close_unopened(self, begin: int, at: int) -> None:
        """«وقال فلان: ….»»: it begins where a report leads to it."""
        if start := self._led_to(begin, at):
            begun = _Open("", start, start)
            self.spans.append(_span(self.text, begun, at, at + 1, is_whole=False) or _NOTHING)
            self.spans.sort(key=lambda span: span.opened)

    def _led_to(self, begin: int, at: int) -> int:
        """Where the words begin that a lone end closes; 0 if it is a guess."""
        if led := list(report_signs.LED_IN.finditer(self.text, begin, at))[-1:]:
            return led[0].end()
        near = self.text[max(0, begin - _REPORT_REACH) : begin]
        is_told = report_signs.NAMED_IN_MARKS.search(near) is not None
        named = report_signs.LED_BY_NAME.match(self.text, begin, at) if is_told else None
        return named.end() if named else 0

    def _talk(self, begun: _Open) -> int:
        """Where «قال: «…» without an end stops: before the next report, or with the paragraph."""
        is_led_in = _is_after_colon(self.text, begun.at)
        begin, length = begun.inner, len(self.text)
        if not is_led_in or length - begin > _LONGEST_TALK or self._has_later(begun):
            return 0
        saying = report_signs.NEXT_SAYING.search(self.text, begin)
        return saying.start() if saying is not None else length

    def _has_later(self, begun: _Open) -> bool:
        return bool(self.spans) and self.spans[-1].opened > begun.at


_NOTHING = Span(0, 0, 0, 0)


def _scan(text: str, *, alternates: bool, forgets: bool = False) -> _Scan:
    scan = _Scan(text, forgets=forgets)
    for match in MARK.finditer(text):
        mark, at, after = match.group(), match.start(), match.end()
        is_open = bool(scan.stack)
        opens = not is_open if alternates else _is_opening(text, mark, at, is_open=is_open)
        if opens:
            scan.open(_family(mark), at, after)
        elif is_open:
            scan.close(_family(mark), at, after)
        else:
            scan.stray = at if scan.stray is None else scan.stray
    return scan


def _is_crossed(scan: _Scan) -> bool:
    """A mark behind a full stop would open, one behind a colon would close, or a » that closes
    would open."""
    for span in scan.spans:
        at = span.opened
        if scan.text[at] == "»" and _closes_here(scan.text, at, at + 1):
            return True
        if _NO_BEGINNING.match(scan.text, at + 1):
            return True
        behind = scan.text[max(0, span.opened - 1) : span.opened]
        if behind in (".", "!", "؟") and scan.text[span.opened + 1 : span.opened + 2].isspace():
            return True
        if span.is_whole and _is_after_colon(scan.text, span.closed - 1):
            return True
    return False


@lru_cache(maxsize=256)
def spans(text: str) -> tuple[Span, ...]:
    """The outermost quotations of a line, in order, none inside another.

    Remembered: cleaning, quotations and gist ask for the same lines in turn.
    """
    return _outermost(text) if _SIGN.search(text) else ()


def goes_on(text: str, following: str) -> bool:
    """Whether the line's last quotation is closed only in the following line, which tells no
    report of its own before."""
    if not (_SIGN.search(following) and _SIGN.search(text)):
        return False
    found = spans(text)
    if not found or found[-1].is_ended:
        return False
    at = _scan(following, alternates=False).stray
    if at is None or len(text) - found[-1].start + at > _LONGEST_TALK:
        return False
    told = f"{_FULL_STOP} {following[:at]}"
    return _closes_here(following, at, at + 1) and not report_signs.NEXT_SAYING.search(told)


def _outermost(text: str) -> tuple[Span, ...]:
    scan = _scan(text, alternates=False)
    if (scan.stack or scan.stray is not None) and len(MARK.findall(text)) % 2 == 0:
        # Misplaced spaces («إلى "الوطن "عن»): if the marks come in pairs, take them in pairs.
        paired = _scan(text, alternates=True)
        scan = scan if paired.stack or _is_crossed(paired) else paired
    if scan.stack or scan.is_doubtful:
        scan = _scan(text, alternates=False, forgets=True)
    if scan.stray is not None and not scan.stack:
        scan.take_stray()
    scan.finish()
    return tuple(scan.spans)
