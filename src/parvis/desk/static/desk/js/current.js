// The row of the open conversation is the current one; a swapped-in conversation begins at its end.
import { openConversation, openId } from "./page.js";

export function markCurrent() {
  const id = openId();
  for (const link of document.querySelectorAll("[data-conversation] > a")) {
    if (id && link.parentElement.dataset.conversation === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function toTheEnd() {
  const scroll = document.querySelector("[data-timeline-scroll]");
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
}

// The composer grows while one writes: who was at the end of the timeline stays there.
let wasAtEnd = true;
const watch = new ResizeObserver(() => wasAtEnd && toTheEnd());

function follow() {
  const scroll = document.querySelector("[data-timeline-scroll]");
  watch.disconnect();
  if (!scroll) return;
  wasAtEnd = true;
  watch.observe(scroll);
  scroll.addEventListener("scroll", () => {
    wasAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 8;
  }, { passive: true });
}

document.addEventListener("htmx:afterSwap", (event) => {
  markCurrent();
  if (event.detail.target?.id !== "conversation") return;
  toTheEnd();
  follow();
  const title = document.getElementById("conversation-title") ?? document.querySelector("main h1");
  document.title = `${title.textContent.slice(0, 60)} · Parvis`;
  // On a phone the queue is gone: the reader goes where the page went.
  if (!document.querySelector(".queue")?.checkVisibility()) openConversation()?.focus();
});

markCurrent();
toTheEnd();
follow();
