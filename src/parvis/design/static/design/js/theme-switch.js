// data-theme-switch: from light to dark and back, kept on this device.
const root = document.documentElement;

function isDark() {
  if (root.dataset.theme) return root.dataset.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.setAttribute("aria-pressed", String(isDark()));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-switch]");
  if (!button) return;
  root.dataset.theme = isDark() ? "light" : "dark";
  button.setAttribute("aria-pressed", String(isDark()));
  try {
    localStorage.setItem("parvis-theme", root.dataset.theme);
  } catch {
    // Then it holds until the page is left.
  }
});
