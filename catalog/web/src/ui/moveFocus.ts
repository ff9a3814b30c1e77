import type { KeyboardEvent } from "react";

/** Moves the focus to the element before or after, of those a selector finds, when the one or the other key is pressed. */
export function moveFocus(
  event: KeyboardEvent,
  within: Element | null,
  selector: string,
  [before, after]: readonly [string, string] = ["ArrowUp", "ArrowDown"],
): void {
  if (event.key !== before && event.key !== after) return;
  const all = [...(within?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const now = all.indexOf(document.activeElement as HTMLElement);
  if (now === -1) return;
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, now + (event.key === after ? 1 : -1)))]?.focus();
}
