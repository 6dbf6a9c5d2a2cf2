// The form that corrects labels opens in its place beside the conversation, and closes there.
const place = () => document.getElementById("correction");

function close() {
  if (!place()?.firstElementChild) return;
  place().replaceChildren();
  document.getElementById("correct-labels")?.focus();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#correction [data-leave-correction]")) return;
  event.preventDefault();
  close();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "correction") place().querySelector("input:not([type=hidden])")?.focus();
});

// Before the page fetches what changed: it leaves a form alone that somebody fills in.
document.addEventListener("parvis:changed", (event) => { if (event.detail.corrected) close(); });
