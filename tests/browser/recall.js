// Searches a large portal for random parts of its posts, as a reader on a phone network would: whether each finds its post,
// how many bytes a first query costs, and how long the first result takes. A measurement, with no verdict on times.
//
//   node recall.js PORTAL SITE [QUERIES]      (a portal of Markdown files below content/; what was built of it)

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { report, serve, startBrowser } from "./site.js";

const [portal, site] = process.argv.slice(2, 4).map((name) => path.resolve(name));
const QUERIES = Number(process.argv[4] ?? 100);
const HAN = /[\u4e00-\u9fff]{2,}/g;
// 4G as browsers' tools mean it.
const NETWORK = { offline: false, latency: 85, downloadThroughput: 1.25e6, uploadThroughput: 1.25e6 };

let seed = 5;
const dice = (limit) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor((seed / 2147483648) * limit); };

/** The runs of Han characters of each post's title and body. */
async function texts() {
  const files = (await readdir(path.join(portal, "content"), { recursive: true })).filter((name) => name.endsWith(".md") && !name.endsWith("_index.md"));
  return Promise.all(files.map(async (name) => {
    const [, head, body] = (await readFile(path.join(portal, "content", name), "utf8")).split("+++");
    const title = /^title = "(.*)"$/m.exec(head)?.[1] ?? "";
    return { title, runs: `${title}\n${body.replace(/[*`]/g, "")}`.match(HAN) ?? [] };
  }));
}

function part(posts) {
  const { runs } = posts[dice(posts.length)];
  const run = runs[dice(runs.length)];
  const length = Math.min(run.length, 2 + dice(3));
  const from = dice(run.length - length + 1);
  return run.slice(from, from + length);
}

/** One query in a browser that has seen nothing before. */
async function ask(browser, origin, query) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "zh-CN" });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", NETWORK);
  const sizes = new Map();
  const addresses = new Map();
  network.on("Network.responseReceived", ({ requestId, response }) => addresses.set(requestId, response.url));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const started = Date.now();
  await page.goto(`${origin}/search/?q=${encodeURIComponent(query)}`, { waitUntil: "commit" });
  await page.waitForSelector('[data-part="results"] li, [data-part="tries"] p', { state: "attached" });
  const first = Date.now() - started;
  await page.waitForLoadState("networkidle");
  const count = Number(/\d+(?=篇)/.exec(await page.textContent('[data-part="status"]'))?.[0] ?? 0);
  let bytes = 0, all = 0;
  for (const [id, size] of sizes) {
    const url = new URL(addresses.get(id) ?? origin);
    all += size;
    if (!/\.css$|icon|^\/search\/$|site\..*\.js$/.test(url.pathname)) bytes += size;
  }
  await context.close();
  return { first, count, bytes, all };
}

const posts = await texts();
const { origin, close } = await serve(site);
const browser = await startBrowser();
const wrong = [];
const asked = [];
for (let at = 0; at < QUERIES; at++) {
  const query = part(posts);
  const truth = posts.filter(({ runs }) => runs.some((run) => run.includes(query))).length;
  const answer = await ask(browser, origin, query);
  asked.push(answer);
  if (answer.count < truth) wrong.push(`${query}: ${answer.count} of ${truth}`);
  if (answer.bytes > 100_000) wrong.push(`${query}: ${answer.bytes} bytes`);
  if (answer.count > truth * 1.02 + 2) console.log(`${query}: ${answer.count}, written in ${truth}`);
}
await browser.close();
close();
for (const key of ["first", "bytes", "all"]) {
  const sorted = asked.map((one) => one[key]).sort((one, other) => one - other);
  console.log(`${key}: median ${sorted[sorted.length >> 1]}, most ${sorted[sorted.length - 1]}`);
}
report("recall", asked.length, wrong);
