"""A thousand newspapers in one process on loopback, each with its feed of thirty entries.

    python benchmarks/loopback_press.py     # prints its port

It answers for whatever host it is asked. `/edition/N` brings out edition N of all of them: two
entries newer than the one before. Validators are honoured. It is a process of its own, so that
what it costs is not counted with those who are measured.
"""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

ENTRIES: Final = 30
NEW_EACH: Final = 2
BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE: Final = "أقرّ مجلس واحة السراب قانون المياه الجديد بعد جلسة استمرت ست ساعات. "
TEXT: Final = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(4))
HOST: Final = re.compile(rb"\r\nhost: *([^\r:]+)", re.IGNORECASE)
KNOWN: Final = re.compile(rb"\r\nif-none-match: *([^\r]+)", re.IGNORECASE)


def item(host: str, number: int) -> str:
    at = format_datetime(BEGIN + timedelta(minutes=number))
    return (
        f"<item><title>الخبر رقم {number} من {host}</title><guid>{host}-{number}</guid>"
        f"<link>http://{host}/news/{number}</link><pubDate>{at}</pubDate>"
        f"<description>{SENTENCE}</description>"
        f"<content:encoded><![CDATA[{TEXT}]]></content:encoded></item>"
    )


def feed(host: str, edition: int) -> bytes:
    last = ENTRIES + NEW_EACH * edition
    items = "".join(item(host, number) for number in range(last, last - ENTRIES, -1))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{host}</title><link>http://{host}/</link>{items}</channel></rss>"
    ).encode()


class Press:
    """What all newspapers have brought out."""

    def __init__(self) -> None:
        self.edition = 0

    def answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        if path.startswith("/edition/"):
            self.edition = int(path.rpartition("/")[2])
            return self.response("200 OK", b"")
        found = HOST.search(request)
        known = KNOWN.search(request)
        tag = f'"{self.edition}"'
        if known and known[1].decode() == tag:
            return self.response("304 Not Modified", b"", tag)
        return self.response("200 OK", feed(found[1].decode() if found else "", self.edition), tag)

    def response(self, status: str, body: bytes, tag: str = "") -> bytes:
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\n"
        head += f"ETag: {tag}\r\n" if tag else ""
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.answer(request))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


async def main() -> None:
    server = await asyncio.start_server(Press().serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
