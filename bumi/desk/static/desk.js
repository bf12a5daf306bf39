"use strict";
// What a script adds to the desk: keys, the caret's way to a finding, copying, picking a day, moving a piece.
// Every page works without it. Nothing here decides anything: what a button says, the server does.

document.documentElement.classList.add("js");

const typing = (element) => element.matches("input:not([type=checkbox], [type=radio]), textarea, select");
const all = (selector) => [...document.querySelectorAll(selector)];

/* Keys */

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("a")) target.click();
  else target.focus();
  return true;
}

function step(selector, by) {
  const rows = all(selector);
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
  next.focus();
  next.scrollIntoView({ block: "center" });
}

async function showHelp() {
  const sheet = document.getElementById("help");
  if (!sheet.firstChild) {
    const page = new DOMParser().parseFromString(await (await fetch("/help")).text(), "text/html");
    const keys = page.getElementById("keys");
    if (!keys) return;
    keys.removeAttribute("class");
    sheet.append(keys);
  }
  sheet.togglePopover();
}

document.addEventListener("keydown", (event) => {
  const save = document.querySelector('button[data-key="s"]');
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS" && save) {
    event.preventDefault();
    save.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  // By the key's place, not its letter: the keyboard may well be a Persian one.
  const key = event.key === "?" || event.key === "؟" ? "?" : event.code.replace(/^Key/, "").toLowerCase();
  if (key === "?") showHelp();
  else if (key === "j") step("[data-row]", 1);
  else if (key === "k") step("[data-row]", -1);
  else if (key === "f") {
    const found = all(".finding:not(.waved)");
    found.forEach((each) => { each.tabIndex = -1; });
    step(".finding:not(.waved)", 1);
  } else if (!press(key === "slash" ? "/" : key)) return;
  event.preventDefault();
});

/* The current tab is in sight, in a list that is wider than the screen. */

for (const tab of all(".top nav [aria-current], .shelves [aria-current]")) {
  const list = tab.parentElement;
  const [own, whole] = [tab.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += own.left + own.width / 2 - whole.left - whole.width / 2;
}

/* A sentence and its notes */

function light(sentence, on) {
  sentence.classList.toggle("on", on);
  for (const id of sentence.dataset.parts.trim().split(" ")) {
    document.getElementById(`part-${id}`)?.classList.toggle("on", on);
  }
}

for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const sentence = event.target.closest?.("a.rests");
    if (sentence) light(sentence, kind === "mouseover" || kind === "focusin");
  });
}

/* Editing */

function mend(button) {
  const field = document.getElementById(button.dataset.mend);
  const [start, end] = [Number(button.dataset.start), Number(button.dataset.end)];
  // The server counts characters; a text area counts what JavaScript does.
  const letters = [...field.value];
  const before = letters.slice(0, start).join("");
  field.value = before + button.dataset.text + letters.slice(end).join("");
  field.focus();
  field.setSelectionRange(before.length, before.length + button.dataset.text.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function select(button) {
  const field = document.getElementById(button.dataset.select);
  const letters = [...field.value];
  const at = (count) => letters.slice(0, count).join("").length;
  field.focus();
  field.setSelectionRange(at(Number(button.dataset.start)), at(Number(button.dataset.end)));
}

const persian = (text) => text.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);

let unsaved = false;
let typed = 0; // how often something was typed, to tell whether all of it is kept
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (!form) return;
  unsaved = true;
  typed += 1;
  // Marks that belong to the text of a moment ago would stand under the wrong words.
  document.getElementById(`under-${event.target.id}`)?.replaceChildren();
  const room = document.querySelector(`[data-room="${event.target.id}"]`);
  if (room) {
    const [size, limit] = [[...event.target.value].length, Number(room.dataset.limit)];
    room.textContent = persian(`${size} از ${limit}`);
    room.classList.toggle("over", size > limit);
  }
});
let held = null; // a form, and its button, that goes once what is typed in another is kept
document.addEventListener("submit", (event) => {
  const kept = document.querySelector("form[data-keep]");
  if (event.target.matches("form[data-guard]")) {
    unsaved = false;
    sessionStorage.setItem(place, JSON.stringify(written(event.target)));
  } else if (unsaved && kept) {
    event.preventDefault();
    held = [event.target, event.submitter];
    htmx.trigger(kept, "keep");
  }
});
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

document.addEventListener("htmx:beforeRequest", (event) => { event.detail.xhr.typed = typed; });
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-keep]")) return;
  const { successful, xhr } = event.detail;
  const now = new Date().toLocaleTimeString("fa-IR", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tehran" });
  const why = xhr.status === 404 ? "فرستاده یا دور ریخته شده است؛ صفحه را دوباره باز کنید" : "پیوند با میز قطع است";
  document.getElementById("kept").textContent = successful ? `${form.dataset.keep}، ${now}` : `نگه داشته نشد؛ ${why}`;
  if (successful && xhr.typed === typed) unsaved = false;
  if (successful && held) {
    const [other, button] = held;
    held = null;
    other.requestSubmit(button);
  }
});
for (const kind of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(kind, () => {
    if (held) document.getElementById("kept").scrollIntoView({ block: "center" }); // it says why
    held = null;
  });
}

/* A page that stays open moves by itself: the desk names the part that has changed, and the page asks for it again.
   Only a page that is looked at listens: a browser has few connections to one host. */

const EVENTS = document.body.dataset.events;
const AGAIN_S = 15; // after an answer that is no stream, where the browser gives up
let stream = null;
let missed = false; // something may have changed while nobody listened

function renew(part) {
  for (const each of all(`[data-live="${part}"]`)) htmx.trigger(each, "live");
}

function listen() {
  if (!EVENTS || stream || document.hidden) return;
  stream = new EventSource(EVENTS);
  for (const part of ["queue", "progress", "lookers"]) stream.addEventListener(part, () => renew(part));
  stream.addEventListener("open", () => {
    if (missed) ["queue", "progress", "lookers"].forEach(renew);
    missed = false;
  });
  stream.addEventListener("error", () => {
    missed = true;
    if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    stream = null;
    setTimeout(listen, AGAIN_S * 1000);
  });
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden && stream) {
    stream.close();
    [stream, missed] = [null, true];
  } else listen();
});
listen();

/* Nobody waits before a page that has nothing new; what is typed on it meanwhile stays. */
document.addEventListener("htmx:afterSwap", (event) => {
  const arrived = event.detail.target.querySelector("[data-arrived] a");
  const touched = all("input:not([type=hidden]), textarea").some((each) => each.value !== each.defaultValue);
  if (arrived && !touched) location.replace(arrived.href);
});

/* What was sent when the session had ended waits in this tab, and is back in its form after the sign-in. */

const place = `sent ${document.body.dataset.user ?? ""} ${location.pathname}`;
const fields = (form) => [...form.elements].filter((each) => each.name && each.name !== "token" && each.type !== "file");
const property = (each) => (each.matches("[type=checkbox], [type=radio]") ? "checked" : "value");
const written = (form) => fields(form).map((each) => [each.name, each[property(each)]]);

// The session ends while something is typed, too; the way to the sign-in leads back to it.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status !== 401 || !event.target.matches?.("form[data-guard]")) return;
  sessionStorage.setItem(place, JSON.stringify(written(event.target)));
  unsaved = false;
});

function bringBack(form) {
  const sent = JSON.parse(sessionStorage.getItem(place) ?? "[]");
  sessionStorage.removeItem(place);
  const answered = performance.getEntriesByType("navigation")[0]?.responseStatus >= 400; // with the text in it
  const now = fields(form);
  const other = ([, value], at) => now[at].type !== "hidden" && now[at][property(now[at])] !== value;
  const differs = sent.length === now.length && sent.some(other);
  if (answered || !differs) return;
  now.forEach((each, at) => { each[property(each)] = sent[at][1]; }); // the version too: what came between is told
  const said = document.createElement("p");
  [said.className, said.textContent] = ["said", "آنچه پیش از ورود نوشته بودید اینجاست و هنوز ثبت نشده است."];
  said.setAttribute("role", "status");
  form.before(said);
  form.closest("details")?.setAttribute("open", "");
  unsaved = true;
}

if (new URLSearchParams(location.search).has("said")) sessionStorage.clear();
all("form[data-guard]").slice(0, 1).forEach(bringBack);

/* What is wrong with a field, in Persian: the browser says it in its own language. */

const wrong = ({ validity, type, minLength, maxLength }) => {
  if (validity.valueMissing && type === "file") return "پرونده‌ای برگزینید";
  if (validity.valueMissing) return /^(radio|checkbox|select)/.test(type) ? "یکی را برگزینید" : "این خانه را پر کنید";
  if (validity.tooShort) return persian(`کوتاه است؛ دست‌کم ${minLength} نویسه بنویسید`);
  if (validity.tooLong) return persian(`بلند است؛ حداکثر ${maxLength} نویسه بنویسید`);
  return validity.valid ? "" : "درست نوشته نشده است؛ دوباره ببینیدش";
};

document.addEventListener("invalid", ({ target }) => {
  target.setCustomValidity(""); // that of the last time
  target.setCustomValidity(wrong(target));
}, true);
document.addEventListener("input", ({ target }) => {
  for (const each of target.form?.elements ?? []) each.setCustomValidity("");
});

/* A chosen file is named beside its button. */
document.addEventListener("change", (event) => {
  if (!event.target.matches(".file input")) return;
  const chosen = event.target.closest(".file").querySelector(".chosen");
  chosen.textContent = event.target.files[0]?.name ?? chosen.dataset.none;
});

/* A brief is read as it is typed: questions and sentences come beside their notes, and move nothing that is in use. */

const briefForm = document.querySelector("form[data-reading]");
const cards = new Map(); // every card there was, by its note: a note that comes back has what was chosen at it
let reading = null; // the request on its way
let pressed = false; // a finger is down: until it is up, nothing may move
const afterwards = [];

/* Change the page above and below what somebody looks at, which stays where it is on the screen. */
function still(change) {
  if (pressed) return afterwards.splice(0, afterwards.length, change);
  const shows = (each) => { const at = each?.getBoundingClientRect(); return at && at.bottom > 0 && at.top < innerHeight; };
  const used = document.activeElement;
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".read, .field, fieldset, section");
  const anchor = briefForm.contains(used) && shows(used) ? used : middle;
  const key = anchor?.closest("[data-key]")?.dataset.key;
  const top = (each) => each.getBoundingClientRect().top;
  const before = anchor && top(anchor);
  change();
  const after = anchor?.isConnected ? anchor : key && document.querySelector(`#reading [data-key="${key}"]`);
  if (after) scrollBy({ top: top(after) - before, behavior: "instant" });
}
addEventListener("pointerdown", () => { pressed = true; });
for (const kind of ["pointerup", "pointercancel"]) {
  addEventListener(kind, () => setTimeout(() => {
    pressed = false;
    for (const change of afterwards.splice(0)) still(change);
  }, 300)); // the click comes after the finger
}

/* Give a card that comes anew what was chosen and typed at the one before it. */
function keepChoice(old, card) {
  const chosen = old.querySelector("input[type=radio]:checked");
  const own = old.querySelector("textarea");
  if (own) card.querySelector("textarea").value = own.value;
  if (old.querySelector("details")?.open) card.querySelector("details").open = true;
  if (!chosen) return;
  const same = [...card.querySelectorAll("input[type=radio]")].find((each) => each.value === chosen.value);
  if (same) same.checked = true;
  else card.querySelector(".way.own").before(chosen.closest("label"));
}

function showReading(page) {
  const list = document.getElementById("reading");
  let at = list.firstElementChild;
  for (const card of page.querySelectorAll("#reading > [data-key]")) {
    const old = cards.get(card.dataset.key);
    let shown = old ?? card;
    if (old && old.dataset.state !== card.innerHTML && !old.contains(document.activeElement)) {
      const state = card.innerHTML;
      if (old.querySelector("textarea") && card.querySelector("textarea")) keepChoice(old, card);
      card.dataset.state = state;
      if (old === at) at = old.nextElementSibling;
      old.remove();
      shown = card;
    } else if (!old) card.dataset.state = card.innerHTML;
    cards.set(card.dataset.key, shown);
    if (shown === at) at = at.nextElementSibling;
    else list.insertBefore(shown, at);
  }
  while (at) {
    const gone = at;
    at = at.nextElementSibling;
    gone.remove();
  }
  for (const place of all("[data-asks]")) {
    const asks = page.querySelector(`[data-asks="${place.dataset.asks}"]`)?.innerHTML ?? "";
    if (place.innerHTML.trim() !== asks.trim()) place.innerHTML = asks;
  }
}

async function readBrief(times = 0) {
  reading?.abort();
  const own = reading = new AbortController();
  try {
    const body = new URLSearchParams(new FormData(briefForm));
    const answer = await fetch(briefForm.dataset.reading, { method: "POST", body, signal: own.signal, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (own.signal.aborted) return;
    still(() => showReading(page));
    const again = page.querySelector("#reading[data-thinking]") && times < 25;
    if (again) later(() => readBrief(times + 1), Math.min(400 * 1.25 ** times, 3000));
  } catch {
    if (!own.signal.aborted && times < 5) later(() => readBrief(times + 1), 2000); // typing goes on meanwhile
  }
}

let timer = 0;
function later(run, pause) {
  clearTimeout(timer);
  timer = setTimeout(run, pause);
}

function answer(button) {
  const [place, words] = [button.value.slice(0, button.value.indexOf("|")), button.value.slice(button.value.indexOf("|") + 1)];
  const note = button.closest("[data-key]")?.dataset.note;
  const field = document.getElementById(note === undefined ? place : "notes");
  const bare = (line) => line.trim().replace(/^[-•]+/, "").trim();
  field.value = note === undefined ? words
    : field.value.split("\n").map((line) => (bare(line) === note ? words : line)).join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  later(readBrief, 0);
}

if (briefForm) {
  all("#reading > [data-key]").forEach((card) => cards.set(card.dataset.key, card));
  briefForm.addEventListener("input", ({ target }) => {
    if (target.matches(".way.own textarea")) target.closest("label").querySelector("input").checked = true;
    else if (target.type !== "radio" || target.name === "kind") later(readBrief, 250);
  });
  briefForm.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=answer]");
    if (!button) return;
    event.preventDefault();
    answer(button);
  });
  if (document.querySelector("#reading[data-thinking]")) later(readBrief, 400);
}

/* Copying */

async function copy(button) {
  const from = document.getElementById(button.dataset.copy);
  const text = from.value ?? from.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    from.select?.();
    document.execCommand("copy");
  }
  const said = button.textContent;
  button.textContent = "رونوشت شد";
  setTimeout(() => { button.textContent = said; }, 1500);
}

/* Picking a day */

const picker = document.createElement("dialog");
picker.className = "picker";
picker.setAttribute("aria-label", "تقویم");

async function openPicker(field, month = "") {
  picker.dataset.field = field;
  picker.innerHTML = await (await fetch(`/calendar/picker?month=${encodeURIComponent(month)}`)).text();
  if (!picker.isConnected) document.body.append(picker);
  if (!picker.open) picker.showModal();
}

function pick(button) {
  const field = document.getElementById(picker.dataset.field);
  const hour = field.value.trim().split(/\s+/)[1] ?? (picker.dataset.field === "expire_at" ? "۲۳:۵۹" : "۰۹:۰۰");
  field.value = `${button.dataset.date} ${hour}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  picker.close();
  field.focus();
}

document.addEventListener("click", (event) => {
  if (event.target === picker) return picker.close();
  const button = event.target.closest("button");
  if (!button) return;
  const { copy: source, pick: field, mend: mended, select: selected, date, monthOf } = button.dataset;
  if (mended) {
    event.preventDefault();
    mend(button);
  } else if (selected) select(button);
  else if (source) copy(button);
  else if (field) openPicker(field);
  else if (date) pick(button);
  else if (monthOf) openPicker(picker.dataset.field, monthOf);
});

/* Moving a piece to another day */

const month = document.querySelector("[data-month]");
if (month) {
  let carried = null;
  month.addEventListener("dragstart", (event) => { carried = event.target.closest("[data-piece]"); });
  month.addEventListener("dragover", (event) => {
    const day = event.target.closest("[data-day]");
    all(".daybox.over").forEach((each) => each.classList.remove("over"));
    if (!carried || !day) return;
    event.preventDefault();
    day.classList.add("over");
  });
  month.addEventListener("drop", (event) => {
    const day = event.target.closest("[data-day]");
    if (!carried || !day) return;
    event.preventDefault();
    const form = document.getElementById("move");
    form.action = `/pieces/${carried.dataset.piece}/plan`;
    form.elements.version.value = carried.dataset.version;
    form.elements.publish_at.value = `${day.dataset.day} ${carried.dataset.clock}`;
    form.submit();
  });
}

/* What is chosen in a list: how many, and all at once. */

const boxes = () => all(".choose input[type=checkbox]");
function countChosen() {
  const said = document.querySelector("[data-chosen]");
  if (said) said.textContent = persian(`${boxes().filter((each) => each.checked).length}`);
}
document.addEventListener("change", (event) => { if (event.target.matches(".choose input")) countChosen(); });
document.querySelector("[data-choose-all]")?.addEventListener("click", () => {
  for (const each of boxes()) each.checked = true;
  countChosen();
});
countChosen(); // those that the browser remembers
// A list from which somebody chooses is not renewed under the finger.
for (const kind of ["htmx:beforeRequest", "htmx:beforeSwap"]) { // also one that was already on its way
  document.addEventListener(kind, (event) => {
    if (event.target.id === "queue" && boxes().some((each) => each.checked)) event.preventDefault();
  });
}

/* What can be undone, until its minute is over. */

const undo = document.querySelector(".undo");
if (undo) {
  const until = performance.now() + 1000 * undo.dataset.seconds;
  const tick = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (left < 1) return undo.remove();
    undo.querySelector(".left").textContent = persian(`${left}`);
    setTimeout(tick, 250);
  };
  tick();
}

/* A remark on some words: the button comes with the selection, and goes a moment after it, when it has been pressed. */

const onWords = document.getElementById("remark-here");
function offerRemark() {
  const chosen = getSelection();
  const range = !chosen.isCollapsed && chosen.rangeCount ? chosen.getRangeAt(0) : null;
  const within = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".words[data-field]");
  const words = range && within(range.startContainer);
  if (!words || words !== within(range.endContainer)) return setTimeout(() => { onWords.hidden = getSelection().isCollapsed || onWords.hidden; }, 500);
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length; // the server counts characters, not the units of UTF-16
  onWords.href = `${onWords.dataset.path}&field=${words.dataset.field}&start=${start}&end=${start + [...range.toString()].length}`;
  onWords.hidden = false;
}
if (onWords) document.addEventListener("selectionchange", offerRemark);

/* A refusal is read first. */
document.querySelector("main .problems")?.focus();
