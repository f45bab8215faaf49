// Copies the page's address and prints it; the buttons are there only where the browser can.
(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    const label = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 3000);
    });
    button.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    if (typeof print !== "function") continue;
    button.addEventListener("click", () => print());
    button.hidden = false;
  }
})();
