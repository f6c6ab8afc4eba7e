"""The local Telegram: a stateful double of the Bot API, and a chat page in the browser.

`LocalTelegram` holds the state, answers calls as the real server does, and lets tests and the
page act as people. `make_app` puts it behind HTTP, `serve` runs that on a loopback port. The bot
needs only another base URL and knows nothing of all this.
"""

from bot.emulator.api import LocalTelegram
from bot.emulator.faults import ConnectionDropped, Fault, Limits
from bot.emulator.state import CallbackQuery, Chat, Message, Refusal, Sent, User
from bot.emulator.web import make_app, serve

__all__ = [
    "CallbackQuery",
    "Chat",
    "ConnectionDropped",
    "Fault",
    "Limits",
    "LocalTelegram",
    "Message",
    "Refusal",
    "Sent",
    "User",
    "make_app",
    "serve",
]
