"""Words of a sentence that a social network wants marked: «الرئيس #سامر_الحداد»."""

import re
from bisect import bisect
from operator import attrgetter

from bot.core import quotation_marks

_NAME = r"#(?=[^\W\d_a-zA-Z])\w+"
_ROW = re.compile(rf"(?:(?<!\S)([وبلك]) )?(?<=[\w،] )({_NAME}(?: {_NAME}){{0,2}})(?!\w|،? #)")
"""«الوزير #سامر_الحداد»; «وزير #سامر #الحداد»; «في #المدينة و #النهر», with its particle."""
_GOES_ON = re.compile(r" \w")
_ANNOUNCED = re.compile("[وبل]?(?:ال|لل)?(?:ها?شتا[غقج]|وسم|وسوم|تاغ)")


def unmark(text: str) -> str:
    """The line with such words as any others; a messenger would make each a link to a search.

    Left alone are «وسم #قاطعوا_النهر» and «… #النهر #البحر.», which are meant as hashtags, and
    what somebody is quoted with.
    """
    if "#" not in text:
        return text
    quoted = quotation_marks.spans(text)

    def plain(row: re.Match[str]) -> str:
        at, tags = row.start(2), row[2]
        before = text[text.rfind(" ", 0, at - 1) + 1 : at - 1]
        is_row_at_end = " " in tags and not _GOES_ON.match(text, row.end())
        is_meant = is_row_at_end or before.startswith("#") or _ANNOUNCED.fullmatch(before)
        opened = bisect(quoted, at, key=attrgetter("start"))
        is_quoted = opened > 0 and at < quoted[opened - 1].end
        return row.group() if is_meant or is_quoted else _joined(row[1] or "", tags)

    return _ROW.sub(plain, text)


def _joined(particle: str, tags: str) -> str:
    words = tags.replace("#", "").replace("_", " ")
    if particle == "ل" and words.startswith("ال"):
        return f"لل{words[2:]}"
    return particle + words
