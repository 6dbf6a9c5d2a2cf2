// What changes appears by itself, and nothing moves under the reader's eyes: rows change in place,
// new ones come in at the top only when nobody is in the list, else they wait behind a button.
import { fetchPart, openId, replace, rows, settle } from "./page.js";
import { markCurrent } from "./current.js";

const sign = document.querySelector("[data-live]");
const GATHER = 120;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const MOST_AT_ONCE = 100;
const HIDDEN_REST = 20_000;

let waitingIds = new Set();
let timer = null;
let held = new Map();
let tooMuch = false;

/** Gather what changed for a moment, then fetch it once. */
function changed(ids) {
  for (const id of ids) waitingIds.add(String(id));
  timer ??= setTimeout(refresh, GATHER);
}

async function refresh() {
  timer = null;
  const ids = [...waitingIds].slice(-MOST_AT_ONCE);
  waitingIds = new Set();
  const open = openId();
  await Promise.allSettled([refreshRows(ids), open && ids.includes(open) && refreshConversation()]);
}

async function refreshRows(ids) {
  const list = rows();
  if (!list || !ids.length) return;
  const state = list.dataset.state;
  const body = await fetchPart(`${sign.dataset.rows}?ids=${ids.join(",")}${state ? `&${state}` : ""}`);
  showCounts(body);
  const fresh = [];
  for (const row of body.querySelectorAll("[data-conversation]")) {
    const shown = list.querySelector(`[data-conversation="${row.dataset.conversation}"]`);
    if (shown) replace(shown, row);
    else if (row.dataset.belongs === "1") fresh.push(row);
  }
  letIn(fresh);
  markCurrent();
}

function showCounts(body) {
  for (const link of body.querySelectorAll("[data-view]")) {
    const shown = document.querySelector(`[data-views] [data-view="${link.dataset.view}"] [data-count]`);
    if (shown) shown.textContent = link.querySelector("[data-count]").textContent;
  }
}

function letIn(fresh) {
  for (const row of fresh) if (isOnThisPage(row)) held.set(row.dataset.conversation, row);
  if (held.size && !somebodyIsInTheList()) showHeld();
  sayHeld();
}

/** How far from the top a row stands: the newest first, or who waits longest, then the newest. */
function depth(row) {
  const newest = -Number(row.dataset.at);
  if (rows().dataset.sort !== "waiting") return newest;
  return row.dataset.since ? Number(row.dataset.since) - 1e12 : newest;
}

/** What stands below the last row that was loaded comes when more is loaded. */
function isOnThisPage(row) {
  const last = [...rows().querySelectorAll("[data-conversation]")].at(-1);
  return !last || !rows().querySelector("[data-more]") || depth(row) <= depth(last);
}

function somebodyIsInTheList() {
  const scroll = document.querySelector("[data-queue-scroll]");
  return scroll.scrollTop > 4 || scroll.matches(":hover") || scroll.matches(":focus-within");
}

function showHeld() {
  const list = rows();
  document.querySelector("[data-queue-empty]")?.remove();
  for (const row of held.values()) {
    list.querySelector(`[data-conversation="${row.dataset.conversation}"]`)?.remove();
    const node = document.importNode(row, true);
    node.classList.add("fresh");
    const below = [...list.querySelectorAll("[data-conversation]")].find((other) => depth(other) > depth(node));
    list.insertBefore(node, below ?? list.querySelector("[data-more]"));
    settle(node);
  }
  held = new Map();
}

function sayHeld() {
  const button = document.querySelector("[data-news]");
  if (!button) return;
  button.querySelector("[data-news-count]").textContent = tooMuch ? "" : String(held.size);
  button.hidden = held.size === 0 && !tooMuch;
}

/** More has changed than can be said: what is shown is refreshed, the rest waits for a word. */
function reset() {
  tooMuch = true;
  changed([...document.querySelectorAll("[data-conversation]")].map((row) => row.dataset.conversation));
  refreshConversation().catch(() => {});
  sayHeld();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-news]")) return;
  if (tooMuch) {
    const { state } = rows().dataset;
    window.htmx.ajax("GET", state ? `/?${state}` : "/", { target: "#queue", swap: "outerHTML" })
      .then(() => rows()?.querySelector("[data-conversation] > a")?.focus());
    return;
  }
  showHeld();
  sayHeld();
  document.querySelector("[data-queue-scroll]").scrollTop = 0;
  rows().querySelector("[data-conversation] > a")?.focus();
  markCurrent();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "queue") return;
  held = new Map();
  tooMuch = false;
});

/** Bring the open conversation up to date: entries in place, new ones at the end, the draft as it is. */
export async function refreshConversation() {
  const id = openId();
  if (!id) return;
  const body = await fetchPart(`/conversations/${id}/`, "changed");
  if (openId() !== id) return;
  // What colleagues did comes before the version: a draft must not take that over unseen.
  mergeTimeline(body.querySelector("#timeline"));
  mergeHead(body.querySelector("#conversation-head"));
  mergeVerdict(body.querySelector("#verdict"));
  mergeUnderstood(body.querySelector("#understood"));
  mergeExposed(body.querySelector("#exposed"));
  mergeOverride(body.querySelector("#override"));
}

/** What the charter says beside the conversation is what its row says. */
function mergeVerdict(fresh) {
  const shown = document.getElementById("verdict");
  if (shown && fresh && shown.innerHTML !== fresh.innerHTML) replace(shown, fresh);
}

/** A reason is asked for, or no more, or another one; what was chosen stays while it is the same. */
function mergeOverride(fresh) {
  const shown = document.getElementById("override");
  if (!shown || !fresh || shown.dataset.asked === fresh.dataset.asked) return;
  const hadFocus = shown.contains(document.activeElement);
  replace(shown, fresh);
  if (hadFocus) document.querySelector("#override-why, #reply-text")?.focus({ preventScroll: true });
}

/** Whoever is correcting it goes on with what they saw: the form says if the post changed since. */
function mergeUnderstood(fresh) {
  const shown = document.getElementById("understood");
  if (!shown || !fresh || shown.querySelector("#correction form")) return;
  if (shown.dataset.version !== fresh.dataset.version) replace(shown, fresh);
}

/** The place stays, so that screen readers say what it says now. */
function mergeExposed(fresh) {
  const shown = document.getElementById("exposed");
  if (!shown || !fresh || shown.innerHTML === fresh.innerHTML) return;
  const hadFocus = shown.contains(document.activeElement);
  shown.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  settle(shown);
  if (hadFocus) shown.closest("article").focus({ preventScroll: true });
}

function mergeHead(fresh) {
  const head = document.getElementById("conversation-head");
  if (!head || !fresh) return;
  const before = head.dataset.version;
  if (before === fresh.dataset.version || head.querySelector("details[open]")) {
    for (const field of head.querySelectorAll("[name=version]")) field.value = fresh.dataset.version;
  } else {
    replace(head, fresh);
  }
  document.dispatchEvent(new CustomEvent("parvis:version", { detail: fresh.dataset.version }));
}

function mergeTimeline(fresh) {
  const list = document.getElementById("timeline");
  const scroll = document.querySelector("[data-timeline-scroll]");
  if (!list || !fresh) return;
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
  const known = new Set();
  for (const entry of fresh.children) {
    known.add(entry.id);
    const shown = document.getElementById(entry.id);
    if (!shown) append(list, entry);
    else if (shown.dataset.version !== entry.dataset.version) replace(shown, entry);
  }
  for (const entry of [...list.children]) if (!known.has(entry.id)) entry.remove();
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

function append(list, entry) {
  const node = document.importNode(entry, true);
  node.classList.add("fresh");
  list.append(node);
  settle(node);
  if (entry.dataset.colleague) document.dispatchEvent(new CustomEvent("parvis:colleague", { detail: node }));
  if (entry.dataset.entry === "post") document.dispatchEvent(new CustomEvent("parvis:new-post"));
}

/** One stream a page. The browser reconnects by itself; when it gives up, we try with patience. */
class Stream {
  constructor(address) {
    this.address = address;
    this.last = rows()?.dataset.position ?? "";
    this.wait = FIRST_WAIT;
    this.connect();
    addEventListener("pagehide", () => this.source.close());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
    document.addEventListener("visibilitychange", () => this.seenOrNot());
  }

  /** A browser keeps few connections to one server: tabs that nobody looks at give theirs back. */
  seenOrNot() {
    clearTimeout(this.rest);
    if (document.hidden) {
      this.rest = setTimeout(() => this.source.close(), HIDDEN_REST);
    } else if (this.source.readyState === EventSource.CLOSED) {
      this.wait = FIRST_WAIT;
      this.connect();
    }
  }

  connect() {
    this.source?.close();
    this.source = new EventSource(this.last ? `${this.address}?last=${this.last}` : this.address);
    this.source.addEventListener("open", () => this.opened());
    this.source.addEventListener("error", () => this.failed());
    this.source.addEventListener("conversations", (event) => {
      this.heard(event);
      const { ids = [], new: born = [] } = JSON.parse(event.data);
      changed([...ids, ...born]);
    });
    this.source.addEventListener("presence", (event) => {
      const id = String(JSON.parse(event.data).conversation);
      if (document.getElementById(`row-${id}`)) changed([id]);
      document.dispatchEvent(new CustomEvent("parvis:presence", { detail: id }));
    });
    this.source.addEventListener("reset", (event) => { this.heard(event); reset(); });
    this.source.addEventListener("ping", (event) => this.heard(event));
  }

  heard(event) {
    if (Number(event.lastEventId) > 0) this.last = event.lastEventId;
    document.documentElement.dataset.live = "on";
  }

  opened() {
    this.wait = FIRST_WAIT;
    clearTimeout(this.alarm);
    sign.hidden = true;
    if (!this.last) refreshConversation().catch(() => {});
  }

  failed() {
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => { sign.hidden = false; }, 2_000);
    document.documentElement.dataset.live = "off";
    if (this.source.readyState !== EventSource.CLOSED || document.hidden) return;
    setTimeout(() => this.connect(), this.wait * (0.5 + Math.random()));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}

document.addEventListener("parvis:changed", (event) => {
  changed([event.detail.conversation]);
});

if (sign) new Stream(sign.dataset.live);
