"""An article's text without what a web page puts around it.

`clean` takes what an extractor or a feed delivered and leaves headline and body: no repeated
headline, dateline, caption, related link, tag, footer. It never rewrites a sentence: what stays is
the publisher's, tidied for the eye.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

from bot.core import arabic, lexicon, quotation_marks, sentences
from bot.core.cleaning import (
    agencies,
    captions,
    datelines,
    headlines,
    page_lines,
    wrapped_lines,
)
from bot.core.models import MIN_BODY_WORDS, Article

_LONGEST_SUBHEADING, _LONGEST_BETWEEN = 9, 14
_ARABIC = re.compile("[\u0621-\u06d3]")
_LONGEST_HEADLINE = 40
_CUT = 200
"""Of a headline so long the beginning alone may be known."""
_LONGEST_LABEL, _LONGEST_LABELLING = 3, 20
_ROW = re.compile(r"[^\W\d][^.؟!]*\d[^.؟!]*$")
_TEAM, _SCORE = r"[^\W\d]+(?: [^\W\d]+){0,3}", r"\(?\d{1,3}\)? ?[-–:×] ?\(?\d{1,3}\)?"
_RESULT = re.compile(rf"{_TEAM}(?: ?[-–×] ?| ){_TEAM} ?:? {_SCORE}$|{_TEAM} {_SCORE} {_TEAM}$")
"""«النهر – المنارة الجديدة 2-1», «النهر 2 – 1 المنارة»."""
_LONGEST_ROW, _FEWEST_ROWS, _WIDEST_ROW = 6, 3, 90
_OPENING = re.compile(r"[«“”\"] ?\w")
_IN_BRACKETS = re.compile(r"\([^()]+\)،? \w")
_FEWEST_BROKEN = 5
_LONGEST_JOINED = 2000
"""Bounds the work on lines that all go over into the next."""
_GREETED = re.compile(
    r"^(?:السلام عليكم|بسم الله|أيها|أيتها|أصحاب|فخامة|معالي|سعادة|السادة|السيدات|الإخوة"
    r"|الأخوات|إخواني)\b.{0,50}$"
)
"""«أصحاب السعادة والمعالي،» above a speech: it is no part of its first sentence."""
_MOST_HEADS, _MOST_SIGNED = 5, 3
"""Lines before the first sentence and behind the last that may tell who wrote it, where, for
whom."""
_CREDITED, _PRESS = frozenset({"given", "title", "honour"}), lexicon.words("press")
_FEWEST_WORDS = 4
_FEWEST_TOLD = 10
"""A sentence with its full stop: of 3,516 headlines of that length none had one."""


class NotAnArticle(ValueError):  # noqa: N818 - it reads as what it says
    """There is no headline with a body here; the message says what is missing."""


_TAIL = re.compile(
    r"(?:رابط الخبر بصحيفة\s.*|(?<=[.!؟»”\"…]) سمات [^.]*|//\s*انتهى\s*//.*"
    r"|\(\s*(?:انتهى|النهاية)\s*\)\s*|ل?قراءة الحوار كاملا.*"
    r"|(?<=[.!؟»”\"…]) ?(?:[إا]ضافة [إا]علان|انتهى|=+ ?.{1,8}|-\S{1,4}-)"
    rf"|(?<=[.!؟»”\"…]) ?(?:\((?:{agencies.AGENCY}|{agencies.PAPER})(?: ?[-–/] ?[^()]{{2,24}})?\)"
    rf"|{page_lines.READ_ALSO} ?[:|…–-]?[^.]{{3,160}})"
    r"| pic\.twitter\.com/\w+.{0,120}| — [^—.]{1,60} \(@\w+\).{0,30})$"
)
_PROTECTED = re.compile(r" ?\[email[ \u00a0]protected\](?: ?/\*.{0,40}?\*/)?")
"""What is left of an address that a page hides from machines."""
_TAIL_SIGNS = (
    "رابط الخبر",
    "سمات",
    "انتهى",
    "علان",
    "==",
    "قراءة الحوار",
    "قرأ",
    "شاهد",
    "pic.twitter",
    "(@",
)
_WORD = re.compile(r"\w")
_BREAK = re.compile(r"[\r\n\u2028\u2029][\r\n\u2028\u2029]*")
_WIDE_SPACE = re.compile(r"[ \t\u00a0]{3,}|(?<= )\u00a0(?= )")
"""Some publishers part paragraphs by runs of spaces only."""
_ENDS = tuple(".!؟?…:؛،")
_CLOSERS = '»”")'


def _is_title(line: str, title_key: str) -> bool:
    """Whether it is the headline again; what goes on behind it stands nowhere else."""
    if not title_key or not len(title_key) <= len(line) <= 2 * len(title_key) + 40:
        return False
    key = arabic.normalise(headlines.alone(line))
    return key == title_key or (len(title_key) >= _CUT and key.startswith(title_key))


def _without_tail(line: str) -> str:
    if "protected]" in line:
        line = _PROTECTED.sub("", line)
    is_likely = line.endswith((")", "-")) or any(sign in line for sign in _TAIL_SIGNS)
    return _TAIL.sub("", line).rstrip() if is_likely else line


def _body(paragraphs: Iterable[str], title: str) -> list[str]:
    title_key = arabic.normalise(title)
    given = page_lines.without_skipped([*map(arabic.tidy, paragraphs)])
    told = [line for line in given if not captions.is_one(line)]
    own = [*_own_lines(_joined(told), title_key)]
    rows = _rows(own)
    kept: list[str] = []
    for line in own:
        if len(kept) < _MOST_HEADS and line not in rows and not any(map(_is_text, kept)):
            line = datelines.without(line)
        line = _without_tail(line)
        if line and (not kept or line != kept[-1]):
            kept.append(line)
    return _without_signature(_with_whole_quotations(_without_labels(kept, rows)))


def _rows(lines: Iterable[str]) -> frozenset[str]:
    """Those of a list: results, temperatures, prices, three or more with figures on end."""
    runs = ([*run] for is_row, run in groupby(lines, _is_row) if is_row)
    return frozenset(chain.from_iterable(run for run in runs if len(run) >= _FEWEST_ROWS))


def _is_row(line: str) -> bool:
    """«الوادي 2-1 المنارة»; «3 تعليقات» is a page's."""
    is_short = len(line.split(maxsplit=_LONGEST_ROW)) <= _LONGEST_ROW
    pattern = _ROW if is_short else _RESULT
    return len(line) <= _WIDEST_ROW and pattern.match(line) is not None


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines, a word that cannot end one put before the next: «وأضاف», «… جلسة المجلس في»."""
    begun = ""
    for line in filter(None, lines):
        if begun.endswith(":") and not _OPENING.match(line):
            yield begun
            begun = ""
        whole = f"{begun} {line}" if begun else line
        begun = whole if len(whole) < _LONGEST_JOINED and _goes_over(line) else ""
        if not begun:
            yield whole
    if begun:
        yield begun


def _is_ended(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_ENDS)


def _goes_over(line: str) -> bool:
    """«وأضاف», «… عقب جلسة المجلس في», «وقال فلان:», «… بمليوني ريال،»; not «متابعة», «سي إن
    إن»."""
    if line.endswith((":", "،", ",")):
        return _GREETED.match(line) is None
    words = line.rsplit(maxsplit=_FEWEST_BROKEN)
    if len(words) > _FEWEST_BROKEN:
        return arabic.is_broken_off(line)
    return line.isalpha() and datelines.is_verb(line) and not page_lines.is_one(line)


def _own_lines(lines: Iterable[str], title_key: str) -> Iterator[str]:
    """Without what belongs to the page, and without headlines under «اقرأ أيضا»."""
    told, before, is_elsewhere = 0, "", False
    for line in lines:
        is_editor = bool(before) and page_lines.names_its_editor(before, line)
        before = line
        if page_lines.heads_others(line):
            is_elsewhere = told >= MIN_BODY_WORDS
        elif (is_elsewhere and not _is_told(line) and not line.endswith(".")) or is_editor:
            continue
        elif not _is_title(line, title_key) and not page_lines.is_one(line):
            is_elsewhere = False
            told += line.count(" ") + 1
            yield line


def _is_told(line: str) -> bool:
    """So long that it is no headline, label or caption."""
    return len(line.split(maxsplit=_LONGEST_LABELLING)) > _LONGEST_LABELLING


def _is_text(line: str) -> bool:
    """So long, or a sentence with its stop: the article has begun."""
    return _is_told(line) or (line.count(" ") >= _FEWEST_TOLD and _is_ended(line))


def _without_labels(lines: Sequence[str], rows: Container[str]) -> list[str]:
    """Without the few words that stand before an article's first paragraph: section, author,
    place."""
    first = next((at for at, line in enumerate(lines) if _is_text(line)), 0)
    before = (
        line
        for line in lines[:first]
        if line.count(" ") >= _LONGEST_LABEL or _is_ended(line) or line in rows
    )
    return [*before, *lines[first:]]


def _with_whole_quotations(lines: Sequence[str]) -> list[str]:
    """The lines, those put together over which one quotation goes, half of it says too little, or
    a sentence that goes on in brackets."""
    whole: list[str] = []
    for line in lines:
        if whole and (quotation_marks.goes_on(whole[-1], line) or _explains(line, whole[-1])):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole


def _explains(line: str, before: str) -> bool:
    """«… ورقم رحلتها», and below it «(إم إتش 370) التي اختفت …»; not «(رويترز) أعلنت …»."""
    is_broken = before.count(" ") >= _FEWEST_BROKEN and not _is_ended(before)
    return is_broken and _IN_BRACKETS.match(line) is not None and datelines.without(line) == line


def _without_signature(lines: list[str]) -> list[str]:
    """Without the few lines at the end that name who wrote it, for whom, or what pictures show; a
    sentence, a list under a colon, the last lines of a text without stops are the article's."""
    told = lines[:]
    while len(lines) - len(told) < _MOST_SIGNED and told and _is_signature(told[-1]):
        told.pop()
    is_alone = bool(told) and _is_ended(told[-1]) and not told[-1].endswith(":")
    is_one = len(lines) - len(told) == 1
    is_signed = is_one or any(map(_names_somebody, lines[len(told) :]))
    return told if is_alone and is_signed and _have_stops(told) else lines


def _names_somebody(line: str) -> bool:
    """«* ناقد من الواحة», «سامر الحداد», «صحيفة الواحة»; not «فتح السوق القديم»."""
    first = arabic.word_key(line.split(maxsplit=1)[0])
    return line.startswith("*") or lexicon.sort(first) in _CREDITED or first in _PRESS


def _is_signature(line: str) -> bool:
    return _is_subheading(line) and not any(map(datelines.is_verb, line.split()))


def _have_stops(lines: Sequence[str]) -> bool:
    """Whether all but short lines do: only there a line without one is no sentence."""
    ended = sum(map(_is_ended, lines))
    return ended >= sum(not _is_short(line) and not _is_ended(line) for line in lines)


def _is_subheading(paragraph: str) -> bool:
    """A line between paragraphs that names what follows: «دعوة للحوار»; no sentence."""
    return _is_short(paragraph) and not _is_ended(paragraph)


def _is_short(line: str) -> bool:
    return len(line.split(maxsplit=_LONGEST_SUBHEADING)) <= _LONGEST_SUBHEADING


def without_subheadings(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs that tell something, in the language of most; where most are without stops
    no line is a sub-heading."""
    foreign = [not _ARABIC.search(line) for line in paragraphs]
    is_mixed = sum(foreign) * 2 < len(foreign)
    have_stops = _have_stops(paragraphs)
    return [
        line
        for at, line in enumerate(paragraphs)
        if not (is_mixed and foreign[at]) and not (have_stops and _heads_next(paragraphs, at))
    ]


def _heads_next(paragraphs: Sequence[str], at: int) -> bool:
    """Whether a line names what follows, by its shortness or, between paragraphs with their stops,
    though it is longer («كيف تنفق البلدة موازنة …»); no lead that begins with its verb."""
    line, beside = paragraphs[at], paragraphs[max(at - 1, 0) : at + 2 : 2]
    if _is_ended(line):
        return False
    is_verbal = datelines.is_verb(line.partition(" ")[0])
    if _is_subheading(line):
        return not (is_verbal and at == 0)
    is_longest = len(line.split(maxsplit=_LONGEST_BETWEEN)) <= _LONGEST_BETWEEN
    return is_longest and not is_verbal and len(beside) > 1 and all(map(_is_ended, beside))


def clean(article: Article) -> Article:
    """The same article without furniture; an empty body stays empty."""
    title = headlines.alone(arabic.tidy(article.title))
    body = _body(article.paragraphs, title)
    return replace(
        article, title=title, paragraphs=tuple(body), author=arabic.tidy(article.author)
    )


def check(article: Article) -> Article:
    """The cleaned article itself, or `NotAnArticle` where headline or body is missing."""
    if not article.title:
        raise NotAnArticle("no headline")
    if article.is_flash:
        words = sum(len(each.split()) for each in article.paragraphs)
        raise NotAnArticle(f"a body of {words} words, at least {MIN_BODY_WORDS} are needed")
    return article


def from_text(text: str) -> Article:
    """A plain-text article: the first line that is not empty is its headline.

    Lines that were broken to a width are put together again. A text that begins with its body
    gets its first sentence as the headline, and keeps it: it is the article's.
    """
    given = _BREAK.split(text)
    while given and not _WORD.search(given[0]):
        del given[0]
    lines = [part.strip() for line in given[1:] for part in _parted(line)]
    lines[:0] = _headline(given) if given else []
    is_signed = len(lines) > 1 and datelines.is_outlet(arabic.tidy(lines[0]))
    del lines[: int(is_signed)]
    if not lines:
        raise NotAnArticle("no text")
    width = wrapped_lines.width(lines[1:])
    if not is_signed and not _begins_with_body(lines, width):
        paragraphs = wrapped_lines.joined(lines[1:], width)
        return check(clean(Article(title=lines[0], paragraphs=tuple(paragraphs))))
    read = clean(Article(title="", paragraphs=tuple(wrapped_lines.joined(lines, width))))
    told = chain.from_iterable(map(sentences.split, read.paragraphs))
    whole = (sentence for sentence in told if len(sentence.split()) >= _FEWEST_WORDS)
    return check(replace(read, title=next(whole, lines[0])))


def _begins_with_body(lines: Sequence[str], width: int) -> bool:
    """Whether the first line is no headline: too long for one, a sentence with its full stop, or
    as wide as the lines that it goes on in, if a headline is seldom so wide."""
    words = len(lines[0].split())
    if words > _LONGEST_HEADLINE or (words >= _FEWEST_TOLD and lines[0].endswith(".")):
        return True
    is_wide = width >= wrapped_lines.NARROW
    return is_wide and wrapped_lines.goes_on(lines[0], "".join(lines[1:2]), width)


def _headline(lines: Sequence[str]) -> list[str]:
    """The first line: whole, if others follow and it is short («تخرج دورتين   في النخيل»)."""
    first = lines[0]
    is_whole = len(lines) > 1 and len(first.split()) <= _LONGEST_HEADLINE
    return [first.strip()] if is_whole else [part.strip() for part in _parted(first)]


def _parted(line: str) -> list[str]:
    is_plain = "   " not in line and "\t" not in line and "\u00a0" not in line
    return [line] if is_plain else _WIDE_SPACE.split(line)
