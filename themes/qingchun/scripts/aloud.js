// Reads the page aloud where the browser can (A11Y-10); elsewhere the button stays hidden. What the eye skips is left out,
// and what is written for the eye is said for the ear: masks, year ranges, brackets of document numbers, units.
(() => {
  const button = document.getElementById("miao-aloud");
  const article = document.querySelector("article");
  if (!button || !article || !("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
  const start = button.textContent, stop = button.dataset.stop;
  // Neither folded parts nor buttons, nor the line that says where figures count.
  const SKIPPED = "details, .tail, .vh, .tile, .button, .go, article > [role=region] + .meta, sup, svg, pre, button, [aria-hidden=true]";
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, ul, ol, li, dl, dt, dd, div, section, blockquote, figure, figcaption";
  const BETWEEN = "\u2029";
  const SAID = [
    [/[*＊]+(\d*)/g, (_, digits) => "某" + digits.split("").join(" ")], [/\b0\d{2,3}[—–-]+\d{7,8}\b/g, (phone) => phone.replace(/\D+/g, "").split("").join(" ")],
    [/\b((?:19|20)\d\d)-((?:19|20)\d\d)\b/g, "$1至$2"], [/([\d%年月日时])\s*[—–]+\s*(?=\d)/g, "$1至"], [/[〔〕［］]/g, " "],
    [/㎡/g, "平方米"], [/℃/g, "摄氏度"], [/(\d)\s*km\b/g, "$1公里"], [/(\d)\s*kg\b/g, "$1公斤"],
  ];
  // A point inside a number or an address ends no sentence; what is long is parted at its commas, never inside a number.
  const SENTENCES = /(?:[^。！？；.!?;]|\.(?=\w))+[。！？；.!?;]*[”’」』）)]*/g;
  const BREATHS = /.{1,60}(?:[，、： ]|[,:](?!\d)|$)|.{1,60}(?![\d.])|.{1,60}/g;
  const chinese = document.documentElement.lang.startsWith("zh");

  // A table of figures by rows; so many rows of any other, each cell with the head of its column.
  const ROWS = 12;
  function told(table) {
    const text = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").trim();
    const heads = [...table.querySelectorAll("thead th")].map(text);
    const rows = [...table.querySelectorAll("tbody tr")];
    const facts = table.classList.contains("facts");
    const comma = chinese ? "，" : ", ";
    return rows.slice(0, ROWS).map((row) => {
      const cells = [...row.cells].map(text);
      if (facts) return cells[0] + comma + cells.slice(1).join(chinese ? "" : " ");
      return cells.map((cell, index) => cell && (heads[index] ? heads[index] + comma + cell : cell)).filter(Boolean).join(comma);
    });
  }

  /** The text in parts that a browser reads without stopping in the middle. */
  function parts() {
    const copy = article.cloneNode(true);
    for (const element of copy.querySelectorAll(SKIPPED)) element.remove();
    for (const table of copy.querySelectorAll("table")) {
      table.replaceWith(...told(table).map((row) => Object.assign(document.createElement("p"), { textContent: row })));
    }
    for (const element of copy.querySelectorAll("br, .meta > * + *")) element.before(chinese ? "，" : ", ");
    for (const element of copy.querySelectorAll(BLOCKS)) { element.before(BETWEEN); element.prepend(BETWEEN); element.after(BETWEEN); }
    const texts = copy.textContent.split(BETWEEN).map((text) => text.replace(/\s+/g, " ").replace(/ ?(?=，)/g, "").trim()).filter(Boolean);
    const said = chinese ? texts.map((text) => SAID.reduce((all, [from, to]) => all.replace(from, to), text)) : texts;
    return said.flatMap((text) => text.match(SENTENCES) ?? []).flatMap((text) => text.trim().match(BREATHS) ?? []);
  }

  const show = (reading) => { button.textContent = reading ? stop : start; };
  function finish() { speechSynthesis.cancel(); show(false); }
  button.addEventListener("click", () => {
    if (button.textContent === stop) return finish();
    const queue = parts().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: document.documentElement.lang, rate: 0.9 }));
    if (queue.length === 0) return;
    for (const last of ["end", "error"]) queue.at(-1).addEventListener(last, () => show(false));
    for (const utterance of queue) speechSynthesis.speak(utterance);
    show(true);
  });
  addEventListener("pagehide", finish);
  button.hidden = false;
})();
