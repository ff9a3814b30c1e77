import { followLine, sealEvents, type SealKey, sealLine, type Tip } from "../../seal/index.ts";

/** What signs seals, and when. */
export interface SealSigner {
  readonly context: string;
  readonly key: SealKey;
  readonly now: () => Date;
  /** So many bytes, not to be foreseen. */
  readonly random: (bytes: number) => Buffer;
}

/** Events in one seal at most. */
const IN_A_SEAL = 1_000;

/** The lines that seal events after the last sealed one, in order, given their row hashes; the genesis comes first. */
export function newSeals(signer: SealSigner, tip: Tip, hashes: readonly Buffer[]): readonly string[] {
  const { context, key } = signer;
  const sealedAt = signer.now().toISOString();
  const lines: string[] = [];
  let last = tip;
  const add = (line: string): void => {
    last = followLine(last, line, { context, lineNumber: 0 });
    lines.push(line);
  };
  if (tip === undefined) add(genesis(signer, sealedAt));
  for (let from = 0; from < hashes.length; from += IN_A_SEAL) {
    if (last === undefined) throw new TypeError("a chain begins with its genesis");
    const { seal, position, hash: previous } = last;
    const events = sealEvents(position + 1, hashes.slice(from, from + IN_A_SEAL));
    add(sealLine({ seal: seal + 1, context, ...events, sealedAt, previous }, key));
  }
  return lines;
}

function genesis({ context, key, random }: SealSigner, sealedAt: string): string {
  const nonce = random(32).toString("base64url");
  return sealLine({ seal: 0, format: 1, context, nonce, publicKey: key.publicKey, sealedAt }, key);
}
