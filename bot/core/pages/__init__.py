"""Web pages: bytes in, an article out.

`extraction` is the way; `page_body` finds the text, `page_facts` what the page says of it
(headline, dates, language), `forms` whether it is live coverage, a gallery or for subscribers;
`feed_body` tells when a feed's own text spares the page.
"""
