// Back and forward walk through what was open, in the page: the queue stays where it is.
import { openId, rows } from "./page.js";

const HOME = "/";
const SHOWN = /^\/conversations\/(\d+)\/$/;

function close() {
  const pane = document.getElementById("conversation");
  const nothing = document.getElementById("nothing-open");
  window.htmx.trigger(pane, "htmx:abort");
  window.htmx.swap(pane, nothing.innerHTML, { swapStyle: "innerHTML" }, { eventInfo: { target: pane } });
}

/** The queue is fetched again only if it stood under another filter. */
function follow(state) {
  const list = rows();
  if (!list || list.dataset.state === state) return;
  const address = state ? `${HOME}?${state}` : HOME;
  window.htmx.ajax("GET", address, { source: "#queue", target: "#queue", swap: "outerHTML" });
}

// Before htmx, which would load the whole page anew.
addEventListener("popstate", (event) => {
  const { pathname, search } = location;
  const id = SHOWN.exec(pathname)?.[1] ?? null;
  if (!window.htmx || (pathname !== HOME && !id)) return;
  event.stopImmediatePropagation();
  follow(search.slice(1));
  if (!id) close();
  else if (id !== openId() || document.querySelector("#conversation[aria-busy]")) {
    const swap = "innerHTML show:none";
    window.htmx.ajax("GET", pathname + search, { source: "#opener", target: "#conversation", swap });
  }
}, { capture: true });
