// The page is made by the server; this only sends what a person does and fetches the page anew when something changed.
"use strict";
const { as, in: channel } = document.body.dataset;
const screen = document.getElementById("screen");
const notice = document.getElementById("notice");

async function send(path, fields) {
  const form = new FormData();
  for (const [k, v] of Object.entries({ as, in: channel, ...fields })) form.append(k, v);
  notice.textContent = "";
  const answer = await fetch(path, { method: "POST", body: form });
  if (!answer.ok) notice.textContent = await answer.text();
  return answer.ok;
}

// filled gives what is in a form, field by field: several choices separated by commas.
function* filled(form) {
  for (const i of form?.querySelectorAll("input, select") ?? []) {
    if (i.type === "checkbox") yield [i.name, i.checked ? i.value : ""];
    else if (i.multiple) yield [i.name, [...i.selectedOptions].map(o => o.value).join(",")];
    else yield [i.name, i.value];
  }
}

let busy = false, again = false, modal = document.getElementById("modal")?.dataset.view;
async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  const box = () => document.getElementById("messages");
  const atEnd = box().scrollHeight - box().scrollTop - box().clientHeight < 80;
  const top = box().scrollTop, count = box().querySelectorAll("article").length;
  const typed = {};
  for (const [name, value] of filled(document.getElementById("modal"))) typed[name] = value;
  const html = await (await fetch(`/screen?as=${as}&in=${channel}`)).text();
  screen.innerHTML = html;
  const now = document.getElementById("modal")?.dataset.view;
  if (now === modal) for (const i of document.querySelectorAll("#modal input, #modal select")) if (i.name in typed) {
    const values = typed[i.name].split(",");
    if (i.type === "checkbox") i.checked = values.includes(i.value);
    else if (i.multiple) for (const o of i.options) o.selected = values.includes(o.value);
    else i.value = typed[i.name];
  }
  if (now && now !== modal) document.querySelector("#modal input")?.focus();
  modal = now;
  box().scrollTop = atEnd || box().querySelectorAll("article").length > count ? box().scrollHeight : top;
  busy = false;
  if (again) { again = false; refresh(); }
}

document.getElementById("composer").addEventListener("submit", async (e) => {
  e.preventDefault();
  const text = document.getElementById("text");
  if (text.value.trim() && await send("/say", { text: text.value })) text.value = "";
});
screen.addEventListener("click", (e) => {
  const button = e.target.closest("button.press");
  if (button) {
    button.disabled = true;
    const ts = button.closest("article")?.dataset.ts;
    if (ts) send("/press", { ts, action: button.dataset.action }).finally(() => { button.disabled = false; });
  } else if (e.target.closest("button.close")) {
    send("/close", { view: e.target.closest("form").dataset.view });
  }
});
screen.addEventListener("change", (e) => {
  const ts = e.target.closest("article")?.dataset.ts;
  if (e.target.matches("select") && e.target.value && ts) send("/press", { ts, action: e.target.dataset.action, option: e.target.value });
});
screen.addEventListener("submit", (e) => {
  e.preventDefault();
  const fields = { view: e.target.dataset.view };
  for (const [name, value] of filled(e.target)) fields[name] = value;
  send("/submit", fields);
});
document.getElementById("messages").scrollTop = 1e9;
new EventSource("/changes").onmessage = refresh;
