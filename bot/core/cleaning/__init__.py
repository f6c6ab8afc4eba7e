"""What publishers and pages put around an article's own words, line by line; `article` asks them.

`headlines` and `datelines` read the edges of a line, `captions` and `page_lines` whole lines;
`agencies` are the names that stand in all of them, `wrapped_lines` puts broken ones together.
"""
