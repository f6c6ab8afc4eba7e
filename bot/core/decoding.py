"""Bytes into text, whatever the label says.

Arab publishers mislabel: Windows-1256 under a UTF-8 declaration, UTF-8 under a Windows-1256
one, nothing declared at all, UTF-8 encoded twice. Bytes that are UTF-8 but for a few broken ones
are UTF-8; labels only count after that. Never fails: at worst there are replacement characters.
"""

import codecs
import re
from functools import lru_cache
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD_BYTES: Final = 2048
SAMPLE: Final = 30_000
BROKEN_SHARE: Final = 0.2
"""Of what is not ASCII. One bad byte must not turn a UTF-8 document into another alphabet; of
Windows-1256 read as UTF-8, nearly everything is broken."""
ARABIC_SHARE: Final = 0.6
LABEL: Final = re.compile(r"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
DISBELIEVED: Final = ("ascii", "cp1252", "latin", "utf", "raw", "unicode", "punycode", "idna")
"""How their names begin. Latin labels: templates say so by default, and for an Arabic site it is
never true. UTF-8 was tried. The last ones are no encodings of text, or take long."""
LATIN_1: Final = "iso8859-1"
MARKUP: Final = b"<abcxyzABCXYZ0123456789 ='/>&;#?!-[]"
AS_LATIN: Final = {
    ord(letter): byte
    for byte in range(0x80, 0xA0)
    if (letter := bytes([byte]).decode("cp1252", "replace")) != "\ufffd"
}
TWICE_ENCODED: Final = (("\u00d8\u00d9", "latin-1"), ("\u0637\u0638", "cp1256"))
"""What the first bytes of Arabic letters in UTF-8 (D8, D9) look like in another encoding: half of
the letters of «Ø§Ù„» and «ط§ظ„» are these."""
C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
FROM_C1: Final = {byte: letter for letter, byte in AS_LATIN.items()}
ARABIC_WORDS: Final = re.compile("[\u0600-\u06ff]{3,}")
"""French in Latin-1 read as ISO-8859-6 makes Arabic letters too, but only here and there."""


def decode(body: bytes, content_type: str = "") -> str:
    """The text; C1 controls in UTF-8 are letters of Windows-1252 that lost their way."""
    text = _decoded(body, content_type)
    return text.translate(FROM_C1) if C1.search(body) else text


def _decoded(body: bytes, content_type: str) -> str:
    for mark, encoding in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if wide := _wide_encoding(body):
        return body.decode(wide, "replace")
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken == 0 or broken <= BROKEN_SHARE * _foreign_letters(text):
        return _decoded_again(text)
    for name in _labels(body, content_type):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return _guess(body)


def _wide_encoding(body: bytes) -> str:
    """UTF-16 without its mark shows as "<" beside a zero byte."""
    if body[:2] == b"<\0":
        return "utf-16-le"
    return "utf-16-be" if body[:2] == b"\0<" else ""


def _foreign_letters(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _decoded_again(text: str) -> str:
    """Repairs UTF-8 that was taken for Windows-1252 or Windows-1256 and encoded once more."""
    sample = text[:SAMPLE]
    foreign = _foreign_letters(sample)
    for leads, encoding in TWICE_ENCODED:
        if sum(map(sample.count, leads)) * 3 > foreign:
            letters = text.translate(AS_LATIN) if encoding == "latin-1" else text
            again = letters.encode(encoding, "replace").decode("utf-8", "replace")
            if again.count("\ufffd") <= BROKEN_SHARE * _foreign_letters(again):
                return again
    return text


def _labels(body: bytes, content_type: str) -> list[str]:
    head = body[:HEAD_BYTES].decode("ascii", "replace")
    labels = LABEL.findall(content_type) + LABEL.findall(head)
    return list(filter(None, map(_believed, labels)))


@lru_cache(256)
def _believed(label: str) -> str:
    """Python's name for an encoding in which the letters of the label itself are themselves."""
    try:
        codec = codecs.lookup(label)
        is_text = not codec.name.startswith(DISBELIEVED) and codec.name != LATIN_1
        return codec.name if is_text and MARKUP.decode(codec.name).encode() == MARKUP else ""
    except (LookupError, UnicodeError):
        return ""


def _guess(body: bytes) -> str:
    """The Arabic encoding that makes most of the bytes Arabic; else Windows-1252."""
    readings = [body.decode(name, "replace") for name in ("cp1256", "iso8859-6")]
    best = max(readings, key=_arabic_share)
    return best if _arabic_share(best) >= ARABIC_SHARE else body.decode("cp1252", "replace")


def _arabic_share(text: str) -> float:
    sample = text[: 10 * SAMPLE]
    return sum(map(len, ARABIC_WORDS.findall(sample))) / max(1, _foreign_letters(sample))
