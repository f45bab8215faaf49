// Whether everyone can use the pages: axe-core in each mode, 320 px and 200 % text, the keyboard, the reading aids with and
// without script, paper. Keeps screenshots of the modes.
//
//   node access.js SITE SCREENSHOTS      (ONLY=aloud,paper for some of its parts)

import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createRequire } from "node:module";
import { pictureName, report, serve, startBrowser, tooWide } from "./site.js";

const [site, screenshots] = process.argv.slice(2).map((folder) => path.resolve(folder));
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PAGES = (process.env.PAGES ?? [
  "/", "/hope-project/", "/hope-project/aid-2022/", "/jobs/summer-job-fair/", "/notices/publicity/reading-stars/", "/handbook/writing-text/",
  "/handbook/writing-charts/", "/tags/", "/tags/hope-project/", "/archive/", "/stats/", "/calendar/", "/data/", "/sitemap/", "/search/", "/about/", "/404.html",
].join(",")).split(",");
const POST = process.env.POST ?? "/jobs/summer-job-fair/";

// Each mode, as a window and what a reader does in it. Some do without the site's scripts; axe itself needs the
// engine, so those are held back instead.
const MODES = [
  { name: "phone", viewport: { width: 360, height: 740 } },
  { name: "phone-dark", viewport: { width: 360, height: 740 }, colorScheme: "dark", scripts: false },
  { name: "desk", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "desk-light", viewport: { width: 1280, height: 900 } },
  { name: "elder", viewport: { width: 360, height: 740 }, scripts: false, press: ["#miao-elder"] },
  { name: "contrast", viewport: { width: 360, height: 740 }, scripts: false, press: ["#miao-contrast"], enhanced: true },
  { name: "contrast-dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark", press: ["#miao-contrast"], enhanced: true },
];

const wrong = [];
let looks = 0;

function expect(what, holds, detail = "") {
  looks += 1;
  if (!holds) wrong.push(`${what}${detail === "" ? "" : `: ${detail}`}`);
}

async function runAxe(page, enhanced) {
  await page.evaluate(AXE);
  return page.evaluate(async (enhanced) => {
    const rules = enhanced ? { "color-contrast-enhanced": { enabled: true } } : {};
    const found = await globalThis.axe.run(document, { rules, resultTypes: ["violations"] });
    return found.violations.map((rule) => `${rule.id} (${rule.nodes.length}): ${rule.nodes[0].target.join(" ")} ${rule.nodes[0].any[0]?.message ?? ""}`);
  }, enhanced);
}

/** axe on each page in each mode. */
async function modes(browser, origin) {
  for (const { name, press = [], enhanced = false, scripts = true, ...options } of MODES) {
    const context = await browser.newContext({ locale: "zh-CN", reducedMotion: "reduce", ...options });
    if (!scripts) await context.route("**/*.js", (route) => route.abort());
    for (const url of PAGES) {
      const page = await context.newPage();
      await page.goto(origin + url, { waitUntil: "load" });
      for (const target of press) await page.locator(target).check();
      const violations = await runAxe(page, enhanced);
      expect(`axe ${name} ${url}`, violations.length === 0, violations.join("; "));
      await page.screenshot({ path: path.join(screenshots, pictureName(url, name)) });
      await page.close();
    }
    await context.close();
  }
}

/** Nothing is cut off at 320 px, nor where the text is twice as large, nor in the largest of the large versions. */
async function reflow(browser, origin) {
  const cases = [
    { name: "320 px", width: 320 }, { name: "200 %", width: 1280, text: "200%" }, { name: "200 % on a phone", width: 360, text: "200%" },
    { name: "elder 3", width: 360, query: "?mode=elder&size=3" },
  ];
  for (const { name, width, text, query = "" } of cases) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "zh-CN" });
    for (const url of PAGES) {
      const page = await context.newPage();
      await page.goto(origin + url + query, { waitUntil: "load" });
      const over = await page.evaluate(tooWide, text);
      expect(`${name} ${url} is too wide`, over.length === 0, over.join(" "));
      await page.close();
    }
    await context.close();
  }
}

/** The keyboard reaches everything, sees where it is, and can skip the navigation. */
async function keyboard(browser, origin) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
  await page.goto(origin + POST);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => ({ to: document.activeElement.getAttribute("href"), top: document.activeElement.getBoundingClientRect().top }));
  expect("the first stop is the skip link", first.to === "#miao-main" && first.top >= 0, JSON.stringify(first));
  await page.keyboard.press("Enter");
  expect("the skip link leads to the text", await page.evaluate(() => document.activeElement.id) === "miao-main");
  await page.goto(origin + POST);
  const count = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !(e.type === "radio" && !e.checked)).length);
  const reached = new Set();
  for (let stop = 0; stop < count; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
      const seen = box.bottom > 0 && box.top < innerHeight && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      return { name: `${element.tagName} ${element.textContent.trim().slice(0, 20)}`, key: [...document.querySelectorAll("*")].indexOf(element), seen };
    });
    reached.add(at.key);
    expect(`focus is seen on ${at.name}`, at.seen);
  }
  expect("the keyboard reaches everything", reached.size === count, `${reached.size} of ${count}`);
  await page.close();
}

const sizes = () => ({
  text: parseFloat(getComputedStyle(document.querySelector(".text p")).fontSize),
  line: parseFloat(getComputedStyle(document.querySelector(".text p")).lineHeight),
  low: [...document.querySelectorAll("nav a, .button, summary, .aids label, .go a")].filter((e) => e.checkVisibility() && !e.closest(".turn, .crumbs") && e.getBoundingClientRect().height < 59.5).map((e) => e.textContent.trim()),
});

/** Blocks of more than seven; not the lists of all there is (content/handbook/accessibility-rules.md says which). */
const crowds = () => [...document.querySelectorAll("nav:not(.contents, .jump) ul, .lines, .keys, .chips")]
  .map((list) => [list.className, [...list.children].filter((e) => e.checkVisibility()).length]).filter(([, count]) => count > 7).map((found) => found.join(" "));

/** The large version: by its switch without script, by the address with it, and kept from page to page. */
async function elder(browser, origin) {
  const still = await browser.newPage({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  await still.goto(origin + POST);
  await still.getByRole("switch").first().check();
  for (const [choice, least] of [["#miao-size-1", 22], ["#miao-size-2", 26], ["#miao-size-3", 30]]) {
    await still.locator(choice).check();
    const seen = await still.evaluate(sizes);
    expect(`large version ${choice}`, seen.text >= least && seen.line >= seen.text * 1.75, `${seen.text}px/${seen.line}px`);
    expect(`targets of the large version ${choice}`, seen.low.length === 0, seen.low.join(", "));
  }
  await still.close();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${origin}${POST}?mode=elder`);
  expect("the address sets the large version", await page.evaluate(() => document.documentElement.dataset.mode) === "elder");
  for (const url of PAGES) {
    await page.goto(origin + url);
    const many = await page.evaluate(crowds);
    expect(`at most seven in a block ${url}`, many.length === 0, many.join(", "));
  }
  await page.goto(origin + "/");
  expect("the large version is remembered", await page.locator("#miao-elder").isChecked());
  await page.locator("#miao-elder").uncheck();
  await page.goto(origin + POST);
  expect("and given up again", await page.evaluate(() => document.documentElement.dataset.mode) === undefined);
  await context.close();
}

/** What was chosen is there with the first paint: nothing moves when the scripts come, however slow they are. */
async function still(browser, origin) {
  for (const [width, query] of [[360, "?mode=elder"], [360, "?mode=elder&size=3"], [1280, "?mode=elder"], [360, "?mode=plain"]]) {
    const context = await browser.newContext({ viewport: { width, height: 740 } });
    await context.route("**/*.js", async (route) => { await new Promise((resolve) => setTimeout(resolve, 150)); await route.continue(); });
    const page = await context.newPage();
    await page.goto(`${origin}${POST}${query}`);
    for (const url of ["/", POST, "/stats/"]) {
      await page.goto(origin + url);
      await page.waitForTimeout(200);
      const moved = await page.evaluate(() => new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true });
        setTimeout(resolve, 100, 0);
      }));
      expect(`nothing moves at ${width} px${query} ${url}`, moved < 0.02, moved.toFixed(3));
    }
    await context.close();
  }
}

/** Lines that an eye follows, room that is used, days in one piece; and a masthead of the large version that leaves room for the page. */
async function measures(browser, origin) {
  for (const [width, query] of [[1280, ""], [360, ""], [360, "?mode=elder"], [360, "?mode=elder&size=3"]]) {
    const page = await browser.newPage({ viewport: { width, height: 740 } });
    for (const url of PAGES) {
      await page.goto(origin + url + query);
      const seen = await page.evaluate(() => ({
        long: [...document.querySelectorAll(".text > p, .sum, .stand")].filter((e) => e.clientWidth > 40 * parseFloat(getComputedStyle(e).fontSize)).length,
        broken: [...document.querySelectorAll(".meta > time, .short time")].filter((e) => !e.closest(".events") && e.getClientRects().length > 1).map((e) => e.textContent),
        torn: (() => {
          const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
          for (let text = walker.nextNode(); text; text = walker.nextNode()) {
            if (text.parentElement.closest(".text, .sum, .stated, h1, a, svg") || !text.parentElement.checkVisibility()) continue;
            for (const day of text.data.matchAll(/(\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年上半年/g)) {
              const range = document.createRange();
              range.setStart(text, day.index);
              range.setEnd(text, day.index + day[0].length);
              if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(day[0]);
            }
          }
          return found;
        })(),
        mast: document.querySelector(".mast").clientHeight,
        right: document.querySelector(".split > .side")?.getBoundingClientRect().right,
        // As dark as small words, whatever the browser does to what stands in for a text.
        hint: (() => { const input = document.querySelector(".find input"); if (!input) return ""; const style = getComputedStyle(input, "::placeholder"), probe = document.createElement("i"); probe.style.color = "var(--soft)"; input.after(probe); const soft = getComputedStyle(probe).color; probe.remove(); return style.color === soft && style.opacity === "1" ? "" : `${style.color} ${style.opacity} for ${soft}`; })(),
        edge: document.querySelector(".mast .find")?.getBoundingClientRect().right,
      }));
      expect(`at most 40 Han a line at ${width} px${query} ${url}`, seen.long === 0, `${seen.long}`);
      expect(`days in one piece at ${width} px${query} ${url}`, seen.broken.length === 0, seen.broken.join(", "));
      expect(`days inside sentences in one piece at ${width} px${query} ${url}`, seen.torn.length === 0, seen.torn.join(", "));
      expect(`three rows of masthead at ${width} px${query} ${url}`, url === "/" || query.includes("size") || seen.mast <= 210, `${seen.mast}px`);
      expect(`words in the search box at ${width} px${query} ${url}`, seen.hint === "", seen.hint);
      expect(`a page that is used to its edge at ${width} px${query} ${url}`, seen.right === undefined || Math.abs(seen.right - seen.edge) < 2, `${seen.right} of ${seen.edge}`);
    }
    await page.close();
  }
}

/** On paper: the text with its source, day, address and code; nothing to press. */
async function paper(browser, origin) {
  const page = await browser.newPage();
  await page.goto(origin + POST);
  await page.emulateMedia({ media: "print" });
  const seen = (selector) => page.locator(selector).first().isVisible();
  for (const selector of ["h1", ".meta time", ".text", ".paper-only", ".qr"]) expect(`paper shows ${selector}`, await seen(selector));
  for (const selector of [".nav", ".aids", ".foot", ".button"]) expect(`paper leaves out ${selector}`, !(await seen(selector)));
  // Whatever was chosen for the screen, paper is black on white.
  for (const [query, colorScheme] of [["", "light"], ["?mode=elder&size=3", "dark"], ["?contrast=more", "light"], ["?contrast=more&mode=elder", "dark"]]) {
    for (const contrast of ["no-preference", "more"]) {
      await page.emulateMedia({ media: "print", colorScheme, contrast });
      await page.goto(origin + POST + query);
      const look = await page.evaluate(() => {
        const style = getComputedStyle(document.body), root = getComputedStyle(document.documentElement);
        const shown = [".nav", ".aids", ".foot", ".button", ".find", ".sizes"].filter((selector) => document.querySelector(selector)?.checkVisibility());
        const points = parseFloat(root.fontSize) * 0.75;
        return { colours: `${style.color} on ${style.backgroundColor}`, shown: shown.join(" "), points, framed: getComputedStyle(document.querySelector(".event, .note, pre") ?? document.body).outlineStyle };
      });
      const what = `paper ${query} ${colorScheme} ${contrast}`;
      expect(`${what} is black on white`, look.colours === "rgb(0, 0, 0) on rgb(255, 255, 255)", look.colours);
      expect(`${what} has nothing to press`, look.shown === "", look.shown);
      expect(`${what} has letters of paper`, look.points >= 10.9 && look.points <= 14.1, `${look.points}pt`);
      expect(`${what} has no frames of the screen`, look.framed === "none");
    }
  }
  await page.goto(`${origin}${POST}?mode=plain&contrast=plain`);
  await page.emulateMedia({ media: "print", colorScheme: "light", contrast: "no-preference" });
  await page.pdf({ path: path.join(screenshots, "print.pdf"), format: "A4" });
  await page.goto(`${origin}/stats/`);
  // Nobody opens what is folded on paper.
  const folded = await page.evaluate(() => [...document.querySelectorAll("details:not([open]) > :not(summary)")].filter((e) => !e.closest(".nav, .aids, .toc")).map((e) => ({ name: `${e.tagName}.${e.className}`, shown: e.checkVisibility({ contentVisibilityAuto: true }) && e.getBoundingClientRect().height > 0 })));
  const hidden = folded.filter((part) => !part.shown).map((part) => part.name);
  expect("paper leaves out what leads around a page", !(await seen(".contents")));
  expect("paper shows what is folded", folded.length > 0 && hidden.length === 0, hidden.slice(0, 5).join(", "));
  await page.pdf({ path: path.join(screenshots, "print-stats.pdf"), format: "A4" });
  await page.goto(`${origin}/handbook/writing-text/`);
  const cut = await page.evaluate(() => [...document.querySelectorAll("pre")].filter((e) => e.scrollWidth > e.clientWidth + 1 || getComputedStyle(e).whiteSpace === "pre").length);
  expect("paper breaks lines of code", cut === 0, `${cut}`);
  await page.close();
}

/** What is written for the eye, and how the ear should have it; `|` parts what is said one after the other. */
const SAID = [
  ["<p>销售额21.6万元，占98.5%。下一句</p>", "销售额21.6万元，占98.5%。|下一句"],
  ["<p>电话：0475-4212345。</p>", "电话：0 4 7 5 4 2 1 2 3 4 5。"],
  ["<p>2023-2024学年，2022—2023年，3—5天，7月20日—22日</p>", "2023至2024学年，2022至2023年，3至5天，7月20日至22日"],
  ["<p>李**同学，内团〔2023〕5号，30㎡，3km</p>", "李某同学，内团 2023 5号，30平方米，3公里"],
  ["<ul><li>要带：<ul><li>身份证</li><li>照片</li></ul></li></ul>", "要带：|身份证|照片"],
  ["<p>示例广场<br>示例大街一号</p>", "示例广场，示例大街一号"],
  ["<p class=\"meta\"><time>7月1日</time> <span>来源：示例</span></p>", "7月1日，来源：示例"],
  ["<p>正文。</p><p><a class=\"button\" href=\"/\">加入日历</a></p>", "正文。"],
  [`<p>${"很长的一句话，".repeat(20)}共120389003人</p>`, `${"很长的一句话，".repeat(8)}|${"很长的一句话，".repeat(8)}|${"很长的一句话，".repeat(4)}共120389003人`],
  ["<p>两项：</p><table><thead><tr><th>项目</th><th>标准（元）</th></tr></thead><tbody><tr><td>住宿</td><td>120</td></tr></tbody></table>", "两项：|项目，住宿，标准（元），120"],
  ["<table class=\"facts\"><tbody><tr><th>资助资金<small>口径</small></th><td>216000</td><td>元</td></tr></tbody></table>", "资助资金，216000元"],
];

/** In the largest letters too: no number of a table for phones is cut at its edge, and the letters of charts grow with the others. */
async function numbers(browser, origin) {
  const cases = [["", 320], ["", 360], ["?mode=elder", 360], ["?mode=elder&size=2", 360], ["?mode=elder&size=3", 360], ["?mode=elder&size=3", 320]];
  for (const [query, width] of cases) {
    const page = await browser.newPage({ viewport: { width, height: 740 } });
    for (const url of ["/hope-project/aid-2022/", "/jobs/spring-jobs-2022/", "/pioneers/badge-activities/", "/stats/", "/handbook/writing-charts/"]) {
      await page.goto(origin + url + query);
      const seen = await page.evaluate(() => {
        const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
        const tables = [...document.querySelectorAll(".facts, .cards")];
        const cut = tables.flatMap((table) => [...table.querySelectorAll("td")].filter((cell) => cell.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1));
        const torn = tables.flatMap((table) => [...table.querySelectorAll("data")].filter((number) => !/[^\d.,]/.test(number.textContent) && number.getClientRects().length > 1));
        const charts = [...document.querySelectorAll(".chart")].map((chart) => parseFloat(getComputedStyle(chart).fontSize));
        // Letters that names and numbers have no room for are as large as they can be.
        const small = charts.filter((size) => size < Math.min(root * 0.9, (innerWidth - 24) / 18 - 0.1)).length;
        const left = document.body.className === "k-stats" && innerWidth === 360 ? charts.filter((size) => size < root * 0.9).length - charts.length / 2 : 0;
        // What a caption names begins below it, whatever became of the heads of columns.
        const gaps = tables.filter((table) => { const name = table.caption, row = table.tBodies[0]?.rows[0]; return name && row && name.clientHeight > 2 && row.getBoundingClientRect().top - name.getBoundingClientRect().bottom > root * 2.5; }).length;
        return { gaps, cut: cut.map((cell) => cell.textContent), torn: torn.map((cell) => cell.textContent), small, left };
      });
      const where = `at ${width} px${query} ${url}`;
      expect(`numbers whole ${where}`, seen.cut.length === 0 && seen.torn.length === 0, `${seen.cut.concat(seen.torn)}`);
      expect(`tables begin below their names ${where}`, seen.gaps === 0, `${seen.gaps} with a gap`);
      expect(`letters of charts as the others ${where}`, seen.small === 0 && seen.left <= 0, `${seen.small} small, ${seen.left} more than half not as large as they should be`);
    }
    await page.close();
  }
}

/** How much of each link and control can be hit, up and down from its middle: what is not as high as a thumb needs. Links inside sentences are exempt. */
const low = (least) => {
  const found = [];
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const element of document.querySelectorAll("a[href], button, summary, label, select, input[type=search]")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".vh, .skip")) continue;
    if (element.closest(".text p, .text li, .text td, .notice, .footnotes, .passage, blockquote")) continue;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = [...element.getClientRects()].sort((one, other) => other.width - one.width)[0];
    const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 8), 1), innerWidth - 1), middle = (box.top + box.bottom) / 2;
    const hits = (y) => { const hit = document.elementFromPoint(x, y); return hit && (element.contains(hit) || hit.closest("label")?.control === element); };
    let up = 0, down = 0;
    while (up < 80 && hits(middle - up)) up += 1;
    while (down < 80 && hits(middle + down)) down += 1;
    if (up + down < least) found.push(`${element.textContent.trim().slice(0, 12)} (${element.closest("[class]")?.className}) ${up + down}px`);
  }
  return [...new Set(found)];
};

/** Everything that is pressed is as high as a thumb: 44 px, in the large version 60. */
async function targets(browser, origin) {
  for (const [width, query, least] of [[360, "?mode=plain", 43], [1280, "?mode=plain", 43], [360, "?mode=elder", 59]]) {
    const page = await browser.newPage({ viewport: { width, height: 740 } });
    for (const url of PAGES) {
      await page.goto(origin + url + query);
      const small = await page.evaluate(low, least);
      expect(`targets of ${least} px at ${width} px${query} ${url}`, small.length === 0, `${small.length}: ${small.slice(0, 6).join("; ")}`);
    }
    await page.close();
  }
}

/** Read aloud: numbers in one piece, every part once and in its order, nothing that is only there to be pressed. */
async function aloud(browser, origin) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    globalThis.said = [];
    Object.defineProperty(globalThis, "speechSynthesis", { value: { speak: (part) => globalThis.said.push(part.text), cancel: () => {} } });
    globalThis.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  });
  await page.goto(origin + POST);
  const hear = async () => {
    await page.locator("#miao-aloud").click();
    const said = await page.evaluate(() => globalThis.said.splice(0));
    await page.locator("#miao-aloud").click();
    return said;
  };
  const post = (await hear()).join("|");
  for (const kept of await page.locator("article h1, .event dt, .text > p").allTextContents()) {
    const begin = kept.trim().slice(0, 6);
    expect(`read aloud: ${begin}`, post.includes(begin));
  }
  for (const left of ["加入日历", "计入"]) expect(`${left} is not read aloud`, !post.includes(left));
  for (const [html, expected] of SAID) {
    await page.evaluate((html) => {
      const button = document.getElementById("miao-aloud");
      document.querySelector("article").innerHTML = html;
      document.querySelector("article").append(button);
    }, html);
    const said = (await hear()).join("|");
    expect(`read aloud: ${html}`, said === expected, said);
  }
  await page.close();
}

await mkdir(screenshots, { recursive: true });
const { origin, close } = await serve(site);
const browser = await startBrowser();
const only = process.env.ONLY?.split(",");
for (const part of [modes, reflow, keyboard, elder, still, measures, targets, numbers, aloud, paper]) if (!only || only.includes(part.name)) await part(browser, origin);
await browser.close();
close();
report("access", looks, wrong);
