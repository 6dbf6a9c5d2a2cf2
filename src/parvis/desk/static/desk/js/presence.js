// Colleagues see who looks and who writes, so that two people do not answer the same post.
import { sessionGoesOn, showAlert } from "../../design/js/alerts.js";
import { fetchPart, openConversation, openId, settle, token } from "./page.js";

const BEAT = 10_000;
let at = null;
let said = "";

const line = () => document.querySelector("[data-presence]");
// Who has a draft here still writes it, however long they think about it.
const doing = () => (document.querySelector("[data-composer] textarea")?.value.trim() ? "writing" : "looking");

async function say() {
  const place = line();
  if (!place || document.visibilityState === "hidden") return;
  said = doing();
  const response = await fetch(place.dataset.presence, {
    method: "POST",
    headers: { "X-CSRFToken": token(), "HX-Request": "true" },
    body: new URLSearchParams({ doing: said }),
  });
  if (response.status === 401) showAlert(await response.text());
  if (!response.ok) return;
  sessionGoesOn();
  show(place, new DOMParser().parseFromString(await response.text(), "text/html").body);
}

function show(place, body) {
  if (place.innerHTML === body.innerHTML) return;
  place.replaceChildren(...[...body.childNodes].map((node) => document.importNode(node, true)));
  settle(place);
}

function leave() {
  if (!at) return;
  const form = new FormData();
  form.set("csrfmiddlewaretoken", token());
  form.set("doing", "left");
  navigator.sendBeacon(at, form);
  at = null;
}

function arrive() {
  const here = openConversation() && line()?.dataset.presence;
  if (here === at) return;
  leave();
  at = here ?? null;
  // Once the composer has its draft back.
  if (at) setTimeout(() => say().catch(() => {}));
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-composer] textarea")) return;
  if (doing() !== said) say().catch(() => {});
});

document.addEventListener("parvis:presence", async (event) => {
  const place = line();
  if (!place || event.detail !== openId()) return;
  try {
    show(place, await fetchPart(place.dataset.presence));
  } catch {
    // The next beat says it.
  }
});

document.addEventListener("htmx:afterSwap", arrive);
addEventListener("pagehide", leave);
setInterval(() => at && say().catch(() => {}), BEAT);
arrive();
