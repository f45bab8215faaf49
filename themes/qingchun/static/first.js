// Before the first paint: the reading aids that were chosen, so that nothing moves when the page is there. An address sets them
// too: ?mode=elder|plain, ?contrast=more|plain, ?size=1|2|3. Small, as pages wait for it.
(() => {
  const asked = new URLSearchParams(location.search);
  const known = { mode: ["elder", "plain"], contrast: ["more", "plain"], size: ["1", "2", "3"] };
  for (const name in known) {
    let value = asked.get(name);
    const given = known[name].includes(value);
    // A browser that keeps nothing: a choice then counts for this page.
    try { if (given) localStorage.setItem(`miao-${name}`, value); else value = localStorage.getItem(`miao-${name}`); } catch { /* refused */ }
    if (known[name].includes(value)) document.documentElement.dataset[name] = value;
  }
})();
