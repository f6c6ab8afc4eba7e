"""Remembers what a function tells of a word: a newspaper's vocabulary is small."""

from collections.abc import Callable
from typing import Generic, TypeVar

_MOST = 131_072
"""Some 90,000 words stand in 3,600 articles of 17 newspapers."""

T = TypeVar("T")


class _Remembered(Generic[T], dict[str, T]):
    """A dictionary that fills itself, and begins anew when it is full."""

    def __init__(self, tell: Callable[[str], T]) -> None:
        self.tell = tell

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST:
            self.clear()
        told = self[word] = self.tell(word)
        return told


def of_word(tell: Callable[[str], T]) -> Callable[[str], T]:
    """The same function, asked once for each word. It is found in half the time that `lru_cache`
    takes, which also keeps in what order words were met."""
    return _Remembered(tell).__getitem__
