// Searches a portal as readers do, under the site's content security policy: parts of words, pinyin, initials, numbers with
// their units, an input method half-way through a word, filters, the way back, the keyboard, and a page without script.
//
//   node search.js MIAO FOLDER      (the program; a folder to make the portal in)

import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { serve, startBrowser } from "./site.js";

const [miao, folder] = process.argv.slice(2).map((name) => path.resolve(name));

const SITE = `name = "青春柳河"
base_url = "https://portal.example/youth/"
taxonomies = ["tags", "place"]

[metrics.jobs]
label = "就业岗位"
unit = "个"
nature = "flow"

[metrics.funds]
label = "资助资金"
unit = "元"
nature = "flow"
`;

const POSTS = {
  "news/2023-03-01-means.md": `+++\ntitle = "宣传下乡"\ntags = ["志愿服务"]\nplace = "榆林子乡"\n+++\n\n这次宣传的手**段简**单，效果很\n好，Wi-Fi 也通了。\n`,
  "jobs/2023-03-10-fair.md": `+++\ntitle = "春风送岗进万家"\n[figures]\njobs = 136\nfunds = "38.4万"\n+++\n\n现场发布 {{ figure("jobs") }} 岗位，发放资助款38.4万元。Café Überblick 同时开放。\n`,
  "jobs/2022-05-01-old.md": `+++\ntitle = "招聘会回顾"\n+++\n\n去年的春风送岗活动，提供岗位１２０个。\n`,
  "news/2023-04-01-words.md": `+++\ntitle = "读书会"\n+++\n\n另一位读者说，一个人读书也好。门外的人安排了车。\n`,
  "news/2023-04-02-phrase.md": `+++\ntitle = "读书会之二"\n+++\n\n另一个读者说得好。\n`,
  "news/2023-04-03-numbers.md": `+++\ntitle = "青年岗位能手和热线"\n+++\n\n服务热线12355，5月14日起开通。到场1,360，38名骨干留下，投入4455[^1]，2021.6.20建队。<ruby>赣<rt>gàn</rt></ruby>江边，看，海。\n\n[^1]: 含物资。\n`,
  "news/2023-04-04-blanks.md": `+++\ntitle = "有空格的数"\n+++\n\n印发 247 个，折合 51.6 万元，**3** 万余份。青年志愿者走进社区服务老人。\n`,
  "news/2023-05-01-draft.md": `+++\ntitle = "草稿里的话"\ndraft = true\n+++\n\n月光宝盒。\n`,
  "news/2023-05-02-notice.md": `+++\ntitle = "拟表扬名单公示"\npublicity = { from = 2023-05-02, until = 2023-05-08 }\n+++\n\n公示对象是星河小组。\n`,
};

// Pairs that are read as `shi'shi`, in more ways than are asked for one by one.
const READ_ALIKE = [..."时事实施适时史诗世事视试市试式事师事失实失势是师试时逝世十世食势"].join("").match(/../gu);

async function makePortal() {
  await rm(folder, { recursive: true, force: true });
  const put = async (name, text) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  await put("site.toml", SITE);
  await put("content/news/_index.md", '+++\ntitle = "新闻动态"\n+++\n');
  await put("content/jobs/_index.md", '+++\ntitle = "就业服务"\n+++\n');
  for (const [name, text] of Object.entries(POSTS)) await put(`content/${name}`, text);
  for (const [n, pair] of READ_ALIKE.entries()) {
    await put(`content/alike/2018-01-${String(n + 10)}-alike-${n}.md`, `+++\ntitle = "第${n + 1}号短文"\n+++\n\n文中有${pair}二字。\n`);
  }
  await put("content/alike/_index.md", '+++\ntitle = "同音"\n+++\n');
  await put("content/news/2023-06-01-shown/index.md", `+++\ntitle = "看得见的都找得到"\neditor = "塔拉"\nreviewer = "苏布德"\n+++\n\n见{{ attachment(file="form.pdf", title="报名回执") }}，Donaudampfschifffahrtsgesellschaftskapitaensmuetze。\n`);
  await put("content/news/2023-06-01-shown/form.pdf", "%PDF-1.4\n");
  await put("content/news/2023-06-01-shown/岗位一览表.csv", "甲,乙\n1,2\n");
  for (let n = 1; n <= 45; n++) {
    const day = `${2020 + (n % 3)}-0${1 + (n % 9)}-${10 + (n % 18)}`;
    await put(`content/news/${day}-walk-${n}.md`, `+++\ntitle = "徒步第${n}程"\n+++\n\n沿河徒步，走过湿地公园。\n`);
  }
  execFileSync(miao, ["build", "--quiet", "--root", folder, "--as-of", "2023-07-10"], { stdio: "inherit" });
}

let failures = 0;

function expect(what, is, wanted) {
  const [one, other] = [JSON.stringify(is), JSON.stringify(wanted)];
  if (one === other) return;
  failures += 1;
  console.error(`${what}: ${one}, not ${other}`);
}

const titles = (page) => page.$$eval('[data-part="results"] h2', (all) => all.map((one) => one.textContent));
const state = (page) => page.textContent('[data-part="status"]');

/** Opens the search page with a query and waits for its answer. */
async function ask(page, origin, query) {
  await page.goto(`${origin}/youth/search/?${new URLSearchParams(typeof query === "string" ? { q: query } : query)}`);
  await settled(page);
}

async function settled(page) {
  await page.waitForFunction(() => document.querySelector('[data-part="status"]').textContent !== ""
    && !document.querySelector('[data-part="results"]').hasAttribute("aria-busy"));
}

async function testFinding(page, origin) {
  const cases = [
    ["段简", ["宣传下乡"]], ["手段简单", ["宣传下乡"]], ["很好", ["宣传下乡"]], ["效果很好", ["宣传下乡"]],
    ["另一个", ["读书会之二"]], ["chunfeng", ["春风送岗进万家", "招聘会回顾"]], ["chunf", ["春风送岗进万家", "招聘会回顾"]],
    ["chun feng song gang", ["春风送岗进万家", "招聘会回顾"]], ["cfsg", ["春风送岗进万家", "招聘会回顾"]], ["CFSG", ["春风送岗进万家", "招聘会回顾"]],
    ["136个", ["春风送岗进万家"]], ["38.4万元", ["春风送岗进万家"]], ["384000", ["春风送岗进万家"]], ["120个", ["招聘会回顾"]], ["１２０个", ["招聘会回顾"]],
    ["überb", ["春风送岗进万家"]], ["CAFE", ["春风送岗进万家"]], ["wi", ["宣传下乡"]], ["wifi", []], ["fi 通了", ["宣传下乡"]],
    ["榆林子", ["宣传下乡"]], ["志愿服务", ["宣传下乡"]], ["yulinzi", ["宣传下乡"]], ["公示名单", []], ["名单公示", ["拟表扬名单公示"]],
    ["星河小组", []], ["月光宝盒", []], ["就业岗位", ["春风送岗进万家"]],
    ["12355", ["青年岗位能手和热线"]], ["5月14日", ["青年岗位能手和热线"]], ["38名", ["青年岗位能手和热线"]], ["1360", ["青年岗位能手和热线"]],
    ["4455", ["青年岗位能手和热线"]], ["2021.6.20", ["青年岗位能手和热线"]], ["赣江边", ["青年岗位能手和热线"]], ["看，海", ["青年岗位能手和热线"]],
    ["247个", ["有空格的数"]], ["51.6万元", ["有空格的数"]], ["516000", ["有空格的数"]], ["30000余份", ["有空格的数"]], ["qnzyzzjsqfwlr", ["有空格的数"]],
    ["derenanpaile", ["读书会"]], ["renanpailec", ["读书会"]], ["qingniangangweinengshou", ["青年岗位能手和热线"]], ["qing nian gang wei", ["青年岗位能手和热线"]], ["QN热线", []],
    ["塔拉", ["看得见的都找得到"]], ["苏布德", ["看得见的都找得到"]], ["报名回执", ["看得见的都找得到"]], ["岗位一览表", ["看得见的都找得到"]],
    ["donaudampf", ["看得见的都找得到"]], ["Donaudampfschifffahrtsgesellschaftskapitaensmuetze", ["看得见的都找得到"]],
    ["青年岗位能手", ["青年岗位能手和热线"]], ["春风 岗位", ["春风送岗进万家", "招聘会回顾"]],
  ];
  for (const [query, wanted] of cases) {
    await ask(page, origin, query);
    expect(query, await titles(page), wanted);
  }
}

async function testPassages(page, origin) {
  await ask(page, origin, "段简");
  await page.waitForSelector(".passage mark");
  expect("the passage", await page.textContent(".passage"), "这次宣传的手段简单，效果很好，Wi-Fi 也通了。");
  expect("what is marked", await page.$$eval("mark", (all) => all.map((one) => one.textContent)), ["段简"]);
  await page.click('[data-part="results"] a');
  expect("where a result leads", new URL(page.url()).pathname, "/youth/news/means/");
  await page.goBack();
  await settled(page);
  expect("the query after the way back", await page.inputValue('[name="q"]:visible'), "段简");
}

/** However many ways a pair of syllables is written in, each is found. */
async function testReadings(page, origin) {
  for (const query of ["shishi", "shi shi", "shish"]) {
    await ask(page, origin, query);
    expect(`${query} finds every way`, (await state(page)).includes(String(READ_ALIKE.length)), true);
  }
  await ask(page, origin, "xiaoguohenhao");
  expect("five syllables", await titles(page), ["宣传下乡"]);
}

/** What was found by how it is read is marked too. */
async function testMarksOfReadings(page, origin) {
  const cases = [
    ["cfsg", "春风送岗"], ["chunfeng", "春风"], ["chun feng", "春风"], ["chunf", "春风"], ["chunfengsonggang", "春风送岗"],
    ["qngwns", "青年岗位能手"], ["xiaoguo", "效果"], ["XGHH", "效果很好"],
  ];
  for (const [query, wanted] of cases) {
    await ask(page, origin, query);
    await page.waitForSelector("mark");
    expect(`${query} marks`, [...new Set(await page.$$eval("mark", (all) => all.map((one) => one.textContent)))], [wanted]);
  }
}

/** A filter without a query lists its posts, the newest first, and fetches no page for it. */
async function testFilterAlone(page, origin) {
  const pages = [];
  page.on("request", (request) => { if (/\/news\/[^/]+\/$/.test(request.url())) pages.push(request.url()); });
  await ask(page, origin, { category: "jobs" });
  expect("the category", await titles(page), ["春风送岗进万家", "招聘会回顾"]);
  await ask(page, origin, { year: "2023" });
  expect("the year, the newest first", (await titles(page)).slice(0, 2), ["看得见的都找得到", "拟表扬名单公示"]);
  await ask(page, origin, { category: "news", year: "2021" });
  expect("how many there are", (await state(page)).includes("15"), true);
  await ask(page, origin, { category: "jobs", year: "2021" });
  expect("none", [await titles(page), (await state(page)).includes("0")], [[], true]);
  await page.click('[data-part="tries"] button');
  await page.waitForFunction(() => document.querySelector('[name="category"]').value === "");
  expect("without both there is a hint", await titles(page), []);
  expect("pages for a list", pages, []);
}

/** The passages of each query are shown, not only those of the first; and they are of the post, not of what stands beside it. */
async function testPassagesWhileTyping(page, origin) {
  await ask(page, origin, "段简");
  for (const query of ["效果很好", "这次宣传"]) {
    await page.fill('main [name="q"]', query);
    await page.waitForFunction((text) => document.querySelector(".passage mark")?.textContent === text, query);
  }
  await ask(page, origin, "读书会之二");
  await page.waitForFunction(() => document.querySelector(".passage")?.textContent !== "");
  expect("a passage of the post itself", await page.textContent(".passage"), "另一个读者说得好。");
}

async function testPages(page, origin) {
  await ask(page, origin, "湿地公园");
  expect("the first page", (await titles(page)).length, 20);
  expect("the newest first", (await page.textContent('[data-part="results"] .meta')).startsWith("新闻动态 · 2022-"), true);
  expect("the count", (await state(page)).includes("45"), true);
  // Pressed twice it shows the next ones once.
  await page.evaluate(() => { const more = document.querySelector('[data-part="more"]'); more.click(); more.click(); });
  await page.waitForFunction(() => document.querySelectorAll('[data-part="results"] h2').length >= 40);
  expect("each result once", new Set(await page.$$eval('[data-part="results"] a', (all) => all.map((one) => one.href))).size, 40);
  expect("the focus after more", await page.evaluate(() => [...document.querySelectorAll('[data-part="results"] a')].indexOf(document.activeElement)), 20);
  await page.click('[data-part="more"]');
  await page.waitForFunction(() => document.querySelectorAll('[data-part="results"] h2').length === 45);
  expect("nothing more", await page.isHidden('[data-part="more"]'), true);
}

async function testFilters(page, origin) {
  await ask(page, origin, "湿地");
  await page.selectOption('[name="year"]', "2021");
  await page.waitForFunction(() => document.querySelector('[data-part="status"]').textContent.includes("15"));
  expect("the address", new URL(page.url()).searchParams.get("year"), "2021");
  await page.selectOption('[name="category"]', "jobs");
  await page.waitForSelector('[data-part="tries"] button');
  expect("none in the other category", await titles(page), []);
  await page.click('[data-part="tries"] button');
  await page.waitForFunction(() => document.querySelector('[data-part="status"]').textContent.includes("45"));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('[name="category"]').value === "jobs");
  await ask(page, origin, { q: "春风送岗", category: "jobs", year: "2022" });
  expect("filters of the address", await titles(page), ["招聘会回顾"]);
}

async function testSuggestions(page, origin) {
  await ask(page, origin, "春风送岗到草原");
  expect("what to try", await page.$$eval('[data-part="tries"] button', (all) => all.map((one) => one.textContent)), ["春风送岗"]);
  expect("other ways are there", await page.isVisible('[data-part="ways"]'), true);
  await page.click('[data-part="tries"] button');
  await page.waitForSelector('[data-part="results"] li');
  expect("the suggestion finds", await titles(page), ["春风送岗进万家", "招聘会回顾"]);
  await ask(page, origin, "宇宙飞船发射成功春风送岗");
  expect("what to try of the end", await page.$$eval('[data-part="tries"] button', (all) => all.map((one) => one.textContent)), ["春风送岗"]);
  await ask(page, origin, "chunfengheiban");
  expect("what to try of pinyin", await page.$$eval('[data-part="tries"] button', (all) => all.map((one) => one.textContent)), ["chunfeng"]);
}

async function testTyping(page, origin) {
  const asked = [];
  page.on("request", (request) => { if (request.url().includes("/index/")) asked.push(request.url()); });
  await page.goto(`${origin}/youth/search/`);
  await settled(page);
  const box = page.locator('.ask [name="q"]');
  await box.evaluate((field) => {
    field.focus();
    field.dispatchEvent(new CompositionEvent("compositionstart"));
    for (const part of ["c", "ch", "chun'f"]) {
      field.value = part;
      field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    }
  });
  await page.waitForTimeout(500);
  expect("requests while a word is composed", asked.length, 0);
  await box.evaluate((field) => {
    field.value = "春风";
    field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    field.dispatchEvent(new CompositionEvent("compositionend", { data: "春风" }));
  });
  await page.waitForSelector('[data-part="results"] li');
  expect("the address follows", new URL(page.url()).searchParams.get("q"), "春风");
  await box.fill("湿地");
  await box.press("Enter");
  await page.waitForFunction(() => document.querySelector('[data-part="status"]').textContent.includes("45"));
  await box.fill("136个");
  await box.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll('[data-part="results"] li').length === 1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect("the keyboard reaches the result", await page.evaluate(() => document.activeElement.textContent), "春风送岗进万家");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('[data-part="status"]').textContent.includes("45"));
  expect("one step back", await box.inputValue(), "湿地");
}

async function testHeader(page, origin) {
  await page.goto(`${origin}/youth/`);
  await page.fill('header [name="q"]', "段简");
  await page.press('header [name="q"]', "Enter");
  await page.waitForSelector('[data-part="results"] li');
  expect("from the header", await titles(page), ["宣传下乡"]);
  const small = await page.goto(`${origin}/youth/`).then(() => page.$$eval(".find input, .find button", (all) => all.filter((one) => one.getBoundingClientRect().height < 44).length));
  expect("targets under 44 px", small, 0);
}

async function testWithoutScript(browser, origin) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/youth/search/?q=%E6%98%A5%E9%A3%8E`);
  expect("without script it is said", (await page.textContent("main")).includes("没有运行脚本"), true);
  const links = await page.$$eval('[data-part="ways"] a', (all) => all.map((one) => one.getAttribute("href")));
  expect("the archive and the categories", links.slice(0, 3), ["/youth/archive/", "/youth/alike/", "/youth/jobs/"]);
  await context.close();
}

async function main() {
  await makePortal();
  const { origin, close } = await serve(path.join(folder, "public"), "/youth");
  const browser = await startBrowser();
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 360, height: 800 } });
  for (const test of [testFinding, testPassages, testPassagesWhileTyping, testReadings, testMarksOfReadings, testFilterAlone, testPages, testFilters, testSuggestions, testTyping, testHeader]) {
    const page = await context.newPage();
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) expect(`${test.name}: console`, message.text(), ""); });
    page.on("pageerror", (error) => expect(`${test.name}: script`, error.message, ""));
    try { await test(page, origin); } catch (error) { expect(test.name, error.message, "done"); }
    await page.close();
  }
  await testWithoutScript(browser, origin);
  await browser.close();
  close();
  console.log(`search in the browser: ${failures} failures`);
  process.exitCode = failures > 0 ? 1 : 0;
}

await main();
