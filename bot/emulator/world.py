"""The state of the local Telegram and the few ways to change it.

Everything is in memory and belongs to one event loop. There is one bot: the first valid token
that comes along; its user id is the token's number.
"""

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.emulator.faults import Faults, Limits
from bot.emulator.state import (
    JSON,
    CallbackQuery,
    Chat,
    InlineQuery,
    Message,
    Sent,
    User,
    Version,
)
from bot.emulator.updates import UpdateQueue

Clock = Callable[[], float]


class World:
    """Users, chats, messages, updates of one bot; told the time by `clock`."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self.boot = secrets.token_hex(4)
        """Tells a page that the server is another one than before."""
        # One dict for ever: updates that were stored before the first token show its id too.
        self.bot: JSON = {"id": 7000000001, "is_bot": True, "first_name": "موجز"}
        self.bot["username"] = "mujaz_bot"
        self.token_id: int | None = None
        self.revoked: set[str] = set()
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.updates = UpdateQueue()
        self.faults = Faults()
        self.limits: Limits | None = None
        self.can_pay = False
        """Whether the bot has the Stars for `allow_paid_broadcast`."""
        self.files: dict[str, Any] = {}
        """Every file there is by its id (`files.StoredFile`)."""
        self.sent: list[Sent] = []
        self.calls: deque[tuple[str, JSON]] = deque(maxlen=10_000)
        """The last calls with their parameters, refused ones too; getUpdates is left out."""
        self.profile: dict[tuple[str, str], str] = {}
        """Descriptions by (kind, language code)."""
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        """Command lists by (scope as a key, language code)."""
        self.revision = 0
        self._last_ids: dict[int, int] = {}
        self._watchers: set[asyncio.Event] = set()

    def now(self) -> int:
        return int(self.clock())

    def changed(self) -> int:
        """Wake everybody who watches; returns the new revision."""
        self.revision += 1
        for watcher in self._watchers:
            watcher.set()
        return self.revision

    async def change(self, since: int, *, timeout_seconds: float) -> bool:
        """Wait until something is newer than that revision; false when time is up."""
        if self.revision > since:
            return True
        watcher = asyncio.Event()
        self._watchers.add(watcher)
        try:
            async with asyncio.timeout(timeout_seconds):
                await watcher.wait()
        except TimeoutError:
            return False
        finally:
            self._watchers.discard(watcher)
        return True

    def close(self) -> None:
        """End every waiting call; for the end of the server."""
        self.updates.close()
        self.changed()

    def reopen(self) -> None:
        """Let calls wait again, on another server or the same one started anew."""
        self.updates.is_closing = False

    def add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves, all other chats together."""
        counter = chat.id if chat.type in {"supergroup", "channel"} else 0
        self._last_ids[counter] = self._last_ids.get(counter, 0) + 1
        return self._last_ids[counter]

    def post(self, chat: Chat, sender: JSON | None, **fields: Any) -> Message:
        """Put a message into a chat; who may do so was asked before."""
        topic = chat.messages.get(fields.get("thread_id") or 0)
        fields["reply_to"] = fields.get("reply_to") or topic  # as Telegram has it in topics
        message = Message(
            id=self.next_message_id(chat), chat=chat, date=self.now(), sender=sender, **fields
        )
        chat.messages[message.id] = message
        self.keep_version(message)
        return message

    def keep_version(self, message: Message) -> None:
        message.versions.append(
            Version(self.clock(), message.text, message.entities, message.reply_markup)
        )
        message.revision = self.changed()

    def log_sent(self, method: str, message: Message) -> None:
        chat_id = message.chat.id
        self.sent.append(Sent(self.clock(), chat_id, method, message, message.text))

    def set_bot_status(self, chat: Chat, status: str, by: User) -> None:
        """Change the bot's standing in a chat and tell the bot, as Telegram does."""
        old, chat.bot_status = chat.bot_status, status
        self.changed()
        if old == status:
            return
        self.updates.push(
            "my_chat_member",
            {
                "chat": chat.json(),
                "from": by.json(),
                "date": self.now(),
                "old_chat_member": self.bot_member(old),
                "new_chat_member": self.bot_member(status),
            },
        )

    def bot_member(self, status: str) -> JSON:
        return member_json(self.bot, status)

    def command_list(self, scope: str, language: str) -> list[JSON]:
        return self.commands.get((scope, language), [])


RIGHTS = [
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_post_messages", "can_edit_messages", "can_pin_messages", "can_manage_topics",
]  # fmt: skip

PERMISSIONS = [
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag",
    "can_react_to_messages",
]  # fmt: skip


def member_json(user: JSON, status: str) -> JSON:
    """A ChatMember; an administrator has every right but that to be anonymous, who is
    restricted has none."""
    member: JSON = {"user": user, "status": status}
    if status == "administrator":
        member |= {right: right not in {"can_be_edited", "is_anonymous"} for right in RIGHTS}
    if status == "restricted":
        member |= dict.fromkeys(PERMISSIONS, False) | {"is_member": True, "until_date": 0}
    if status == "creator":
        member["is_anonymous"] = False
    if status == "kicked":
        member["until_date"] = 0
    return member
