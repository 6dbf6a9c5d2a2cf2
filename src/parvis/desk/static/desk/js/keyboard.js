// Single keys, for people who live here. Never while typing; they can be turned off (WCAG 2.1.4).
import { isShortcut } from "../../design/js/shortcuts.js";
import { actOn, isOpening } from "./opening.js";
import { undoLatest } from "./composer.js";
import { openConversation } from "./page.js";

let goesOn = false;

function move(step) {
  const links = [...document.querySelectorAll("[data-conversation] > a")];
  if (!links.length) return;
  const focused = links.findIndex((link) => link === document.activeElement);
  const from = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute("aria-current"));
  const more = document.querySelector("[data-more] a");
  if (step > 0 && from === links.length - 1 && more) {
    if (!goesOn) more.click();
    goesOn = true;
    return;
  }
  const link = links[Math.min(Math.max(from + step, 0), links.length - 1)];
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}

// At the end of the list the next one is the first of those that are loaded then.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target?.id !== "more" || !goesOn) return;
  goesOn = false;
  if (event.detail.successful) move(1);
});

function submit(act) {
  document.querySelector(`[data-act="${act}"] button`)?.click();
}

function unfold(act) {
  const summary = document.querySelector(`summary[data-act="${act}"]`);
  if (!summary) return;
  summary.parentElement.open = true;
  summary.parentElement.querySelector("textarea, input:not([type=hidden]), button")?.focus();
}

/** An act by key is meant for the row that has the focus, else for the open conversation. */
function here(act) {
  const row = document.activeElement?.closest("[data-conversation]");
  if (row) actOn(row, act);
  else if (!isOpening()) act();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  r: () => here(() => document.getElementById("reply-text")?.focus()),
  a: () => here(() => submit("assign-me")),
  e: () => here(() => submit("resolve")),
  n: () => here(() => unfold("note")),
  z: () => here(() => unfold("snooze")),
  x: () => here(() => unfold("decline")),
  u: undoLatest,
  "/": () => document.querySelector("[data-search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("#reply-text, [data-search]")) {
    (openConversation() ?? document.getElementById("main")).focus();
    return;
  }
  if (!isShortcut(event)) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
