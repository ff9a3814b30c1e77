const END_OF_HEAD = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const ERRORS = '"errors"';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

type End = { readonly bytes: number } | "chunked";

/**
 * Reads no more of the answers on one connection than a load generator must: where each ends, whether its status is
 * 200, and whether errors are in it. Anything dearer would be measured along. The bytes it is given are used again
 * after it returns.
 */
export function answerReader(take: (ok: boolean) => void): (chunk: Buffer) => void {
  let received: Buffer[] = [];
  let bytes = 0;
  let end: End | undefined;
  return (chunk) => {
    bytes += chunk.length;
    const first = received.length === 0;
    end ??= endOf(first ? chunk : Buffer.concat([...received, chunk]));
    if (end === undefined || !isWhole(end, bytes, chunk)) return void received.push(Buffer.from(chunk));
    const answer = first ? chunk : Buffer.concat([...received, chunk]);
    [received, bytes, end] = [[], 0, undefined];
    take(answer.toString("latin1", 9, 12) === "200" && !answer.includes(ERRORS, 0, "latin1"));
  };
}

function endOf(soFar: Buffer): End | undefined {
  const head = soFar.indexOf(END_OF_HEAD, 0, "latin1");
  if (head === -1) return undefined;
  const length = LENGTH.exec(soFar.toString("latin1", 0, head))?.[1];
  return length === undefined ? "chunked" : { bytes: head + END_OF_HEAD.length + Number(length) };
}

/** JSON has no line break of its own, so the last chunk can be known by its bytes. */
function isWhole(end: End, bytes: number, last: Buffer): boolean {
  if (end !== "chunked") return bytes >= end.bytes;
  return last.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}
