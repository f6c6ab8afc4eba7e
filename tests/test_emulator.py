"""The local Telegram: what it makes of messages, keyboards, edits and taps."""

import json
from typing import Any

import pytest

from bot.emulator import LocalTelegram, User
from bot.emulator.state import JSON
from tests import bot_api
from tests.bot_api import BASE, TOKEN, Api, Clock, button, keyboard

api, clock, reader, telegram = bot_api.api, bot_api.clock, bot_api.reader, bot_api.telegram


async def test_every_way_to_send_parameters_is_understood(api: Api, reader: User) -> None:
    fields = {"chat_id": "1001", "text": "<b>خبر</b>", "parse_mode": "HTML"}
    markup = json.dumps(keyboard([button()]))
    client = api.client
    for answer in [
        await client.get(BASE + "sendmessage", params=fields),
        await client.post(BASE + "SENDMESSAGE", data=fields | {"reply_markup": markup}),
        await client.post(BASE + "sendMessage", files=[(k, (None, v)) for k, v in fields.items()]),
        await client.post(BASE + "sendMessage", json=fields | {"chat_id": 1001}),
    ]:
        result = answer.json()["result"]

        assert result["text"] == "خبر"
        assert result["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


@pytest.mark.parametrize(
    ("token", "code"),
    [("nonsense", 404), ("12:short", 401), ("700002:" + "t" * 35, 401), ("0x:" + "t" * 30, 401)],
)
async def test_a_wrong_token_is_refused(api: Api, token: str, code: int) -> None:
    await api.result("getMe")
    answer = await api.client.get(f"/bot{token}/getMe")

    assert (answer.status_code, answer.json()["ok"]) == (code, False)


async def test_a_revoked_token_is_unauthorized(telegram: LocalTelegram, api: Api) -> None:
    telegram.revoke(TOKEN)

    assert await api.refusal("getMe") == "401 Unauthorized"


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert await api.refusal("sendCarrierPigeon") == "404 Not Found"


LONG = "س" * 4097
REFUSED = [
    ({"text": ""}, "message text is empty"),
    ({"text": " \n\u202a "}, "text must be non-empty"),
    ({"text": LONG}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": 5}, "chat not found"),
    ({"text": "x", "chat_id": "@nowhere"}, "chat not found"),
    ({"text": "x", "parse_mode": "Markdoun"}, "unsupported parse_mode"),
    ({"text": "a < b", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
    ({"text": "x", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
    ({"text": "x", "allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
    ({"text": "x", "link_preview_options": {"url": "nowhere"}}, "WEBPAGE_URL_INVALID"),
    ({"text": "x", "entities": [{"type": "bold", "offset": 2, "length": 1}]}, "entity begins"),
]


@pytest.mark.parametrize(("fields", "reason"), REFUSED)
async def test_a_bad_message_is_refused(api: Api, reader: User, fields: JSON, reason: str) -> None:
    refusal = await api.refusal("sendMessage", **({"chat_id": reader.id} | fields))

    assert refusal.startswith(f"400 Bad Request: {reason}")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (keyboard([button(callback_data="ب" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="")]), "Text buttons are unallowed"),
        (keyboard([{"callback_data": "x"}]), 'Can\'t find field "text"'),
        (keyboard([button(url="nowhere")]), "URL 'nowhere' is invalid: Wrong HTTP URL"),
        (keyboard([button(url="ftp://a.com")]), "is invalid: Unsupported URL protocol"),
        (keyboard([button()] * 9), "reply markup is too long"),
        (keyboard(*[[button()] * 8] * 13), "reply markup is too long"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ("{", "can't parse reply keyboard markup JSON object"),
    ],
)
async def test_a_bad_keyboard_is_refused(api: Api, reader: User, markup: Any, reason: str) -> None:
    refusal = await api.refusal("sendMessage", chat_id=1001, text="x", reply_markup=markup)

    assert refusal.startswith("400 Bad Request: ")
    assert reason in refusal


async def test_what_fits_exactly_is_accepted(api: Api, reader: User) -> None:
    markup = keyboard([button(callback_data="ب" * 32)], [button(url="example.com")])
    result = await api.result("sendMessage", chat_id=1001, text="س" * 4096, reply_markup=markup)

    assert len(result["text"]) == 4096
    assert result["reply_markup"]["inline_keyboard"][1][0]["url"] == "http://example.com/"


async def test_entities_past_the_hundredth_are_dropped(api: Api, reader: User) -> None:
    html = "<b>س</b> " * 120
    result = await api.result("sendMessage", chat_id=1001, text=html, parse_mode="HTML")

    assert len(result["entities"]) == 100


async def test_edits_are_kept_as_versions_and_refused_when_nothing_changes(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    markup = keyboard([button()])
    sent = await api.result("sendMessage", chat_id=1001, text="أوّل", reply_markup=markup)
    same = {"chat_id": 1001, "message_id": sent["message_id"]}
    first = await api.refusal("editMessageText", **same, text="أوّل", reply_markup=markup)
    edited = await api.result("editMessageText", **same, text="ثانٍ", reply_markup=markup)
    second = await api.refusal("editMessageText", **same, text="ثانٍ", reply_markup=markup)
    bare = await api.result("editMessageText", **same, text="ثانٍ")

    assert "400 Bad Request: message is not modified: specified new" in first
    assert "message is not modified" in second
    assert (edited["text"], "edit_date" in edited) == ("ثانٍ", True)
    assert "reply_markup" not in bare
    (message,) = telegram.messages(reader)
    assert [version.text for version in message.versions] == ["أوّل", "ثانٍ", "ثانٍ"]
    assert telegram.sent[0].text == "أوّل"


async def test_what_is_gone_cannot_be_edited_or_deleted(api: Api, reader: User) -> None:
    sent = await api.result("sendMessage", chat_id=1001, text="خبر")
    gone = {"chat_id": 1001, "message_id": sent["message_id"]}
    assert await api.result("deleteMessage", **gone) is True

    edit = await api.refusal("editMessageText", **gone, text="آخر")
    delete = await api.refusal("deleteMessage", **gone)
    assert edit == "400 Bad Request: message to edit not found"
    assert delete == "400 Bad Request: message to delete not found"


async def test_a_tap_waits_for_its_answer_and_takes_only_one(
    telegram: LocalTelegram, api: Api, clock: Clock, reader: User
) -> None:
    markup = keyboard([button("اشترك", callback_data="sub")])
    await api.result("sendMessage", chat_id=1001, text="أهلاً", reply_markup=markup)
    query = telegram.tap(reader, "اشترك")
    (update,) = await api.result("getUpdates")
    assert update["callback_query"]["data"] == "sub"
    assert not query.is_answered

    answer = {"callback_query_id": query.id, "text": "تمّ"}
    assert await api.result("answerCallbackQuery", **answer) is True
    assert query.answer == {"text": "تمّ", "show_alert": False}
    again = await api.refusal("answerCallbackQuery", **answer)
    late = telegram.tap(reader, "sub")
    clock.now += 3600
    too_late = await api.refusal("answerCallbackQuery", callback_query_id=late.id)
    assert "query is too old and response timeout expired or query ID is invalid" in again
    assert too_late == again


def test_only_buttons_that_are_there_can_be_tapped(telegram: LocalTelegram, reader: User) -> None:
    with pytest.raises(ValueError, match="no button"):
        telegram.tap(reader, "اشترك")


async def test_a_webhook_that_is_not_there_can_be_deleted(api: Api) -> None:
    assert await api.result("deleteWebhook", drop_pending_updates=True) is True
