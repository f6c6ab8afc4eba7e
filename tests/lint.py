"""The message lint: what every message of the bot must be, whatever it tells.

Each line runs from the right (of ours in English from the left), each link too, no two marks
stand side by side, isolates are closed on their line, TDLib's own parser takes it, and
it is within Telegram's limits.
"""

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

from bot.core.arabic import utf16_units
from bot.core.models import Message

RIGHT_TO_LEFT = ("\u200f", "\u061c")
LEFT_TO_RIGHT = "\u200e"
ISOLATED = re.compile("[\u2066\u2068][^\u2069]*\u2069")
STRONG = re.compile("[A-Za-z\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff]")  # digits are not
MARKS = re.compile("[\u200f\u061c\u200e]{2}")
FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"


class Links(HTMLParser):
    """The texts of all links."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._is_inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts[-1] += data


@cache
def tdlib() -> Any:
    import tdjson

    quiet = {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}
    tdjson.td_execute(json.dumps(quiet).encode())
    return tdjson


def parsed(html: str) -> dict[str, Any]:
    """What Telegram's own parser makes of the HTML; its error if it refuses."""
    request = {
        "@type": "parseTextEntities",
        "text": html,
        "parse_mode": {"@type": "textParseModeHTML"},
    }
    answer: dict[str, Any] = json.loads(tdlib().td_execute(json.dumps(request).encode()))
    return answer


def is_marked(line: str) -> bool:
    """Whether a line begins with the mark of its direction: from the left only what is English
    but for isolated names."""
    if line.startswith(LEFT_TO_RIGHT):
        strong = STRONG.search(ISOLATED.sub("", line))
        return strong is not None and strong.group().isascii()
    return line.startswith(RIGHT_TO_LEFT)


def faults(message: Message) -> list[str]:
    """Everything that is wrong with a message; nothing if it may go out."""
    answer = parsed(message.html)
    if answer["@type"] != "formattedText":
        return [f"Telegram refuses it: {answer.get('message')}"]
    text, found = answer["text"], []
    for line in text.split("\n"):
        if line.strip() and not is_marked(line):
            found.append(f"a line without its mark: {line!r}")
        if MARKS.search(line):
            found.append(f"two marks in a row: {line!r}")
        if line.count(FSI) + line.count(LRI) != line.count(PDI):
            found.append(f"an isolate that is not closed: {line!r}")
    links = Links()
    links.feed(message.html)
    found += [f"a link without a mark: {link!r}" for link in links.texts if not is_marked(link)]
    if utf16_units(text) > 4096:
        found.append(f"too long: {utf16_units(text)} units")
    if len(answer["entities"]) > 100:
        found.append(f"too many entities: {len(answer['entities'])}")
    return found + button_faults(message)


def button_faults(message: Message) -> list[str]:
    found = []
    for row in message.buttons:
        if not 1 <= len(row) <= 8:
            found.append(f"a row of {len(row)} buttons")
        for button in row:
            if not button.label.strip():
                found.append("a button without a label")
            if bool(button.data) == bool(button.url):
                found.append(f"a button with data and link, or neither: {button}")
            if len(button.data.encode()) > 64:
                found.append(f"callback data of more than 64 bytes: {button.data!r}")
    return found
