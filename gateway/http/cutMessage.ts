const MOST_CHARACTERS = 300;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/** A message that may quote what was sent, in one line and cut off where it grows long. */
export function cutMessage(message: string): string {
  const line = CONTROLS.test(message) ? message.replaceAll(CONTROLS, " ") : message;
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…` : line;
}
