// Remembers the switch for the large version, which works without this. `?mode=elder` and `?mode=plain` set it too.
(() => {
  const box = document.getElementById("miao-elder");
  if (!box) return;
  const key = "miao-mode", root = document.documentElement;
  let store = null;
  try { store = localStorage; } catch { /* A browser that keeps nothing: the switch then counts for this page. */ }
  const asked = new URLSearchParams(location.search).get("mode");
  const show = () => { if (box.checked) root.dataset.mode = "elder"; else delete root.dataset.mode; };
  const keep = () => { try { store?.setItem(key, box.checked ? "elder" : "plain"); } catch { /* full or refused */ } };
  const mode = asked ?? store?.getItem(key);
  if (mode) box.checked = mode === "elder";
  if (asked) keep();
  show();
  box.addEventListener("change", () => { show(); keep(); });
})();
