import { relative } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { type Approval, release, type ReleaseTerms } from "@datamesh/kernel/contract";
import { Command } from "commander";
import { loadMesh } from "../contexts.ts";
import { type CheckedProduct, checkProduct } from "../contracts/checkProduct.ts";
import { reportCheck } from "../contracts/reportCheck.ts";
import { rowsAtHand } from "../contracts/rowsAtHand.ts";
import { selectProducts } from "../contracts/selectProducts.ts";
import { writeContract } from "../contracts/writeContract.ts";
import { EXIT } from "../exitCode.ts";

interface PublishOptions {
  readonly correction?: string;
  readonly approve: readonly string[];
  readonly contracts?: string;
  readonly byData?: true;
  readonly json?: true;
}

/** `datamesh publish`: the declared version becomes a committed contract. */
export function publishCommand(): Command {
  return new Command("publish")
    .description(
      "check a declared version and write its contract, which is then committed; needs no mesh unless --by-data",
    )
    .argument("<product>", "the product, such as customer-profiles@1")
    .option("--correction <reason>", "values were wrong: a changed fold is then a patch")
    .option(
      "--approve <approval>",
      'who agreed to a loosened policy, and why: "NAME: REASON"; may be repeated',
      (approval: string, before: readonly string[]) => [...before, approval],
      [],
    )
    .option("--contracts <dir>", "where published contracts lie, when not in the context's own folder")
    .option("--by-data", "let the live rows decide how large a change of code is")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nExits with 1 and writes nothing when the check fails. docs/versions.md says more.",
    )
    .action(publish);
}

async function publish(name: string, options: PublishOptions): Promise<void> {
  const publishedAt = new Date().toISOString();
  const given = readTerms(options, publishedAt);
  const { contracts, json } = options;
  const byRows = options.byData === true;
  const loaded = await loadMesh();
  const place = { root: loaded.directory, contracts };
  const selected = selectProducts(loaded.local, [name]);
  const { correction } = given;
  const rows = await rowsAtHand(loaded, selected, place, { database: byRows, byRows, correction });
  for (const product of selected) {
    const terms = { ...given, ...rows(product), byRows };
    const checked = await checkProduct(product, place, terms);
    const file = await publishChecked(checked, terms, publishedAt);
    const report = json === true ? inJson(checked, file) : inWords(checked, file);
    process.stdout.write(report);
    process.exitCode = file === undefined ? EXIT.found : EXIT.ok;
  }
}

/** Writes the contract, if nothing stands against it. */
async function publishChecked(
  { check, declared, directory }: CheckedProduct,
  terms: ReleaseTerms,
  publishedAt: string,
): Promise<string | undefined> {
  if (check.problems.length > 0 || check.isPublished) return undefined;
  return writeContract(directory, release(declared, check, terms, publishedAt));
}

const inJson = ({ check }: CheckedProduct, file: string | undefined): string =>
  `${JSON.stringify({ ...check, file: file ?? null }, null, 2)}\n`;

function inWords({ check }: CheckedProduct, file: string | undefined): string {
  if (file !== undefined) {
    const published = { ...check, isPublished: true };
    return `${reportCheck(published)}       written to ${relative(process.cwd(), file)}: commit it\n`;
  }
  if (check.problems.length > 0) return reportCheck(check);
  return `${reportCheck(check)}       ! it is published already: declare a later version\n`;
}

function readTerms({ correction, approve }: PublishOptions, at: string): ReleaseTerms {
  if (correction?.trim() === "") throw new MeshError("BAD_USER_INPUT", "--correction needs a reason");
  return {
    ...(correction !== undefined && { correction }),
    approvals: approve.map((text) => readApproval(text, at)),
  };
}

function readApproval(text: string, at: string): Approval {
  const [, by, reason] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (by === undefined || reason === undefined || by.trim() === "" || reason.trim() === "") {
    throw new MeshError("BAD_USER_INPUT", `--approve "${text}" is not of the form "NAME: REASON"`);
  }
  return { by: by.trim(), reason: reason.trim(), at };
}
