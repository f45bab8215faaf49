// The pages of a portal that strains them: a 40-photo gallery, 20,000 characters, a title of 60 Han, 12 columns, long Latin
// words and addresses, a category without posts, and every government field set; and an English one whose totals have nine
// digits. Nothing may be cut off or pushed out.
//
//   node stress.js MIAO FOLDER SCREENSHOTS

import { execFileSync } from "node:child_process";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pictureName, report, serve, startBrowser, tooWide } from "./site.js";

const [miao, folder, screenshots] = process.argv.slice(2).map((given) => path.resolve(given));
const PHOTO = path.resolve(import.meta.dirname, "../sites/everything/in/content/work/jobs/2023-03-14-春季招聘会/fair.png");
const THEMES = ["qingchun", "plain"];
const PAGES = ["/", "/long/", "/empty/", "/long/photos/", "/long/text/", "/long/table/", "/tags/", "/archive/", "/calendar/", "/stats/", "/data/", "/sitemap/", "/search/", "/404.html"];
/** So many pages are looked at together. */
const LOOKERS = 3;
const WIDTHS = [{ width: 320 }, { width: 360 }, { width: 360, text: "200%" }, { width: 1280 }, { width: 1280, text: "200%" }, { width: 360, elder: "1" }, { width: 320, elder: "3" }];

const TITLE = "关于组织开展全旗青年志愿服务项目征集评选活动并做好暑期留守儿童关爱陪伴和乡村阅读推广以及家庭教育指导工作有关事项的通知要求";
const ADDRESS = `https://portal.example/files/${"averyveryverylongpartofanaddress".repeat(4)}?from=${"x".repeat(60)}`;
const ORGANISATION = {
  organiser: "示例旗青年工作中心", undertaker: "示例旗青少年活动和融媒体信息服务中心", phone: "0400-0000000", email: "a-rather-long-name-of-an-office@portal.example",
  address: "示例旗示例镇示例大街一号政务服务中心西配楼三层", site_id_code: "1505250001", icp: "蒙ICP备00000000号-1", police: "蒙公网安备00000000000000号",
  conac_id: "0123456789ABCDEF", report_errors: "https://portal.example/report-errors",
};

const head = (keys) => `+++\n${Object.entries(keys).map(([key, value]) => `${key} = ${key === "date" ? value : JSON.stringify(value)}`).join("\n")}\n+++\n`;

function longText() {
  const parts = [];
  for (let part = 1; part <= 20; part += 1) {
    parts.push(`## 第${part}部分 青年志愿服务`, "组织青年开展志愿服务，方便群众办事，把实事做到身边。".repeat(35), `### ${part}.1 怎样报名`, `网址是<${ADDRESS}>，代码是\`${"longword".repeat(12)}\`，英文是${"Donaudampfschifffahrtsgesellschaft".repeat(2)}。`);
  }
  return parts.join("\n\n");
}

function wideTable() {
  const columns = Array.from({ length: 12 }, (_, at) => `第${at + 1}栏（单位）`);
  const row = (cells) => `| ${cells.join(" | ")} |`;
  return [row(columns), row(columns.map(() => "---")), ...Array.from({ length: 8 }, (_, at) => row(columns.map((_, column) => `${at * 1000 + column}人次`)))].join("\n");
}

/** Writes the portal; it has no events, and none of its posts states a figure. */
async function write(theme) {
  const content = path.join(folder, theme, "content");
  await rm(path.join(folder, theme), { recursive: true, force: true });
  for (const name of ["long/photos", "empty"]) await mkdir(path.join(content, name), { recursive: true });
  const organisation = Object.entries(ORGANISATION).map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join("\n");
  await writeFile(path.join(folder, theme, "site.toml"), `name = "示例旗青年志愿服务和就业创业综合信息门户"\nbase_url = "https://portal.example"\ntheme = "${theme}"\nas_of = 2023-07-10\n[organisation]\n${organisation}\n`);
  await writeFile(path.join(content, "_index.md"), head({ title: "首页" }));
  await writeFile(path.join(content, "empty/_index.md"), head({ title: "还没有文章的栏目", description: "栏目刚刚开设。" }));
  await writeFile(path.join(content, "long/_index.md"), head({ title: "名称比较长的综合信息发布和政策解读栏目" }));
  await writeFile(path.join(content, "long/text.md"), head({ title: TITLE, date: "2023-07-03", tags: ["一个很长很长的标签名称用来检查换行", "Donaudampfschifffahrtsgesellschaft".repeat(2)], source: "示例旗青少年活动和融媒体信息服务中心" }) + longText());
  await writeFile(path.join(content, "long/table.md"), head({ title: "十二栏的表格", date: "2023-07-02" }) + wideTable());
  await writeFile(path.join(content, "long/photos/index.md"), head({ title: "四十张照片", date: "2023-07-01", gallery: true }) + "活动照片。");
  for (let photo = 1; photo <= 40; photo += 1) await copyFile(PHOTO, path.join(content, `long/photos/photo-${String(photo).padStart(2, "0")}.png`));
}

const SHOWS = ["number", "bar", "line", "donut", "table", "progress", "compare"];
const LARGE = ["/", "/stats/", "/c0/", "/c0/2023-1/", ...SHOWS.map((show) => `/forms/${show}/`)];
const CATEGORIES = ["Hope and schooling for every child", "Jobs", "Rural revitalisation and countryside services"];
const VALUES = ["120389003", '{ value = 9812000, bound = "about" }', "9812345"];

/** Writes an English portal whose totals are as large as they come: each form of the widget, for two metrics. */
async function writeLarge(theme) {
  const root = path.join(folder, `large-${theme}`);
  await rm(root, { recursive: true, force: true });
  const metrics = [["views", "Livestream viewers and listeners", "people"], ["funds", "Grants and donations", "yuan"]];
  const declared = metrics.map(([id, label, unit]) => `[metrics.${id}]\nlabel = "${label}"\nunit = "${unit}"\nnature = "flow"\ntarget = { "2023" = 900000000 }\n`);
  const put = async (file, text) => { await mkdir(path.dirname(path.join(root, file)), { recursive: true }); await writeFile(path.join(root, file), text); };
  await put("site.toml", `name = "Youth portal of the county"\nbase_url = "https://portal.example"\nlanguage = "en"\ntheme = "${theme}"\nas_of = 2023-07-10\n${declared.join("")}`);
  await put("content/_index.md", head({ title: "Home" }));
  await put("content/forms/_index.md", head({ title: "Forms" }));
  for (const [at, title] of CATEGORIES.entries()) {
    await put(`content/c${at}/_index.md`, head({ title }));
    for (const year of [2022, 2023]) {
      for (const month of [1, 3, 4]) {
        const figures = `[figures]\nviews = ${VALUES[at]}\nfunds = ${year === 2022 ? "361167009" : "421167009"}\n`;
        await put(`content/c${at}/${year}-${month}.md`, `+++\ntitle = "Report of ${year}-${month}"\ndate = ${year}-0${month}-12\n${figures}+++\nText.\n`);
      }
    }
  }
  for (const show of SHOWS) {
    const asked = ["", ', by="category"', ', by="month"', ', by="category", top=2'].filter((more) => more === "" || !["number", "progress"].includes(show));
    const widgets = metrics.flatMap(([metric]) => asked.map((more) => `{{ stat(metric="${metric}", period="2023-H1", show="${show}"${more}) }}`));
    await put(`content/forms/${show}.md`, head({ title: `Every form: ${show}`, date: "2023-07-01" }) + widgets.join("\n\n"));
  }
  return root;
}

/** In a page: texts of charts that leave their chart, and texts that lie on one another. */
function crowded() {
  const problems = [];
  for (const chart of document.querySelectorAll("svg.chart")) {
    if (!chart.checkVisibility()) continue;
    const edge = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].map((text) => ({ says: text.textContent, box: text.getBoundingClientRect() }));
    for (const [at, { says, box }] of texts.entries()) {
      // A J hangs a little out of its own place.
      const over = box.height / 8;
      if (box.left < edge.left - over || box.right > edge.right + over) problems.push(`“${says}” leaves its chart`);
      // Boxes of lines overlap a little where their letters don't.
      const lies = (other) => Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 && Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > box.height / 3;
      const under = texts.slice(0, at).find(lies);
      if (under) problems.push(`“${says}” lies on “${under.says}”`);
    }
  }
  return problems;
}

const wrong = [];
let looks = 0;

function expect(what, holds, detail = "") {
  looks += 1;
  if (!holds) wrong.push(`${what}${detail === "" ? "" : `: ${detail}`}`);
}

/** Looks at pages, each loaded once and seen in each width; several at a time. */
async function widths(browser, origin, [theme, name], urls) {
  const left = [...urls];
  const context = await browser.newContext({ viewport: { width: WIDTHS[0].width, height: 740 } });
  const looker = async () => {
    const page = await context.newPage();
    for (let url = left.shift(); url; url = left.shift()) {
      await page.goto(origin + url, { waitUntil: "load" });
      for (const { width, text, elder } of WIDTHS) {
        await page.evaluate((size) => { const of = document.documentElement.dataset; if (size) [of.mode, of.size] = ["elder", size]; }, elder);
        await page.setViewportSize({ width, height: 740 });
        const where = `${theme} ${name} ${url} at ${width} px${text ? ` and ${text}` : ""}${elder ? ` in the large version ${elder}` : ""}`;
        const over = await page.evaluate(tooWide, text);
        expect(`${where} is too wide`, over.length === 0, over.join(" "));
        const problems = await page.evaluate(crowded);
        expect(`${where}: charts`, problems.length === 0, problems.slice(0, 3).join("; "));
        if (!text) await page.screenshot({ path: path.join(screenshots, pictureName(url, name, theme, `${width}${elder ? `-elder-${elder}` : ""}`)), fullPage: true });
        await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
      }
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: LOOKERS }, looker));
  await context.close();
}

/** Every field of the organisation is told, by its text or its link; no photo is left out. */
async function whole(browser, origin, theme) {
  const page = await browser.newPage({ locale: "zh-CN" });
  await page.goto(`${origin}/long/photos/`);
  const foot = await page.locator("footer").last().innerHTML();
  for (const [key, value] of Object.entries(ORGANISATION)) expect(`${theme}: the footer tells ${key}`, foot.includes(value));
  const photos = await page.locator("main img").count();
  expect(`${theme}: photos of the gallery`, photos >= 40, String(photos));
  await page.close();
}

await mkdir(screenshots, { recursive: true });
const browser = await startBrowser();
const build = (root) => execFileSync(miao, ["build", "--quiet", "--root", root], { stdio: ["ignore", "inherit", "inherit"] });
for (const theme of THEMES) {
  const strained = path.join(folder, theme);
  await write(theme);
  build(strained);
  const { origin, close } = await serve(path.join(strained, "public"));
  await widths(browser, origin, [theme, "stress"], PAGES);
  await whole(browser, origin, theme);
  close();
  const large = await writeLarge(theme);
  build(large);
  const server = await serve(path.join(large, "public"));
  await widths(browser, server.origin, [theme, "large"], LARGE);
  server.close();
}
await browser.close();
report("stress", looks, wrong);
