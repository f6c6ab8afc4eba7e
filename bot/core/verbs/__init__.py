"""What a reporting word is where it stands: a verb that reports, a noun of its letters, no man's.

Judgements about the tokens of one paragraph. `clauses` asks the others: `homographs` and
`like_prepositions` tell other words of the same letters, `impersonal` where the newspaper speaks,
`answers` and `turning` who else takes the word.
"""
