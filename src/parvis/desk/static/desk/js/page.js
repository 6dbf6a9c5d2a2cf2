// Where things are on the desk's page, and how its parts are fetched and merged.
import { freshToken } from "../../design/js/alerts.js";
import { sayAges } from "../../design/js/ages.js";

export const rows = () => document.querySelector("[data-queue-rows]");
export const openConversation = () => document.querySelector("article[data-open-conversation]");
export const openId = () => openConversation()?.dataset.openConversation ?? null;

/** Fetch a part of the page, as htmx would ask for it. */
export async function fetchPart(address, target = "") {
  const response = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": target } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
}

/** Put a new element in the place of an old one; focus stays where it was. */
export function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const path = focused && (focused.id ? `#${CSS.escape(focused.id)}` : focused.matches("a") ? "a" : null);
  const node = document.importNode(fresh, true);
  old.replaceWith(node);
  settle(node);
  if (path) node.querySelector(path)?.focus({ preventScroll: true });
  if (focused && !node.contains(document.activeElement)) node.closest("article")?.focus({ preventScroll: true });
  return node;
}

/** Make an element that was put into the page work like the others. */
export function settle(node) {
  window.htmx?.process(node);
  sayAges(node);
}

/** The CSRF token that forms of this page carry. */
export const token = () => freshToken() ?? JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
