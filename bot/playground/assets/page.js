// The page is made by the server; this only sends what a person does and fetches the page anew when something changed.
"use strict";
const { as, in: channel, tab = "" } = document.body.dataset;
const screen = document.getElementById("screen");
const notice = document.getElementById("notice");
const modal = () => document.getElementById("modal");

async function post(path, fields) {
  const form = new FormData();
  for (const [k, v] of Object.entries({ as, in: channel, ...fields })) form.append(k, v);
  notice.textContent = "";
  const answer = await fetch(path, { method: "POST", body: form });
  if (!answer.ok) notice.textContent = await answer.text();
  return answer;
}
const send = async (path, fields) => (await post(path, fields)).ok;

// filled gives what is in an element's fields by name: several choices separated by commas.
function filled(within) {
  const all = {};
  for (const i of within?.querySelectorAll("[name^='field.']") ?? []) {
    const out = /checkbox|radio/.test(i.type) && !i.checked ? "" : i.value;
    all[i.name] = all[i.name] && out ? all[i.name] + "," + out : all[i.name] || out;
  }
  return all;
}

// where says what a control belongs to: a message, the home, or a modal with all that is in its fields.
function where(control) {
  const ts = control.closest("article")?.dataset.ts;
  const home = control.closest(".home")?.dataset.view;
  return ts ? { ts } : home ? { view: home } : { view: modal().dataset.view, ...filled(modal()) };
}

// A modal that is made anew keeps what was typed into the fields that it still has.
function typed() {
  const kept = new Map(), at = document.activeElement;
  for (const c of modal()?.querySelectorAll(".control") ?? []) {
    const inputs = [...c.querySelectorAll("input, select, textarea")];
    kept.set(c.dataset.place, {
      chips: c.querySelector(".chips")?.innerHTML, offers: c.querySelector(".offers")?.innerHTML, focus: c.contains(at) && at.value, caret: at.selectionStart,
      ticked: inputs.filter(i => i.checked).map(i => i.value), text: inputs.filter(i => i.type !== "hidden").at(-1)?.value,
    });
  }
  return kept;
}
function restore(kept) {
  for (const c of modal().querySelectorAll(".control")) {
    const was = kept.get(c.dataset.place);
    if (!was) continue;
    for (const part of ["chips", "offers"]) if (was[part] !== undefined) c.querySelector("." + part).innerHTML = was[part];
    for (const i of c.querySelectorAll("input, select, textarea")) {
      if (/checkbox|radio/.test(i.type)) i.checked = was.ticked.includes(i.value);
      else if (i.type !== "hidden" && (i.tagName !== "SELECT" || [...i.options].some(o => o.value === was.text))) i.value = was.text;
      if (was.focus === false || i.type === "hidden" || /checkbox|radio/.test(i.type) && i.value !== was.focus) continue;
      i.focus();
      if (was.caret != null) i.setSelectionRange(was.caret, was.caret);
    }
  }
}

// Only the parts of the page that changed are replaced, so that an open menu stays open.
const parts = ["nav", "main", "#clock", "#tca", "#pane", "#shade"], shown = {};
for (const p of parts) shown[p] = screen.querySelector(p)?.outerHTML;
let busy = false, again = false;
async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    const fresh = document.createElement("div");
    fresh.innerHTML = await (await fetch(`/screen?as=${as}&in=${channel}&tab=${tab}`)).text();
    for (const p of parts) renew(p, screen.querySelector(p), fresh.querySelector(p));
  } finally { busy = false; }
  if (again) { again = false; refresh(); }
}
function renew(part, old, now) {
  const html = now?.outerHTML;
  if (html === shown[part]) return;
  shown[part] = html;
  const box = old?.querySelector("#messages, .fields"), kept = typed(), view = modal()?.dataset.view;
  const top = box?.scrollTop, count = box?.childElementCount, atEnd = box && box.scrollHeight - top - box.clientHeight < 80;
  if (old && now) old.replaceWith(now); else if (now) screen.append(now); else old.remove();
  const next = now?.querySelector("#messages, .fields");
  if (part === "main") next.scrollTop = !tab && (atEnd || next.childElementCount > count) ? next.scrollHeight : top;
  if (part !== "#shade" || !now) return;
  if (modal().dataset.view === view) { restore(kept); next.scrollTop = top; } else now.querySelector("input:not([type=hidden]), textarea")?.focus();
}

// A menu to type into asks the bot for what it offers; only the answer to what was typed last counts.
let asked = 0, pause;
function ask(input) {
  const pick = input.closest(".pick"), offers = pick.querySelector(".offers"), turn = ++asked;
  clearTimeout(pause);
  if ([...input.value].length < pick.dataset.min) { offers.innerHTML = ""; return; }
  pause = setTimeout(async () => {
    const { action } = pick.closest(".control").dataset;
    const answer = await post("/suggest", { ...where(pick), action, typed: input.value });
    if (answer.ok && turn === asked) document.contains(offers) ? offers.innerHTML = await answer.text() : ask(reborn(pick));
  }, 150);
}
function fold(but) { for (const o of screen.querySelectorAll(".offers")) if (!o.closest(".pick").contains(but)) o.innerHTML = ""; }
const reborn = (pick) => document.querySelector(`.control[data-place="${CSS.escape(pick.closest(".control").dataset.place)}"] .ask`);
function take(offer) {
  const pick = offer.closest(".pick"), chips = pick.querySelector(".chips"), chip = document.createElement("span");
  const text = document.createElement("span"), value = document.createElement("input"), drop = document.createElement("button");
  text.textContent = offer.firstChild.textContent;
  Object.assign(value, { type: "hidden", name: pick.dataset.name, value: offer.dataset.value });
  Object.assign(drop, { type: "button", className: "drop", textContent: "✕", ariaLabel: "Remove " + text.textContent });
  value.setAttribute("value", offer.dataset.value);
  chip.className = "chip";
  chip.append(text, value, drop);
  if (!("many" in pick.dataset)) chips.textContent = "";
  if (![...chips.querySelectorAll("input")].some(i => i.value === value.value)) chips.append(chip);
  pick.querySelector(".ask").value = "";
  fold();
  changed(pick);
}
let ticking = Promise.resolve(); // the bot hears of boxes in the order in which they are ticked, and of the button that is pressed next after them
function changed(input) {
  const control = input.closest(".control");
  if (!control || !("dispatch" in control.dataset)) return;
  const option = Object.values(filled(control))[0] ?? "";
  const link = input.selectedOptions?.[0]?.dataset.url;
  if (link) open(link, "_blank", "noreferrer");
  if (input.matches(".overflow")) input.value = ""; // such a menu keeps nothing
  if (option || control.closest("#modal") || input.type === "checkbox") {
    const press = { ...where(control), action: control.dataset.action, option };
    ticking = ticking.then(() => send("/press", press), () => send("/press", press));
  }
}

// sure puts the question that a button has before it counts.
function sure(button) {
  const box = document.getElementById("sure"), { sure: title, text, yes, no } = button.dataset;
  if (!title) return true;
  const words = [title, text, no, yes];
  for (const e of box.querySelectorAll("h2, p, button")) e.textContent = words.shift();
  box.returnValue = "no";
  box.showModal();
  return new Promise((done) => { box.onclose = () => box.open || done(box.returnValue === "yes"); });
}

// reply makes the composer write under a message, or in the channel again when there is none.
let thread = "";
function reply(to) {
  thread = to?.dataset.ts ?? "";
  document.getElementById("replying").hidden = !thread;
  document.getElementById("text").focus();
}
document.querySelector("#replying button").addEventListener("click", () => reply());
document.getElementById("composer").addEventListener("submit", async (e) => {
  e.preventDefault();
  const text = document.getElementById("text");
  if (text.value.trim() && await send("/say", { text: text.value, thread })) text.value = "";
});
screen.addEventListener("click", async (e) => {
  fold(e.target);
  if (e.target.matches(".ask")) ask(e.target);
  const button = e.target.closest("button");
  if (button?.matches(".press")) {
    if (!await sure(button)) return;
    button.disabled = true;
    await ticking;
    send("/press", { ...where(button), action: button.dataset.action }).finally(() => { button.disabled = false; });
  } else if (button?.matches(".offer")) {
    take(button);
  } else if (button?.matches(".drop")) {
    const pick = button.closest(".pick");
    button.parentElement.remove();
    changed(pick);
  } else if (button?.matches(".reply")) {
    reply(button.closest("article"));
  } else if (button?.matches(".close")) {
    send("/close", { view: modal().dataset.view });
  } else if (button?.matches(".details")) {
    send("/open", { ts: button.closest("article").dataset.ts, link: button.dataset.link });
  } else if (button?.matches(".close-pane")) {
    send("/closepane", {});
  } else if (button?.matches(".lookup")) {
    send("/shortcut", { ts: button.closest("article").dataset.ts });
  } else if (button?.id === "find") {
    send("/shortcut", {});
  } else if (button?.id === "morning") {
    send("/morning", {});
  } else if (button?.id === "language") {
    send("/language", {}).then(refresh);
  } else if (button?.matches(".step")) {
    send("/forward", { by: button.dataset.by });
  } else if (button?.matches(".example")) {
    const text = document.getElementById("text");
    text.value = button.textContent;
    text.focus();
  }
});
screen.addEventListener("focusin", (e) => fold(e.target));
screen.addEventListener("input", (e) => { if (e.target.matches(".ask")) ask(e.target); });
screen.addEventListener("change", (e) => {
  if (e.target.matches(".plan")) send("/plan", { project: e.target.name, outcome: e.target.value });
  else if (!e.target.matches(".ask")) changed(e.target);
});
screen.addEventListener("keydown", (e) => {
  if (!e.target.matches(".ask") || e.isComposing) return;
  const offers = e.target.closest(".pick").querySelector(".offers");
  if (e.key === "Escape") fold();
  if (e.key === "ArrowDown") ask(e.target);
  if (e.key !== "Enter") return;
  e.preventDefault();
  const first = offers.querySelector(".offer");
  if (first) take(first);
});
screen.addEventListener("keypress", (e) => { if (e.target.matches(".ask") && e.key === "Enter") e.preventDefault(); }); // it sends no form
screen.addEventListener("submit", (e) => {
  e.preventDefault();
  send("/submit", { view: e.target.dataset.view, ...filled(e.target) });
});
if (!tab) document.getElementById("messages").scrollTop = 1e9;
const changes = new EventSource("/changes");
changes.onmessage = refresh;
addEventListener("pagehide", () => changes.close()); // a browser has few connections to one host, and keeps pages that were left
addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
setInterval(refresh, 20_000); // the clock goes on
