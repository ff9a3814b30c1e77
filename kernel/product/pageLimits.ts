/** How many rows a page of a product holds when nothing is said, and at most. */
export const PAGE_LIMITS = Object.freeze({ default: 50, max: 1_000 });
