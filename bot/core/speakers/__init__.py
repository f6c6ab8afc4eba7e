"""Who speaks: one pass over the clauses of an article gives every quotation its speaker.

`attribution` is the pass and `clause_reader` reads its clauses; `subjects` finds the subject of a
reporting word, `told` keeps what was told before it, and `bot.core.cast` who was named so far.
"""
