// What the browser tests share: a built site behind a server with the strictest policy, and a browser to look at it.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const POLICY = "default-src 'self'";
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif",
  ".xml": "application/xml", ".json": "application/json", ".ics": "text/calendar; charset=utf-8",
  ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8",
};

/** Serves a folder as a site of its own, at the address `below` the root; `origin` is where, `close()` ends it. */
export async function serve(site, below = "") {
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.join(site, asked.slice(below.length), asked.endsWith("/") ? "index.html" : "");
    try {
      if (!asked.startsWith(`${below}/`) || !file.startsWith(site) || !(await stat(file)).isFile()) throw new Error("no file");
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": POLICY });
      response.end(await readFile(file));
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function browserPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const found = folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
  return process.env.CHROMIUM ?? found;
}

/** Starts the browser; CHROMIUM names it where it is not found by itself. */
export async function startBrowser() {
  const executablePath = browserPath();
  if (!executablePath) throw new Error("no Chromium was found; name one with CHROMIUM=/path/to/it");
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

/** A file name for the screenshot of a page. */
export function pictureName(url, ...parts) {
  return [url.replaceAll("/", "-").replace(/^-|-$/g, "") || "home", ...parts].join("-") + ".png";
}

/** In a page: how far it is wider than its window where its text is `text` large, and what makes it so; else nothing. */
export function tooWide(text) {
  if (text) document.documentElement.style.fontSize = text;
  const root = document.scrollingElement;
  // The blank half of a bracket at the end of a line hangs over it, and is nothing to see.
  const hanging = (style) => (style.display === "inline" ? parseFloat(style.fontSize) / 2 : 0);
  const wide = [...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > root.clientWidth + 1 + hanging(getComputedStyle(element)) && !element.closest("[tabindex='0'], .nav, .vh, .hills"));
  if (wide.length === 0 && root.scrollWidth <= root.clientWidth) return [];
  return [`${root.scrollWidth - root.clientWidth} px`, ...wide.slice(0, 3).map((element) => `${element.tagName}.${element.className}`)];
}

/** Says what was wrong, and ends with 1 where anything was. */
export function report(name, count, wrong) {
  for (const problem of wrong) console.error(problem);
  console.log(`${name}: ${count} looks, ${wrong.length} problems`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
