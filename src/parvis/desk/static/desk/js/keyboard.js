// Single keys, for people who live here. Never while typing; they can be turned off (WCAG 2.1.4).
import { openDialog } from "../../design/js/dialog.js";
import { openConversation } from "./page.js";

const KEPT = "parvis-shortcuts";
let goes = false;

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

function move(step) {
  const links = [...document.querySelectorAll("[data-conversation] > a")];
  if (!links.length) return;
  const here = links.findIndex((link) => link === document.activeElement);
  const from = here >= 0 ? here : links.findIndex((link) => link.hasAttribute("aria-current"));
  const link = links[Math.min(Math.max(from + step, 0), links.length - 1)];
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}

function submit(act) {
  document.querySelector(`[data-act="${act}"] button`)?.click();
}

function unfold(act) {
  const summary = document.querySelector(`summary[data-act="${act}"]`);
  if (!summary) return;
  summary.parentElement.open = true;
  summary.parentElement.querySelector("textarea, input:not([type=hidden]), button")?.focus();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  r: () => document.getElementById("reply-text")?.focus(),
  a: () => submit("assign-me"),
  e: () => submit("resolve"),
  n: () => unfold("note"),
  z: () => unfold("snooze"),
  x: () => unfold("decline"),
  u: () => [...document.querySelectorAll("[data-undo]")].at(-1)?.requestSubmit(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => openDialog("shortcuts"),
  g: () => { goes = true; setTimeout(() => { goes = false; }, 1_500); },
};

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("#reply-text, [data-search]")) {
    (openConversation() ?? document.getElementById("main")).focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areOn()) return;
  if (goes && event.key === "i") {
    location.assign("/");
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
