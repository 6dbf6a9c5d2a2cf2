// After an act: say what was done; menus close, and who was in one is on the conversation. The page then fetches what changed (live.js).
import { toast } from "../../design/js/toast.js";
import { openConversation, openId } from "./page.js";

/** What had the focus may be hidden, disabled or replaced by now: from the top, the keys go on. */
function keepFocus(conversation) {
  const at = document.activeElement;
  const isLost = !at || at === document.body || at.disabled || at.closest("#conversation-head");
  if (isLost && String(conversation) === openId()) openConversation().focus({ preventScroll: true });
}

document.addEventListener("parvis:changed", (event) => {
  for (const menu of document.querySelectorAll("#conversation-head details[open]")) menu.open = false;
  for (const field of document.querySelectorAll("#note-text")) field.value = "";
  // Once everybody has done theirs: a draft that is given back takes the focus itself.
  setTimeout(() => keepFocus(event.detail.conversation));
  if (!event.detail.replied) toast(event.detail.said);
});
