// One message as an element. All text goes into text nodes and only known entities become
// elements, so nothing that anybody writes can become markup.

const WEB = /^https?:\/\//i;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u061c]/u;
const LETTER = /\p{L}|[\u200e]/u;
const FOLDED_LINES = 3;

const hours = new Intl.DateTimeFormat("ar-u-nu-latn", { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
const ago = new Intl.RelativeTimeFormat("ar-u-nu-latn", { numeric: "auto" });

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The element of a message; `deeds` says what taps do: send, open, tap. */
export function messageElement(message, deeds) {
  const isMine = !message.is_bot;
  const box = element("div", `message ${isMine ? "mine" : "theirs"}`);
  box.dataset.id = message.id;
  const bubble = element("div", "bubble");
  if (message.reply_to) bubble.append(element("div", "replied", message.reply_to));
  if (message.file) bubble.append(fileElement(message.file));
  if (message.photo) bubble.append(photoElement(message.photo, message.text));
  const text = element("div", "text");
  // Real clients keep the payload of a deep link to themselves.
  const isStart = isMine && /^\/start(?=\s)/.test(message.text);
  const shown = isStart ? "/start" : message.text;
  const entities = message.entities.filter((e) => e.offset + e.length <= shown.length);
  text.append(...nodes(shown, 0, shown.length, entities, deeds), meta(message, isMine));
  if (!isRightToLeft(lastLine(shown))) bubble.classList.add("ends-ltr");
  bubble.append(text);
  box.append(bubble);
  if (message.rows.length) {
    box.classList.add("has-keys");
    box.append(keyboard(message, deeds));
  }
  return box;
}

function fileElement(file) {
  const name = element("bdi", "name", file.name || "ملف");
  const about = element("span", "about", name, element("span", "size", fileSize(file.size)));
  const made = element("a", "file", element("span", "icon", "📄"), about);
  made.href = file.url;
  made.download = file.name || "file";
  return made;
}

function photoElement(photo, told) {
  const made = element("img", "photo");
  made.alt = told;
  made.src = photo.url;
  made.width = photo.width;
  made.height = photo.height;
  return made;
}

function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} بايت`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} ك.ب` : `${(bytes / 1048576).toFixed(1)} م.ب`;
}

function lastLine(text) {
  return text.slice(text.lastIndexOf("\n") + 1);
}

export function isRightToLeft(text) {
  for (const character of text) {
    if (RIGHT_TO_LEFT.test(character)) return true;
    if (LETTER.test(character)) return false;
  }
  return true;
}

function meta(message, isMine) {
  const box = element("span", "meta");
  if (message.is_edited) box.append("معدَّلة ");
  const sent = element("time", "", hours.format(message.date * 1000));
  sent.dateTime = new Date(message.date * 1000).toISOString();
  box.append(sent);
  if (isMine) {
    const ticks = element("span", "ticks", "✓✓");
    ticks.setAttribute("aria-hidden", "true");
    box.append(" ", ticks);
  }
  return box;
}

/** Text from..to with its entities as nested elements; an entity that crosses another is split. */
function nodes(text, from, to, entities, deeds) {
  const made = [];
  const waiting = [...entities];
  let at = from;
  while (waiting.length) {
    const entity = waiting.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) continue;
    if (start > at) made.push(text.slice(at, start));
    const inner = [];
    while (waiting.length && waiting[0].offset < end) inner.push(waiting.shift());
    const rests = inner.filter((e) => e.offset + e.length > end);
    waiting.unshift(...rests.map((e) => ({ ...e, offset: end, length: e.offset + e.length - end })));
    made.push(wrapped(entity, text.slice(start, end), nodes(text, start, end, inner, deeds), deeds));
    at = end;
    // A quote is a block: the line break after it is already there.
    if (isQuote(entity) && text[at] === "\n") at += 1;
  }
  if (at < to) made.push(text.slice(at, to));
  return made;
}

const isQuote = (entity) => entity.type.endsWith("blockquote");

const PLAIN = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

function wrapped(entity, text, children, deeds) {
  if (PLAIN[entity.type]) return element(PLAIN[entity.type], "", ...children);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, deeds);
    case "url":
      return link(WEB.test(text) ? text : `http://${text}`, children, deeds);
    case "mention":
      return link(`https://t.me/${text.slice(1)}`, children, deeds);
    case "bot_command":
      return deed(children, () => deeds.send(text));
    case "blockquote":
      return quote(children);
    case "expandable_blockquote":
      return foldingQuote(children);
    case "spoiler":
      return spoiler(children);
    case "date_time":
      return moment(entity, text);
    case "hashtag":
    case "cashtag":
    case "email":
    case "phone_number":
      return element("span", "link", ...children);
    default:
      return element("span", "", ...children);
  }
}

function action(className, children, deed) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", deed);
  return made;
}

/** A link that acts here. No button: that would stand in a line of its own where it wraps. */
function deed(children, act) {
  const made = element("span", "link deed", ...children);
  made.role = "button";
  made.tabIndex = 0;
  made.addEventListener("click", act);
  made.addEventListener("keydown", (event) => event.key === "Enter" && act());
  return made;
}

/** Deep links to the bot act here; web addresses open a new tab; anything else is only text. */
function link(url, children, deeds) {
  const payload = deeds.payloadOf(url);
  if (payload !== null) return deed(children, () => deeds.start(payload));
  if (/^tg:/i.test(url)) return deed(children, () => deeds.say(`يفتحه تيليغرام: ${url}`));
  if (!WEB.test(url)) return element("span", "", ...children);
  return outward(element("a", "", ...children), url);
}

function outward(anchor, url) {
  anchor.href = url;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  anchor.title = url;
  return anchor;
}

function quote(children) {
  const made = element("blockquote", "", ...children);
  made.dir = isRightToLeft(made.textContent) ? "rtl" : "ltr";
  return made;
}

function foldingQuote(children) {
  const inside = element("div", "inside", ...children);
  const made = quote([inside]);
  // Heights are known only once it stands in the page.
  requestAnimationFrame(() => {
    const lineHeight = parseFloat(getComputedStyle(inside).lineHeight);
    if (inside.scrollHeight <= lineHeight * (FOLDED_LINES + 0.5)) return;
    made.classList.add("folds");
    const fold = action("fold", ["⌄"], () => {});
    fold.setAttribute("aria-label", "بقيّة الاقتباس");
    fold.setAttribute("aria-expanded", "false");
    made.append(fold);
    made.addEventListener("click", (event) => {
      if (event.target.closest("a, .link")) return;
      fold.setAttribute("aria-expanded", String(made.classList.toggle("open")));
    });
  });
  return made;
}

function spoiler(children) {
  const made = element("span", "spoiler", ...children);
  const open = () => {
    made.classList.add("open");
    made.removeAttribute("role");
    made.removeAttribute("aria-label");
  };
  made.tabIndex = 0;
  made.setAttribute("role", "button");
  made.setAttribute("aria-label", "نص مخفيّ");
  made.addEventListener("click", (event) => {
    if (!made.classList.contains("open")) event.preventDefault();
    open();
  }, true);
  made.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && open());
  return made;
}

function moment(entity, fallback) {
  const made = element("time", "moment", fallback);
  const at = entity.unix_time * 1000;
  made.dateTime = new Date(at).toISOString();
  made.title = new Intl.DateTimeFormat("ar-u-nu-latn", { dateStyle: "full", timeStyle: "short" }).format(at);
  made.dataset.unix = entity.unix_time;
  made.dataset.format = entity.date_time_format || "";
  made.textContent = momentText(entity.unix_time, made.dataset.format) || fallback;
  return made;
}

function momentText(unix, format) {
  if (format === "r") return relative(unix - Date.now() / 1000);
  if (!format) return "";
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (/d/i.test(format)) Object.assign(options, { day: "numeric", month: format.includes("D") ? "long" : "numeric", year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  if (format.includes("T")) options.second = "2-digit";
  return new Intl.DateTimeFormat("ar-u-nu-latn", options).format(unix * 1000);
}

function relative(seconds) {
  const distance = Math.abs(seconds);
  if (distance < 45) return "الآن";
  for (const [unit, size, until] of [["minute", 60, 3570], ["hour", 3600, 84600], ["day", 86400, Infinity]]) {
    if (distance < until) return ago.format(Math.round(seconds / size), unit);
  }
  return "";
}

/** Relative times grow old while they are on the screen. */
export function refreshMoments(root) {
  for (const made of root.querySelectorAll("time.moment[data-format=r]")) {
    made.textContent = momentText(Number(made.dataset.unix), "r");
  }
}

function keyboard(message, deeds) {
  const rows = message.rows.map((row) => element("div", "row", ...row.map((b) => key(message, b, deeds))));
  return element("div", "keys", ...rows);
}

function key(message, button, deeds) {
  const className = `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}`;
  const payload = button.url ? deeds.payloadOf(button.url) : null;
  if (button.url && payload === null && WEB.test(button.url)) {
    return outward(element("a", `${className} outward`, button.text), button.url);
  }
  const made = action(className, [button.text], () => {
    if (payload !== null) deeds.start(payload);
    else if (button.callback_data !== undefined) deeds.tap(message, button.callback_data, made);
    else if (button.copy_text) deeds.copy(button.copy_text.text);
    else deeds.say("هذا الزر يعمل في تيليغرام نفسه فقط");
  });
  return made;
}
