"""Who is who in one article: whom a name, an office or another word for both means.

`cast` keeps the speakers that were named so far and resolves each mention; `identity`, `offices`,
`trades`, `same_name` and `joint` judge one speaker and one mention; `far_names`, `introductions`,
`bare_heads`, `surnames` and `fullest` complete what the clause tells; `documents` and `authors`
know whose a text is.
"""
