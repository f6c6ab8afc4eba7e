// The developers' drawer: trouble for the bot's sending, groups, blocking, limits, the language.

const find = (id) => document.getElementById(id);

const FAULTS = [
  ["429 تمهّل", { kind: "429" }],
  ["403 محظور", { kind: "403" }],
  ["403 حساب محذوف", { kind: "403", description: "Forbidden: user is deactivated" }],
  ["400 لا محادثة", { kind: "400" }],
  ["400 تنسيق مرفوض", { kind: "400", description: "Bad Request: can't parse entities: Unsupported start tag" }],
  ["400 رسالة طويلة", { kind: "400", description: "Bad Request: message is too long" }],
  ["401 رمز مرفوض", { kind: "401" }],
  ["409 بوت ثانٍ", { kind: "409", method: "getUpdates" }],
  ["502 عطل خادم", { kind: "5xx" }],
  ["جواب فاسد", { kind: "junk" }],
  ["قطع قبل القبول", { kind: "reset_before" }],
  ["قطع بعد القبول", { kind: "reset_after" }],
  ["بطء 10 ثوانٍ", { kind: "slow", seconds: 10 }],
  ["جواب بالقطّارة", { kind: "drip", seconds: 1 }],
];

export function setUpDrawer(act) {
  find("open-drawer").addEventListener("click", () => find("drawer").showModal());
  find("drawer").addEventListener("click", (event) => {
    if (event.target === find("drawer") && event.offsetX > find("drawer").clientWidth) find("drawer").close();
  });
  for (const [label, fault] of FAULTS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      const times = find("times").value;
      const wishes = { method: "sendMessage", is_here: find("whom").value === "here", ...fault };
      act("fault", { ...wishes, times: times ? Number(times) : null });
    });
    find("faults").append(button);
  }
  for (const deed of ["group", "upgrade"]) {
    find(deed).addEventListener("click", async () => {
      const room = await act(deed);
      if (room) open(room.chat);
    });
  }
  find("clear-faults").addEventListener("click", () => act("clear_faults"));
  find("limits").addEventListener("change", (event) => act("limits", { on: event.target.checked }));
  find("language").addEventListener("change", (event) => act("language", { language: event.target.value }));
  find("block").addEventListener("click", (event) => act(event.target.dataset.deed));
}

export function showDrawer(state) {
  const isBlocked = state.chat.status === "kicked";
  find("block").textContent = isBlocked ? "رفع الحظر عن البوت" : "حظر البوت";
  find("block").dataset.deed = isBlocked ? "unblock" : "block";
  find("block").disabled = state.chat.status === "left";
  find("limits").checked = state.limits;
  find("language").value = state.user.language_code;
  find("group").hidden = state.chat.type !== "private";
  find("upgrade").hidden = state.chat.type !== "group";
  find("block").hidden = state.chat.type !== "private";
  find("waiting").replaceChildren(...state.faults.map(waiting));
}

function waiting(fault) {
  const item = document.createElement("li");
  const isThis = ([, { kind, description }]) => kind === fault.kind && (description || "") === fault.description;
  const whom = fault.chat_id ? " (محادثة واحدة)" : "";
  item.textContent = `ينتظر: ${FAULTS.find(isThis)?.[0] || fault.kind} × ${fault.times ?? "∞"}${whom}`;
  return item;
}

function open(chat) {
  const address = new URL(location);
  address.searchParams.delete("start"); // of a link to the bot, not of this chat
  address.searchParams.set("chat", chat);
  location.assign(address);
}
