"""What the chat page in the browser asks for: its events and the deeds of its user.

The page shows one chat of one user (both can be named in its address; a default user is made
on the first visit). It learns of changes by server-sent events and acts by small JSON posts.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.emulator import files
from bot.emulator.api import LocalTelegram
from bot.emulator.faults import Limits
from bot.emulator.profile import scope_key
from bot.emulator.state import JSON, CallbackQuery, Chat, InlineQuery, Message, User

DEFAULT_USER = 500_000_001
HEARTBEAT_SECONDS = 15
# Several changes within this time become one event.
GATHER_SECONDS = 0.03
WISHES = ("method", "times", "seconds", "code", "description", "retry_after")


class Visit:
    """Whose eyes and hands the page has: a user, and the chat that is open."""

    def __init__(self, telegram: LocalTelegram, user_id: str, chat_id: str) -> None:
        number = int(user_id) if user_id.isdecimal() else DEFAULT_USER
        self.telegram = telegram
        self.user: User = telegram.user(number)
        wanted = int(chat_id) if chat_id.lstrip("-").isdecimal() else number
        self.chat: Chat = telegram.chats.get(wanted) or telegram.chats[number]


def state_json(visit: Visit) -> JSON:
    """Everything but the messages."""
    telegram, language = visit.telegram, visit.user.language_code
    return {
        "boot": telegram.boot,
        "now": telegram.clock(),
        "bot": {
            "name": telegram.bot["first_name"],
            "username": telegram.bot["username"],
            "description": description_in(telegram, language),
            "is_polling": telegram.updates.has_poller,
        },
        "user": visit.user.json(),
        "chat": visit.chat.json() | {"status": visit.chat.bot_status},
        "commands": commands_for(telegram, visit.user),
        "faults": [
            {name: getattr(fault, name) for name in ("kind", "description", "times", "chat_id")}
            for fault in telegram.faults.waiting
        ],
        "limits": telegram.limits is not None,
    }


def description_in(telegram: LocalTelegram, language: str) -> str:
    texts = telegram.profile
    return texts.get(("description", language)) or texts.get(("description", "")) or ""


def commands_for(telegram: LocalTelegram, user: User) -> list[JSON]:
    """The narrowest scope wins; in each, the user's language before none."""
    for scope in (
        {"type": "chat", "chat_id": user.id},
        {"type": "all_private_chats"},
        {"type": "default"},
    ):
        for language in (user.language_code, ""):
            if found := telegram.command_list(scope_key(scope), language):
                return found
    return []


def message_json(message: Message) -> JSON:
    if message.is_deleted:
        return {"id": message.id, "is_deleted": True}
    replied = message.reply_to
    return {
        "id": message.id,
        "is_bot": message.is_outgoing,
        "author": (message.sender or {}).get("id"),
        "date": message.date,
        "text": message.text,
        "entities": message.entities,
        "rows": message.buttons,
        # No client marks the turning of pages by keys.
        "is_edited": len({version.text for version in message.versions}) > 1
        and not message.buttons,
        "asks_reply": "force_reply" in (message.reply_markup or {}),
        "is_silent": message.is_silent,
        "file": file_json(message),
        "photo": photo_json(message),
        "reply_to": replied.text[:80] if replied and not replied.is_deleted else None,
    }


def file_json(message: Message) -> JSON | None:
    document = message.extra.get("document")
    if document is None:
        return None
    return {
        "name": document.get("file_name", ""),
        "size": document["file_size"],
        "url": f"/files/{document['file_id']}",
    }


def photo_json(message: Message) -> JSON | None:
    photo = message.extra.get("photo")
    if photo is None:
        return None
    shown: JSON = photo[-1]
    return {
        "width": shown["width"],
        "height": shown["height"],
        "url": f"/files/{shown['file_id']}",
    }


class Stream:
    """One page's events: what changed since the last ones."""

    def __init__(self, visit: Visit, last_id: str) -> None:
        self.visit = visit
        self.telegram = visit.telegram
        boot, _, revision = last_id.partition(":")
        is_known = boot == self.telegram.boot and revision.isdecimal()
        self.revision = int(revision) if is_known else -1
        self.answered = {query.id for query in self._answers()}

    def _answers(self) -> list[CallbackQuery | InlineQuery]:
        telegram = self.telegram
        asked: list[CallbackQuery | InlineQuery] = [
            *telegram.queries.values(),
            *telegram.inline_queries.values(),
        ]
        return [query for query in asked if query.user is self.visit.user and query.is_answered]

    def batch(self) -> JSON:
        since, self.revision = self.revision, self.telegram.revision
        changed = [
            message_json(message)
            for message in self.visit.chat.messages.values()
            if message.revision > since and not (since < 0 and message.is_deleted)
        ]
        answers = [query for query in self._answers() if query.id not in self.answered]
        self.answered |= {query.id for query in answers}
        return state_json(self.visit) | {
            "messages": changed,
            "answers": [{"id": query.id} | (query.answer or {}) for query in answers],
        }

    async def events(self) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        while not self.telegram.updates.is_closing:
            data = json.dumps(self.batch(), ensure_ascii=False)
            yield f"id: {self.telegram.boot}:{self.revision}\ndata: {data}\n\n"
            while not await self.telegram.change(self.revision, timeout_seconds=HEARTBEAT_SECONDS):
                yield ": still here\n\n"
            await asyncio.sleep(GATHER_SECONDS)


def say(visit: Visit, given: JSON) -> JSON:
    """Write; a blocked bot is unblocked first, as the big button of the real client does."""
    text = str(given.get("text", "")).strip()
    if not text:
        raise ValueError("nothing to say")
    if visit.chat.bot_status == "kicked":
        visit.telegram.unblock(visit.user)
    replied = visit.chat.messages.get(int(given.get("reply_to") or 0))
    message = visit.telegram.say(visit.chat, visit.user, text, reply_to=replied)
    return {"message_id": message.id}


def attach(visit: Visit, given: JSON) -> JSON:
    """Send a file, which comes as base64."""
    content = base64.b64decode(str(given.get("content", "")), validate=True)
    if not content:
        raise ValueError("an empty file")
    name, mime = str(given.get("name", ""))[:100], str(given.get("mime", ""))[:100]
    message = visit.telegram.send_file(visit.chat, visit.user, name, content, mime=mime)
    return {"message_id": message.id}


def tap(visit: Visit, given: JSON) -> JSON:
    message = visit.chat.messages.get(int(given.get("message", 0)))
    if message is None or message.is_deleted:
        raise ValueError("that message is gone")
    query = visit.telegram.tap(message, str(given.get("data", "")), visit.user)
    return {"query": query.id}


def ask_inline(visit: Visit, given: JSON) -> JSON:
    """Something is written behind the bot's name; what it offers comes with the events."""
    query = visit.telegram.ask_inline(visit.chat, visit.user, str(given.get("text", ""))[:256])
    return {"query": query.id}


def choose(visit: Visit, given: JSON) -> JSON:
    query = visit.telegram.inline_queries.get(str(given.get("query", "")))
    if query is None or query.user is not visit.user:
        raise ValueError("nobody asked for that")
    message = visit.telegram.choose(query, str(given.get("result", "")))
    return {"message_id": message.id}


def fault(visit: Visit, given: JSON) -> JSON:
    wishes = {key: given[key] for key in WISHES if key in given}
    # Only calls that name a chat can be meant for one.
    is_here = given.get("is_here") and given.get("method") != "getUpdates"
    chat_id = visit.chat.id if is_here else None
    visit.telegram.faults.add(str(given.get("kind")), chat_id=chat_id, **wishes)
    visit.telegram.changed()
    return {}


def clear_faults(visit: Visit, given: JSON) -> JSON:
    del given
    visit.telegram.faults.clear()
    visit.telegram.changed()
    return {}


def block(visit: Visit, given: JSON) -> JSON:
    del given
    visit.telegram.block(visit.user)
    return {}


def unblock(visit: Visit, given: JSON) -> JSON:
    del given
    visit.telegram.unblock(visit.user)
    return {}


def group(visit: Visit, given: JSON) -> JSON:
    """A group of the user's own, the bot in it."""
    del given
    room = visit.telegram.group(members=(visit.user,))
    visit.telegram.add_bot(room, by=visit.user)
    return {"chat": room.id}


def upgrade(visit: Visit, given: JSON) -> JSON:
    """The open group becomes a supergroup: what is sent to its old id is sent astray."""
    del given
    if visit.chat.type != "group" or visit.chat.migrated_to:
        raise ValueError("only a group becomes a supergroup, and only once")
    return {"chat": visit.telegram.upgrade(visit.chat).id}


def language(visit: Visit, given: JSON) -> JSON:
    visit.user.language_code = str(given.get("language", "ar"))[:8]
    visit.telegram.changed()
    return {}


def limits(visit: Visit, given: JSON) -> JSON:
    visit.telegram.limits = Limits() if given.get("on") else None
    visit.telegram.changed()
    return {}


DEEDS: dict[str, Callable[[Visit, JSON], JSON]] = {
    "say": say,
    "attach": attach,
    "tap": tap,
    "ask_inline": ask_inline,
    "choose": choose,
    "fault": fault,
    "clear_faults": clear_faults,
    "block": block,
    "unblock": unblock,
    "group": group,
    "upgrade": upgrade,
    "language": language,
    "limits": limits,
}


def page_routes(telegram: LocalTelegram) -> list[BaseRoute]:
    def visit(request: Request) -> Visit:
        asked = request.query_params
        return Visit(telegram, asked.get("user", ""), asked.get("chat", ""))

    async def events(request: Request) -> Response:
        stream = Stream(visit(request), request.headers.get("last-event-id", ""))
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(stream.events(), media_type="text/event-stream", headers=headers)

    async def act(request: Request) -> Response:
        """JSON only: a form on another site cannot send that without being asked about it."""
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return JSONResponse({"error": "send JSON"}, 415)
        deed = DEEDS.get(request.path_params["deed"])
        if deed is None:
            return JSONResponse({"error": "no such deed"}, 404)
        try:
            given: Any = await request.json()
            return JSONResponse(deed(visit(request), given))
        except (ValueError, TypeError, AttributeError) as error:
            return JSONResponse({"error": str(error)}, 400)

    async def file(request: Request) -> Response:
        stored = telegram.files.get(request.path_params["file_id"])
        return files.for_page(stored) if stored else Response(status_code=404)

    return [
        Route("/files/{file_id}", file),
        Route("/events", events),
        Route("/act/{deed}", act, methods=["POST"]),
    ]
