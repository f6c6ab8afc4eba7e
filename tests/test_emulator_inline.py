"""The local Telegram takes what a bot offers inline, and refuses what Telegram refuses."""

import json

import pytest

from bot.emulator import LocalTelegram, User
from bot.emulator.state import JSON
from tests import bot_api
from tests.bot_api import BASE, Api

clock, reader, telegram, api = bot_api.clock, bot_api.reader, bot_api.telegram, bot_api.api


def article(number: int = 1, **other: object) -> JSON:
    content = {"message_text": "<b>خبر</b>", "parse_mode": "HTML"}
    told = {"type": "article", "id": str(number), "title": "خبر"}
    return told | {"input_message_content": content} | other


async def answered(api: Api, telegram: LocalTelegram, reader: User, results: list[JSON]) -> JSON:
    query = telegram.ask_inline(reader, reader, "غزة")
    told = await api.client.post(
        BASE + "answerInlineQuery",
        data={"inline_query_id": query.id, "results": json.dumps(results)},
    )
    found: JSON = told.json()
    return found


async def test_what_is_offered_is_sent_as_the_users_own(
    api: Api, telegram: LocalTelegram, reader: User
) -> None:
    query = telegram.ask_inline(reader, reader, "غزة")
    (update,) = await api.result("getUpdates", timeout=0)
    await api.result(
        "answerInlineQuery", inline_query_id=query.id, results=json.dumps([article()])
    )

    sent = telegram.choose(query, "1")

    assert update["inline_query"]["query"] == "غزة"
    assert (sent.text, sent.is_outgoing) == ("خبر", False)
    assert [each["type"] for each in sent.entities] == ["bold"]
    assert sent.json()["via_bot"]["username"] == "mujaz_bot"
    with pytest.raises(ValueError, match="not offered"):
        telegram.choose(query, "2")


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(n) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(id="x" * 65)], "RESULT_ID_INVALID"),
        ([article(title="")], "ARTICLE_TITLE_EMPTY"),
        ([article(input_message_content={"message_text": "<b>"})], ""),
        ([article(type="video")], "only articles"),
    ],
)
async def test_what_telegram_refuses_is_refused(
    api: Api, telegram: LocalTelegram, reader: User, results: list[JSON], reason: str
) -> None:
    told = await answered(api, telegram, reader, results)

    assert told["ok"] is (not reason)
    assert reason in told.get("description", "")


async def test_a_question_is_answered_once(
    api: Api, telegram: LocalTelegram, reader: User
) -> None:
    query = telegram.ask_inline(reader, reader, "غزة")
    for is_first in (True, False):
        told = await api.client.post(
            BASE + "answerInlineQuery", data={"inline_query_id": query.id, "results": "[]"}
        )
        assert told.json()["ok"] is is_first
