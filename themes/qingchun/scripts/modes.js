// Remembers the reading aids, which work without this, and lets an address set them: ?mode=elder|plain, ?contrast=more|plain,
// ?size=1|2|3. The state is on <html> too (data-mode, data-contrast, data-size), for browsers without :has().
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  let store = null;
  try { store = localStorage; } catch { /* A browser that keeps nothing: a choice then counts for this page. */ }
  const recall = (name) => { try { return store?.getItem(`miao-${name}`); } catch { return null; } };
  const keep = (name, value) => { try { store?.setItem(`miao-${name}`, value); } catch { /* full or refused */ } };
  const show = (name, value) => { if (value) root.dataset[name] = value; else delete root.dataset[name]; };

  const switches = [["miao-elder", "mode", "elder"], ["miao-contrast", "contrast", "more"]];
  for (const [id, name, on] of switches) {
    const box = document.getElementById(id);
    if (!box) continue;
    const set = () => show(name, box.checked ? on : "");
    const value = asked.get(name) ?? recall(name);
    if (value) box.checked = value === on;
    if (asked.get(name)) keep(name, value);
    box.addEventListener("change", () => { set(); keep(name, box.checked ? on : "plain"); });
    set();
  }

  const size = asked.get("size") ?? recall("size");
  for (const radio of document.getElementsByName("miao-size")) {
    if (radio.value === size) radio.checked = true;
    if (radio.checked) show("size", radio.value);
    radio.addEventListener("change", () => { show("size", radio.value); keep("size", radio.value); });
  }
})();
