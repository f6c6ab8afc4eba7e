"""What readers see: stories, briefings, answers and panels as Telegram's HTML, right to left.

`render` makes a message of a story; `render_…` of lists, briefings, quotations, what was found and
what was said; `full_text` the pages of an article, `panels` what is set by buttons;
`telegram_html` writes lines, `digits` the numbers in them.
"""
