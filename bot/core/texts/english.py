"""Every sentence the bot says to readers, in English; the news itself stays Arabic."""

TEXTS = {
    "welcome": (
        "Welcome to <b>Mujaz</b>: Arabic news in a few lines, and who said what.\n"
        "Subscribe to get {what}, or send /latest to read the latest story."
    ),
    "welcome.subscribed": (
        "Welcome to <b>Mujaz</b>: Arabic news in a few lines, and who said what.\n"
        "You are subscribed, and get {what}."
    ),
    "welcome.joined": (
        "Welcome to <b>Mujaz</b>: Arabic news in a few lines, and who said what.\n"
        "✅ You are subscribed now, and get {what}."
    ),
    "welcome.channel": (
        "This is <b>Mujaz</b>: Arabic news in a few lines, and who said what.\n"
        "Here will be posted {what}."
    ),
    "subscribed": (
        "✅ You are subscribed, and will get {what}.\n"
        "Your sources: {sources}.\n"
        "To change what comes and when send /settings, to stop /unsubscribe."
    ),
    "subscribed.already": (
        "You are subscribed already, and get {what}.\n"
        "Your sources: {sources}. To change what comes and when: /settings"
    ),
    "subscribed.nothing_chosen": (
        "✅ You are subscribed, but have not chosen any source yet. Choose some: /sources"
    ),
    "unsubscribed": "You are unsubscribed: no more news will come. To return: /subscribe",
    "unsubscribed.already": "You are not subscribed. To subscribe: /subscribe",
    "latest.empty": (
        "There is no news from your sources yet: I have only just begun to follow them.\n"
        "Try again in a few minutes, or look at your sources: /sources"
    ),
    "latest.no_sources": "You have not chosen any source yet. Choose some first: /sources",
    "latest.title": "🗞 <b>Latest news</b>",
    "latest.choose": "Choose a number to read the story 👇",
    "number.wrong": "Write a number from 1 to {most} behind the command, such as: {example}",
    "number.too_far": "I have no more than {news} from your sources. Try a smaller number.",
    "article.gone": "I do not have this story any more. The latest news: /latest",
    "sources.title": (
        "📰 <b>Your sources</b>\nTap a source to add or remove it. Those with ✅ come to you."
    ),
    "sources.own": "Those that you added yourself come first; 🗑 removes one.",
    "sources.bells": "The bell tells what comes of it: 🔔 as of the others, 🔕 nothing.",
    "sources.bells.three": (
        "The bell tells what comes of it: 🔔 as of the others, ⚡ everything at once, 🔕 nothing."
    ),
    "sources.add": "To add another source send its address behind the command /add",
    "sources.muted": "{source} is muted; its news is in \u2068/latest\u2069 whenever you like",
    "sources.normal": "The news of {source} comes to you as you chose in the settings",
    "sources.instant": "Every story of {source} comes to you at once",
    "sources.dropped": "{source} is no longer among your sources",
    "add.how": (
        "Send the address of the site or of its feed (RSS) behind the command, such as:\n"
        "\u2068/add https://example.com\u2069"
    ),
    "add.offer": "Shall I add {host} to your sources? I will look for a feed (RSS) there first.",
    "add.done": (
        "✅ I found <b>{title}</b> and added it to your sources: its news will come to you.\n"
        "Stories listed there: {entries}, the newest {newest}."
    ),
    "add.done_only": (
        "✅ I found <b>{title}</b> and added it to your sources. To get the news subscribe: "
        "/subscribe\n"
        "Stories listed there: {entries}, the newest {newest}."
    ),
    "add.already": "<b>{title}</b> is among your sources already. To see them all: /sources",
    "add.pending": (
        "⏳ I found <b>{title}</b> and passed your wish on to the operator of this bot. I will "
        "tell you what is decided.\n"
        "Stories listed there: {entries}, the newest {newest}."
    ),
    "add.pending_already": "Your wish to add <b>{title}</b> still waits for the operator.",
    "add.accepted": "✅ The operator agreed to <b>{title}</b>; its news will come to you.",
    "add.refused": (
        "The operator did not agree to <b>{title}</b>. To choose from what there is: /sources"
    ),
    "add.forbidden": (
        "The operator does not allow <b>{title}</b>. To choose from what there is: /sources"
    ),
    "add.closed": "The operator chooses the sources of this bot. Choose among them: /sources",
    "add.foreign": (
        "The headlines of <b>{title}</b> are not Arabic, and Mujaz digests nothing else. "
        "Send the address of its Arabic edition if there is one."
    ),
    "add.quota": (
        "You have added as many sources as you may ({most}). Remove one and try again: /sources"
    ),
    "add.too_fast": "You have added many sources in a short time. Try again in an hour.",
    "look.looking": "🔎 Looking at {host}…",
    "look.several": "🔎 There is more than one source at {host}. Tap what you want to add:",
    "look.none": (
        "I found no feed (RSS) at {host}. If the site has a page for it send its address, "
        "otherwise that of another site."
    ),
    "look.empty": "The feed (RSS) at {host} is empty. Try again when it has news.",
    "look.undated": (
        "The feed (RSS) at {host} has no dates, so I cannot tell what is new. Send another one."
    ),
    "look.refused": (
        "I cannot open this address. Send one that is public on the internet, such as:\n"
        "\u2068https://example.com\u2069"
    ),
    "look.unreachable": "I could not reach {host}. Check the address, or try again in a while.",
    "look.slow": "{host} took too long to answer. Try again in a while.",
    "look.missing": "There is no such page at {host}. Check the address, or send the front page.",
    "look.down": "The site {host} is out of order at the moment. Try again in a while.",
    "look.shut": "{host} does not allow programs to read it. Send the address of its feed (RSS).",
    "look.too_often": "You have sent many addresses in a short time. Try again in an hour.",
    "request": (
        "📥 A reader asks for a source:\n<b>{title}</b>\n{address}\n"
        "Stories listed there: {entries}, the newest {newest}."
    ),
    "request.accepted": "✅ <b>{title}</b> is accepted, and is now a source of who asked for it.",
    "request.refused": "✖️ <b>{title}</b> is refused, and cannot be asked for again.",
    "request.gone": "This request is over.",
    "opml.reading": "📂 Reading the list…",
    "opml.sent": (
        "📂 Your sources as an OPML file: feed readers open it, and sending it to me brings the "
        "sources back."
    ),
    "opml.empty": "You have no sources yet. Choose some: /sources",
    "opml.wrong": "I cannot read this file: {reason}. Send an OPML file of a feed reader.",
    "opml.too_large": "it is larger than allowed",
    "opml.no_list": "it is no OPML list",
    "opml.no_feeds": "there is no source in it",
    "opml.done": "📂 Sources in the list: {found}, added: {added}.",
    "opml.already": "Already among your sources: {already}.",
    "opml.pending": "Waiting for the operator: {pending}.",
    "opml.over": "Not added since you have as many as you may: {over}.",
    "opml.failed": "Could not be added: {failed}.",
    "opml.lost": "it could not be fetched from Telegram",
    "opml.title": "My sources in Mujaz",
    "sources.none": "The operator of this bot has not added any source yet.",
    "sources.on": "{source} is added",
    "sources.off": "{source} is removed",
    "sources.changed": "This source is no longer there. For a fresh list: /sources",
    "help": (
        "<b>Mujaz</b> follows Arabic newspapers and agencies, and sends you each story in a few "
        "lines: the headline, the gist in the story's own words, and who said what. "
        "Nothing is added to it.\n"
        "\n"
        "/latest the latest story, or /latest 5 for five of them\n"
        "/brief what is new from your sources, in brief\n"
        "/full the full text of the latest story, or /full 2 of the one before\n"
        "/settings what comes and when: briefings and their times, topics, quiet hours\n"
        "/sources choose your sources\n"
        "/add add a source by its address\n"
        "/export your sources in a file; sending an OPML file adds what is in it\n"
        "/subscribe get the news\n"
        "/unsubscribe stop it\n"
        "/help this message"
    ),
    "unknown": "I did not understand. I can send you the latest news or a story in full: /help",
    "unknown.command": "I do not know the command {command}. These are mine: /help",
    "unknown.button": "This button does not work any more. The latest news: /latest",
    "unknown.link": "This link is not valid. The latest news: /latest",
    "admins_only": "Only administrators of the group may do that.",
    "error": "Something went wrong on our side, and we have noted it. Try again in a while.",
    "about": (
        "Mujaz follows Arabic newspapers and agencies, and sends you each story in a few lines: "
        "the headline, the gist in the story's own words, and who said what."
    ),
    "about.short": "Arabic news in a few lines, and who said what.",
    "stats": (
        "📊 <b>How Mujaz fares</b>\n"
        "Subscribed: {subscribed}, paused: {known}, gone: {gone}\n"
        "Stories kept: {articles}, messages delivered in 30 days: {delivered}\n"
        "Being sent: {sending}, waiting for another try: {retry}, "
        "uncertain: {uncertain}, undeliverable: {dead}"
    ),
    "stats.waiting": "📮 Waiting to be sent: {waiting}, the oldest for {age}",
    "stats.waiting.more": "📮 Waiting to be sent: {waiting} or more, the oldest for {age}",
    "stats.waiting.none": "📮 Nothing waits to be sent",
    "stats.pace": "Sent in the last minute: {sent}, told by Telegram to slow down today: {floods}",
    "stats.first": "⏱ To the first reader: {p50} after publication (median), {p99} (slowest)",
    "stats.last": "⏱ To the last reader: {p50} after publication (median), {p99} (slowest)",
    "stats.corrections": "✏️ Stories being corrected at their readers: {corrections}",
    "stats.refused": "⚠️ Messages that Telegram refused: {refused}, the last: \u2068{reason}\u2069",
    "stats.sources": "Sources: {sources}, in trouble: {broken}",
    "stats.broken": "• {source}: \u2068{reason}\u2069",
    "notice.broken": (
        "⚠️ <b>{source}</b> could not be followed for a day: \u2068{reason}\u2069\n"
        "{url}\n"
        "We keep trying, and will tell you when it is back."
    ),
    "notice.recovered": "✅ <b>{source}</b> is back, and followed again.",
    "notice.retired": (
        "⛔️ <b>{source}</b> is no longer followed: \u2068{reason}\u2069\n"
        "{url}\n"
        "To bring it back: \u2068<code>mujaz sources add {url}</code>\u2069"
    ),
    "notice.moved": "↪️ <b>{source}</b> has moved, and is followed at its new address:\n{reason}",
    "notice.merged": (
        "↪️ <b>{source}</b> has moved to the address of a source that is followed already, "
        "<b>{reason}</b>; its readers are now readers of that."
    ),
    "missed": "You may have missed:",
    "missed.rest": "News that was held back",
    "form.live": "📡 Live coverage",
    "form.gallery": "🖼 Pictures",
    "form.video": "🎬 Video",
    "form.paywall": "🔒 For subscribers",
    "withdrawn": "⚠️ <b>Its source has withdrawn this story</b>",
    "corrected.headline": "✏️ <b>Correction:</b> the headline was {was}.",
    "corrected.quote": "✏️ <b>Correction:</b> {speaker} was quoted with {was}.",
    "corrected.quote_gone": (
        "✏️ <b>Correction:</b> the source has taken out what {speaker} was quoted with: {was}."
    ),
    "corrected.speaker": "✏️ <b>Correction:</b> it was {speaker} who was quoted with {was}.",
    "button.subscribe": "🔔 Subscribe",
    "button.unsubscribe": "🔕 Unsubscribe",
    "button.latest": "🗞 Latest",
    "button.sources": "📰 Sources",
    "button.add": "➕ Look and add",
    "button.accept": "✅ Accept",
    "button.refuse": "✖️ Refuse",
    "button.full": "📖 Full text",
    "button.origin": "🔗 Source",
    "button.digest": "✂️ Digest",
    "button.next": "← Next",
    "button.previous": "Previous →",
    "button.page": "Page {page} of {pages}",
    "full.reading": "{minutes} to read",
    "comma": ", ",
    "now": "now",
    "ago": "{span} ago",
    "more_sources": "and {sources}",
}

PLURALS: dict[str, dict[str, str]] = {
    "stories": {"one": "1 story", "other": "{n} stories"},
    "told_by": {"one": "told by 1 source", "other": "told by {n} sources"},
    "news": {"one": "1 story", "other": "{n} stories"},
    "seconds": {"one": "1 second", "other": "{n} seconds"},
    "minutes": {"one": "1 minute", "other": "{n} minutes"},
    "hours": {"one": "1 hour", "other": "{n} hours"},
    "days": {"one": "1 day", "other": "{n} days"},
    "sources": {"one": "1 source", "other": "{n} sources"},
    "other_sources": {"one": "1 other source", "other": "{n} other sources"},
}
