"""Words of a sentence that a social network wants marked: «الرئيس #سامر_الحداد»."""

import re
from bisect import bisect
from operator import attrgetter

from bot.core import quotation_marks

_TAG = re.compile(r"(?<=[\w،] )#(?=[^\W\d_a-zA-Z])(\w+)(?!\w|،? #)")
_ANNOUNCED = re.compile("[وبل]?(?:ال|لل)?(?:ها?شتا[غقج]|وسم|وسوم|تاغ)")


def unmark(text: str) -> str:
    """The line with such words as any others; a messenger would make each a link to a search.

    Left alone are «وسم #قاطعوا_النهر» and «#النهر #البحر», which are meant as hashtags, and what
    somebody is quoted with.
    """
    if "#" not in text:
        return text
    quoted = quotation_marks.spans(text)

    def plain(tag: re.Match[str]) -> str:
        at = tag.start()
        before = text[text.rfind(" ", 0, at - 1) + 1 : at - 1]
        is_meant = before.startswith("#") or _ANNOUNCED.fullmatch(before)
        opened = bisect(quoted, at, key=attrgetter("start"))
        is_quoted = opened > 0 and at < quoted[opened - 1].end
        return tag.group() if is_meant or is_quoted else tag[1].replace("_", " ")

    return _TAG.sub(plain, text)
