"""The local Telegram keeps files: sent by the bot, sent by people, got again, or refused."""

import pytest

from bot.emulator import LocalTelegram, User, files
from bot.emulator.state import JSON
from tests import bot_api
from tests.bot_api import BASE, TOKEN, Api

clock, reader, telegram, api = bot_api.clock, bot_api.reader, bot_api.telegram, bot_api.api


async def upload(api: Api, reader: User, content: bytes, name: str = "قائمة.opml") -> JSON:
    answer = await api.client.post(
        BASE + "sendDocument",
        data={"chat_id": reader.id, "caption": "مصادرك"},
        files={"document": (name, content, "text/x-opml")},
    )
    result: JSON = answer.json()
    return result


async def test_a_document_is_sent_and_got_again(api: Api, reader: User) -> None:
    sent = (await upload(api, reader, b"<opml/>"))["result"]
    found = await api.result("getFile", file_id=sent["document"]["file_id"])
    got = await api.client.get(f"/file/bot{TOKEN}/{found['file_path']}")

    assert (sent["document"]["file_name"], sent["caption"]) == ("قائمة.opml", "مصادرك")
    assert (found["file_size"], found["file_path"]) == (7, "documents/file_0.opml")
    assert got.content == b"<opml/>"


async def test_a_document_can_be_sent_once_more_by_its_id(api: Api, reader: User) -> None:
    sent = (await upload(api, reader, b"<opml/>"))["result"]
    file_id = sent["document"]["file_id"]

    again = await api.result("sendDocument", chat_id=reader.id, document=file_id)

    assert again["document"]["file_id"] == file_id


async def test_what_a_person_sends_reaches_the_bot(
    api: Api, telegram: LocalTelegram, reader: User
) -> None:
    telegram.send_file(reader, reader, "list.opml", b"<opml/>", mime="text/x-opml")

    (update,) = await api.result("getUpdates", timeout=0)

    document = update["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("list.opml", "text/x-opml")
    assert "text" not in update["message"]


async def test_a_stranger_cannot_send_a_file(telegram: LocalTelegram) -> None:
    stranger = telegram.user(5)

    with pytest.raises(ValueError, match="started"):
        telegram.send_file(stranger, stranger, "x", b"x")


async def test_refusals_are_those_of_the_real_server(
    api: Api, telegram: LocalTelegram, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(method: str, **fields: object) -> str:
        return (await api.refusal(method, **fields)).removeprefix("400 Bad Request: ")

    assert await refused("getFile") == "file_id not specified"
    assert await refused("getFile", file_id="nothing") == "invalid file_id"
    assert await refused("sendDocument", chat_id=reader.id) == (
        "there is no document in the request"
    )
    assert await refused("sendDocument", chat_id=reader.id, document="nothing") == (
        "wrong file identifier/HTTP URL specified"
    )
    assert (await upload(api, reader, b""))["description"] == "Bad Request: file must be non-empty"
    stored = telegram.send_file(reader, reader, "x.opml", b"longer")
    monkeypatch.setattr(files, "MAX_GOT", 3)
    assert await refused("getFile", file_id=stored.extra["document"]["file_id"]) == (
        "file is too big"
    )
    monkeypatch.setattr(files, "MAX_SENT", 3)
    assert (await upload(api, reader, b"longer"))["error_code"] == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/file/bot{TOKEN}/documents/file_9.opml", 404),
        (f"/file/bot{TOKEN}/../documents/file_0.opml", 404),
        ("/file/bot1:wrong/documents/file_0.opml", 401),
        ("/file/botx/documents/file_0.opml", 404),
    ],
)
async def test_nobody_gets_a_file_without_its_path_and_the_token(
    api: Api, reader: User, path: str, status: int
) -> None:
    await upload(api, reader, b"<opml/>")

    assert (await api.client.get(path)).status_code == status


async def test_the_page_sends_a_file_and_gets_it_to_save(
    api: Api, telegram: LocalTelegram, reader: User
) -> None:
    act = f"/act/attach?user={reader.id}"
    sent = await api.client.post(
        act, json={"name": "a.opml", "mime": "text/xml", "content": "PG9wbWwvPg=="}
    )
    wrong = await api.client.post(act, json={"name": "a", "content": "?"})
    (message,) = telegram.messages(reader)
    got = await api.client.get(f"/files/{message.extra['document']['file_id']}")

    assert (sent.status_code, wrong.status_code) == (200, 400)
    assert got.content == b"<opml/>"
    assert got.headers["content-disposition"].startswith("attachment")
    assert (await api.client.get("/files/none")).status_code == 404
