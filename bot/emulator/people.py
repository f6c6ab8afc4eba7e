"""What people do in the local Telegram: write, tap, block, add and remove the bot.

Each deed changes the state and tells the bot with the update that Telegram would send. A deed
that no client allows (tapping a button that is not there) raises ValueError.
"""

from itertools import chain
from typing import Any, Final

from bot.emulator import files, formatting
from bot.emulator.params import Upload
from bot.emulator.state import GENERAL, JSON, CallbackQuery, Chat, InlineQuery, Message, User
from bot.emulator.world import World

Place = Chat | User | int
Person = User | int
PICTURE: Final[JSON] = {"file_id": "p", "file_unique_id": "p", "width": 640, "height": 360}


class People(World):
    """The world with its inhabitants."""

    def user(
        self,
        id: int | None = None,  # noqa: A002 - as the Bot API names it
        first_name: str = "قارئ",
        language_code: str = "ar",
        *,
        username: str = "",
        has_started: bool = False,
    ) -> User:
        """An account, the existing one if the id is taken; `has_started`: it knows the bot."""
        number = id if id is not None else 500_000_001 + len(self.users)
        if number not in self.users:
            user = User(number, first_name, language_code, username)
            self.users[number] = user
            status = "member" if has_started else "left"
            self.add_chat(Chat(number, "private", user=user, bot_status=status))
        return self.users[number]

    def group(self, title: str = "مجموعة", *, members: tuple[User, ...] = ()) -> Chat:
        """A basic group, without the bot; the first member owns it."""
        return self._room(-4_000_001 - len(self.chats), "group", title, members)

    def supergroup(self, title: str = "مجموعة كبرى", *, members: tuple[User, ...] = ()) -> Chat:
        return self._room(self._next_room_id(), "supergroup", title, members)

    def channel(
        self, title: str = "قناة", *, username: str = "", members: tuple[User, ...] = ()
    ) -> Chat:
        chat = self._room(self._next_room_id(), "channel", title, members)
        chat.username = username
        return chat

    def _next_room_id(self) -> int:
        return -1_002_000_000_001 - len(self.chats)

    def _room(self, chat_id: int, kind: str, title: str, members: tuple[User, ...]) -> Chat:
        ranks = ["creator"] + ["member"] * len(members)
        people = {user.id: rank for user, rank in zip(members, ranks, strict=False)}
        return self.add_chat(Chat(chat_id, kind, title, people=people))

    def chat(self, place: Place) -> Chat:
        """The chat itself, or the private chat of a user, or the one with that id."""
        if isinstance(place, Chat):
            return place
        return self.chats[place.id if isinstance(place, User) else place]

    def person(self, person: Person) -> User:
        return person if isinstance(person, User) else self.users[person]

    def say(
        self,
        chat: Place,
        user: Person,
        text: str,
        *,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Write a message, in a forum into one of its topics; in a private chat the first one
        lets the bot answer from then on."""
        room, author = self.chat(chat), self.person(user)
        if room.is_private and room.bot_status == "kicked":
            raise ValueError("nobody can write to a bot they have blocked; unblock it first")
        if thread_id is None and reply_to is not None:
            thread_id = reply_to.thread_id  # an answer stands where its question does
        if thread_id is not None and thread_id not in room.topics:
            raise ValueError("there is no such topic")
        if room.is_private and room.bot_status == "left":
            self._meet(room)
        if not room.is_private and room.type != "channel":
            room.people.setdefault(author.id, "member")
        cleaned, _ = formatting.clean(text, [])
        entities = formatting.find(cleaned, [])
        sender = None if room.type == "channel" else author.json()
        shown: JSON = {"entities": entities, "reply_to": reply_to, "thread_id": thread_id}
        message = self.post(room, sender, text=cleaned, **shown)
        if self._reaches_bot(room, message):
            kind = "channel_post" if room.type == "channel" else "message"
            self.updates.push(kind, message.json())
        return message

    def send_file(
        self, chat: Place, user: Person, name: str, content: bytes, *, mime: str = ""
    ) -> Message:
        """Send a document to the bot's private chat."""
        room, author = self.chat(chat), self.person(user)
        if room.bot_status != "member":
            raise ValueError("only who has started the bot, and not blocked it, can send a file")
        stored = files.keep(self, Upload(name, mime, content))
        extra = {"document": stored.document_json()}
        message = self.post(room, author.json(), extra=extra)
        self.updates.push("message", message.json())
        return message

    def pass_on(
        self, chat: Place, user: Person, text: str, *, is_picture: bool = False
    ) -> Message:
        """Pass on to the bot's private chat what a person wrote, perhaps below a picture."""
        author = {"type": "hidden_user", "sender_user_name": "قارئة", "date": self.now()}
        kind, found = ("caption", "caption_entities") if is_picture else ("text", "entities")
        shown: JSON = {"forward_origin": author, kind: text, found: formatting.find(text, [])}
        if is_picture:
            shown["photo"] = [PICTURE]
        return self.put(chat, user, **shown)

    def share_place(
        self, chat: Place, user: Person, *, latitude: float, longitude: float
    ) -> Message:
        """Send where one is to the bot's private chat."""
        return self.put(chat, user, location={"latitude": latitude, "longitude": longitude})

    def put(self, chat: Place, user: Person, **shown: Any) -> Message:
        """Send to the bot's private chat what the Bot API calls so: `photo`, `sticker`, ….

        https://core.telegram.org/bots/api#message
        """
        message = self.post(self.chat(chat), self.person(user).json(), extra=shown)
        self.updates.push("message", message.json())
        return message

    def _meet(self, room: Chat) -> None:
        """Starting a bot for the first time is no my_chat_member update; coming back is."""
        room.bot_status = "member"
        self.changed()

    def _reaches_bot(self, room: Chat, message: Message) -> bool:
        """Privacy mode: a bot that is no administrator sees only what is meant for it."""
        if room.is_private or room.bot_status == "administrator":
            return True
        if room.bot_status != "member" or room.type == "channel":
            return False
        if message.reply_to is not None and message.reply_to.is_outgoing:
            return True
        name = f"@{self.bot['username']}".lower()
        if name in message.text.lower():
            return True
        first_word = message.text.partition(" ")[0]
        return first_word.startswith("/") and "@" not in first_word

    def tap(
        self,
        where: Message | Place,
        button: str,
        user: Person | None = None,
    ) -> CallbackQuery:
        """Tap the button with that label or data, on that message or the newest that has it."""
        message, found = self._find_button(where, button)
        if "callback_data" not in found:
            raise ValueError(f"{button!r} opens something and sends no data: {found}")
        tapper = message.chat.user if user is None else self.person(user)
        if tapper is None:
            raise ValueError("who taps? in a group the user must be named")
        query_id = str(4_000_000_000_000_001 + len(self.queries))
        query = CallbackQuery(query_id, tapper, message, found["callback_data"], self.clock())
        self.queries[query_id] = query
        self.updates.push("callback_query", query.json())
        self.changed()
        return query

    def ask_inline(self, chat: Place, user: Person, text: str) -> InlineQuery:
        """Write something behind the bot's name, in whatever chat."""
        query_id = str(5_000_000_000_000_001 + len(self.inline_queries))
        query = InlineQuery(query_id, self.person(user), self.chat(chat), text, self.clock())
        self.inline_queries[query_id] = query
        self.updates.push("inline_query", query.json())
        return query

    def choose(self, query: InlineQuery, result_id: str) -> Message:
        """Send what the bot has offered: a message of the user's own, «via» the bot."""
        offered = {each["id"]: each for each in (query.answer or {}).get("results", [])}
        if result_id not in offered:
            raise ValueError("that was not offered")
        chosen = offered[result_id]
        message = self.post(
            query.chat,
            query.user.json(),
            text=chosen["text"],
            entities=chosen["entities"],
            reply_markup=chosen["reply_markup"],
            extra=chosen["extra"] | {"via_bot": self.bot},
        )
        if query.chat.bot_status in ("member", "administrator"):
            self.updates.push("message", message.json())
        return message

    def _find_button(self, where: Message | Place, wanted: str) -> tuple[Message, JSON]:
        messages = [where] if isinstance(where, Message) else reversed(self.messages(where))
        for message in messages:
            for button in chain(*message.buttons):
                if wanted in (button["text"], button.get("callback_data")):
                    return message, button
        raise ValueError(f"there is no button {wanted!r} to tap")

    def messages(self, chat: Place) -> list[Message]:
        """The chat as it stands, oldest first; what was deleted is gone."""
        return [message for message in self.chat(chat).messages.values() if not message.is_deleted]

    def texts(self, chat: Place) -> list[str]:
        """The texts of what the bot wrote there."""
        return [message.text for message in self.messages(chat) if message.is_outgoing]

    def block(self, user: Person) -> None:
        who = self.person(user)
        self.set_bot_status(self.chats[who.id], "kicked", who)

    def unblock(self, user: Person) -> None:
        who = self.person(user)
        self.set_bot_status(self.chats[who.id], "member", who)

    def deactivate(self, user: Person) -> None:
        """The account is deleted; the bot learns of it only when it writes."""
        self.person(user).is_deactivated = True
        self.changed()

    def add_bot(self, chat: Place, *, by: Person, status: str = "member") -> None:
        who = self.person(by)
        room = self.chat(chat)
        room.people.setdefault(who.id, "creator")
        was_inside = room.bot_status in {"member", "administrator"}
        self.set_bot_status(room, status, who)
        if room.type != "channel" and not was_inside:
            message = self.post(room, who.json(), extra={"new_chat_members": [self.bot]})
            self.updates.push("message", message.json())

    def open_topic(self, chat: Place, user: Person, name: str) -> int:
        """Begin a topic; with its first a supergroup is a forum. Its `message_thread_id`."""
        room = self.chat(chat)
        if not room.messages:  # so that no topic has the number of «General»
            self.post(room, self.person(user).json(), extra={"supergroup_chat_created": True})
        room.topics.setdefault(GENERAL, True)
        about = {"name": name, "icon_color": 7322096}
        message = self.post(room, self.person(user).json(), extra={"forum_topic_created": about})
        message.thread_id = message.id
        room.topics[message.id] = True
        self.updates.push("message", message.json())
        return message.id

    def close_topic(self, chat: Place, user: Person, thread_id: int = GENERAL) -> None:
        self._turn_topic(chat, user, thread_id, is_open=False)

    def reopen_topic(self, chat: Place, user: Person, thread_id: int = GENERAL) -> None:
        self._turn_topic(chat, user, thread_id, is_open=True)

    def _turn_topic(self, chat: Place, user: Person, thread_id: int, *, is_open: bool) -> None:
        room = self.chat(chat)
        room.topics[thread_id] = is_open
        message = self.post(
            room,
            self.person(user).json(),
            thread_id=thread_id if thread_id != GENERAL else None,
            extra={"forum_topic_reopened" if is_open else "forum_topic_closed": {}},
        )
        self.updates.push("message", message.json())

    def delete_topic(self, chat: Place, thread_id: int) -> None:
        """With all that was written in it; the bot is not told."""
        room = self.chat(chat)
        del room.topics[thread_id]
        for message in room.messages.values():
            if message.thread_id == thread_id:
                message.is_deleted, message.revision = True, self.changed()

    def kick_bot(self, chat: Place, *, by: Person) -> None:
        self.set_bot_status(self.chat(chat), "kicked", self.person(by))

    def upgrade(self, group: Place) -> Chat:
        """A group becomes a supergroup: a new chat id, and two service messages that say so."""
        old = self.chat(group)
        owner = next(iter(old.people), None)
        new = self.supergroup(old.title)
        new.people, new.bot_status = dict(old.people), old.bot_status
        sender = self.users[owner].json() if owner else self.bot
        leaving = self.post(old, sender, extra={"migrate_to_chat_id": new.id})
        coming = self.post(new, sender, extra={"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        self.updates.push("message", leaving.json())
        self.updates.push("message", coming.json())
        return new
