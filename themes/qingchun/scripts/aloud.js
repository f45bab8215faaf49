// Reads the page aloud where the browser can (A11Y-10); elsewhere the button stays hidden. What the eye skips is left out,
// and what is written for the eye is said for the ear: masks, year ranges, brackets of document numbers, units.
(() => {
  const button = document.getElementById("miao-aloud");
  const article = document.querySelector("article");
  if (!button || !article || !("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
  const start = button.textContent, stop = button.dataset.stop;
  const SKIPPED = "details, .tail, .vh, .tile, sup, svg, pre, button, table, [aria-hidden=true]";
  const SAID = [
    [/[*＊]+/g, "某"], [/(\d{4})[—–-]+(\d{4})/g, "$1至$2"], [/[〔〕［］]/g, " "], [/㎡/g, "平方米"], [/℃/g, "摄氏度"],
    [/(\d)\s*km\b/g, "$1公里"], [/(\d)\s*kg\b/g, "$1公斤"],
  ];
  const chinese = document.documentElement.lang.startsWith("zh");

  /** The text in parts that a browser reads without stopping in the middle. */
  function parts() {
    const copy = article.cloneNode(true);
    for (const element of copy.querySelectorAll(SKIPPED)) element.remove();
    const blocks = [...copy.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, figcaption")].filter((element) => !element.querySelector("p, li"));
    const texts = blocks.map((element) => element.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
    const said = chinese ? texts.map((text) => SAID.reduce((all, [from, to]) => all.replace(from, to), text)) : texts;
    return said.flatMap((text) => text.match(/[^。！？；.!?;]{1,120}[。！？；.!?;]?/g) ?? []);
  }

  const show = (reading) => { button.textContent = reading ? stop : start; };
  function finish() { speechSynthesis.cancel(); show(false); }
  button.addEventListener("click", () => {
    if (button.textContent === stop) return finish();
    const queue = parts().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: document.documentElement.lang, rate: 0.9 }));
    if (queue.length === 0) return;
    queue.at(-1).addEventListener("end", () => show(false));
    for (const utterance of queue) speechSynthesis.speak(utterance);
    show(true);
  });
  addEventListener("pagehide", finish);
  button.hidden = false;
})();
