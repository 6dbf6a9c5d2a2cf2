// After an act: say what was done; menus close. The page then fetches what changed (live.js).
import { toast } from "../../design/js/toast.js";

document.addEventListener("parvis:changed", (event) => {
  for (const menu of document.querySelectorAll("#conversation-head details[open]")) menu.open = false;
  for (const field of document.querySelectorAll("#note-text")) field.value = "";
  if (!event.detail.replied) toast(event.detail.said);
});
