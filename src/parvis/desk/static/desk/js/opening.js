// Between asking for a conversation and having it, what is shown is no longer what is meant:
// nothing may be done to it. What was asked of the one that comes is done when it is there.
import { openId } from "./page.js";

let current = null;
let coming = null;
let next = null;

const pane = () => document.getElementById("conversation");
const isOurs = (event) => event.detail.target?.id === "conversation";

export const isOpening = () => current !== null;

/** Open the conversation of a row if it is not the open one, then act on it. */
export function actOn(row, act) {
  const id = row.dataset.conversation;
  if (!isOpening() && id === openId()) {
    act();
    return;
  }
  if (coming !== id) row.querySelector("a").click();
  if (coming === id) next = { id, act };
}

function settled() {
  current = null;
  coming = null;
  pane().inert = false;
  pane().removeAttribute("aria-busy");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isOurs(event)) return;
  current = event.detail.xhr;
  coming = event.detail.pathInfo.requestPath.match(/\/conversations\/(\d+)\//)?.[1] ?? null;
  next = null;
  pane().inert = true;
  pane().setAttribute("aria-busy", "true");
});

// As soon as the new one stands there it can be used and focused; a failure gives the old one back.
document.addEventListener("htmx:afterSwap", (event) => {
  if (isOurs(event) && event.detail.xhr === current) pane().inert = false;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!isOurs(event) || event.detail.xhr !== current) return;
  const asked = next;
  next = null;
  settled();
  if (asked && asked.id === openId()) asked.act();
});

// A form that is sent before htmx has seen it would leave the page: have it seen first.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[hx-post], form[hx-get]")) window.htmx?.process(event.target);
}, { capture: true });
