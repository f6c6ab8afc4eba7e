"""The publishers' web pages, with all that real ones put around an article.

Each publisher has a frame (`templates/<id>.html`) and an article layout inside it
(`templates/<id>-article.html`). Every page says that its content is invented.
"""

import json
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from bot.newsroom.timetable import Publication, Publisher

DISCLAIMER = (
    "هذا الموقع وكل ما فيه من أسماء وأماكن ومؤسسات وأحداث وأقوال مُختلَق لأغراض العرض التجريبي، "
    "وأي تشابه مع الواقع محض مصادفة."
)
COMMENTS = (
    ("أبو ياسر", "شكراً على التغطية، ننتظر المتابعة."),
    ("قارئة من الضفة الشرقية", "الموضوع يستحق نقاشاً أوسع من هذا."),
    ("زائر", "أين كانت هذه التفاصيل قبل عام؟"),
)
BLOCK_TAGS = {
    "waha": ("<h3>{}</h3>", '<p class="more"><strong>{}</strong></p>', "<p>{}</p>"),
    "shurfa": (
        '<h2 class="sub">{}</h2>',
        '<aside class="inline-related"><a href="/newsroom/shurfa/">{}</a></aside>',
        '<p class="text">{}</p>',
    ),
    "barid": (
        '<div align="right"><b><font color="#7a1f1f">{}</font></b></div><br>',
        '<div align="right"><font size="2"><a href="/newsroom/barid/">{}</a></font></div><br>',
        '<div align="justify">&nbsp;&nbsp; {}</div><br>',
    ),
}
"""How each publisher sets a sub-heading, a line that is no part of the article, a paragraph."""


@cache
def _template(name: str) -> Template:
    return Template(files("bot.newsroom").joinpath("templates", f"{name}.html").read_text("utf-8"))


def home(publisher: Publisher, published: Sequence[Publication], base_url: str) -> str:
    """The front page: what is out, newest first."""
    newest_first = sorted(published, key=lambda entry: entry.published_at, reverse=True)
    content = f'<div class="front">{_links(newest_first, with_summary=True)}</div>'
    head = f'<link rel="canonical" href="{base_url}{publisher.path}">'
    return _frame(publisher, publisher.motto, head=head, content=content)


def article(entry: Publication, others: Sequence[Publication]) -> str:
    """The page of an article; `others` are its publisher's, for the boxes around it."""
    piece = entry.piece
    content = _template(f"{entry.publisher.design}-article").substitute(
        title=escape(entry.title, quote=False),
        author=escape(piece.author),
        section=escape(piece.section),
        publisher=entry.publisher.name,
        home=entry.publisher.path,
        date=entry.local_date,
        time=entry.local_time.strftime("%H:%M"),
        iso=entry.local_time.isoformat(timespec="seconds"),
        url=entry.url,
        figure=_figure(entry),
        body="\n".join(_blocks(entry)),
        tags=" ".join(f'<a rel="tag" href="{entry.publisher.path}">{t}</a>' for t in piece.topics),
        related=_links(others[-4:]),
        comments="".join(_comment(*comment) for comment in COMMENTS),
    )
    return _frame(entry.publisher, entry.title, head=_head(entry), content=content)


def under_repair(publisher: Publisher) -> str:
    """What its feed is while it is none."""
    content = '<p class="text">الموقع قيد الصيانة، نعود بعد قليل.</p>'
    return _frame(publisher, "قيد الصيانة", head="", content=content)


def _frame(publisher: Publisher, title: str, *, head: str, content: str) -> str:
    menu = "".join(
        f'<li><a href="{publisher.path}">{section}</a></li>' for section in publisher.sections
    )
    return _template(publisher.design).substitute(
        title=escape(title, quote=False),
        publisher=publisher.name,
        motto=publisher.motto,
        home=publisher.path,
        feed=publisher.feed_path,
        menu=menu,
        head=head,
        content=content,
        disclaimer=DISCLAIMER,
    )


def _head(entry: Publication) -> str:
    """The tags for search engines and social networks."""
    properties = {
        "og:type": "article",
        "og:title": entry.title,
        "og:description": entry.summary,
        "og:url": entry.url,
        "og:site_name": entry.publisher.name,
        "og:locale": "ar_AR",
        "article:published_time": entry.local_time.isoformat(timespec="seconds"),
        "article:section": entry.piece.section,
    } | ({"og:image": entry.image_url} if entry.image_url else {})
    lines = [f'<meta property="{k}" content="{escape(v)}">' for k, v in properties.items()]
    lines.append(f'<meta name="author" content="{escape(entry.piece.author)}">')
    lines.append(f'<link rel="canonical" href="{escape(entry.url)}">')
    if entry.publisher.design != "barid":  # an old site: it knows nothing of linked data
        lines.append(f'<script type="application/ld+json">{_linked_data(entry)}</script>')
    return "\n".join(lines)


def _linked_data(entry: Publication) -> str:
    written_at = entry.local_time.isoformat(timespec="seconds")
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": "ar",
        "datePublished": written_at,
        "dateModified": entry.local_change.isoformat(timespec="seconds"),
        "author": {"@type": "Person", "name": entry.piece.author},
        "publisher": {"@type": "Organization", "name": entry.publisher.name},
        "mainEntityOfPage": entry.url,
    }
    if entry.image_url:
        data["image"] = entry.image_url
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _figure(entry: Publication) -> str:
    if not entry.image_url:
        return ""
    caption = escape(entry.piece.caption, quote=False)
    if entry.publisher.design == "barid":
        return (
            f'<table align="center"><tr><td><img src="{entry.image_url}" width="420" alt=""></td>'
            f'</tr><tr><td class="caption"><font size="2">{caption}</font></td></tr></table>'
        )
    return (
        f'<figure><img src="{entry.image_url}" alt="" width="1200" height="675">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _blocks(entry: Publication) -> list[str]:
    heading, aside, paragraph = BLOCK_TAGS[entry.publisher.design]
    blocks = list(entry.blocks)
    if entry.piece.repeats_title:
        blocks.insert(0, entry.title)
    return [
        {"## ": heading, "! ": aside}.get(mark, paragraph).format(escape(text, quote=False))
        for mark, text in map(_split_mark, blocks)
    ]


def _split_mark(block: str) -> tuple[str, str]:
    for mark in ("## ", "! "):
        if block.startswith(mark):
            return mark, block.removeprefix(mark)
    return "", block


def _links(entries: Sequence[Publication], *, with_summary: bool = False) -> str:
    items = (
        f'<li><a href="{entry.url}">{escape(entry.title, quote=False)}</a>'
        + (f" <small>{escape(entry.summary, quote=False)}</small>" if with_summary else "")
        + "</li>"
        for entry in entries
    )
    return f"<ul>{''.join(items)}</ul>"


def _comment(name: str, text: str) -> str:
    return f'<div class="comment"><b>{name}</b> <span>{text}</span> <a href="#">رد</a></div>'
