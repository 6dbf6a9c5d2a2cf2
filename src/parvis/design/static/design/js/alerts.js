// What the server refused is shown where it cannot be missed, in the server's own words.
// The fragment is our own design/error.html, escaped there.
const alerts = document.getElementById("alerts");
const STAYS = 12_000;

/** The token of the latest log-in in this browser, as its cookie holds it. */
export const freshToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

export function showAlert(html) {
  if (!alerts) return;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const notice = parsed.querySelector(".notice");
  if (!notice) return;
  // One that stays is said once, however often the server repeats it.
  if ("stays" in notice.dataset && alerts.querySelector(`[data-code="${notice.dataset.code}"]`)) return;
  alerts.replaceChildren(document.importNode(notice, true));
  if (!("stays" in notice.dataset)) setTimeout(() => alerts.firstElementChild?.isConnected && alerts.replaceChildren(), STAYS);
}

document.addEventListener("htmx:responseError", (event) => showAlert(event.detail.xhr.responseText));

/** A session that goes on has nothing to say any more. */
export function sessionGoesOn() {
  alerts?.querySelector('[data-code="session_ended"]')?.remove();
}

// Who logs in in another tab gets a new token there: what is sent from here bears that one.
document.addEventListener("htmx:configRequest", (event) => {
  const kept = freshToken();
  if (!kept) return;
  event.detail.headers["X-CSRFToken"] = kept;
  if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = kept;
});
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && sessionGoesOn());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") alerts?.replaceChildren();
});
