"""Hashtags in running text: words of the sentence, unless they are meant as hashtags."""

import pytest

from bot.core import arabic


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("قال رئيس البلدية #سامر_الحداد إن", "قال رئيس البلدية سامر الحداد إن"),
        ("في الغرب، #النهر بخير", "في الغرب، النهر بخير"),
        ("أطلق ناشطون وسم #النهر_لنا أمس", "أطلق ناشطون وسم #النهر_لنا أمس"),
        ("تصدر الهاشتاغ #النهر_لنا أمس", "تصدر الهاشتاغ #النهر_لنا أمس"),
        ("هذا الموسم #النهر_لنا أيضا", "هذا الموسم النهر لنا أيضا"),
        ("#النهر #البحر", "#النهر #البحر"),
        ("كتب سامر: #النهر_لنا", "كتب سامر: #النهر_لنا"),
        ("قال سامر «إن #النهر_الكبير لنا» أمس", "قال سامر «إن #النهر_الكبير لنا» أمس"),
        ("على قناة #NNN أمس", "على قناة #NNN أمس"),
    ],
)
def test_a_hashtag_in_a_sentence_is_read_as_its_words(raw: str, tidy: str) -> None:
    assert arabic.tidy(raw) == tidy == arabic.tidy(tidy)
