/** A line of a file and its number, from 1: its text, or why it has none. */
export type Line =
  { readonly number: number; readonly text: string } | { readonly number: number; readonly problem: string };

/** 1 MiB; no event is as long. */
const LONGEST = 1024 * 1024;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The lines of bytes in UTF-8, each ended by LF or CRLF; blank ones are counted and left out. A line that is too long
 * or no UTF-8 is told as such, and the next is a line again. What follows the last line end is a line too, unless the
 * bytes break off with an error, which is thrown after all lines before it.
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>, longest = LONGEST): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let length = 0;
  let number = 0;
  const hold = (bytes: Buffer): void => {
    length += bytes.length;
    if (length <= longest + 1) held.push(bytes);
    else held = [];
  };
  const take = (): Line | undefined => {
    number += 1;
    const line = length > longest + 1 ? tooLong(number, longest) : read(number, Buffer.concat(held), longest);
    [held, length] = [[], 0];
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      const line = take();
      if (line !== undefined) yield line;
      start = end + 1;
    }
    // A copy: the rest of the chunk is not to be held with it.
    if (start < chunk.length) hold(Buffer.from(chunk.subarray(start)));
  }
  const last = length > 0 ? take() : undefined;
  if (last !== undefined) yield last;
}

/** The line; undefined when it is blank. */
function read(number: number, bytes: Buffer, longest: number): Line | undefined {
  const line = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
  if (line.length > longest) return tooLong(number, longest);
  try {
    // Only a file begins with a byte order mark.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: number > 1 }).decode(line);
    return text.trim() === "" ? undefined : { number, text };
  } catch {
    return { number, problem: "not UTF-8" };
  }
}

const tooLong = (number: number, longest: number): Line => ({
  number,
  problem: `longer than ${longest.toLocaleString("en")} bytes`,
});
