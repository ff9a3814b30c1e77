import { jsonTokens } from "./jsonTokens.ts";

/** Above this many characters colours are more trouble than help. */
const LONGEST = 1_000_000;

/**
 * Colours a JSON text (CSS Custom Highlight API), where the browser can. Answers with the way to take the colours away.
 */
export function highlightJson(text: Text): (() => void) | undefined {
  if (!("highlights" in CSS) || text.data.length > LONGEST) return undefined;
  const highlights = Map.groupBy(jsonTokens(text.data), ({ kind }) => `json-${kind}`);
  for (const [name, tokens] of highlights) {
    const ranges = tokens.map(({ start, end }) => rangeOf(text, start, end));
    CSS.highlights.set(name, new Highlight(...ranges));
  }
  return () => {
    for (const name of highlights.keys()) CSS.highlights.delete(name);
  };
}

const rangeOf = (text: Text, startOffset: number, endOffset: number): StaticRange =>
  new StaticRange({ startContainer: text, startOffset, endContainer: text, endOffset });
