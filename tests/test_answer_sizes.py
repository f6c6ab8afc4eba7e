"""The web client and answers that are too long, or compressed."""

import gzip
import itertools
import zlib
from collections.abc import Iterable

import httpx
import pytest

from bot.answers import Inflated
from bot.fetch import BOUNDS, MB, Kind
from tests.answers import FEED, Pieces, Web, failure, fetched


@pytest.mark.parametrize("kind", Kind)
async def test_endless_body_is_cut_at_the_limit(kind: Kind) -> None:
    body = Pieces(itertools.repeat(b"x" * 65_536, 1_600))  # 100 MB
    error = await failure(Web({FEED: httpx.Response(200, stream=body)}), kind=kind)

    limit = BOUNDS[kind].wire_bytes
    assert str(error) == f"longer than {limit / MB:g} MB"
    assert limit < body.made <= limit + 65_536


async def test_body_that_says_it_is_too_long_is_not_read() -> None:
    body = Pieces(itertools.repeat(b"x", 1_000))
    headers = {"Content-Length": str(100 * MB)}
    error = await failure(Web({FEED: httpx.Response(200, headers=headers, stream=body)}))

    assert str(error) == "longer than 5 MB"
    assert body.made == 0


def bomb(megabytes: int) -> Iterable[bytes]:
    """Zeros, compressed a thousandfold, a megabyte a piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for _ in range(megabytes):
        yield packer.compress(bytes(MB)) + packer.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize(("kind", "limit"), [(Kind.FEED, 5), (Kind.PAGE, 8)])
async def test_gzip_bomb_is_cut_at_the_limit(kind: Kind, limit: int) -> None:
    body = Pieces(bomb(1_000))
    headers = {"Content-Encoding": "gzip"}
    error = await failure(
        Web({FEED: httpx.Response(200, headers=headers, stream=body)}), kind=kind
    )

    assert str(error) == f"longer than {limit} MB"
    assert body.made < 20_000  # each megabyte takes about a thousand bytes on the wire


def test_no_more_than_the_limit_is_ever_inflated() -> None:
    body = Inflated(1_000, is_deflate=False)
    body.add(gzip.compress(bytes(10 * MB)))

    assert body.is_full
    assert len(body.body) == 1_001


TEXT = "خبر".encode() * 1_000
RAW_DEFLATE = zlib.compress(TEXT)[2:-4]


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "sent", "body"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0), TEXT),
        (
            "gzip",
            gzip.compress(TEXT[:99], mtime=0) + gzip.compress(TEXT[99:], mtime=0) + b"\0\0",
            TEXT,
        ),
        ("gzip", TEXT, TEXT),
        ("", gzip.compress(TEXT, mtime=0), TEXT),
        ("deflate", zlib.compress(TEXT), TEXT),
        ("deflate", RAW_DEFLATE, TEXT),
        ("", TEXT, TEXT),
        ("", b"x", b"x"),
        ("gzip", b"", b""),
    ],
)
async def test_body_is_inflated_as_it_is_not_as_it_is_labelled(
    encoding: str, sent: bytes, body: bytes, size: int
) -> None:
    pieces = Pieces(sent[start : start + size] for start in range(0, len(sent), size))
    headers = {"Content-Encoding": encoding} if encoding else {}
    answer = await fetched(Web({FEED: httpx.Response(200, headers=headers, stream=pieces)}))

    assert answer.body == body


async def test_broken_compression_is_an_error_with_a_reason() -> None:
    sent = gzip.compress(TEXT, mtime=0)[:20] + b"\xff" * 50

    assert str(await failure(Web({FEED: httpx.Response(200, content=sent)}))) == (
        "answered with broken compression"
    )
