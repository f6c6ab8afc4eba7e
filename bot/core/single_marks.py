"""Makes marks of the single ones with which some papers quote: «وسأل:' أين الدفاتر؟'».

Asked of lines without any other mark; an apostrophe inside a word is none.
"""

import re

_WHOLE_SPEECH = re.compile(r"(?<![\w'])['‘](?=\S)([^'‘’]{20,600}?)(?<=\S)['’](?![\w'])")
"""«قائلا 'على الأقل وجب …'»: where they do not come out even."""
_MARK = re.compile(r"(?<![A-Za-z])['‘’]|['‘’](?![A-Za-z])")
_OPENS = re.compile(
    r"(?:^|[\s:،,(\[–-]|(?:^|[\s،])[وف]?[بلك]?[إأا]ن(?:ه|ها|هم)?|(?<!\w)[وبلكف]ـ?)$"
)
"""«،إن'مخازن …'», «بـ'النور'»: what a mark may be glued to."""
_REACH = 7
_LONG = 20


def doubled(text: str) -> str:
    """If all of a line come in pairs they are marks, the short ones too."""
    places = [mark.start() for mark in _MARK.finditer(text)]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    is_even = len(places) == 2 * len(pairs) and any(b - a > _LONG for a, b in pairs)
    if not (is_even and all(_is_pair(text, a, b) for a, b in pairs)):
        return _WHOLE_SPEECH.sub(r"“\1”", text)
    parts, at = [], 0
    for opened, closed in pairs:
        parts += [text[at:opened], "“", text[opened + 1 : closed].strip(), "”"]
        at = closed + 1
    return "".join([*parts, text[at:]])


def _is_pair(text: str, opened: int, closed: int) -> bool:
    if text[closed + 1 : closed + 2].isalnum() or not text[opened + 1 : closed].strip():
        return False
    return _OPENS.search(text[max(0, opened - _REACH) : opened]) is not None
