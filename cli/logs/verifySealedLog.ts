import { type LogVerdict, verifyLog } from "@datamesh/kernel/postgres/seals";
import { tellProgress } from "../replay/progress.ts";
import { findSealKey } from "../seals/sealKeys.ts";
import { sealsFile } from "../seals/sealsFiles.ts";
import type { OpenLogs } from "./withLogs.ts";

/** Verifies a context's log against its seals file, telling on stderr how far it is and what is taken on trust. */
export async function verifySealedLog(
  { config, as }: Pick<OpenLogs, "config" | "as">,
  context: string,
  givenKey: string | undefined,
  anchor: { readonly seal: number; readonly hash: string } | undefined,
): Promise<{ readonly verdict: LogVerdict; readonly path: string }> {
  const path = sealsFile(config, context);
  const publicKey = givenKey ?? (await findSealKey(config, context))?.publicKey;
  const tell = tellProgress(context, say);
  const verdict = await verifyLog({ context, database: as(context), path, publicKey, anchor }, (events, of) =>
    tell({ events, of }),
  );
  if (publicKey === undefined) {
    say("the key that the seals file itself names was taken on trust: give the real one with --public-key");
  }
  return { verdict, path };
}

const say = (line: string): void => void process.stderr.write(`datamesh: ${line}\n`);
