"""The paragraphs of an article page, among everything else that stands there.

trafilatura finds them; what is ours is where it has to look. The page is narrowed to the part
that holds its running text before: that takes a third of the time, and comments, teasers and
other articles below cannot be taken for the article. Only where the quick way brings less than
that part holds is the thorough way gone. A body that the page states itself (JSON-LD
articleBody) decides which paragraphs belong to it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from bot.core import markup
from bot.core.cleaning import wrapped_lines

MANY_BLOCKS: Final = 2_500
"""Beyond that only the quick way: the thorough one compares each block with those around it."""
RUNNING: Final = 8
"""Words in a row outside links that a menu or a list of headlines does not have."""
MOST: Final = 0.85
"""Of a page's running text: an element with so much of it holds the article."""
ENOUGH: Final = 0.35
TOO_MUCH: Final = 1.5
"""Of the running text there: less or more was found, look again."""
FEWEST_STATED: Final = 50

BREAKS: Final = frozenset({"lb", "br"})
PARAGRAPHS: Final = frozenset(
    {"p", "head", "item", "quote", "code", "cell", "row", "list", "table"}
)
_APART: Final = (
    "nav footer aside menu dialog select option button textarea input label legend canvas object"
    " embed applet audio video map picture figure svg link meta source time"
)
APART: Final = (*markup.UNSEEN, *_APART.split())
"""Never part of the running text, whatever page it is; trafilatura drops them as well."""
_INLINE: Final = "b strong i em u span font mark small sub sup q cite abbr bdi bdo ins"
INLINE: Final = frozenset(_INLINE.split())
TEXT_BLOCKS: Final = frozenset({"p", "blockquote", "li", "pre", "h1", "h2", "h3", "h4"})
LAYOUT: Final = frozenset({"table", "tbody", "tr", "td"})
OTHERS: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|coment\w*|comm?entaires?|disqus\w*|fb-comments|taboola\w*|outbrain\w*"
    r"|related\w*|newsletter\w*|recommend\w*)(?:$|[\s_-](?!off|count|open|closed|none|enabled))",
    re.IGNORECASE,
)
OTHER_TAGS: Final = ("div", "section", "ul", "ol", "details")
WORD: Final = re.compile(r"\w+")
ENDS: Final = (".", "؟", "!", "»", "”", '"', ")")


def read(tree: HtmlElement, stated: str = "") -> tuple[str, ...]:
    """The paragraphs of the page; `tree` is taken apart. `stated` is what it says its body is.

    trafilatura documents no exceptions; pages it was not made for raise many kinds.
    """
    etree.strip_elements(tree, *APART, with_tail=False)
    body = tree.find("body")
    if body is None:
        return ()
    holder, expected = narrow(body)
    found = extracted(tree, fast=True)
    if len(found) == 1 and holder is not body:  # no names that it knows: all in one line
        holder.set("itemprop", "articleBody")
        found = extracted(tree, fast=True)
    is_likely = ENOUGH * expected <= words(found) <= TOO_MUCH * expected
    if len(found) == 1 and is_likely and _is_small(tree):  # of a short article, with its menu
        divided = extracted(tree, fast=False)
        found = divided if len(divided) > 1 and words(divided) >= ENOUGH * expected else found
    if expected and not is_likely and _is_small(tree):
        thorough = extracted(tree, fast=False)
        found = min(found, thorough, key=lambda texts: abs(words(texts) - expected))
    return agreed(found, stated) if len(stated.split()) >= FEWEST_STATED else found


def narrow(body: HtmlElement) -> "tuple[etree._Element, int]":
    """Take away what stands beside the part with the running text: that part, and its words.

    The elements around it stay, since their names tell trafilatura what it looks at; tables that
    hold the whole article are no tables.
    """
    weights = _weights(body)
    for element in list(body.iter(*OTHER_TAGS)):
        if weights[element] < weights[body] * 2 / 3 and _is_other(element):
            _take_out(element, weights)
    holder: etree._Element = body
    while weights[body]:
        inner = next((each for each in holder if weights[each] >= MOST * weights[body]), None)
        if inner is None or inner.tag in TEXT_BLOCKS or _has_twins(inner, weights):
            break
        holder = inner
    for inside in (holder, *holder.iterancestors()):
        if inside is body:
            break
        _take_away_beside(inside)
        if inside.tag in LAYOUT:
            inside.tag = "div"
    return holder, weights[holder]


def _has_twins(element: "etree._Element", weights: "defaultdict[etree._Element, int]") -> bool:
    """Whether it is one paragraph of several, each in an element of the same name."""
    mine = (element.tag, element.get("class"))
    return element.tag not in LAYOUT and any(
        weights[each] and (each.tag, each.get("class")) == mine
        for each in (*element.itersiblings(), *element.itersiblings(preceding=True))
    )


def _take_away_beside(element: "etree._Element") -> None:
    for beside in (*element.itersiblings(), *element.itersiblings(preceding=True)):
        if isinstance(beside, HtmlElement) and beside.tag != "h1":
            beside.drop_tree()


def _weights(body: HtmlElement) -> "defaultdict[etree._Element, int]":
    """The words of running text inside of each element that has any."""
    own: defaultdict[etree._Element, int] = defaultdict(int)
    for element in body.iter("*"):
        if element.tag != "a" and element.text:
            own[_block(element)] += len(element.text.split())
        parent = element.getparent()
        if element.tail and parent is not None and element is not body and parent.tag != "a":
            own[_block(parent)] += len(element.tail.split())
    weights: defaultdict[etree._Element, int] = defaultdict(int)
    for block, count in own.items():
        if count >= RUNNING:
            for each in (block, *block.iterancestors()):
                weights[each] += count
    return weights


def _block(element: "etree._Element") -> "etree._Element":
    """The element whose line a piece of text stands on."""
    if element.tag not in INLINE:
        return element
    return next((each for each in element.iterancestors() if each.tag not in INLINE), element)


def _is_other(element: "etree._Element") -> bool:
    """Whether an element is named as comments, related articles, a newsletter's box."""
    return any(OTHERS.search(element.get(name) or "") for name in ("id", "class"))


def _take_out(element: HtmlElement, weights: "defaultdict[etree._Element, int]") -> None:
    for around in element.iterancestors():
        weights[around] -= weights[element]
    if element.getparent() is not None:
        element.drop_tree()


def _is_small(tree: HtmlElement) -> bool:
    return sum(1 for _ in tree.iter(*markup.BLOCKS, "option")) <= MANY_BLOCKS


def extracted(tree: HtmlElement, *, fast: bool) -> tuple[str, ...]:
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, fast=fast
    )
    body = getattr(found, "body", None)
    return tuple(paragraphs(body, PARAGRAPHS)) if body is not None else ()


def paragraphs(body: "etree._Element", blocks: frozenset[str]) -> Iterator[str]:
    """The text of an element, divided where its blocks and line breaks divide it; not where they
    only break prose to a width."""
    groups: list[list[list[str]]] = [[[]]]
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event in ("comment", "pi"):
            groups[-1][-1].append(element.tail or "")
            continue
        if tag in BREAKS:
            groups[-1].append([])
        elif tag in blocks:
            groups.append([[]])
        groups[-1][-1].append((element.text if event == "start" else element.tail) or "")
    for lines in groups:
        folded = (markup.fold("".join(line)) for line in lines)
        yield from wrapped_lines.of_block([line for line in folded if line])


def agreed(found: Sequence[str], stated: str) -> tuple[str, ...]:
    """The paragraphs found, without those that the stated body lacks; or the stated body itself,
    where the page shows much less of it. One that breaks off decides nothing."""
    lines = tuple(line for line in map(markup.fold, stated.splitlines()) if line)
    if not lines or not lines[-1].endswith(ENDS) or lines[-1].endswith("..."):
        return tuple(found)
    known = Counter(WORD.findall(stated))
    kept = tuple(text for text in found if _is_part(text, known))
    if words(kept) >= 0.9 * known.total() >= 0.6 * words(found):
        return kept
    return lines if words(lines) > 1.3 * words(found) else tuple(found)


def _is_part(text: str, known: Counter[str]) -> bool:
    said = WORD.findall(text)
    return sum(word in known for word in said) >= 0.8 * len(said)


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
