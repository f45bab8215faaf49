const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}\u{30000}-\u{323af}]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const SILENT = /[\u0300-\u036f\u180b-\u180f\u200b-\u200d\u00ad\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const SYLLABLE = /^(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcs])(?:[aeiouv]|ai|an|ang|ao|ei|en|eng|ia|ian|iang|iao|ie|in|ing|iong|iu|ong|ou|ua|uai|uan|uang|ue|ui|un|uo|ve)|y(?:[aeiou]|an|ang|ao|in|ing|ong|ou|uan|ue|un)|w(?:[aou]|ai|an|ang|ei|en|eng)|[aeo]|ai|an|ang|ao|ei|en|eng|er|ou)$/;
const BEGINNING = /^(?:[zcs]h?|[bpmfdtnlgkhjqxryw]|(?:[zcs]h|[bpmfdtnlgkhjqxrzcs])(?:on|ion?)|yon|yua|we)$/;
const A_PAGE = 20;
const LONGEST_QUERY = 64;
const LONGEST_BEGINNING = 16;
const MOST_OPEN = 500;
const MOST_SOUNDS = 4;
const MOST_TEXTS = 3;
const MOST_TOKENS = 8;
const MOST_INITIALS = 24;
const MOST_PAIRS = 3;
const AT_A_TIME = 4;
const MOST_WAYS = 8;
const AROUND = 36;
const BUDGET = 64000;
const LONGEST_PAGE = 24000;
const root = document.querySelector("[data-search]");
const site = JSON.parse(root.dataset.search);
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const form = root.querySelector("form");
const box = form.elements.q;
const list = part("results"), state = part("status"), more = part("more"), tries = part("tries"), ways = part("ways");
function fold(text) {
return text.normalize("NFKD").replace(SILENT, "").toLowerCase();
}
function foldWithPlaces(text) {
let folded = "";
const places = [];
let at = 0;
for (const character of text) {
const one = fold(character);
for (let i = 0; i < one.length; i++) places.push(at);
folded += one;
at += character.length;
}
places.push(at);
return { folded, places };
}
function runs(folded) {
const found = [];
let open = null;
const characters = [...folded];
characters.forEach((character, at) => {
const han = HAN.test(character);
const joins = open && open.kind === "word" && joinsNumber(character, open.text, characters.slice(at + 1).join(""));
const kind = han ? "han" : joins || WORD.test(character) ? "word" : null;
if (kind && open && open.kind === kind) open.text += character;
else if (kind) found.push(open = { kind, text: character, follows: open !== null });
else open = null;
});
for (const run of found) {
if (run.kind === "word" && /^[\d.,]+$/.test(run.text)) { run.kind = "number"; run.text = run.text.replace(/,/g, ""); }
}
return found;
}
function joinsNumber(character, before, rest) {
const digits = rest.match(/^\d*/)[0].length;
if (character === ",") return digits === 3 && /^\d{1,3}(?:,\d{3})*$/.test(before);
return character === "." && digits > 0 && /\d$/.test(before) && !before.includes(".") && !/^\.\d/.test(rest.slice(digits));
}
function shifted(number, zeros) {
const [whole, behind = ""] = number.split(".");
const digits = whole + behind.padEnd(zeros, "0");
const front = digits.slice(0, whole.length + zeros).replace(/^0+/, "") || "0";
const rest = digits.slice(whole.length + zeros).replace(/0+$/, "");
return rest ? `${front}.${rest}` : front;
}
function hanTokens(text, most = MOST_TOKENS) {
const characters = [...text];
if (characters.length < 3) return [text];
return spread(characters.length - 2, most).map((at) => characters.slice(at, at + 3).join(""));
}
let spent = 0;
let unlimited = false;
const files = new Map();
function load(path, read) {
if (!files.has(path)) {
const loading = fetch(site.base + path, { cache: "no-cache" }).then((answer) => {
if (!answer.ok) throw new Error(`${answer.status}: ${path}`);
return answer.arrayBuffer();
}).then((bytes) => { spent += sent(site.base + path, bytes.byteLength); return read(new Uint8Array(bytes)); });
loading.catch(() => files.delete(path));
files.set(path, loading);
}
return files.get(path);
}
function sent(url, size) {
const entry = performance.getEntriesByName(new URL(url, location.href).href).pop();
return entry && entry.encodedBodySize > 0 ? Math.min(entry.encodedBodySize, size) : size;
}
const partOfSyllables = (first, second, parts) => hash(`${first}'${second.slice(0, 1)}`, parts);
function hash(token, parts) {
let value = 0x811c9dc5;
for (let at = 0; at < token.length; at++) value = Math.imul(value ^ token.charCodeAt(at), 0x01000193);
value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
return ((value ^ (value >>> 12)) & (parts - 1)) >>> 0;
}
function reader(bytes) {
let at = 0;
const number = () => {
let value = 0, shift = 0, byte;
do { byte = bytes[at++]; value |= (byte & 0x7f) << shift; shift += 7; } while (byte & 0x80);
return value >>> 0;
};
const take = (length) => bytes.subarray(at, at += length);
return { number, take, ended: () => at >= bytes.length };
}
const utf8 = new TextDecoder();
function readShard(bytes) {
const read = reader(bytes);
const tokens = utf8.decode(read.take(read.number())).split("\n");
tokens.pop();
const lengths = tokens.map(() => read.number());
return new Map(tokens.map((token, at) => [token, read.take(lengths[at])]));
}
function readList(bytes) {
const posts = new Map();
if (!bytes) return posts;
const read = reader(bytes);
for (let place = 1; !read.ended(); place++) {
const head = read.number();
if (head & 1) {
const first = read.number();
read.take(read.number()).forEach((byte, at) => {
for (let bit = 0; byte >> bit; bit++) if ((byte >> bit) & 1) posts.set(first + at * 8 + bit, place);
});
} else {
let next = 0;
for (let left = head >> 1; left > 0; left--) { next += read.number(); posts.set(next++, place); }
}
}
return posts;
}
async function postsOf(token) {
const shard = await load(`index/${hash(token, site.shards)}.bin`, readShard);
return readList(shard.get(token));
}
async function postsRead(first, second, open) {
const token = `${first}'${second}`;
const shard = await load(`index/${site.shards + partOfSyllables(first, second, site.sounds)}.bin`, readShard);
const posts = new Map();
for (const [other, bytes] of shard) {
if (other !== token && !(open && other.startsWith(token))) continue;
for (const [post, place] of readList(bytes)) posts.set(post, Math.max(place, posts.get(post) || 0));
}
return posts;
}
async function postsOfSound(syllables) {
const last = syllables.length - 1;
if (last === 0) return postsRead(syllables[0], "", false);
let all = last < 3 ? null : await postsOfAll(initials(syllables.map((one) => one[0]).join("")), 1);
for (const at of spread(last, MOST_PAIRS)) {
if (all !== null && all.size === 0) break;
all = within(all, await postsRead(syllables[at], syllables[at + 1], at + 1 === last));
}
return all;
}
function spread(count, most) {
const taken = Math.min(count, most);
return Array.from({ length: taken }, (_, number) => (taken > 1 ? Math.round(number * (count - 1) / (taken - 1)) : 0));
}
function within(one, other) {
if (one === null) return other;
const both = new Map();
for (const [post, place] of one) if (other.has(post)) both.set(post, Math.min(place, other.get(post)));
return both;
}
async function postsOfAll(tokens, first = AT_A_TIME) {
const left = [...new Set(tokens)];
let all = null;
while (left.length > 0 && (all === null || all.size > 0)) {
for (const one of await Promise.all(left.splice(0, all === null ? first : AT_A_TIME).map(postsOf))) {
all = within(all, one);
}
}
return all;
}
function syllables(letters) {
const ending = [[[]]];
for (let end = 1; end <= letters.length; end++) {
const ways = [];
for (let start = Math.max(0, end - 6); start < end; start++) {
const one = letters.slice(start, end);
if (SYLLABLE.test(one) || (end === letters.length && start > 0 && BEGINNING.test(one))) ways.push(...ending[start].map((way) => [...way, one]));
}
const whole = (way) => (SYLLABLE.test(way[way.length - 1]) ? 0 : 1);
ending.push(ways.sort((one, other) => one.length - other.length || whole(one) - whole(other)).slice(0, MOST_WAYS));
}
return ending[letters.length];
}
function syllablesOfWords(words) {
return words.reduce((before, word) => before.flatMap((way) => syllables(word).map((more) => [...way, ...more])).slice(0, MOST_WAYS), [[]]);
}
async function pairs(first, second, open) {
const lines = await load(`readings/${partOfSyllables(first, second, site.readings)}.txt`, (bytes) => utf8.decode(bytes).split("\n"));
const exact = `${first}'${second} `, begins = `${first}'${second}`;
const found = lines.filter((line) => line.startsWith(exact));
if (open) found.push(...lines.filter((line) => line.startsWith(begins) && !line.startsWith(exact)));
return found.flatMap((line) => {
const characters = [...line.slice(line.indexOf(" ") + 1).replace(/[0-9a-z]/g, "")];
return characters.filter((_, at) => at % 2 === 0).map((character, at) => character + characters[at * 2 + 1]);
});
}
async function textsRead(syllables) {
let open = [];
for (let at = 0; at + 1 < syllables.length; at++) {
const next = await pairs(syllables[at], syllables[at + 1], at + 2 === syllables.length);
open = at === 0 ? next
: open.flatMap((text) => next.filter((pair) => pair[0] === text[text.length - 1]).map((pair) => text + pair[1]));
if (open.length > MOST_OPEN) return null;
}
return open.length > MOST_TEXTS ? null : open;
}
async function readAs(words) {
const options = [];
const ways = syllablesOfWords(words).filter((way) => way.every((one, at) => at === way.length - 1 || SYLLABLE.test(one)));
for (const way of ways.slice(0, MOST_SOUNDS)) {
if (way.length > ways[0].length && spent > BUDGET / 4) break;
const texts = way.length > 2 ? await textsRead(way) : null;
const later = way.length > ways[0].length;
if (texts === null) options.push({ sound: way, counts: way.length > 1 ? 1 : 0.4, later });
else options.push(...texts.map((text) => ({ tokens: hanTokens(text), marks: [text], counts: 1, first: 1, read: true, later })));
}
return options;
}
function initials(letters) {
const capitals = letters.toUpperCase();
if (capitals.length < 4) return [capitals];
return spread(capitals.length - 3, MOST_TOKENS).map((at) => capitals.slice(at, at + 4));
}
async function meanings(words, isPart, isBesideHan) {
const letters = words.join("");
const options = [{ tokens: [[...letters].slice(0, LONGEST_BEGINNING).join("")], marks: [letters], counts: 1 }];
if (!/^[a-z]+$/.test(letters) || letters.length < 2) return options;
const read = isPart ? [] : await readAs(words);
for (const option of read) options.push({ marks: [{ letters, fits: fitsReading }], ...option });
const mayBeInitials = letters.length <= MOST_INITIALS && !/[iuv]/.test(letters) && !isBesideHan;
if (mayBeInitials) options.push({ tokens: initials(letters), marks: [{ letters, fits: fitsInitial, isOfNames: letters.length < 4 }], counts: 0.5, first: 1 });
return options;
}
async function understand(query) {
const found = runs(fold(query.slice(0, LONGEST_QUERY)));
const han = found.filter((run) => run.kind === "han");
const mostOfRun = Math.max(2, Math.floor(MOST_TOKENS / han.length));
const isSpelt = found.length > 1 && found.every((run) => SYLLABLE.test(run.text));
const needs = [];
for (let at = 0; at < found.length; at++) {
const { kind, text, follows } = found[at];
const next = found[at + 1] && found[at + 1].follows && found[at + 1].kind === "han" ? found[at + 1] : null;
const isBesideHan = next !== null || (follows && found[at - 1].kind === "han");
if (kind === "word") needs.push(await meanings([text], isSpelt, isBesideHan));
if (kind === "number") needs.push([numberNeed(text, next)]);
if (kind === "han" && [...text].length > 1) needs.push([{ tokens: hanTokens(text, mostOfRun), marks: [text], counts: 1 }]);
}
if (needs.length === 0) needs.push(...han.map(({ text }) => [{ tokens: [text], marks: [text], counts: 1 }]));
const plans = needs.length > 0 ? [needs] : [];
if (found.length > 1 && found.every((run) => /^[a-z]+$/.test(run.text))) {
plans.push([await meanings(found.map((run) => run.text), false, false)]);
}
return plans;
}
function numberNeed(number, next) {
if (!next) return { tokens: [number], marks: [number], counts: 1 };
const behind = [...next.text];
const zeros = { "万": 4, "亿": 8 }[behind[0]];
const marks = [number + next.text, number + behind[0]];
const value = zeros ? shifted(number, zeros) : number;
if (zeros) behind.shift();
next.text = behind.join("");
return { tokens: [value + (behind[0] || "")], marks, counts: 1 };
}
async function answer(plans) {
const all = new Map();
for (const needs of plans) {
if (all.size > 0 && spent > BUDGET / 2) break;
let sum = null;
for (const options of needs) {
const scores = await scoresOf(options);
if (sum === null) sum = scores;
else for (const [post, score] of sum) scores.has(post) ? sum.set(post, score + scores.get(post)) : sum.delete(post);
if (sum.size === 0) break;
}
for (const [post, score] of sum || []) raise(all, post, score);
}
return all;
}
function raise(scores, post, score) {
if (!(scores.get(post) >= score)) scores.set(post, score);
}
async function scoresOf(options) {
const scores = new Map();
const isRead = options.some(({ sound, read }) => sound || read);
const likely = ({ later, sound, read }) => !later && (sound || read || !isRead || spent < BUDGET / 2);
for (const wave of [options.filter(likely), options.filter((option) => !likely(option))]) {
if (scores.size > 0 && spent > BUDGET / 2) break;
const asked = wave.map(async ({ tokens, sound, counts, first }) => ({ posts: await (sound ? postsOfSound(sound) : postsOfAll(tokens, first)), counts }));
for (const { posts, counts } of await Promise.all(asked)) {
for (const [post, place] of posts) raise(scores, post, place * 2 + counts);
}
}
return scores;
}
async function keepFiltered(scores, category, year) {
const within = category ? await postsOf(`=${category}`) : null;
const at = site.years.findIndex(([one]) => String(one) === year);
const [from, to] = at < 0 ? [0, Infinity] : [site.years[at][1], at + 1 < site.years.length ? site.years[at + 1][1] : Infinity];
return [...scores.keys()].filter((post) => post >= from && post < to && (!within || within.has(post)))
.sort((one, other) => scores.get(other) - scores.get(one) || other - one);
}
const say = (key, values = {}) => site.strings[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
function element(name, attributes, ...children) {
const made = document.createElement(name);
for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
made.append(...children);
return made;
}
let readings = new Map();
async function learnReadings() {
if (readings.size > 0) return;
const answer = await fetch(site.syllables);
if (!answer.ok) return;
const text = await answer.text();
if (answer.headers.get("content-encoding")) packing = 3;
spent += sent(site.syllables, text.length);
readings = readReadings(text);
}
function readReadings(text) {
const [usual, others] = text.split("\n");
const codes = [];
for (let row = 0xb0; row < 0xf8; row++) for (let cell = 0xa1; cell < 0xff; cell++) codes.push(row, cell);
const characters = [...new TextDecoder("gbk").decode(new Uint8Array(codes))].filter((one) => HAN.test(one));
const read = new Map();
const add = (character, reading) => {
const all = read.get(character) || [];
read.set(character, /^[ln]v/.test(reading) ? [...all, reading, reading.replace("v", "u")] : [...all, reading]);
};
let next = 0;
for (const run of usual.split(" ")) {
const reading = run.replace(/\d+$/, "");
for (let left = Number(run.slice(reading.length)) || 1; left > 0; left--) add(characters[next++], reading);
}
for (const other of others.split(" ")) add(other[0], other.slice(1));
return read;
}
function fitsReading(reading, letters) {
if (letters.startsWith(reading)) return letters.slice(reading.length);
return reading.startsWith(letters) ? "" : null;
}
const fitsInitial = (reading, letters) => (reading[0] === letters[0] ? letters.slice(1) : null);
function endOfSound(text, at, letters, fits) {
if (letters === "") return at;
for (const reading of readings.get(text[at]) || []) {
const left = fits(reading, letters);
const end = left === null ? 0 : endOfSound(text, at + 1, left, fits);
if (end) return end;
}
return 0;
}
function spotsOf(folded, mark) {
const found = [];
if (typeof mark === "string") {
for (let at = folded.indexOf(mark); mark && at >= 0; at = folded.indexOf(mark, at + mark.length)) found.push([at, at + mark.length]);
return found;
}
for (let at = 0; readings.size > 0 && at < folded.length; at++) {
const end = endOfSound(folded, at, mark.letters, mark.fits);
if (end) { found.push([at, end]); at = end - 1; }
}
return found;
}
function marked(text, marks, from = 0, to = text.length) {
const { folded, places } = foldWithPlaces(text);
const spots = marks.flatMap((mark) => spotsOf(folded, mark)).map(([start, end]) => [places[start], places[end]]);
spots.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
const pieces = [];
let done = from;
for (const [start, end] of spots) {
if (start < done || end > to) continue;
pieces.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
done = end;
}
pieces.push(text.slice(done, to));
return pieces;
}
function passage(page, marks) {
const body = page.querySelector("main") || page.body;
for (const besides of body.querySelectorAll("nav, aside, header, footer, form, script, .footnote-ref, rt, rp")) besides.remove();
const blocks = [...body.querySelectorAll("p, li, td, th, dd, dt, h2, h3, h4, h5, h6, figcaption, pre, blockquote")];
const texts = blocks.map((block) => block.textContent.replace(/\s+/g, " ").trim()).filter((text) => text);
for (const text of texts) {
const { folded, places } = foldWithPlaces(text);
const found = marks.flatMap((mark) => spotsOf(folded, mark).slice(0, 1));
if (found.length === 0) continue;
const at = places[Math.min(...found.map(([start]) => start))];
const from = at > AROUND ? at - AROUND / 2 : 0;
const to = Math.min(text.length, from + AROUND * 3);
return [from > 0 ? "…" : "", ...marked(text, marks, from, to), to < text.length ? "…" : ""];
}
const lead = page.querySelector('meta[name="description"], meta[name="Description"]');
const text = lead ? lead.content : "";
return [text.slice(0, AROUND * 3), text.length > AROUND * 3 ? "…" : ""];
}
async function beginningOf(url) {
const answer = await fetch(url);
packing = answer.headers.get("content-encoding") ? 3 : 1;
const reading = answer.body.getReader();
const decoder = new TextDecoder();
let text = "", size = 0;
while (size < LONGEST_PAGE) {
const { done, value } = await reading.read();
if (done) break;
size += value.length;
text += decoder.decode(value, { stream: true });
}
reading.cancel();
spent += size / packing;
return text;
}
let packing = 1;
let waiting = [];
const seen = "IntersectionObserver" in window
? new IntersectionObserver((entries) => {
for (const entry of entries.filter((one) => one.isIntersecting)) {
seen.unobserve(entry.target);
waiting.push(entry.target);
}
fillPassages();
}) : null;
let filling = false;
let typing = false;
async function fillPassages() {
if (filling || typing) return;
filling = true;
while (waiting.length > 0 && !typing && (unlimited || spent + LONGEST_PAGE / packing < BUDGET)) {
const item = waiting.shift();
if (!item.isConnected) continue;
try {
const page = new DOMParser().parseFromString(await beginningOf(item.href), "text/html");
item.closest("li").querySelector(".passage").replaceChildren(...passage(page, item.marks));
} catch { /* The result stands without a passage. */ }
}
filling = false;
}
function askForMore() {
if (unlimited) return;
unlimited = true;
fillPassages();
}
async function card(post) {
const cards = await load(`cards/${Math.floor(post / site.cards)}.json`, (bytes) => JSON.parse(utf8.decode(bytes)));
return cards[post % site.cards];
}
async function show(post, marks) {
const [title, url, day, folder] = await card(post);
const link = element("a", { href: url }, ...marked(title, marks));
link.marks = marks.filter((mark) => !mark.isOfNames);
const category = site.categories.find(([one]) => one === folder);
const facts = [category && category[1], day].filter((fact) => fact);
const item = element("li", {}, element("h2", {}, link),
element("p", { class: "meta" }, facts.join(" · ")), element("p", { class: "passage" }));
return { item, link };
}
let turn = 0;
let extending = false;
let shown = { posts: [], marks: [], count: 0 };
async function extend(now) {
const from = shown.count;
const next = shown.posts.slice(from, from + A_PAGE);
const made = await Promise.all(next.map((post) => show(post, shown.marks)));
if (now !== turn) return null;
shown.count += next.length;
if (from === 0) list.replaceChildren();
for (const { item, link } of made) {
list.append(item);
if (seen && !shown.isList) seen.observe(link);
}
more.hidden = shown.count >= shown.posts.length;
return made[0] ? made[0].link : null;
}
function wishes() {
const value = (name) => (form.elements[name] ? form.elements[name].value : "");
return { q: box.value.trim(), category: value("category"), year: value("year") };
}
function address() {
const asked = new URLSearchParams();
for (const [name, value] of Object.entries(wishes())) if (value) asked.set(name, value);
const text = asked.toString();
return location.pathname + (text ? `?${text}` : "");
}
function remember(method) {
if (address() === location.pathname + location.search) return;
try { history[method](null, "", address()); } catch { /* Some browsers allow only so many a minute. */ }
}
function clear() {
list.replaceChildren();
tries.replaceChildren();
more.hidden = true;
ways.hidden = false;
shown = { posts: [], marks: [], count: 0 };
}
async function search() {
const now = ++turn;
spent = 0;
waiting = [];
const { q, category, year } = wishes();
if (!q && !category && !year) { clear(); state.textContent = say("search_hint"); return; }
list.setAttribute("aria-busy", "true");
const slow = setTimeout(() => { if (now === turn) state.textContent = say("search_loading"); }, 400);
try {
const plans = await understand(q);
const scores = q ? await answer(plans) : new Map(Array.from({ length: site.posts }, (_, post) => [post, 0]));
const posts = await keepFiltered(scores, category, year);
const marks = [...new Set(plans.flat(2).flatMap((option) => option.marks))];
if (posts.length > 0 && marks.some((mark) => mark.fits) && spent < BUDGET * 3 / 4) await learnReadings().catch(() => {});
if (now !== turn) return;
if (posts.length === 0) await failed(now, plans, q, category || year);
else {
shown = { posts, marks: marks.sort((one, other) => (other.length || 0) - (one.length || 0)), isList: !q, count: 0 };
tries.replaceChildren();
await extend(now);
if (now !== turn) return;
state.textContent = say(q ? "search_count" : "search_listed", { n: posts.length, query: q });
ways.hidden = true;
}
} catch (error) {
if (now !== turn) return;
clear();
state.textContent = say("search_failed");
console.warn(error);
} finally {
clearTimeout(slow);
if (now === turn) list.removeAttribute("aria-busy");
}
}
async function failed(now, plans, query, filtered) {
const parts = await partsThatAreThere(plans, query);
if (now !== turn) return;
clear();
const length = [...fold(query)].length;
state.textContent = say(length > 1 ? "search_none" : length > 0 ? "search_short" : "search_listed", { query, n: 0 });
const offer = (text, act) => {
const button = element("button", { type: "button" }, text);
button.addEventListener("click", act);
return element("li", {}, button);
};
const offers = parts.map((text) => offer(text, () => { box.value = text; search(); remember("pushState"); }));
if (filtered) offers.unshift(offer(say("search_everywhere"), () => { setFilters("", ""); search(); remember("pushState"); }));
if (offers.length > 0) tries.append(element("p", {}, say("search_try")), element("ul", {}, ...offers));
}
async function partsThatAreThere(plans, query) {
const parts = new Set();
for (const run of runs(fold(query.slice(0, LONGEST_QUERY)))) {
const characters = [...run.text];
if (run.kind !== "han") {
const found = plans.length > 0 && query.trim() !== run.text && (await postsOfAll([characters.slice(0, LONGEST_BEGINNING).join("")])).size > 0;
if (found) parts.add(run.text);
const isRead = /^[a-z]+$/.test(run.text) && syllables(run.text).some((way) => way.length > 1);
const shorter = found ? null : isRead ? (await shorterReading(run.text)) || (await shorterWord(characters))
: run.kind === "word" ? await shorterWord(characters) : null;
if (shorter) parts.add(shorter);
continue;
}
for (const text of await partsOfRun(characters)) if (text !== fold(query)) parts.add(text);
}
return [...parts].filter(Boolean).slice(0, 5);
}
async function partsOfRun(characters) {
const found = [];
const goesOn = () => found.length < 5 && spent < BUDGET * 7 / 8;
const stands = async (from, to) => from >= 0 && to <= characters.length
&& (await postsOfAll(hanTokens(characters.slice(from, to).join("")))).size > 0;
let start = 0, end = characters.length;
for (let isFromStart = true; end - start > 1 && goesOn(); isFromStart = !isFromStart) {
let [from, to] = isFromStart ? [start, start + 2] : [end - 2, end];
const isThere = await stands(from, to);
const [before, behind] = isFromStart ? [0, 1] : [1, 0];
while (isThere && goesOn() && from - before >= start && to + behind <= end && await stands(from - before, to + behind)) {
from -= before;
to += behind;
}
if (isThere) found.push([from, characters.slice(from, to).join("")]);
if (isFromStart) start = isThere ? to : start + 1;
else end = isThere ? from : end - 1;
}
return found.sort(([one], [other]) => one - other).map(([, text]) => text);
}
async function shorterWord(characters) {
let [none, some] = [Math.min(characters.length, LONGEST_BEGINNING + 1), 2];
while (none - some > 1 && spent < BUDGET) {
const middle = (none + some) >> 1;
if ((await postsOf(characters.slice(0, middle).join(""))).size > 0) some = middle;
else none = middle;
}
return some > 2 ? characters.slice(0, some).join("") : null;
}
async function shorterReading(word) {
let end = word.length, [way] = syllables(word);
while (!way && end > 1) [way] = syllables(word.slice(0, end -= 1));
if (!way) return null;
const most = way.length - (end === word.length ? 1 : 0);
let all = null, length = 0;
for (let at = 0; at + 1 < most && spent < BUDGET; at++) {
all = within(all, await postsRead(way[at], way[at + 1], false));
if (all.size === 0) break;
length = at + 2;
}
return length > 0 ? way.slice(0, length).join("") : null;
}
function setFilters(category, year) {
for (const [name, value] of [["category", category], ["year", year]]) {
const field = form.elements[name];
if (!field) continue;
field.value = value;
if (field.selectedIndex < 0) field.value = "";
}
}
function fillFilters() {
const choices = {
category: [["", say("search_all_categories")], ...site.categories],
year: [["", say("search_all_years")], ...site.years.map(([year]) => [year, year === 0 ? say("search_undated") : String(year)]).reverse()],
};
for (const name of Object.keys(choices)) {
const field = form.elements[name];
if (!field) continue;
field.replaceChildren(...choices[name].map(([value, text]) => element("option", { value }, text)));
field.addEventListener("change", () => { search(); remember("pushState"); });
field.disabled = false;
const around = field.closest("[hidden]");
if (around) around.hidden = false;
}
}
function readAddress() {
const asked = new URLSearchParams(location.search);
box.value = asked.get("q") || "";
setFilters(asked.get("category") || "", asked.get("year") || "");
search();
}
let pause = 0, rest = 0;
let composing = false;
let settled = true;
function typed() {
clearTimeout(pause);
if (composing) return;
typing = true;
clearTimeout(rest);
rest = setTimeout(() => { typing = false; fillPassages(); }, 600);
const wait = /[a-z]$/i.test(box.value) ? 350 : 150;
pause = setTimeout(() => { search(); remember(settled ? "pushState" : "replaceState"); settled = false; }, wait);
}
box.addEventListener("compositionstart", () => { composing = true; clearTimeout(pause); });
box.addEventListener("compositionend", () => { composing = false; typed(); });
box.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
form.addEventListener("submit", (event) => {
event.preventDefault();
clearTimeout(pause);
typing = false;
search();
remember(settled ? "pushState" : "replaceState");
settled = true;
});
box.addEventListener("change", () => { settled = true; });
more.addEventListener("click", async () => {
if (extending) return;
extending = true;
unlimited = true;
try {
const first = await extend(turn);
if (first) first.focus();
} catch (error) {
state.textContent = say("search_failed");
console.warn(error);
} finally {
extending = false;
}
});
addEventListener("popstate", () => { settled = true; clearTimeout(pause); readAddress(); });
for (const reads of ["scroll", "pointerdown", "pointermove", "wheel"]) addEventListener(reads, askForMore, { passive: true, once: true });
fillFilters();
readAddress();
