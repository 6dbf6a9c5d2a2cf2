// Keys of every page: g i goes to the inbox, ? says which keys there are. Never while typing; all
// single keys can be turned off (WCAG 2.1.4).
import { openDialog } from "./dialog.js";

const KEPT = "parvis-shortcuts";
const TOGETHER = 3_000;
let wentAt = -Infinity;

function areOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

const toggle = document.querySelector("[data-shortcuts-switch]");
if (toggle) toggle.checked = areOn();
document.addEventListener("change", (event) => {
  if (event.target !== toggle) return;
  try {
    localStorage.setItem(KEPT, toggle.checked ? "on" : "off");
  } catch {
    // Then they stay on.
  }
});

function isTyping(target) {
  // A dialog that was just closed keeps the focus until the page is drawn again.
  if (target.closest?.("dialog:not([open])")) return false;
  return target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;
}

/** Whether a key is pressed as a shortcut, and not to write something. */
export function isShortcut(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && areOn();
}

document.addEventListener("keydown", (event) => {
  if (!isShortcut(event)) return;
  // Measured by when the keys were pressed: a busy page may hear of them late.
  const goes = event.timeStamp - wentAt < TOGETHER;
  wentAt = event.key === "g" ? event.timeStamp : -Infinity;
  if (goes && event.key === "i" && document.querySelector("[data-shortcuts-switch]")) location.assign("/");
  if (event.key !== "?") return;
  event.preventDefault();
  openDialog("shortcuts");
});
