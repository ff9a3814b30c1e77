/** As a `ref`: gives the focus to what has just appeared because somebody asked for it. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
