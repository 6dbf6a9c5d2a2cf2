// What the guard offers in the composer: the approved answer to a secret in public, a safe rewrite
// with a way back, and the way to the place that is objected to.
import { showAlert } from "../../design/js/alerts.js";
import { token } from "./page.js";

const words = document.querySelector("[data-words]").dataset;
const composer = () => document.querySelector("[data-composer]");
const field = () => composer()?.querySelector("textarea");
let writing = false;

/** Put a text into the composer as if it had been typed; gives the way back. */
function put(text, visibility) {
  const form = composer();
  const before = { text: field().value, visibility: form.elements.visibility.value };
  write(form, text, visibility);
  return () => {
    if (composer() === form) write(form, before.text, before.visibility);
  };
}

function write(form, text, visibility) {
  const choice = form.querySelector(`[name=visibility][value="${visibility}"]`);
  if (choice && !choice.disabled) choice.checked = true;
  field().focus();
  field().select();
  // So that the browser's own undo (Ctrl+Z) knows of it too; where it cannot, it is just written.
  writing = true;
  const typed = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!typed || field().value !== text) {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  }
  writing = false;
  field().setSelectionRange(text.length, text.length);
}

/**
 * Say below the text what was written into it, with the way back. One at a time: an older one would
 * throw away what was written since. The place is a live region, there before it is filled.
 */
function offerBack(said, back) {
  const place = composer().querySelector("[data-way-back]");
  const line = document.createElement("p");
  line.textContent = said;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = words.back;
  button.addEventListener("click", () => { withdraw(); back(); });
  place.replaceChildren(line, button);
}

function withdraw() {
  composer()?.querySelector("[data-way-back]")?.replaceChildren();
}

document.addEventListener("input", (event) => {
  if (!writing && event.target === field()) withdraw();
});

// Once a reply is sent, the one way back is the one that keeps it from leaving.
document.addEventListener("parvis:changed", (event) => {
  if (event.detail.replied) withdraw();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "conversation") withdraw();
});

document.addEventListener("click", (event) => {
  const fill = event.target.closest("[data-fill]");
  if (!fill || !composer()) return;
  event.preventDefault();
  const answer = document.getElementById(fill.dataset.fill).textContent;
  // Beside the conversation or over it: what is written into is to be seen.
  fill.closest("[popover]:popover-open")?.hidePopover();
  const back = put(answer, fill.dataset.fillVisibility ?? "public");
  offerBack(composer().elements.visibility.value === "private" ? words.filledPrivate : words.filled, back);
});

// A link that acts like a button answers the space bar too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("[data-fill]")) return;
  event.preventDefault();
  event.target.click();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-make-safe]");
  if (!button) return;
  event.preventDefault();
  const form = composer();
  const { value } = field();
  const headers = { "HX-Request": "true", "X-CSRFToken": token() };
  const answer = await fetch(button.formAction, { method: "POST", headers, body: new FormData(form) })
    .catch(() => null);
  if (!answer?.ok) return answer && showAlert(await answer.text());
  // What was typed meanwhile is not thrown away.
  if (composer() !== form || field().value !== value) return;
  const { text } = await answer.json();
  offerBack(words.madeSafe, put(text, form.elements.visibility.value));
});

/** Offsets are code points; a field counts in UTF-16. */
const units = (text, points) => [...text].slice(0, points).join("").length;

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-place]");
  if (!place || !field()) return;
  const [start, end] = place.dataset.place.split(" ").map(Number);
  const { value } = field();
  field().focus();
  field().setSelectionRange(units(value, start), units(value, end));
});
