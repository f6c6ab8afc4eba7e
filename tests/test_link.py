"""The link to Telegram: what goes over the wire, and what comes back when it is refused."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, TelegramError, TimedOut

from bot.emulator import LocalTelegram, make_app, serve
from bot.link import JsonClient, Link, call
from tests.post import a_bot

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HEADLINE = "مجلس واحة السراب يقرّ قانون المياه 🔴"


@pytest.fixture
def asked() -> list[httpx.Request]:
    return []


@pytest.fixture
async def client(asked: list[httpx.Request]) -> AsyncIterator[JsonClient]:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    async with JsonClient(transport=httpx.MockTransport(answer)) as client:
        yield client


async def test_a_call_goes_out_as_json_with_arabic_as_it_stands(
    client: JsonClient, asked: list[httpx.Request]
) -> None:
    await client.request("POST", "http://telegram.example/", data={"text": HEADLINE})

    assert asked[0].headers["content-type"] == "application/json"
    assert HEADLINE.encode() in asked[0].content
    assert json.loads(asked[0].content) == {"text": HEADLINE}


async def test_a_call_with_a_file_goes_out_in_parts(
    client: JsonClient, asked: list[httpx.Request]
) -> None:
    files = {"document": ("sources.opml", b"<opml/>")}

    await client.request("POST", "http://telegram.example/", data={"chat_id": "501"}, files=files)

    assert asked[0].headers["content-type"].startswith("multipart/form-data")
    assert b"<opml/>" in asked[0].content


async def test_half_a_character_does_not_stop_a_message(
    client: JsonClient, asked: list[httpx.Request]
) -> None:
    await client.request("POST", "http://telegram.example/", data={"text": "خبر \ud83d"})

    assert json.loads(asked[0].content) == {"text": "خبر ?"}


async def test_an_answer_that_breaks_off_is_told_in_httpx_words_and_closed() -> None:
    class Half(httpx.AsyncByteStream):
        is_closed = False

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b'{"ok": tr'
            raise httpx.ReadError("the server has gone")

        async def aclose(self) -> None:
            self.is_closed = True

    half = Half()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=half))
    async with JsonClient(transport=transport) as client:
        with pytest.raises(httpx.ReadError, match="the server has gone"):
            await client.request("POST", "http://telegram.example/", data={"text": HEADLINE})

    assert half.is_closed


async def test_a_plain_call_gives_the_result_and_raises_what_telegram_says() -> None:
    telegram = LocalTelegram()
    async with serve(make_app(telegram)) as (_, port), a_bot(f"http://127.0.0.1:{port}") as bot:
        person = telegram.user(501)
        telegram.say(person, person, "/start")

        sent = await send(bot, chat_id=501)
        telegram.faults.add("403")
        with pytest.raises(Forbidden, match="blocked by the user"):
            await send(bot, chat_id=501)

    assert sent["text"] == HEADLINE
    assert telegram.texts(501) == [HEADLINE]


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Without a word."""


async def say_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok": tr')


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def failure(answer: Answer | None) -> TelegramError:
    """What asking for updates ends in, where a server answers so, or there is none."""
    is_over = asyncio.Event()

    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with closing_writer(writer):
            await (answer or hang_up)(reader, writer)
        is_over.set()

    server = await asyncio.start_server(serve_one, "127.0.0.1", 0)
    url = "http://127.0.0.1:{}/getUpdates".format(*server.sockets[0].getsockname()[1:])
    if answer is None:
        server.close()
        is_over.set()
    link = Link(url, connections=1)
    with pytest.raises(TelegramError) as caught:
        await link.post(url, read_timeout=0.1)
    await link.shutdown()
    await is_over.wait()
    server.close()
    return caught.value


@asynccontextmanager
async def closing_writer(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    yield
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


@pytest.mark.parametrize("answer", [None, hang_up, say_half])
async def test_a_broken_connection_is_no_time_out_after_which_one_asks_again_at_once(
    answer: Answer | None,
) -> None:
    error = await failure(answer)

    assert isinstance(error, NetworkError)
    assert not isinstance(error, TimedOut)


async def test_no_answer_in_time_is_a_time_out() -> None:
    assert isinstance(await failure(say_nothing), TimedOut)


async def send(bot: Bot, *, chat_id: int) -> dict[str, object]:
    found: dict[str, object] = await call(bot, "sendMessage", chat_id=chat_id, text=HEADLINE)
    return found
