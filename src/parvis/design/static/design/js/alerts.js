// What the server refused is shown where it cannot be missed, in the server's own words.
// The fragment is our own design/error.html, escaped there.
const alerts = document.getElementById("alerts");
const STAYS = 12_000;

export function showAlert(html) {
  if (!alerts) return;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const notice = parsed.querySelector(".notice");
  if (!notice) return;
  alerts.replaceChildren(document.importNode(notice, true));
  setTimeout(() => alerts.firstElementChild?.isConnected && alerts.replaceChildren(), STAYS);
}

document.addEventListener("htmx:responseError", (event) => showAlert(event.detail.xhr.responseText));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") alerts?.replaceChildren();
});
