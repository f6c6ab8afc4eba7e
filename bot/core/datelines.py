"""What stands before an article's first word: place, agency, author, time.

«سبق – الرياض:», «طنجة (رويترز) –», «ندى خليل| قال …», «برق نيوز / أفاد …».
"""

import re

from bot.core import arabic, page_lines, reporting
from bot.core.lexicon import Sort, look

_LONGEST = 90
_DASH = r"[-–—ـ/]"
_NAME = r"(?:[^\W\d_]|[\u064b-\u0652])+"
_CITY = rf"{_NAME}(?: {_NAME}){{0,2}}"
_DAY = r"\d{1,2}(?: [^\W\d_]+(?: \d{4})?|-\d{1,2}-\d{4})"
_ASIDE = r"(?!وه[ويم]|كما |التي |الذي )"
"""«القاهرة – وهي أكبر المدن – تفتتح …»: a sentence's own dash."""
_DATELINE = re.compile(
    rf"^(?:[^،.:؛«»“”\"()؟]{{2,40}}?\s*{_DASH}\s*){{1,2}}[^،.:؛«»“”\"()؟]{{2,24}}:(?:\s+|(?=[^\W\d]))"
    rf"|^{_CITY}\s*\({page_lines.AGENCY}\)\s*(?:{_DASH}|:)\s*:?\s*"
    rf"|^{_CITY}\s*{_DASH}\s*[«“\"]?{page_lines.AGENCY}[»”\"]?\s*(?:{_DASH}{{1,2}}|:)\s*:?\s+"
    rf"|^{page_lines.AGENCY}\s*{_DASH}\s*{_CITY}\s*(?:\({_CITY}\))?(?:{_DASH}|:)\s*:?\s+(?=[^\s])(?!$)"
    rf"|^\({page_lines.AGENCY}\)\s*{_DASH}{{1,2}}\s+"
    rf"|^{_CITY} (?:في )?{_DAY}\s*{_DASH}\s*{page_lines.AGENCY}\s*{_DASH}\s*"
    rf"|^{_CITY}[-–—] +{_ASIDE}(?=[«“\"]|\w)"
    rf"|^{_CITY},? \d{{1,2}} \S+ \d{{4}} ?هـ.{{0,40}}? واس\s*"
    rf"|^{_CITY}(?:، ?{_CITY})?(?:[،,] ?{_DAY})? ?"
    rf"\((?:[A-Z]{{2,6}}|وكالة [^()]{{2,30}}|{page_lines.AGENCY})\) ?[-–—]{{1,2}} ?"
)
"""Each of its parts is read again by `_dateline`: any three words fit the letters of a city."""
_PARTED = re.compile("[-–—ـ/(]")
"""Stands in every dateline, and in the beginning of few other lines."""
_BETWEEN = re.compile(r"\s*[-–—/:،,()«»“”\"]+\s*")
_TELLER = re.compile(
    rf"{page_lines.AGENCY}|وكالة .+|[A-Z]+|.*\d.* واس"
    r"|(?:من )?(?:مراسل|مندوب|موفد)(?:تنا|نا|ونا|ينا|و|ي|ة)?(?: .+)?"
)
_OPENING_MARKS = '«“"'
_PAPER = re.compile(r"[^«»“”\":]{2,24}[»”\"] ?:")
_IN_NAMES = ("علي", "أم")
_NO_NAMES: frozenset[Sort] = frozenset({"stop", "time", "preposition", "title"})
_STAMP = re.compile(
    r"^(?:Next )?Previous |^\( ?تصوير [^()]*\) ?"
    r"|^\d{1,2} [^\W\d_]+,? \d{4} ?[-–] ?\d{1,2}:\d{2}(?::\d{2})? (?=\w)"
    r"|^[^|\d.:؛«»“”\"()؟]{2,40}\|\s*"
)
"""«14 ماي، 2019 - 07:45 قال …», «ندى خليل| قال …»."""
_POINTS = " :|/–—-"
_HEADER = re.compile(r"([^\W\d_]+)(?: [^\W_]+){0,4} ?[:|/–—-] ?(?=([^\W\d_]+))")
"""«برق نيوز / أفاد …»: its first word, and the first of the article."""
_DATELINE_LINE = re.compile(
    rf"^[^.:؟!«»“\"]{{2,40}}\s*{_DASH}\s*[^.:؟!«»“\"]{{2,40}}:?$"
    r"|.{0,40}\d{1,2} \S+ \d{4} ?هـ.{0,40} واس$"
    rf"|^(?:{page_lines.AGENCY}|و ?\.? ?م ?\.? ?ع)$"
    r"|^(?:كتب|كتبت|بقلم|إعداد|تقرير|ترجمة|حاوره|حاورته|(?:رصد و)?تصوير)\s*[:/\-–] ?.{2,40}$"
    r"|^[A-Z][A-Za-z .]{2,20}[-–:/].{0,40}$"
)
_OUTLET = re.compile(r"^[A-Z][A-Za-z .]{1,24}(?:[-–:/].{0,40})?$")
_GLUED_CAPTION = re.compile(r"^(?:جانب|لقطة|لقطات|صورة) (?:من|ل)[^.،:؛]{3,80}?[ةىء](?=[أء-ي]{3})")
"""«جانب من الجلسةأقر المجلس …»: no word goes on behind such a letter."""
_SHARING = re.compile(r"^شارك (?:من خلال|عبر) [^.،:]{3,60}? اكتب (?:رأيك|تعليقك) ")
"""«شارك من خلال تويتر فيسبوك اكتب رأيك أكد الوزير …»: a page's buttons before its text."""


_PLACED = re.compile(
    r"(?P<who>[^\W\d_]+(?: [^\W\d_]+){1,3}) ?[-–—] ?"
    r"(?P<where>[^\W\d_]+)(?: المكرمة| المنورة)?(?: ?[-–—:])? (?=\S)"
)
"""«ندى خليل – الطائف افتتح …»: no mark stands before the first word of the article."""
_FROM = re.compile(r"(?P<where>[^\W\d_]+)(?: المكرمة| المنورة)? [-–—] (?=\S)" + _ASIDE)
_OF_OUTLET = re.compile(
    rf"{page_lines.AGENCY}(?: (?P<where>[^\W\d_]+) ?: ?"
    rf"| ?{_DASH} ?(?:{page_lines.AGENCY}|(?P<there>[^\W\d_]+)) )(?=\w)"
)
"""«سبق جدة: أكد …», «الجزيرة نت-لندن شارك …»."""
_TOLD_BY = re.compile(rf"{page_lines.AGENCY} ?{_DASH}{{1,2}} (?=\S)")
"""«الأناضول/ استشهد …»: where no place stands behind it, all that follows is news."""
_CREDIT = re.compile(
    r"(?:تصوير|حاوره|حاورته|كتب|كتبت|تقرير|إعداد) ?:? ?(?P<who>[^\W\d_]+) [^\W\d_]+"
    r"(?:(?: [^\W\d_]+)? ?[:–-]| (?=(?P<verb>[^\W\d_]+))) ?(?=\w)"
)
"""«تصوير ندى خليل: رصدت …», «حاوره: سامر الحداد أعرب …»."""
_SORTS: dict[str, Sort] = {"who": "given", "where": "place", "there": "place"}


def without(line: str) -> str:
    """The line without what is no part of its first sentence; empty where nothing is left."""
    line = _STAMP.sub("", line)
    if len(line.split(maxsplit=9)) <= 9 and _DATELINE_LINE.search(line):
        return ""
    line = _GLUED_CAPTION.sub("", _SHARING.sub("", line))
    first = line.split(maxsplit=1)[:1]
    if any(map(reports, first)):
        return line  # «وقال أبو سامر – تاجر ملح: «…»»
    for signs in (_dateline, _header, _signed, _dateline, _header):
        match = signs(line)
        if match and len(match.group()) < _LONGEST:
            line = line[match.end() :]
    return _STAMP.sub("", line)


def _dateline(line: str) -> re.Match[str] | None:
    """Place, agency, author and date, and nothing else: «الأناضول/ استشهد ثلاثة فلسطينيين …» is
    news behind its agency, «فهد العمر - وزير النفط: …» a speaker."""
    match = _PARTED.search(line, 0, _LONGEST) and _DATELINE.match(line)
    if match is None:
        return None
    parts = [part for part in _BETWEEN.split(match.group().strip()) if part]
    told = [bool(_TELLER.fullmatch(part)) for part in parts]
    names = [part for part, is_teller in zip(parts, told, strict=True) if not is_teller]
    if any(told[1:-1]) and not reports(names[0].split()[0]):
        del names[0]  # «عافت الحداد- سبق- الرياض:»: nothing else stands there
    if not all(map(_may_name, names)):
        return None
    is_of_place = _has_place(parts[-1])
    if any(told):
        is_name = " " in parts[-1] and _begins(parts[-1], "given")
        is_speaker = is_name and not told[-1] and not is_of_place
        return None if is_speaker else match  # «رويترز - سامر الحداد: سنعود»
    is_signed = len(parts) == 1 or _begins(parts[0], "given")
    # «خور المحار - ليلى عباس:»: no list has all places and names; not «الهلال - النصر: …».
    is_headed = match.group().rstrip().endswith(":") and any(" " in part for part in parts)
    is_whole = is_headed or (is_of_place and is_signed)
    return match if is_whole and _is_news(line[match.end() :]) else None


def _has_place(part: str) -> bool:
    return any(_begins(word, "place") for word in part.split())


def _is_news(line: str) -> bool:
    """Not «الرياض – جدة: رحلة …»: between two places stands a dash of the sentence itself; nor
    «نواكشوط - «النخيل»: …», of which half would stay."""
    opened = line.lstrip(_OPENING_MARKS)
    is_paper = opened != line and _PAPER.match(opened) is not None
    return not is_paper and not (opened and _begins(opened, "place"))


def _may_name(part: str) -> bool:
    """Whether no word of it is one that no place, author or date has, such as a verb."""
    if any(map(str.isdigit, part)):
        return True
    for word in part.split():
        known = look(arabic.word_key(word))
        if known.is_verb or reports(word) or (known.sort in _NO_NAMES and word not in _IN_NAMES):
            return False
    return True


def _header(line: str) -> re.Match[str] | None:
    """Who tells it, or where, before a verb with which news begins: a verb opens no speech."""
    match = _HEADER.match(line)
    is_header = (
        match is not None and reports(match[2]) and _may_name(match.group().rstrip(_POINTS))
    )
    return match if is_header else None


def _signed(line: str) -> re.Match[str] | None:
    """Who wrote it, and where, as known names and places tell."""
    for pattern in (_FROM, _PLACED, _OF_OUTLET, _TOLD_BY, _CREDIT):
        match = pattern.match(line)
        if match is None:
            continue
        told = match.groupdict()
        is_read = all(_begins(told[name], sort) for name, sort in _SORTS.items() if told.get(name))
        is_aside = pattern is _FROM and not _is_news(line[match.end() :])
        if is_read and not is_aside and (not told.get("verb") or reports(told["verb"])):
            return match
    return None


def _begins(phrase: str, sort: Sort) -> bool:
    return look(arabic.word_key(phrase.split()[0])).sort is sort


def is_outlet(line: str) -> bool:
    """«SHURFA.NEWS»، «SHURFA - ندى خليل»: who tells it, in the place of a headline."""
    return _OUTLET.match(line) is not None


def reports(word: str) -> bool:
    """Whether it is a verb that reports: news begins with such, a header never ends in one."""
    verb = reporting.verb(arabic.word_key(word))
    return verb is not None and not verb.is_noun


def is_verb(word: str) -> bool:
    """Whether it reports, or is a verb and nothing else."""
    return look(arabic.word_key(word)).is_verb or reports(word)
