"""What is told of a word is asked once, and the memory of it is bounded."""

import pytest

from bot.core import remembering


def test_a_word_is_asked_for_once() -> None:
    asked: list[str] = []

    @remembering.of_word
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length("قال"), length("أعلن"), length("قال")] == [3, 4, 3]
    assert asked == ["قال", "أعلن"]


def test_a_full_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 2)
    asked: list[str] = []

    @remembering.of_word
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    for word in ("one", "two", "three", "three", "one"):
        length(word)
    assert asked == ["one", "two", "three", "one"]
