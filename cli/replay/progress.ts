/** Tells on stderr how far something is: after the first two seconds, then every second. */
export function progressOn(
  say: (line: string) => void,
  now: () => number = () => performance.now(),
): (line: string) => void {
  let next = now() + 2_000;
  return (line) => {
    if (now() < next) return;
    next = now() + 1_000;
    say(line);
  };
}
