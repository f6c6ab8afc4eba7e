"""Whether an article is read for who speaks: only where some marks may hold speech."""

import pytest

from bot.core import quotes

SPEECH = "وقال سامر الحداد: «افتتحنا السوق الجديدة أمس في موعدها»."
NAME = "وعرض المتحف لوحة بعنوان «الطريق الطويل إلى النهر الكبير» أمس."
FEW = "ووصف سامر الحداد الخطة بأنها «ضرورية جدا»."


@pytest.mark.parametrize("paragraphs", [[SPEECH], [NAME, SPEECH], [NAME, FEW, SPEECH]])
def test_words_in_marks_may_be_speech(paragraphs: list[str]) -> None:
    assert quotes.may_tell(paragraphs, fewest=4)


@pytest.mark.parametrize("paragraphs", [[], [NAME], [FEW], [NAME, FEW]])
def test_few_words_and_names_are_none(paragraphs: list[str]) -> None:
    assert not quotes.may_tell(paragraphs, fewest=4)
