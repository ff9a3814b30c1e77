const QUOTE = 0x22;
const ESCAPE = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How many lists and objects are inside one another in a text of JSON, before it is parsed; what is none counts too. */
export function jsonNesting(text: string): number {
  let open = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(code)) most = Math.max(most, ++open);
    else if (CLOSING.has(code)) open--;
  }
  return most;
}

/** Where the string ends that begins at a quote; the end of the text where it does not end. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text.charCodeAt(before) === ESCAPE) before--;
  return (quote - 1 - before) % 2 === 1;
}
