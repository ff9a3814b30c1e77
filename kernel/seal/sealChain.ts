import { type Genesis, lineHash, readSealLine, type Seal } from "./sealLine.ts";

/** How far a chain of seals goes; an immutable value. */
export interface ChainTip {
  /** 0 for the genesis. */
  readonly seal: number;
  /** The last position that is sealed; 0 for the genesis. */
  readonly position: number;
  /** Of the line. */
  readonly hash: string;
  readonly line: string;
  /** Counted from 1. */
  readonly lineNumber: number;
  readonly sealedAt: string;
  readonly genesis: Genesis;
}

/** Where the chain stands after a line: `undefined` before the genesis. */
export type Tip = ChainTip | undefined;

/**
 * The chain with one line more, if the line goes on from where it is; undefined when it does not. Signatures are not
 * looked at: that of the last line covers all before it.
 */
export function followLine(
  tip: Tip,
  line: string,
  { context, lineNumber }: { readonly context: string; readonly lineNumber: number },
): ChainTip | undefined {
  const content = readSealLine(line);
  if (content === undefined || content.context !== context) return undefined;
  const { seal, sealedAt } = content;
  const here = { seal, line, lineNumber, sealedAt, hash: lineHash(line) };
  if (isGenesis(content)) return tip === undefined ? { ...here, position: 0, genesis: content } : undefined;
  const goesOn =
    tip !== undefined &&
    content.seal === tip.seal + 1 &&
    content.first === tip.position + 1 &&
    content.last >= content.first &&
    content.previous === tip.hash;
  return goesOn ? { ...here, position: content.last, genesis: tip.genesis } : undefined;
}

const isGenesis = (content: Genesis | Seal): content is Genesis => content.seal === 0;
