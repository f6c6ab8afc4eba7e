"""A compressed body, inflated piece by piece up to a limit.

A megabyte can inflate to a gigabyte, so the caller says how much it wants, and nothing beyond
that is ever made.
"""

import zlib


class Inflated:
    """A body that grows to its limit and not a byte further.

    Compression is known by its first bytes, not by the header: servers send compressed bodies
    without saying so, and say so without compressing.
    """

    def __init__(self, limit: int, *, is_deflate: bool) -> None:
        self.body = bytearray()
        self._limit = limit
        self._is_deflate = is_deflate
        self._inflater: zlib._Decompress | None = None
        self._head = b""
        self._is_plain = False

    @property
    def is_full(self) -> bool:
        return len(self.body) > self._limit

    def add(self, piece: bytes) -> None:
        if self._inflater is None and not self._is_plain:
            self._head += piece
            if len(self._head) < 2:
                return
            piece, self._head = self._head, b""
            self._begin(piece)
        if self._inflater is None:
            self.body += piece[: self._room()]
        else:
            self._inflate(piece)

    def _begin(self, head: bytes) -> None:
        if head[:2] == b"\x1f\x8b":
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._is_deflate:
            has_header = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        else:
            self._is_plain = True

    def _inflate(self, piece: bytes) -> None:
        inflater = self._inflater
        while piece and inflater is not None and not self.is_full:
            self.body += inflater.decompress(piece, self._room())
            piece = inflater.unconsumed_tail
            if inflater.eof:
                piece = inflater.unused_data
                if piece[:2] != b"\x1f\x8b":  # what follows the last member is padding
                    return
                inflater = self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def _room(self) -> int:
        """One byte more than allowed, so that too much is noticed."""
        return self._limit + 1 - len(self.body)
