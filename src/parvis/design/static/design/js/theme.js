// Before the first paint: the theme that this person chose, if they chose one.
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("parvis-theme");
  } catch {
    // Storage may be forbidden; the system's own theme is fine.
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}
