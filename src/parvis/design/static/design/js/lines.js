// A link with data-line chooses that line of the text field that it names, and brings it into sight.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const field = link && document.querySelector(link.hash);
  if (!field) return;
  event.preventDefault();
  const lines = field.value.split("\n");
  const before = lines.slice(0, Number(link.dataset.line) - 1);
  const start = before.join("\n").length + (before.length ? 1 : 0);
  const { lineHeight } = getComputedStyle(field);
  field.focus();
  field.setSelectionRange(start, start + (lines[before.length] ?? "").length);
  field.scrollTop = Math.max(0, before.length - 3) * parseFloat(lineHeight);
});
