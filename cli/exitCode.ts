/** How a command ended, for scripts. */
export const EXIT = Object.freeze({
  /** It did what was asked, or the answer is yes. */
  ok: 0,
  /** It ran, and found something. */
  found: 1,
  /** It was called or configured wrongly. */
  usage: 2,
  /** It could not run. */
  failed: 3,
});
