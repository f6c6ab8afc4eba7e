"""Who is named where: noun phrases of names and offices, from the words of a paragraph.

`tokens` makes a paragraph words and points, `reading` reads the phrase at a word as a `Mention`;
the other modules are what the reader knows: `neighbours` (what a word is by those beside it),
`cursor` (where a phrase must end), `titles`, `names`, `complements`, `appositions`, `honours`.
"""

from bot.core.phrases.reading import read, read_glued, read_named, read_surname

__all__ = ["read", "read_glued", "read_named", "read_surname"]
