"""Spaces and commas beside points, brackets and quotation marks, as a newspaper sets them."""

import re

from bot.core import abbreviations

_SPACE_BEFORE = re.compile(
    r" (?: *(?=[،؛؟]|[\u064b-\u0652](?![ء-ي])|[.:!](?:[ »”\")\]]|$)|[.!:](?=[ء-ي]))"
    r"|(?<=[\w»”)\u064b-\u0652] )(?=(?:…|!!+)(?:[ »”\")\]]|$))"
    r"|(?<=[ء-ي] )(?=…[ء-ي])|(?<=\d )(?=[%٪](?!\d)))"
)
_SPACED_POINT = re.compile(" [،؛؟.:!…%٪\u064b-\u0652]")
"""Stands in every line that has something for the pattern above, and is found sooner."""
_SPACE_IN_BRACKETS = re.compile(r"(?<=\() +| +(?=\))")
_GLUED_OPENING = re.compile(r"\((?<=[ء-غف-ي]{2}\()(?=[ء-غف-ي]{3})")
_GLUED_CLOSING = re.compile(r"\)(?<=[ء-ي0-9٠-٩]\))(?=[ء-غف-ي]{2})")
"""«يوليو(تموز)الماضي»; not «المعلم(ة)», «لـ(النهر)»."""
_GLUED_STOP = re.compile(
    r"[.،؛؟!:…](?=[ء-ي]{2})(?<=[ء-ي\u064b-\u0652»”\"\d%٪)].)(?<!(?<![\u064b-\u0652])\b[ء-ي].)"
)
_REVERSED = re.compile(
    r"”(?=\w)(?:(?<=[\s(:]”)|(?<=\s[وبلكف]”)|(?<=\s[بلك]ـ”)|(?<=^”))([^“”]*[\w.!؟…])“(?!\w)"
)
"""«”فتحت“ و“لم ترسل“»: some agencies set each mark in the other's place."""
_REVERSED_APART = re.compile(r"(?<![^\s(:])” ([^\s“”][^“”]*?) “(?![^\s.،؛:!؟)])")
"""«ما ” أرهق الناس “»: the same with spaces inside, where the first mark of a text is a closing
one."""
_SPACE_INSIDE = re.compile(r"“(?<!\w\w“) ")
"""Not in «“لم ترسل أحدا“ لإخطار», where it closes."""
_COMMA_INSIDE = re.compile(r"()([،,])(»)(?!\w)|(“[^“”]*)([،,])(”)")
_COMMA_AT_END = re.compile('[،,](?=[»”"](?:[.،]|$))')
"""«سيحدث «قريبا،» وفقا للوكالة»: the comma is the sentence's, not the speaker's."""
_INSIDE = ("،»", ",»", "،”", ",”", '،"', ',"')
"""One of them stands in every line that has something for the two above, and is found sooner."""
_MARKS = ("«", "»", "“", "”", '"')
_BEFORE_OPENING = re.compile(r"(?:^|[ :(\-]|(?:^|[ (])[ولب])$")
_AFTER_CLOSING = ("", " ", ".", "،", "؛", ",", ")", "-", ":")


def beside_points(text: str) -> str:
    """None before a point, a vowel sign or %, none inside brackets, one outside them."""
    if _SPACED_POINT.search(text):
        text = _SPACE_BEFORE.sub("", text)
    if "(" in text or ")" in text:
        if "( " in text or " )" in text:
            text = _SPACE_IN_BRACKETS.sub("", text)
        text = _GLUED_CLOSING.sub(") ", _GLUED_OPENING.sub(" (", text))
    return text


def behind_points(text: str) -> str:
    """One where it was forgotten, but inside a name («جيه.إل.إل», «العربية.نت»)."""
    return _GLUED_STOP.sub(_parted, text)


def _parted(stop: re.Match[str]) -> str:
    is_inside = abbreviations.holds(stop.string, stop.start())
    return stop.group() if is_inside else f"{stop.group()} "


def beside_marks(text: str) -> str:
    """None inside quotation marks, and no comma."""
    if not any(map(text.__contains__, _MARKS)):
        return text
    if "”" in text and "“" in text:
        text = _REVERSED.sub(r"“\1”", text)
        if text.find("”") < text.find("“"):
            text = _REVERSED_APART.sub(r"“\1”", text)
    if any(map(text.__contains__, _INSIDE)):
        text = _COMMA_INSIDE.sub(r"\1\4\3\6\2\5", _COMMA_AT_END.sub("", text))
    text = text.replace("« ", "«").replace(" »", "»").replace(" ”", "”")
    text = _SPACE_INSIDE.sub("“", text) if "“" in text else text
    return _inside_straight_marks(text)


def _inside_straight_marks(text: str) -> str:
    """`" X "` becomes `"X"`, `"X،"` `"X"،`; a mark with a space on one side only is left alone: it
    may nest."""
    parts = text.split('"')
    if len(parts) < 3 or len(parts) % 2 == 0:
        return text
    for i in range(1, len(parts), 2):
        if _BEFORE_OPENING.search(parts[i - 1][-2:]):
            parts[i] = parts[i].lstrip(" ")
        if parts[i + 1][:1] in _AFTER_CLOSING:
            inner = parts[i].rstrip(" ")
            parts[i] = inner.rstrip("،,")
            parts[i + 1] = inner[len(parts[i]) :] + parts[i + 1]
    return '"'.join(parts)
