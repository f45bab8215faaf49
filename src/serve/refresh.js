// Keeps an open page as its sources are. The server sends the whole state of the page whenever it changes: the print of
// its HTML, its style sheets, and what is wrong. Only in pages that `miao serve` shows; in no file of the site.
(() => {
  "use strict";
  const own = document.currentScript.dataset.print;
  const place = "miao:" + location.pathname;
  let known = null;
  let host = null;
  let dismissed = "";
  let remarks = null;

  const path = (element) => {
    if (element.id) return "#" + CSS.escape(element.id);
    if (!element.parentElement) return element.localName;
    const at = [...element.parentElement.children].indexOf(element) + 1;
    return `${path(element.parentElement)} > :nth-child(${at})`;
  };

  const remember = () => {
    const active = document.activeElement;
    const focus = active && active !== document.body && active.localName !== "html" ? path(active) : null;
    const open = [...document.querySelectorAll("details[open]")].map(path);
    const typed = focus && "value" in active ? { value: active.value, start: active.selectionStart, end: active.selectionEnd } : null;
    sessionStorage.setItem(place, JSON.stringify({ x: scrollX, y: scrollY, focus, open, typed }));
  };

  const restore = () => {
    const text = sessionStorage.getItem(place);
    if (!text) return;
    sessionStorage.removeItem(place);
    const { x, y, focus, open, typed } = JSON.parse(text);
    for (const one of open) document.querySelector(one)?.setAttribute("open", "");
    const element = focus && document.querySelector(focus);
    if (element) {
      element.focus({ preventScroll: true });
      if (typed && "value" in element) {
        element.value = typed.value;
        try { element.setSelectionRange(typed.start, typed.end); } catch { /* not every field has a selection */ }
      }
    }
    const go = () => scrollTo({ left: x, top: y, behavior: "instant" });
    go();
    // Pictures may still push the text down.
    if (document.readyState !== "complete") addEventListener("load", go, { once: true });
  };

  const reload = () => {
    remember();
    location.reload();
  };

  const swap = (styles) => {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((link) => !link.dataset.leaving);
    if (links.length !== styles.length) return reload();
    styles.forEach(([href, print], at) => {
      const link = links[at];
      const same = link.getAttribute("href").split("?")[0] === href.split("?")[0];
      const before = known?.styles.find(([name]) => name === href)?.[1];
      if (same && (before === undefined || before === print)) return;
      const next = link.cloneNode();
      next.href = same ? `${href.split("?")[0]}?${print}` : href;
      link.dataset.leaving = "yes";
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => link.remove());
      link.after(next);
    });
  };

  const make = (name, text, part) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (part) element.className = part;
    return element;
  };

  const style = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
    section { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; background: #fff; color: #1d1d1f;
      border-top: 4px solid #b3261e; box-shadow: 0 -4px 24px #0004; max-height: 60vh; overflow: auto; padding: 12px 16px 16px; }
    header { display: flex; gap: 12px; align-items: start; }
    header div { flex: 1; }
    h2 { font-size: 17px; margin: 0; color: #b3261e; }
    p { margin: 0; overflow-wrap: anywhere; }
    article { margin-top: 12px; padding-top: 12px; border-top: 1px solid #8884; }
    .place { font: 13px/1.6 ui-monospace, monospace; color: #595959; }
    .message { font-weight: 600; }
    pre { margin: 6px 0; padding: 8px; background: #f3f3f3; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 ui-monospace, monospace; }
    mark { background: #ffd7d4; color: inherit; border-bottom: 2px solid #b3261e; }
    button { font: inherit; min-height: 44px; padding: 0 14px; border: 1px solid #8888; border-radius: 6px; background: none; color: inherit; cursor: pointer; }
    button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      section { background: #1f1f21; color: #ececec; border-color: #ff8a80; }
      h2 { color: #ff8a80; } .place { color: #b5b5b5; } pre { background: #2b2b2e; } mark { background: #5c2522; border-color: #ff8a80; }
    }
    @media print { :host { display: none; } }`;

  const quiet = `
    :host { all: initial; position: fixed; inset: auto auto 8px 8px; z-index: 2147483646; max-width: min(480px, calc(100vw - 16px)); }
    details { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; background: #fff; color: #1d1d1f;
      border: 1px solid #8a5a00; border-radius: 8px; box-shadow: 0 2px 12px #0003; }
    details[open] { max-height: 60vh; overflow: auto; }
    summary { min-height: 44px; box-sizing: border-box; padding: 9px 14px; color: #7a4d00; font-weight: 600; cursor: pointer; }
    details[open] > summary { position: sticky; top: 0; background: inherit; }
    summary:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
    article { margin: 0 14px; padding: 10px 0; border-top: 1px solid #8884; }
    p { margin: 0; overflow-wrap: anywhere; }
    .place { font: 13px/1.6 ui-monospace, monospace; color: #595959; }
    .message { font-weight: 600; }
    .error .message { color: #b3261e; }
    pre { margin: 6px 0; padding: 8px; background: #f3f3f3; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 ui-monospace, monospace; }
    mark { background: #ffe7b3; color: inherit; border-bottom: 2px solid #8a5a00; }
    .more { padding: 0 14px 10px; }
    @media (prefers-color-scheme: dark) {
      details { background: #1f1f21; color: #ececec; border-color: #e0a94a; }
      summary { color: #f0bf6a; } .place { color: #b5b5b5; } pre { background: #2b2b2e; } .error .message { color: #ff8a80; }
      mark { background: #5a4212; border-color: #e0a94a; }
    }
    @media print { :host { display: none; } }`;

  const problem = ({ severity, place, message, help, excerpt }) => {
    const article = make("article", null, severity);
    if (place) article.append(make("p", place, "place"));
    article.append(make("p", message, "message"));
    if (excerpt) {
      const [before, marked, after] = excerpt;
      const line = make("pre", before);
      line.append(make("mark", marked || " "), after);
      article.append(line);
    }
    if (help) article.append(make("p", help));
    return article;
  };

  // Something beside the page that the page's own styles can't reach.
  const panel = (name, language, css, content) => {
    const element = make(name);
    element.lang = language;
    const root = element.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(content);
    document.documentElement.append(element);
    return element;
  };

  const show = (overlay) => {
    const text = JSON.stringify(overlay);
    host?.remove();
    host = null;
    if (!overlay || text === dismissed) return;
    const section = make("section");
    section.setAttribute("role", "alert");
    const [header, title] = [make("header"), make("div")];
    title.append(make("h2", overlay.title), make("p", overlay.note));
    const close = make("button", overlay.close);
    close.addEventListener("click", () => { dismissed = text; show(null); });
    header.append(title, close);
    section.append(header, ...overlay.problems.map(problem));
    if (overlay.more) section.append(make("p", `+ ${overlay.more}`));
    host = panel("miao-errors", overlay.language, style, section);
  };

  // What is to be mended before publishing: a line in a corner, folded until somebody wants to read it.
  const remark = (told) => {
    const open = sessionStorage.getItem("miao:remarks") === "open";
    remarks?.remove();
    remarks = null;
    if (!told) return;
    const details = make("details");
    details.open = open;
    details.addEventListener("toggle", () => sessionStorage.setItem("miao:remarks", details.open ? "open" : "folded"));
    details.append(make("summary", told.title), ...told.problems.map(problem));
    if (told.more) details.append(make("p", `+ ${told.more}`, "more"));
    remarks = panel("miao-remarks", told.language, quiet, details);
  };

  const follow = (state) => {
    if (state.print !== own) return reload();
    swap(state.styles);
    if (!known || JSON.stringify(known.overlay) !== JSON.stringify(state.overlay)) show(state.overlay);
    if (JSON.stringify(known?.remarks ?? null) !== JSON.stringify(state.remarks)) remark(state.remarks);
    known = state;
  };

  restore();
  const source = new EventSource("/__miao/events?path=" + encodeURIComponent(location.pathname));
  source.addEventListener("message", ({ data }) => follow(JSON.parse(data)));
  // A page that the browser keeps for "back" holds no connection, and looks again when it is shown again.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
})();
