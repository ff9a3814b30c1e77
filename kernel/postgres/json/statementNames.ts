/** The name under which a statement is prepared; undefined for one that is not. */
export type NameStatement = (text: string) => string | undefined;

/** A statement is prepared when it comes for the third time; connections keep so many, and counting begins anew. */
const SEEN_BEFORE = 2;
const MOST_NAMES = 200;
const MOST_TEXTS = 2_000;
const MOST_ASKED = 100_000;

/**
 * Names statements that come again and again. What is prepared stays in a connection until it is closed, so that whoever
 * makes up new ones all the time must not fill it.
 */
export function statementNames(): NameStatement {
  const seen = new Map<string, number>();
  let [asked, named] = [0, 0];
  return (text) => {
    asked += 1;
    if (seen.size > MOST_TEXTS || asked > MOST_ASKED) {
      seen.clear();
      [asked, named] = [0, 0];
    }
    const times = seen.get(text) ?? 0;
    if (times > SEEN_BEFORE) return text;
    if (times === SEEN_BEFORE && named >= MOST_NAMES) return undefined;
    seen.set(text, times + 1);
    if (times < SEEN_BEFORE) return undefined;
    named += 1;
    return text;
  };
}
