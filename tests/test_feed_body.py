"""Which texts of feeds are whole articles: an invented one for each way of being cut."""

import pytest

from bot.core.models import Entry
from bot.core.pages import feed_body
from tests.builders import PARAGRAPHS

LONG = tuple(f"{number}) {' '.join(PARAGRAPHS)}" for number in range(4))


def entry(*paragraphs: str, ending: str = "") -> Entry:
    content = "".join(f"<p>{each}</p>" for each in paragraphs) + ending
    return Entry(id="1", url="https://shurfa.example/1", title="خبر", content=content)


@pytest.mark.parametrize(
    "ending",
    [
        "",
        '<p>The post <a href="/1">خبر</a> first appeared on <a href="/">الشرفة</a>.</p>',
        "<p>#سوق #واحة_السراب</p>",
    ],
)
def test_a_whole_article_needs_no_page(ending: str) -> None:
    assert feed_body.is_complete(entry(*LONG, ending=ending))


@pytest.mark.parametrize(
    "cut",
    [
        entry(),
        entry("كلمة واحدة."),
        entry(PARAGRAPHS[0]),
        entry(" ".join(LONG)),
        entry(*LONG, "وأضاف أن العمل في السوق القديمة سوف يبدأ في الأسبوع الأول من"),
        entry(*LONG, "وأضاف أن العمل في السوق…"),
        entry(*LONG, "وأضاف أن العمل [...]"),
        entry(*LONG, ending='<p><a href="/1">اقرأ المزيد</a></p>'),
        entry(*LONG, ending='<a class="more" href="/1">تابع القراءة ←</a>'),
        entry(*LONG, ending="<p>Continue reading خبر</p>"),
    ],
)
def test_a_cut_one_does(cut: Entry) -> None:
    assert not feed_body.is_complete(cut)
