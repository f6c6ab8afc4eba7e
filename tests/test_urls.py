import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import urls

PAGE = "https://www.almanara.example/news/2026/summit?id=7"

SAME = [
    "http://www.almanara.example/news/2026/summit?id=7",
    "https://almanara.example/news/2026/summit?id=7",
    "https://m.almanara.example/news/2026/summit?id=7",
    "https://amp.almanara.example/news/2026/summit?id=7",
    "https://WWW.ALMANARA.EXAMPLE:443/news/2026/summit?id=7",
    "https://www.almanara.example./news/2026/summit/?id=7",
    "https://www.almanara.example/news//2026/./x/../summit?id=7#comments",
    "https://www.almanara.example/news/2026/summit/amp/?id=7",
    "https://www.almanara.example/amp/news/2026/summit?id=7",
    "https://www.almanara.example/news/2026/summit?id=7&amp=1",
    "https://www.almanara.example/news/2026/summit?utm_source=rss&id=7&utm_medium=feed",
    "https://www.almanara.example/news/2026/summit?id=7&fbclid=abc&at_campaign=x&xtor=RSS-3",
    "https://www.almanara.example/news/2026/summit?id=7&ref=rss&traffic_source=rss&ocid=wsar",
    "https://www-almanara-example.cdn.ampproject.org/c/s/www.almanara.example/news/2026/summit?id=7",
    "https://www.google.com/amp/s/www.almanara.example/news/2026/summit?id=7",
    "\u200f https://www.almanara.example/news/2026/summit?id=7\n",
]

DIFFERENT = [
    "https://www.almanara.example/news/2026/summit?id=8",
    "https://www.almanara.example/news/2026/summit",
    "https://www.almanara.example/news/2026/Summit?id=7",
    "https://www.almanara.example/news/2026/summit?id=7&page=2",
    "https://www.almanara.example/news/2026/summit?id=7&ref=5",
    "https://www.almanara.example/news/2026/summit?id=7#!/route",
    "https://www.almanara.example:8080/news/2026/summit?id=7",
    "https://news.almanara.example/news/2026/summit?id=7",
    "https://www.alufuq.example/news/2026/summit?id=7",
]


@pytest.mark.parametrize("address", SAME)
def test_addresses_of_one_article_have_one_key(address: str) -> None:
    assert urls.key(address) == urls.key(PAGE)


@pytest.mark.parametrize("address", DIFFERENT)
def test_addresses_of_other_articles_have_other_keys(address: str) -> None:
    assert urls.key(address) != urls.key(PAGE)


def test_arabic_letters_have_one_spelling() -> None:
    written = urls.key("https://صحيفة.example/أخبار/القمة")

    assert written == urls.key("https://صحيفة.example/%d8%a3%D8%AE%D8%A8%D8%A7%D8%B1/القمة/")
    assert written == urls.key(f"http://{'صحيفة'.encode('idna').decode()}.example/أخبار/القمة")
    assert written.isascii()


def test_host_that_is_only_a_prefix_stays() -> None:
    assert urls.key("https://m.example/a") == "https://m.example/a"


@pytest.mark.parametrize("text", ["", "tag:x,2026:1", "javascript:alert(1)", "http://[::1", "خبر"])
def test_what_is_no_web_address_is_its_own_key(text: str) -> None:
    assert urls.key(text) == text


@pytest.mark.parametrize(
    ("address", "stripped"),
    [
        (PAGE, PAGE),
        (PAGE + "&utm_source=rss&UTM_Medium=feed", PAGE),
        ("https://a.example/x?utm_source=rss", "https://a.example/x"),
        ("https://a.example/x?fbclid=1&b=2&a=1&gclid=3", "https://a.example/x?b=2&a=1"),
        ("https://a.example/x?at_medium=RSS#xtor=RSS-3", "https://a.example/x"),
        (
            "https://a.example/x?source=rss&source=port#part",
            "https://a.example/x?source=port#part",
        ),
        ("https://a.example/x?q=%d9%85&flag", "https://a.example/x?q=%d9%85&flag"),
    ],
)
def test_tracking_goes_and_the_rest_stays_as_written(address: str, stripped: str) -> None:
    assert urls.strip_tracking(address) == stripped


@pytest.mark.parametrize(
    ("written", "absolute"),
    [
        ("/n/1", "https://a.example/n/1"),
        ("n/1", "https://a.example/feeds/n/1"),
        ("//b.example/n", "https://b.example/n"),
        (" https://b.example/\n n ", "https://b.example/n"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("http://[::1", ""),
        ("http://b.example:99999/", ""),
        ("https://b.example/" + "x" * 3000, ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_absolute(written: str, absolute: str) -> None:
    assert urls.absolute(written, "https://a.example/feeds/rss.xml") == absolute


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="aßé.-صm0w\u200d١", max_size=20),
    st.text(alphabet="ab%/.?&=#;ء٪٢ \\@:[]2F", max_size=40),
)
def test_key_is_its_own_key(host: str, rest: str) -> None:
    for address in (f"https://a.example/{rest}", f"http://{host}/{rest}"):
        once = urls.key(address)
        assert urls.key(once) == once


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.news.example.com/1", "example.com"),
        ("https://news.example.co.uk/1", "example.co.uk"),
        ("https://one.blogspot.com/1", "one.blogspot.com"),
        ("https://www.one.blogspot.com/1", "one.blogspot.com"),
        ("https://blogspot.com/", "blogspot.com"),
    ],
)
def test_the_site_of_an_address_is_whose_it_is(address: str, site: str) -> None:
    assert urls.site(address) == site


def test_two_customers_of_one_site_are_neighbours() -> None:
    assert not urls.is_same_site("https://one.blogspot.com/1", "https://two.blogspot.com/1")
