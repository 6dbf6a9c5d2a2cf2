// The reply composer. Drafts may hold confidential text: they are kept in memory only, for as long
// as the page lives, and never in the browser's storage.
import { showAlert } from "../../design/js/alerts.js";
import { toast } from "../../design/js/toast.js";
import { refreshConversation } from "./live.js";
import { openId, token } from "./page.js";

const drafts = new Map();
// What the person saw while writing: the conversation's version, and how much colleagues had done.
const seen = new Map();
const composer = () => document.querySelector("[data-composer]");
const field = () => composer()?.querySelector("textarea");
const words = document.querySelector("[data-words]").dataset;
// Replies of this page that may still be taken back, the latest last.
let resting = [];
let undoLine = null;
let sentBy = null;

function remember() {
  const form = composer();
  if (!form) return;
  const text = field().value;
  const id = form.dataset.composer;
  if (!text.trim()) return dropDraft(id);
  drafts.set(id, text);
  if (!isHeld(form)) seen.set(id, { version: form.elements.version.value, done: byColleagues().length });
}

function dropDraft(id) {
  drafts.delete(id);
  seen.delete(id);
  if (composer()?.dataset.composer === id) release(composer());
}

const byColleagues = () => [...document.querySelectorAll("#timeline [data-colleague]")];
const isHeld = (form) => !form.querySelector("[data-meanwhile]").hidden;

/** A colleague was faster: the draft keeps the version it was written for, so it cannot just leave. */
function hold(form, said) {
  form.querySelector("[data-meanwhile-words]").textContent = said;
  form.querySelector("[data-meanwhile]").hidden = false;
}

function holdFor(form, entry) {
  const said = entry.dataset.entry === "reply" ? words.answered : words.acted;
  hold(form, said.replace("%s", () => entry.dataset.colleague));
}

function release(form) {
  if (!isHeld(form)) return;
  form.querySelector("[data-meanwhile]").hidden = true;
  form.querySelector("[data-send-anyway]").hidden = true;
  form.elements.version.value = standsAt();
}

const standsAt = () => document.getElementById("conversation-head").dataset.version;

function holdWhatIsOld(form) {
  const before = seen.get(form.dataset.composer);
  const done = byColleagues();
  if (!before || done.length <= before.done) return;
  form.elements.version.value = before.version;
  holdFor(form, done.at(-1));
}

function check() {
  if (field()?.value.trim()) field().dispatchEvent(new Event("check"));
}

/** Nothing refused may be sent; the server checks again whatever happens here. */
function allowSending() {
  const form = composer();
  if (!form) return;
  const verdict = form.querySelector("[data-allowed]");
  const allowed = Boolean(field().value.trim()) && verdict?.dataset.allowed !== "0";
  for (const button of form.querySelectorAll("[data-send], [data-send-too]")) button.disabled = !allowed;
}

function begin() {
  const form = composer();
  if (!form) return;
  const kept = drafts.get(form.dataset.composer);
  if (kept && !field().value) field().value = kept;
  if (kept) holdWhatIsOld(form);
  allowSending();
  check();
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("[data-composer]")) return;
  remember();
  allowSending();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-composer] [name=visibility]")) check();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "draft-check") allowSending();
  if (event.detail.target?.id === "conversation") begin();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.closest?.("#reply-text, #override")) return;
  event.preventDefault();
  const send = composer().querySelector("[data-send]");
  if (!send.disabled) send.click();
});

document.addEventListener("submit", (event) => {
  if (event.target === composer()) sentBy = event.submitter;
});

addEventListener("beforeunload", (event) => {
  remember();
  if (drafts.size) event.preventDefault();
});

document.addEventListener("parvis:colleague", (event) => {
  if (field()?.value.trim()) holdFor(composer(), event.detail);
});

// The conversation has changed since the person saw it: show how, and let them say what they want.
document.addEventListener("htmx:responseError", async (event) => {
  const form = composer();
  if (!form || event.detail.elt !== form) return;
  const refused = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const notice = refused.querySelector('[data-code="desk.changed_meanwhile"], [data-code="desk.moved_on_meanwhile"]');
  if (!notice) return;
  document.getElementById("alerts").replaceChildren();
  await refreshConversation().catch(() => {});
  if (!isHeld(form)) hold(form, notice.querySelector("p").textContent);
  const anyway = form.querySelector("[data-send-anyway]");
  anyway.hidden = false;
  anyway.focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-send-anyway]")) return;
  const form = composer();
  form.elements.version.value = standsAt();
  (sentBy?.form === form ? sentBy : form.querySelector("[data-send]")).click();
});

// The advice has changed since the page was shown, and a reason is asked for: show where.
document.addEventListener("htmx:responseError", async (event) => {
  if (event.detail.elt !== composer() || !isRefused(event, "desk.override.needs_reason")) return;
  await refreshConversation().catch(() => {});
  const words = document.getElementById("override-words");
  if (document.getElementById("override-why")?.value !== "other") {
    document.getElementById("override-why")?.focus();
    return;
  }
  words.required = true;
  words.setAttribute("aria-invalid", "true");
  document.getElementById("override-unsaid").hidden = false;
  words.focus();
});

document.addEventListener("input", (event) => {
  const words = document.getElementById("override-words");
  if (event.target.id === "override-why") words.required = event.target.value === "other";
  else if (event.target !== words) return;
  words.removeAttribute("aria-invalid");
  document.getElementById("override-unsaid").hidden = true;
});

const isRefused = (event, code) => new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html")
  .querySelector(`[data-code="${code}"]`) !== null;

// A colleague is writing: the server refuses once, and sends if the person says so.
document.addEventListener("htmx:responseError", (event) => {
  const form = composer();
  if (event.detail.elt !== form) return;
  const refused = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const notice = refused.querySelector('[data-code="desk.somebody_is_writing"]');
  if (!notice || !confirm(notice.querySelector("p").textContent)) return;
  document.getElementById("alerts").replaceChildren();
  // Only when the refused request is over: a form sends one at a time.
  setTimeout(() => {
    const even = form.querySelector("[data-even-so]");
    even.value = "1";
    (sentBy ?? form.querySelector("[data-send]")).click();
    even.value = "";
  });
});

document.addEventListener("parvis:changed", (event) => {
  const { conversation, replied, cancelled, key, undo } = event.detail;
  const form = composer();
  if (replied) {
    const text = drafts.get(String(conversation)) ?? "";
    dropDraft(String(conversation));
    if (form?.dataset.composer === String(conversation)) empty(form, key);
    offerUndo({ ...undo, text, conversation: String(conversation) });
  }
  if (cancelled) giveBack(cancelled, String(conversation));
});

function empty(form, key) {
  field().value = "";
  form.querySelector("[name=key]").value = key;
  const check = document.getElementById("draft-check");
  check.querySelectorAll(".notice").forEach((notice) => notice.remove());
  check.querySelector(".length")?.removeAttribute("data-allowed");
  const length = check.querySelector(".length");
  if (length) length.lastChild.textContent = length.lastChild.textContent.replace(/^\s*\d+/, "0");
  allowSending();
}

function offerUndo(reply) {
  const { seconds } = reply;
  resting.push(reply);
  // Somewhat longer, so that who comes too late hears that it had left.
  setTimeout(() => forget(reply.reply), (seconds + 20) * 1_000);
  const action = () => takeBack(reply);
  undoLine?.close();
  undoLine = toast(words.leaves.replace("%s", seconds), { action, label: words.back, seconds });
  const line = undoLine;
  let left = seconds;
  const count = setInterval(() => {
    left -= 1;
    if (left <= 0 || !line.words.isConnected) return clearInterval(count);
    line.words.textContent = words.leaves.replace("%s", left);
  }, 1_000);
}

/** Ask the server to take a reply back, whatever the page shows by now. */
async function takeBack({ address, name }) {
  const failed = (said) => toast(said.replace("%s", () => name), { seconds: 12 });
  try {
    const headers = { "HX-Request": "true", "X-CSRFToken": token() };
    const answer = await fetch(address, { method: "POST", headers });
    if (answer.status === 409) return failed(words.hasLeft);
    if (answer.status === 401) return showAlert(await answer.text());
    if (!answer.ok || answer.redirected) return failed(words.noAnswer);
    const detail = JSON.parse(answer.headers.get("HX-Trigger"))["parvis:changed"];
    document.dispatchEvent(new CustomEvent("parvis:changed", { detail }));
  } catch {
    failed(words.noAnswer);
  }
}

/** Take back the latest reply of mine that has not left: of this page, else of this conversation. */
export function undoLatest() {
  const form = [...document.querySelectorAll("form[data-undo][data-mine]")].at(-1);
  if (resting.length) takeBack(resting.at(-1));
  else if (form) takeBack({ address: form.action, name: document.getElementById("conversation-title").textContent });
  else toast(words.noUndo);
}

function forget(reply) {
  resting = resting.filter((one) => one.reply !== reply);
}

/** A reply that was taken back is a draft again. */
function giveBack(reply, conversation) {
  undoLine?.close();
  const shown = document.querySelector(`#reply-${reply} [data-reply-text]`)?.textContent;
  const text = shown || resting.find((one) => one.reply === reply)?.text;
  forget(reply);
  if (text && conversation !== openId() && !drafts.has(conversation)) drafts.set(conversation, text);
  if (!text || conversation !== openId() || !field() || field().value.trim()) return;
  field().value = text;
  remember();
  allowSending();
  check();
  field().focus();
}

document.addEventListener("parvis:version", (event) => {
  const form = composer();
  if (form && !isHeld(form)) form.elements.version.value = event.detail;
});

document.addEventListener("parvis:new-post", () => {
  if (field()?.value.trim()) toast(words.changed);
});

begin();
