/** The id of the palette's dialog. */
export const PALETTE_ID = "palette";

/** Opens the palette, wherever on the page it was asked for. */
export function openPalette(): void {
  const dialog = document.getElementById(PALETTE_ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** Closes it. */
export function closePalette(): void {
  const dialog = document.getElementById(PALETTE_ID);
  if (dialog instanceof HTMLDialogElement) dialog.close();
}
