/** A piece of a text, and whether a word of the search begins in it. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** Takes a text apart at the words that begin as a word of the search does; case does not count. */
export function matchWords(text: string, search: string): readonly Piece[] {
  const words = search.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const pieces: Piece[] = [];
  for (const [part] of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
    const found = words.some(
      (word) => part.toLowerCase().startsWith(word) || startsAlike(part.toLowerCase(), word),
    );
    const last = pieces.at(-1);
    if (last?.found === found) pieces[pieces.length - 1] = { text: last.text + part, found };
    else pieces.push({ text: part, found });
  }
  return pieces;
}

/** The search also finds other forms of a word: "scores" finds "score". */
const startsAlike = (part: string, word: string): boolean =>
  part.length > 3 && word.startsWith(part) && word.length - part.length <= 2;
