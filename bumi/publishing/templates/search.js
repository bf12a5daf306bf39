// Searches the shards of the index, the newest first, until enough is found; see bumi/publishing/feeds.py.
"use strict";
const ENOUGH = 20;
const form = document.getElementById("seek");
const told = document.getElementById("told");
const found = document.getElementById("found");
const more = document.getElementById("more");
const shards = new Map(); // by number, once fetched
let search = 0; // counts searches, so that an older one stops when a newer begins

const digits = (text) => text.replace(/[0-9]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);

// One form for every way of writing, as bumi.persian.text.flat has it.
function flat(text) {
  return text
    .normalize("NFKC")
    .replace(/[\u064b-\u065f\u0670\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u0640]/g, "")
    .replace(/[يىېےۍ]/g, "ی")
    .replace(/[كڪ]/g, "ک")
    .replace(/[ۀةہھە]/g, "ه")
    .replace(/[أإآ]/g, "ا")
    .replace(/ؤ/g, "و")
    .replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

// Both the parts of «پته‌دوزی» and the whole without its half-space, as an entry's other words have them.
const compounds = (text) => [...flat(text), ...flat(text.replace(/\u200c/g, ""))];

// «باغ» finds «باغ‌ها» and «باغهای», for a word need only begin so; «باغ‌های» and «باغهای» find «باغ», for an ending
// is no word of its own. «شهر بابک» finds «شهربابک»: two words beside each other may be one.
const ENDINGS = new Set(["ها", "های", "هایی", "ی", "ای", "تر", "ترین"]);
function asked(text) {
  const words = flat(text);
  const pair = (at) => (at > 0 && at < words.length ? [words[at - 1] + words[at]] : []);
  return words
    .map((word, at) => ({ word, bare: word.replace(/(?<=..)های?ی?$/, ""), begun: [word, ...pair(at), ...pair(at + 1)] }))
    .filter(({ word }, at) => at === 0 || !ENDINGS.has(word));
}

// Whether one letter of a word is another, missing, too many, or behind the next: «آنفلونزا» for «آنفلوآنزا».
function near(word, other) {
  let same = 0;
  while (same < word.length && word[same] === other[same]) same++;
  const [typed, right] = [word.slice(same), other.slice(same)];
  const swapped = typed[1] === right[0] && typed[0] === right[1] && typed.slice(2) === right.slice(2);
  const [typedOn, rightOn] = [typed.slice(1), right.slice(1)];
  return word.length > 3 && (typedOn === rightOn || typedOn === right || typed === rightOn || swapped);
}

// How well an entry fits: every word must begin one of its words; the headline counts most. 0 is not at all. Words
// with a wrong letter fit only where `mistyped` is true.
function fit(entry, words, mistyped) {
  let sum = 0;
  for (const { word, bare, begun } of words) {
    const fits = (other) =>
      begun.some((start) => other.startsWith(start)) || other === bare || (mistyped && near(word, other));
    const points = entry.head.some(fits) ? 4 : entry.rest.some(fits) ? 1 : 0;
    if (!points) return 0;
    sum += points;
  }
  return sum;
}

async function shard(number) {
  if (!shards.has(number)) {
    const answer = await fetch(`${number}.json`);
    if (!answer.ok) throw new Error(`shard ${number}: ${answer.status}`);
    const entries = await answer.json();
    for (const entry of entries) {
      entry.head = compounds(entry.headline);
      entry.rest = [...compounds(`${entry.lede} ${entry.by}`), ...entry.words.split(" ")];
    }
    shards.set(number, entries);
  }
  return shards.get(number);
}

function show(entry) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = found.dataset.root + entry.key;
  link.textContent = entry.headline;
  const lede = document.createElement("p");
  lede.textContent = entry.lede;
  const by = document.createElement("p");
  by.className = "by";
  by.textContent = entry.by;
  item.append(link, lede, by);
  found.append(item);
}

async function look(words, from, until, mistyped = false) {
  const mine = ++search;
  more.hidden = true;
  told.textContent = "در حال جست‌وجو…";
  let number = from;
  try {
    for (; number >= 1 && found.children.length < until; number--) {
      const entries = await shard(number);
      if (mine !== search) return;
      entries
        .map((entry) => [fit(entry, words, mistyped), entry])
        .filter(([points]) => points)
        .sort(([one], [other]) => other - one)
        .forEach(([, entry]) => show(entry));
    }
  } catch {
    told.textContent = "فهرست جست‌وجو خوانده نشد؛ پیوند اینترنت را ببینید و دوباره بکوشید.";
    return;
  }
  const count = found.children.length;
  if (!count && !mistyped) return look(words, from, until, true);
  const how = mistyped ? "با واژه‌های نزدیک " : "";
  told.textContent = count
    ? `${digits(String(count))} مطلب ${how}پیدا شد.`
    : "چیزی پیدا نشد؛ واژه‌ای دیگر یا کوتاه‌تر را بیازمایید.";
  more.hidden = number < 1;
  more.firstElementChild.onclick = () => look(words, number, count + ENOUGH, mistyped);
}

function begin(query) {
  const words = asked(query);
  found.replaceChildren();
  if (words.length) look(words, Number(found.dataset.shards), ENOUGH);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = form.elements.q.value;
  history.replaceState(null, "", `?q=${encodeURIComponent(query)}`);
  begin(query);
});
const given = new URLSearchParams(location.search).get("q");
if (given) {
  form.elements.q.value = given;
  begin(given);
}
