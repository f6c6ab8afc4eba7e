"""Lead pictures, drawn from nothing: a sky, a sun and dunes, different for every article."""

from random import Random

SKIES = (
    ("#f6b26b", "#fde9c9", "#8a4b2a"),
    ("#7fb7be", "#e8f3ee", "#c98b4e"),
    ("#35476b", "#d98e73", "#4b2e2b"),
    ("#9ecae1", "#fff3d6", "#b5834a"),
    ("#5b7f95", "#f2d7b6", "#6b5a3e"),
)
"""Upper sky, lower sky, sand."""


def draw(slug: str) -> str:
    """The picture of an article as SVG, always the same for the same slug."""
    chance = Random(slug)  # noqa: S311 -- a drawing, not a secret
    upper, lower, sand = chance.choice(SKIES)
    dunes = "".join(_dune(chance, sand, level) for level in range(4))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675" width="1200" height="675">'
        '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{upper}"/><stop offset="1" stop-color="{lower}"/>'
        '</linearGradient></defs><rect width="1200" height="675" fill="url(#sky)"/>'
        f'<circle cx="{chance.randint(150, 1050)}" cy="{chance.randint(120, 300)}" '
        f'r="{chance.randint(40, 90)}" fill="#fff6e0" opacity="0.85"/>{dunes}</svg>'
    )


def _dune(chance: Random, sand: str, level: int) -> str:
    top = 340 + 80 * level
    a, b, c = (top + chance.randint(-70, 70) for _ in range(3))
    return (
        f'<path d="M0 {a} C 300 {a - 90}, 450 {b + 60}, 700 {b} S 1050 {c - 60}, 1200 {c} '
        f'V675 H0 Z" fill="{sand}" opacity="{0.35 + 0.2 * level:.2f}"/>'
    )
