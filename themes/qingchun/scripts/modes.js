// Remembers the reading aids, which work without this. The state is on <html> too (data-mode, data-contrast, data-size), for
// browsers without :has(); first.js has put there what was chosen before.
(() => {
  const root = document.documentElement;
  const keep = (name, value) => { try { localStorage.setItem(`miao-${name}`, value); } catch { /* full or refused */ } };
  const recall = (name) => { try { return localStorage.getItem(`miao-${name}`); } catch { return null; } };
  const show = (name, value) => { if (value) root.dataset[name] = value; else delete root.dataset[name]; };
  const radios = [...document.getElementsByName("miao-size")];
  const boxes = [["miao-elder", "mode", "elder"], ["miao-contrast", "contrast", "more"]]
    .map(([id, name, on]) => ({ box: document.getElementById(id), name, on })).filter(({ box }) => box);

  /** Makes the switches what was chosen; without a choice, it is what the browser has kept of the form. */
  function follow(chosen) {
    for (const { box, name, on } of boxes) {
      const value = chosen(name);
      if (value) box.checked = value === on;
      show(name, box.checked ? on : "");
    }
    const size = chosen("size");
    for (const radio of radios) {
      if (size) radio.checked = radio.value === size;
      if (radio.checked) show("size", radio.value);
    }
  }

  follow((name) => root.dataset[name]);
  for (const { box, name, on } of boxes) box.addEventListener("change", () => { show(name, box.checked ? on : ""); keep(name, box.checked ? on : "plain"); });
  for (const radio of radios) radio.addEventListener("change", () => { show("size", radio.value); keep("size", radio.value); });
  // A page that the browser had put aside follows what was chosen on another since.
  addEventListener("pageshow", (event) => { if (event.persisted) follow(recall); });
})();
