// data-open-dialog="id" opens a <dialog>, data-close-dialog closes the one around it.
// A button whose dialog is not on this page is taken away.
for (const button of document.querySelectorAll("[data-open-dialog]")) {
  if (!document.getElementById(button.dataset.openDialog)) button.remove();
}

export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) openDialog(opener.dataset.openDialog);
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
