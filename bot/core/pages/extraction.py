"""The bytes of an article page into an `Article`: headline, paragraphs, author, time, picture.

The body is found by `page_body`, the rest is what the page states about itself (`page_facts`).
Paragraphs come as the page divides them; lines that belong to the page and not to the article
are left to `article.clean`. Pages without an article raise `NotAnArticle` with a reason, and so
do pages made to keep a parser busy.
"""

import logging
import re
from datetime import UTC, tzinfo
from html import unescape
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.core import article, decoding, languages, markup
from bot.core.article import NotAnArticle
from bot.core.models import MIN_BODY_WORDS, Article, Form
from bot.core.pages import forms, page_body, page_facts
from bot.core.pages.page_facts import Facts
from bot.core.times import zones

MAX_BYTES: Final = 3 * 1024 * 1024
LIMITS: Final = markup.Limits(tags=40_000, depth=256)
MAX_TABLES: Final = 500
MAX_LINK_DEPTHS: Final = 150_000
"""Of all links together: each is looked at once for every element around it."""
MAX_PARAGRAPHS: Final = 2_000
MAX_WORDS: Final = 40_000
MAX_SEEN: Final = 5_000
CONTROLS: Final = bytes({*range(0x20)} - set(b"\t\n\r"))
SENTENCE_ENDS: Final = (".", "؟", "!", "»", "”", '"')
ERROR_TITLE: Final = re.compile(
    r"(?<!\d)(?:404|403|500|502|503)(?!\d)|not found|access denied|forbidden|just a moment"
    r"|attention required|الصفحة غير موجودة|لم يتم العثور|غير متاح(?:ة)? حاليا|خطأ في الخادم",
    re.IGNORECASE,
)

# It tells of every page without text as if something were broken; the reason is raised here.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def extract(html: bytes, *, url: str = "", content_type: str = "", zone: tzinfo = UTC) -> Article:
    """Read an article page that was fetched from `url`; `zone` is the publisher's."""
    tree = _tree(html, content_type)
    facts = page_facts.read(tree, url, zone=zone)
    linked = len(tree.xpath("//h2[.//a[@href] or ancestor::a]|//h3[.//a[@href] or ancestor::a]"))
    seen = _seen(tree)
    _take_out_walled(tree, facts.walled)
    paragraphs = tuple(text for text in _body(tree, facts) if text != facts.title)
    form = forms.of(facts, words=page_body.words(paragraphs), text=seen)
    if form is not Form.ARTICLE:
        told = (paragraphs, (facts.description,))
        paragraphs = next(
            filter(None, (forms.telling(each, title=facts.title) for each in told)), ()
        )
    _refuse_if_no_article(facts, paragraphs, form)
    if facts.kind != "article" and form is Form.ARTICLE and _is_list(paragraphs, linked=linked):
        raise NotAnArticle("a list of headlines, not an article")
    return Article(
        title=facts.title,
        paragraphs=paragraphs,
        author=facts.author,
        published=facts.published,
        image=facts.image,
        url=facts.url,
        topics=facts.topics,
        form=form,
        language=languages.of(" ".join((facts.title, *paragraphs)), declared=facts.language),
    )


def read(html: bytes, *, url: str = "", content_type: str = "", country: str = "") -> Article:
    """The article that readers are told of a page of a publisher in that country."""
    zone = zones.of_country(country)
    return article.check(
        article.clean(extract(html, url=url, content_type=content_type, zone=zone))
    )


def _seen(tree: HtmlElement) -> str:
    """The beginning of all text of a page that is no script."""
    parts = (
        element.text
        for element in tree.iter(*markup.BLOCKS, "a", "span", "strong", "b", "button")
        if element.text
    )
    return " ".join(" ".join(islice(parts, MAX_SEEN)).split())


def _take_out_walled(tree: HtmlElement, selectors: tuple[str, ...]) -> None:
    """What the publisher sells is not given away, even where its page holds it."""
    for selector in selectors:
        name = "id" if selector[0] == "#" else "class"
        for element in tree.xpath(f"//body//*[@{name}]"):
            is_named = selector[1:] in (element.get(name) or "").split()
            if is_named and element.getparent() is not None:
                element.drop_tree()


def from_html_fragment(html: str) -> tuple[str, ...]:
    """The paragraphs of a feed's own full text; empty where there are none."""
    if not markup.TAG.search(html):
        html = unescape(html)  # escaped once too often, or no HTML at all
    if not markup.TAG.search(html):
        return tuple(line for line in map(markup.fold, html.splitlines()) if line)
    try:
        tree = _parsed(f"<body>{html}</body>")
    except NotAnArticle:
        return ()
    etree.strip_elements(tree, *markup.UNSEEN, "figcaption", "form", with_tail=False)
    paragraphs = (
        markup.FEED_TAIL.sub("", text) for text in page_body.paragraphs(tree, markup.BLOCKS)
    )
    return tuple(text for text in paragraphs if text)


def _tree(html: bytes, content_type: str) -> HtmlElement:
    if len(html) > MAX_BYTES:
        raise NotAnArticle(f"a page longer than {MAX_BYTES // 1024 // 1024} MB")
    text = decoding.decode(html, content_type)
    if not text.strip():
        raise NotAnArticle("an empty page")
    return _parsed(text)


def _parsed(text: str) -> HtmlElement:
    try:
        markup.check(text, LIMITS)
    except markup.TooMuchMarkup as error:
        raise NotAnArticle(f"a page with {error}") from error
    proper = text.encode("utf-8", "replace").translate(None, CONTROLS)
    try:
        tree = document_fromstring(proper, parser=_reader())
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NotAnArticle("a page that cannot be read") from error
    _check_tree(tree)
    return tree


def _check_tree(tree: HtmlElement) -> None:
    """Unclosed tags nest deeper than they are written, so this can only be seen here."""
    if sum(1 for _ in tree.iter("table")) > MAX_TABLES:
        raise NotAnArticle(f"a page with more than {MAX_TABLES} tables")
    depth = depths = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        depths += depth if event == "start" and element.tag == "a" else 0
    if depths > MAX_LINK_DEPTHS:
        raise NotAnArticle("a page with too many links nested too deep")


def _reader() -> HTMLParser:
    """One that does not stop at 256 nested tags, as it would by itself."""
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def _body(tree: HtmlElement, facts: Facts) -> tuple[str, ...]:
    try:
        return page_body.read(tree, facts.body if facts.is_free else "")
    except Exception as error:  # trafilatura documents none, and raises many kinds
        raise NotAnArticle(f"a page that breaks the extractor ({type(error).__name__})") from error


def _refuse_if_no_article(facts: Facts, paragraphs: tuple[str, ...], form: Form) -> None:
    words = [len(paragraph.split()) for paragraph in paragraphs]
    if len(words) > MAX_PARAGRAPHS or sum(words) > MAX_WORDS:
        raise NotAnArticle(f"a text of {sum(words)} words in {len(words)} paragraphs")
    if ERROR_TITLE.search(facts.title) and sum(words) < 150:
        raise NotAnArticle(f"an error page: {facts.title[:80]}")
    if sum(words) < MIN_BODY_WORDS and form is Form.ARTICLE:
        raise NotAnArticle(f"no article text found ({sum(words)} words)")
    if not facts.title:
        raise NotAnArticle("no headline found")


def _is_list(paragraphs: tuple[str, ...], *, linked: int) -> bool:
    """Nothing but short lines, and those no sentences, or about as many headings that link."""
    if max(len(paragraph.split()) for paragraph in paragraphs) >= 20:
        return False
    if not any(paragraph.endswith(SENTENCE_ENDS) for paragraph in paragraphs):
        return True
    return linked * 2 >= len(paragraphs)
