"""What the local Telegram remembers: users, chats, messages, callback queries, and refusals.

Plain mutable records with the JSON that the Bot API shows of them. Messages keep every version
they ever had, so that a test can ask what a reader saw and when.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

GENERAL = 1
JSON = dict[str, Any]
Entities = list[JSON]


class Refusal(Exception):  # noqa: N818 - the Bot API refuses; this is no error of the emulator
    """What Telegram answers instead of a result: a code, a text, and sometimes parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> JSON:
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str) -> Refusal:
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    return Refusal(403, f"Forbidden: {text}")


@dataclass(slots=True, eq=False)
class User:
    """A person with an account."""

    id: int
    first_name: str
    language_code: str = "ar"
    username: str = ""
    is_deactivated: bool = False

    def json(self) -> JSON:
        shown: JSON = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            shown["username"] = self.username
        if self.language_code:
            shown["language_code"] = self.language_code
        return shown


@dataclass(slots=True, eq=False)
class Version:
    """A message as it stood from `at` on."""

    at: float
    text: str
    entities: Entities
    reply_markup: JSON | None


@dataclass(slots=True, eq=False)
class Message:
    """One message of a chat, by the bot (`is_outgoing`) or by a person."""

    id: int
    chat: Chat
    date: int
    sender: JSON | None
    """The user as JSON; none for a post in a channel."""
    is_outgoing: bool = False
    text: str = ""
    entities: Entities = field(default_factory=list)
    reply_markup: JSON | None = None
    extra: JSON = field(default_factory=dict)
    """Whatever else the Bot API shows of it: media, link_preview_options, service fields."""
    reply_to: Message | None = None
    thread_id: int | None = None
    """The topic of a forum that it is in; None: «General», or no forum."""
    is_silent: bool = False
    edited_at: int | None = None
    is_deleted: bool = False
    versions: list[Version] = field(default_factory=list)
    revision: int = 0
    """The world's revision at which it last changed."""

    @property
    def is_media(self) -> bool:
        return "document" in self.extra or "photo" in self.extra

    @property
    def buttons(self) -> list[list[JSON]]:
        rows: list[list[JSON]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return rows

    def json(self) -> JSON:
        shown: JSON = {"message_id": self.id, "chat": self.chat.json(), "date": self.date}
        if self.sender is not None:
            shown["from"] = self.sender
        else:
            shown["sender_chat"] = self.chat.json()
        text, entities = ("caption", "caption_entities") if self.is_media else ("text", "entities")
        if self.text:
            shown[text] = self.text
        if self.entities:
            shown[entities] = self.entities
        if "inline_keyboard" in (self.reply_markup or {}):
            shown["reply_markup"] = self.reply_markup
        if self.reply_to is not None and not self.reply_to.is_deleted:
            shown["reply_to_message"] = self.reply_to.json()
        if self.edited_at is not None:
            shown["edit_date"] = self.edited_at
        return shown | self._thread_json() | self.extra

    def _thread_json(self) -> JSON:
        if self.thread_id is not None:
            return {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.reply_to is not None and self.chat.type == "supergroup":
            return {"message_thread_id": self.reply_to.id}  # a thread of replies, no topic
        return {}


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group, supergroup or channel, and the bot's standing in it."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    user: User | None = None
    """The reader of a private chat."""
    bot_status: str = "left"
    """Private: left (never started), member, kicked (blocked). Else the ChatMember status too."""
    migrated_to: int | None = None
    people: dict[int, str] = field(default_factory=dict)
    """Status of each member but the bot: creator, administrator, member, left, kicked."""
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, bool] = field(default_factory=dict)
    """Of a forum by `message_thread_id`, and whether each takes messages; 1 is «General»."""

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    def json(self) -> JSON:
        shown: JSON = {"id": self.id, "type": self.type}
        if self.user is not None:
            shown["first_name"] = self.user.first_name
        if self.title:
            shown["title"] = self.title
        if self.username or (self.user and self.user.username):
            shown["username"] = self.username or (self.user.username if self.user else "")
        if self.topics:
            shown["is_forum"] = True
        if self.type == "group":
            shown["all_members_are_administrators"] = False
        return shown


@dataclass(slots=True, eq=False)
class InlineQuery:
    """What somebody writes behind the bot's name in any chat, and what the bot offers there."""

    id: str
    user: User
    chat: Chat
    text: str
    at: float
    answer: JSON | None = None
    """The results, and the button above them, once there are some."""

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    def json(self) -> JSON:
        shown = {"id": self.id, "from": self.user.json(), "query": self.text, "offset": ""}
        return shown | {"chat_type": "sender" if self.chat.is_private else self.chat.type}


@dataclass(slots=True, eq=False)
class CallbackQuery:
    """A tap on a button that carries data, and the bot's answer to it once there is one."""

    id: str
    user: User
    message: Message
    data: str
    at: float
    answer: JSON | None = None
    """text, show_alert, url, cache_time as the bot gave them; empty for a bare answer."""

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    def json(self) -> JSON:
        return {
            "id": self.id,
            "from": self.user.json(),
            "message": self.message.json(),
            "chat_instance": str(abs(self.message.chat.id) * 7919),
            "data": self.data,
        }


@dataclass(frozen=True, slots=True)
class Sent:
    """One line of the log of everything the bot sent and Telegram accepted."""

    at: float
    chat_id: int
    method: str
    message: Message
    text: str
    """As it was then; `message` may have been edited since."""
