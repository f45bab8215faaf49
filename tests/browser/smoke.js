// Looks at each kind of page of a built site as readers do: on a phone and on a desk, light and dark, under the site's
// content security policy. Fails on an error in the console, a request that leaves the site, a page that is wider than
// its window, or text that is missing. Keeps a screenshot of each page.
//
//   node smoke.js SITE SCREENSHOTS      (CHROMIUM names the browser, where it is not found by itself)

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pictureName, report, serve, startBrowser, tooWide } from "./site.js";

const [site, screenshots] = process.argv.slice(2).map((folder) => path.resolve(folder));
const WINDOWS = [{ width: 360, height: 800 }, { width: 1280, height: 900 }];
const SCHEMES = ["light", "dark"];

// A page of each kind, and those with the most on them.
const PAGES = [
  "/", "/hope-project/", "/hope-project/aid-2022/", "/jobs/summer-job-fair/", "/notices/publicity/", "/handbook/writing-figures/",
  "/tags/", "/tags/hope-project/", "/archive/", "/stats/", "/calendar/", "/data/", "/sitemap/", "/search/", "/about/", "/404.html",
];

/** What is wrong with one page in one window. */
async function look(context, origin, url, picture) {
  const problems = [];
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") problems.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => problems.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => { if (!request.url().startsWith(origin)) problems.push(`leaves the site: ${request.url()}`); });
  page.on("response", (answer) => { if (answer.status() >= 400) problems.push(`${answer.status()}: ${answer.url()}`); });
  await page.goto(origin + url, { waitUntil: "load" });
  const seen = await page.evaluate(() => {
    return {
      headings: document.querySelectorAll("h1").length,
      text: document.body.innerText.trim().length,
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      noSize: [...document.querySelectorAll("img")].filter((image) => image.getAttribute("src") && !image.complete && image.loading !== "lazy").length,
    };
  });
  const over = await page.evaluate(tooWide);
  if (over.length > 0) problems.push(`wider than its window: ${over.join(" ")}`);
  if (seen.headings !== 1) problems.push(`${seen.headings} headings of the first level`);
  if (seen.text < 40) problems.push("hardly any text");
  if (seen.noSize > 0) problems.push(`${seen.noSize} pictures did not load`);
  const twice = seen.ids.filter((id, at) => seen.ids.indexOf(id) !== at);
  if (twice.length > 0) problems.push(`ids that are there twice: ${twice.join(", ")}`);
  await page.screenshot({ path: picture, fullPage: true });
  await page.close();
  return problems;
}

async function main() {
  await mkdir(screenshots, { recursive: true });
  const { origin, close } = await serve(site);
  const browser = await startBrowser();
  let looks = 0;
  const wrong = [];
  for (const viewport of WINDOWS) {
    for (const colorScheme of SCHEMES) {
      // Once without script: nothing may depend on it.
      const javaScriptEnabled = !(viewport.width === 360 && colorScheme === "dark");
      const context = await browser.newContext({ viewport, colorScheme, locale: "zh-CN", reducedMotion: "reduce", javaScriptEnabled });
      for (const url of PAGES) {
        const name = pictureName(url, viewport.width, colorScheme);
        const problems = await look(context, origin, url, path.join(screenshots, name));
        wrong.push(...problems.map((problem) => `${url} at ${viewport.width}px, ${colorScheme}: ${problem}`));
        looks += 1;
      }
      await context.close();
    }
  }
  await browser.close();
  close();
  report("pages", looks, wrong);
}

await main();
