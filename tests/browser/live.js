// A real browser before `miao serve`: a save refreshes the page where the reader was, an error lies over the last good page
// until it is mended, another style sheet comes without a reload, and a page follows a server that was started again.
//
//   node live.js MIAO PORTAL      (PORTAL is a copy that may be changed; CHROMIUM names the browser)

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const [program, portal] = process.argv.slice(2).map((file) => path.resolve(file));
const POST = path.join(portal, "content/live/post.md");
const STYLE = path.join(portal, "themes/live/styles/live.css");
const LINES = Array.from({ length: 80 }, (_, at) => `第${at}段文字，足够长，好让页面可以滚动。`).join("\n\n");

const post = (text, title = "一篇") => `+++\ntitle = "${title}"\ndate = 2023-03-14\n+++\n${text}\n\n${LINES}\n\n[末尾](https://portal.example/end)\n`;

function start(port) {
  const server = spawn(program, ["serve", "--root", portal, "--port", String(port), "--lang", "zh"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/127\.0\.0\.1:(\d+)/);
      if (found) resolve({ server, port: Number(found[1]) });
    });
    server.on("exit", () => reject(new Error(`miao serve ended: ${said}`)));
  });
}

function browserPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return process.env.CHROMIUM ?? folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
}

function check(holds, what) {
  if (!holds) throw new Error(what);
  console.log(`live: ${what}`);
}

async function look(page) {
  const shown = (text) => page.waitForFunction((text) => document.body.innerText.includes(text), text, { timeout: 60000 });
  const overlay = (there) => page.waitForFunction((there) => !!document.querySelector("miao-errors") === there, there, { timeout: 60000 });
  await shown("第一稿");
  await page.evaluate(() => {
    document.querySelector('a[href="https://portal.example/end"]').focus({ preventScroll: true });
    scrollTo(0, 700);
  });
  writeFileSync(POST, post("第二稿"));
  await shown("第二稿");
  await page.waitForFunction(() => Math.abs(scrollY - 700) < 30, null, { timeout: 10000 });
  check(await page.evaluate(() => document.activeElement.getAttribute("href")) === "https://portal.example/end", "a save keeps scroll and focus");

  await page.evaluate(() => { window.before = true; });
  writeFileSync(POST, '+++\ntitle = "<img src=x onerror=alert(1)>\n+++\n坏了\n');
  await overlay(true);
  const text = await page.evaluate(() => document.querySelector("miao-errors").shadowRoot.textContent);
  check(text.includes("content/live/post.md:2:") && text.includes("<img src=x"), "an error is told with its place and line");
  check(await page.evaluate(() => window.before && document.body.innerText.includes("第二稿")), "over the last good page");
  check(await page.evaluate(() => !document.querySelector("miao-errors").shadowRoot.querySelector("img")), "as text");
  await page.screenshot({ path: path.join(portal, "overlay.png") });
  writeFileSync(POST, post("第二稿"));
  await overlay(false);
  check(true, "the error goes when it is mended");

  // What is to be mended before publishing is a line in a corner, and stays unfolded for whoever has unfolded it.
  const remarks = (text) => page.waitForFunction((text) => document.querySelector("miao-remarks")?.shadowRoot.textContent.includes(text), text, { timeout: 60000 });
  writeFileSync(POST, post("见[这里](/nowhere/)。"));
  await shown("见这里");
  await remarks("发布前请看");
  await remarks("/nowhere/");
  const folded = () => page.evaluate(() => !document.querySelector("miao-remarks").shadowRoot.querySelector("details").open);
  check(await folded(), "remarks are folded");
  check(await page.evaluate(() => document.querySelector("miao-remarks").getBoundingClientRect().height < 60), "and small");
  await page.screenshot({ path: path.join(portal, "folded.png") });
  await page.evaluate(() => document.querySelector("miao-remarks").shadowRoot.querySelector("summary").click());
  await page.screenshot({ path: path.join(portal, "remarks.png") });
  writeFileSync(POST, post("另见[这里](/nowhere/)。"));
  await shown("另见这里");
  await remarks("/nowhere/");
  check(!(await folded()), "what was unfolded stays so");
  check(await page.evaluate(() => document.querySelector("miao-errors") === null), "a remark is no error");
  writeFileSync(POST, post("第二稿"));
  await page.waitForFunction(() => !document.querySelector("miao-remarks")?.shadowRoot.textContent.includes("/nowhere/"), null, { timeout: 60000 });
  check(true, "remarks go when they are mended");

  await page.waitForFunction(() => scrollY > 0);
  await page.evaluate(() => { window.before = true; });
  writeFileSync(STYLE, "body { outline-color: rgb(1, 2, 3) }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)", null, { timeout: 60000 });
  check(await page.evaluate(() => window.before === true && scrollY > 0), "a style sheet is exchanged without a reload");
}

async function main() {
  writeFileSync(POST, post("第一稿"));
  let { server, port } = await start(0);
  const executablePath = browserPath();
  if (!executablePath) throw new Error("no Chromium was found; name one with CHROMIUM=/path/to/it");
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 700 } });
    page.on("pageerror", (error) => { throw error; });
    await page.goto(`http://127.0.0.1:${port}/live/post/`);
    await look(page);
    server.removeAllListeners("exit");
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    check(await gone === 0, "the server ends tidily while a page is open");
    writeFileSync(POST, post("第三稿"));
    ({ server } = await start(port));
    await page.waitForFunction(() => document.body.innerText.includes("第三稿"), null, { timeout: 60000 });
    check(readFileSync(POST, "utf8").includes("第三稿"), "a page follows a server that was started again");
  } finally {
    server.removeAllListeners("exit");
    server.kill();
    await browser.close();
  }
}

await main();
