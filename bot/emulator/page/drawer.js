// The developers' drawer: trouble for the bot's sending, blocking, limits, the user's language.

const find = (id) => document.getElementById(id);

const FAULTS = [
  ["429", "429 تمهّل"],
  ["403", "403 محظور"],
  ["400", "400 لا محادثة"],
  ["5xx", "502 عطل خادم"],
  ["reset_before", "قطع قبل القبول"],
  ["reset_after", "قطع بعد القبول"],
  ["slow", "بطء 10 ثوان"],
  ["junk", "جواب فاسد"],
];

export function setUpDrawer(act) {
  find("open-drawer").addEventListener("click", () => find("drawer").showModal());
  find("drawer").addEventListener("click", (event) => {
    if (event.target === find("drawer") && event.offsetX > find("drawer").clientWidth) find("drawer").close();
  });
  for (const [kind, label] of FAULTS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      const times = find("times").value;
      const seconds = kind === "slow" ? 10 : 1;
      act("fault", { kind, method: "sendMessage", seconds, times: times ? Number(times) : null });
    });
    find("faults").append(button);
  }
  find("clear-faults").addEventListener("click", () => act("clear_faults"));
  find("limits").addEventListener("change", (event) => act("limits", { on: event.target.checked }));
  find("language").addEventListener("change", (event) => act("language", { language: event.target.value }));
  find("block").addEventListener("click", (event) => act(event.target.dataset.deed));
}

export function showDrawer(state) {
  const isBlocked = state.chat.status === "kicked";
  find("block").textContent = isBlocked ? "رفع الحظر عن الروبوت" : "حظر الروبوت";
  find("block").dataset.deed = isBlocked ? "unblock" : "block";
  find("block").disabled = state.chat.status === "left";
  find("limits").checked = state.limits;
  find("language").value = state.user.language_code;
  find("waiting").replaceChildren(...state.faults.map(waiting));
}

function waiting(fault) {
  const item = document.createElement("li");
  const label = FAULTS.find(([kind]) => kind === fault.kind)?.[1] || fault.kind;
  item.textContent = `ينتظر: ${label} × ${fault.times ?? "∞"}`;
  return item;
}
