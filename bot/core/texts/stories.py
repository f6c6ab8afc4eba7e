"""What is said of a story that several sources tell, in Arabic and in English beside it."""

TEXTS = {
    "told_by": ("🗞 {sources}", "🗞 This story is {sources}"),
    "told_by.names": (
        "🗞 {sources}. نقله أيضاً: {names}",
        "🗞 This story is {sources}. Also by {names}",
    ),
    "development": ("🔄 <b>آخر تطوّر:</b>", "🔄 <b>Latest:</b>"),
    "cited": ("نقلاً عن {source}", "as {source} quotes it"),
    "cited.title": ("🗣 <b>وفي مصادر أخرى:</b>", "🗣 <b>In other sources:</b>"),
}
