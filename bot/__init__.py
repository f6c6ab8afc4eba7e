"""Mujaz · موجز: a Telegram bot that briefs people on the news in Arabic."""

__version__ = "0.1.0"
