// The chat page: listens to /events, shows the messages, and acts for its user through /act.

import { element, messageElement, refreshMoments } from "./message.js";
import { setUpDrawer, showDrawer } from "./drawer.js";

const find = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const who = new URLSearchParams([...asked].filter(([key]) => key === "user" || key === "chat"));
const scroller = find("scroller");
const log = find("log");
const shown = new Map();
let state = { boot: "", commands: [], bot: {}, chat: {} };
let payload = /^[\w-]{1,64}$/.test(asked.get("start") || "") ? asked.get("start") : "";
let hasLoaded = false;
let unread = 0;
let wantsInput = false;
let replyingTo = 0;
const waitingKeys = new Map();

export async function act(deed, body = {}) {
  try {
    const response = await fetch(`/act/${deed}?${who}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const result = await response.json();
    if (!response.ok) toast(result.error || "تعذّر ذلك");
    return response.ok ? result : null;
  } catch {
    toast("انقطع الاتصال بالخادم المحلي");
    return null;
  }
}

// ---- what happens -------------------------------------------------------------------------

const source = new EventSource(`/events?${who}`);
source.onmessage = (event) => {
  arrived.push(JSON.parse(event.data));
  if (!isPressing) takeAll();
};
source.onerror = () => subtitle("يتصل…", true);

// Nothing moves under a finger that is down: the key would slip away and the press be lost.
const arrived = [];
let isPressing = false;
document.addEventListener("pointerdown", () => (isPressing = true), true);
for (const end of ["pointerup", "pointercancel", "contextmenu"]) {
  // The click comes after all of them.
  document.addEventListener(end, () => setTimeout(takeAll), true);
}

function takeAll() {
  isPressing = false;
  arrived.splice(0).forEach(take);
}

function take(news) {
  if (news.boot !== state.boot) clear();
  const isMenuOld = JSON.stringify(news.commands) !== JSON.stringify(state.commands);
  state = news;
  if (isMenuOld && !find("menu").hidden) showMenu(true, find("menu").dataset.beginning);
  const wasAtEnd = isAtEnd();
  const added = news.messages.filter(place).length;
  if (news.messages.length) separateDays();
  showState();
  news.answers.forEach(showAnswer);
  const own = news.messages.some((message) => !message.is_bot && !message.is_deleted);
  if (!hasLoaded || wasAtEnd || own) toEnd();
  if (hasLoaded && added && (document.hidden || !isAtEnd())) countUnread(unread + added);
  hasLoaded = true;
}

function clear() {
  shown.clear();
  log.replaceChildren();
  hasLoaded = false;
}

/** Put a message where it belongs; true if it is a new one from the bot. */
function place(message) {
  const old = shown.get(message.id);
  if (message.is_deleted) {
    old?.remove();
    shown.delete(message.id);
    return false;
  }
  if (!message.text && !message.file && !message.photo) return false;
  const made = messageElement(message, deeds);
  made.dataset.day = new Date(message.date * 1000).toDateString();
  shown.set(message.id, made);
  if (old) {
    const focused = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
    old.replaceWith(made);
    if (focused >= 0) made.querySelectorAll(".key")[focused]?.focus({ preventScroll: true });
    return false;
  }
  if (hasLoaded) made.classList.add("fresh");
  if (hasLoaded && message.asks_reply) replyTo(message);
  log.append(made);
  return message.is_bot;
}

function separateDays() {
  log.querySelectorAll(".day").forEach((day) => day.remove());
  let last = "";
  for (const made of [...log.children]) {
    if (made.dataset.day !== last) made.before(element("div", "day", dayName(made.dataset.day)));
    last = made.dataset.day;
  }
}

function dayName(day) {
  const date = new Date(day);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - date) / 86400000);
  if (days === 0) return "اليوم";
  if (days === 1) return "أمس";
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat("ar-u-nu-latn", { day: "numeric", month: "long", year }).format(date);
}

function showState() {
  const name = state.chat.title || state.bot.name;
  find("name").textContent = name;
  find("avatar").textContent = [...name][0];
  showSubtitle();
  find("description").textContent = state.bot.description;
  find("intro").hidden = shown.size > 0 || !state.bot.description;
  const isBlocked = state.chat.status === "kicked";
  const isNew = state.chat.status === "left" || payload !== "";
  find("begin").hidden = !(isBlocked || isNew);
  find("begin").textContent = isBlocked ? "إعادة تشغيل البوت" : "ابدأ";
  find("composer").hidden = isBlocked || isNew;
  find("open-menu").hidden = state.commands.length === 0;
  if (wantsInput && !find("composer").hidden) {
    wantsInput = false;
    focusInput();
  }
  showTitle();
  showDrawer(state);
}

function subtitle(text, isBusy) {
  find("subtitle").textContent = text;
  find("subtitle").classList.toggle("busy", isBusy);
}

function showSubtitle() {
  if (state.chat.type && state.chat.type !== "private") subtitle("محادثة (تيليغرام محلي)", false);
  else subtitle("بوت (تيليغرام محلي)", false);
}

function showAnswer(answer) {
  if (answer.results) return showOffer(answer);
  waitingKeys.get(answer.id)?.classList.remove("waiting");
  waitingKeys.delete(answer.id);
  if (answer.url && deeds.payloadOf(answer.url) !== null) deeds.start(deeds.payloadOf(answer.url));
  if (!answer.text) return;
  if (answer.show_alert) {
    find("alert-text").textContent = answer.text;
    find("alert").showModal();
  } else toast(answer.text);
}

let toastTimer = 0;
export function toast(text) {
  find("toast").textContent = text;
  find("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (find("toast").hidden = true), 3500);
}

// ---- what the user does -------------------------------------------------------------------

const deeds = {
  say: toast,
  send(text) {
    const asked = replyingTo;
    replyTo(null);
    return act("say", { text, reply_to: asked });
  },
  /** A link to the bot starts it in the chat with it, to which it leads from any other. */
  start(payload) {
    if (state.chat.type === "private") return deeds.send(`/start ${payload}`.trim());
    const address = new URL(location);
    address.searchParams.delete("chat");
    address.searchParams.set("start", payload);
    location.assign(address);
  },
  copy: (text) => navigator.clipboard?.writeText(text).then(() => toast("نُسخ النص")),
  async tap(message, data, key) {
    key.classList.add("waiting");
    const result = await act("tap", { message: message.id, data });
    if (!result) return key.classList.remove("waiting");
    waitingKeys.set(result.query, key);
    setTimeout(() => key.classList.remove("waiting"), 15000);
  },
  /** The payload of a link that starts this bot ("" for none); null for any other link. */
  payloadOf(url) {
    let parts;
    try {
      parts = new URL(url);
    } catch {
      return null;
    }
    const isTelegram = ["t.me", "telegram.me"].includes(parts.hostname) && parts.protocol.startsWith("http");
    const isResolve = parts.protocol === "tg:" && /^(\/\/)?resolve/.test(parts.host + parts.pathname);
    const named = isTelegram ? parts.pathname.slice(1).replace(/\/$/, "") : isResolve ? parts.searchParams.get("domain") : "";
    if (!named || named.toLowerCase() !== String(state.bot.username).toLowerCase()) return null;
    const start = parts.searchParams.get("start") || "";
    return /^[\w-]{0,64}$/.test(start) ? start : null;
  },
};

const input = find("input");

/** Not on touch screens, where it would bring up the keyboard over the news. */
function focusInput() {
  if (matchMedia("(pointer: fine)").matches) input.focus({ preventScroll: true });
}

/** What is written next answers this message: some ask for it. */
function replyTo(message) {
  replyingTo = message ? message.id : 0;
  find("replying").hidden = !message;
  find("replying-to").textContent = message ? message.text.slice(0, 80) : "";
  if (message) focusInput();
}

function sendInput() {
  const text = input.value.trim();
  if (!text) return;
  input.value = "";
  typed();
  deeds.send(text);
}

function typed() {
  find("send").disabled = !input.value.trim();
  if (askInline()) return;
  const isCommand = /^\/\w*$/.test(input.value);
  showMenu(isCommand && state.commands.length > 0, input.value.slice(1));
}

find("attach").addEventListener("click", () => find("file").click());
find("file").addEventListener("change", async () => {
  const [file] = find("file").files;
  find("file").value = "";
  if (!file) return;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  await act("attach", { name: file.name, mime: file.type, content: btoa(letters) });
});

find("no-reply").addEventListener("click", () => replyTo(null));
find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sendInput();
});
input.addEventListener("input", typed);
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendInput();
  } else if (event.key === "ArrowUp" && !find("menu").hidden) {
    event.preventDefault();
    find("menu").querySelector("li:last-child button")?.focus();
  }
});
find("begin").addEventListener("click", async () => {
  if (!(await deeds.start(payload))) return;
  payload = "";
  wantsInput = true;
  showState();
});

// ---- what the bot offers in any chat, behind its name ---------------------------------------

let inlineTimer;
let inlineQuery = "";
let offer = null;

/** Whether the bot's name stands first: then what follows is asked, a moment after it is typed. */
function askInline() {
  clearTimeout(inlineTimer);
  inlineQuery = "";
  const called = new RegExp(`^@${state.bot.username}\\s(.*)$`, "is").exec(input.value);
  if (!called) return false;
  inlineTimer = setTimeout(async () => {
    const asked = await act("ask_inline", { text: called[1] });
    inlineQuery = asked ? asked.query : "";
    if (offer?.id === inlineQuery) showOffer(offer);
  }, 400);
  return true;
}

/** Only what answers the last question; it may come before the question's own number does. */
function showOffer(answer) {
  offer = answer;
  if (answer.id !== inlineQuery) return;
  const menu = find("menu");
  const items = answer.results.map((result) =>
    choice([element("span", "about", result.title), element("span", "command", result.description)], () => {
      input.value = "";
      typed();
      showMenu(false);
      return act("choose", { query: answer.id, result: result.id });
    }),
  );
  if (answer.button) {
    const begin = () => deeds.start(answer.button.start_parameter || "");
    items.unshift(choice([element("span", "about", answer.button.text)], begin));
  }
  items.forEach((item) => item.classList.add("offer"));
  menu.hidden = items.length === 0;
  menu.replaceChildren(...items);
}

// ---- the commands menu --------------------------------------------------------------------

function showMenu(isOpen, beginning = "") {
  const menu = find("menu");
  menu.dataset.beginning = beginning;
  const found = state.commands.filter((command) => command.command.startsWith(beginning));
  menu.hidden = !isOpen || found.length === 0;
  find("open-menu").setAttribute("aria-expanded", String(!menu.hidden));
  menu.replaceChildren(...(menu.hidden ? [] : found.map(menuItem)));
}

function menuItem({ command, description }) {
  const told = [element("span", "about", description), element("span", "command", `/${command}`)];
  return choice(told, () => {
    showMenu(false);
    input.value = "";
    typed();
    deeds.send(`/${command}`);
    focusInput();
  });
}

function choice(told, choose) {
  const button = element("button", "", ...told);
  button.setAttribute("role", "menuitem");
  button.addEventListener("click", choose);
  const item = element("li", "", button);
  item.setAttribute("role", "none");
  return item;
}

find("open-menu").addEventListener("click", () => {
  showMenu(find("menu").hidden);
  find("menu").querySelector("button")?.focus();
});
find("menu").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...find("menu").querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || find("menu").hidden) return;
  showMenu(false);
  focusInput();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#menu, #open-menu, #input")) showMenu(false);
});

// ---- scrolling and counting ---------------------------------------------------------------

const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;

function toEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}

function countUnread(number) {
  unread = number;
  find("unread").textContent = number;
  find("unread").hidden = number === 0;
  showTitle();
}

function showTitle() {
  document.title = (unread ? `(${unread}) ` : "") + (state.chat.title || state.bot.name || "موجز");
}

function scrolled() {
  find("to-end").hidden = isAtEnd();
  if (isAtEnd() && !document.hidden && unread) countUnread(0);
}

scroller.addEventListener("scroll", scrolled, { passive: true });
document.addEventListener("visibilitychange", scrolled);
find("to-end").addEventListener("click", () => scroller.scrollTo({ top: scroller.scrollHeight, behavior: "smooth" }));
// Folding quotes and rotating phones change heights after the fact.
let wasAtEnd = true;
scroller.addEventListener("scroll", () => (wasAtEnd = isAtEnd()), { passive: true });
new ResizeObserver(() => wasAtEnd && toEnd()).observe(scroller);

setInterval(() => refreshMoments(log), 10000);
setUpDrawer(act);
