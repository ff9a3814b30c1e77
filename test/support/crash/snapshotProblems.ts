import { contextNames, type Database, generationNames, type Queryable } from "@datamesh/kernel/postgres";
import { type DataProduct, productRef } from "@datamesh/kernel/product";
import { columnsIn } from "./columnsIn.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";

/** `undefined_table`: a rebuild removed the generation that the snapshot names. */
const GONE = "42P01";

interface Checkpoint {
  readonly position: number;
  readonly cut: number;
  readonly inputs: Readonly<Record<string, { readonly position: number }>>;
}

/**
 * Where checkpoint and tables disagree in one snapshot of all contexts: a history or a journal that does not end where
 * the checkpoint says, rows that are not the last version of each key, an input that is folded further than it is.
 */
export async function snapshotProblems(admin: Database): Promise<readonly string[]> {
  try {
    return await admin.transaction(async (snapshot) => {
      await snapshot.query({ text: "set transaction isolation level repeatable read read only" });
      return problemsIn(snapshot);
    });
  } catch (error) {
    if ((error as { code?: string }).code === GONE) return snapshotProblems(admin);
    throw error;
  }
}

async function problemsIn(snapshot: Queryable): Promise<readonly string[]> {
  const problems: string[] = [];
  const heads = new Map<string, number>();
  const compared: { readonly ref: string; readonly context: string; readonly checkpoint: Checkpoint }[] = [];
  for (const { name: context, products } of CRASH_CONTEXTS) {
    heads.set(context, await headOf(snapshot, context));
    for (const product of products) {
      const ref = productRef(product.name, product.major);
      const { checkpoint, found } = await compare(snapshot, context, product);
      compared.push({ ref, context, checkpoint });
      heads.set(ref, checkpoint.position);
      problems.push(...found.map((problem) => `${ref} at ${checkpoint.position}: ${problem}`));
    }
  }
  for (const { ref, context, checkpoint } of compared) {
    for (const [input, { position }] of Object.entries(checkpoint.inputs)) {
      const head = heads.get(input === "events" ? context : input) ?? Infinity;
      if (position > head) problems.push(`${ref} has folded ${input} up to ${position} of ${head}`);
    }
  }
  return problems;
}

async function compare(
  snapshot: Queryable,
  context: string,
  product: DataProduct,
): Promise<{ readonly checkpoint: Checkpoint; readonly found: string[] }> {
  const [row] = await snapshot.query({
    text: `select generation, position, cut, inputs from ${contextNames(context).checkpoints}
           where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  const checkpoint: Checkpoint = {
    position: Number(row?.["position"]),
    cut: Number(row?.["cut"]),
    inputs: JSON.parse(row?.["inputs"] ?? "{}") as Checkpoint["inputs"],
  };
  const tables = generationNames(context, product.name, product.major, Number(row?.["generation"]));
  const { names, key } = await columnsIn(snapshot, tables.rows, product);
  const [counted] = await snapshot.query({
    text: `with latest as (select distinct on (${key}) removed, ${names} from ${tables.history}
                           order by ${key}, position desc),
             told as (select ${names} from latest where not removed),
             live as (select ${names} from ${tables.rows})
           select (select count(*) from ${tables.history}) as versions,
             (select coalesce(max(position), 0) from ${tables.history}) as last_version,
             (select count(*) from ${tables.cuts}) as cuts,
             (select coalesce(max(cut), 0) from ${tables.cuts}) as last_cut,
             (select inputs = $1::jsonb from ${tables.cuts} order by cut desc limit 1) as same_inputs,
             (select count(*) from (table live except all table told) surplus) as not_told,
             (select count(*) from (table told except all table live) missing) as not_live`,
    values: [JSON.stringify(checkpoint.inputs)],
  });
  const found: string[] = [];
  const differs = (what: string, expected: number): void => {
    if (Number(counted?.[what]) !== expected) found.push(`${what} is ${counted?.[what]}, not ${expected}`);
  };
  for (const what of ["versions", "last_version"]) differs(what, checkpoint.position);
  for (const what of ["cuts", "last_cut"]) differs(what, checkpoint.cut);
  for (const what of ["not_told", "not_live"]) differs(what, 0);
  if (counted?.["same_inputs"] === "f") found.push("the last cut has other inputs than the checkpoint");
  return { checkpoint, found };
}

async function headOf(snapshot: Queryable, context: string): Promise<number> {
  const [row] = await snapshot.query({ text: `select head from ${contextNames(context).logHead}` });
  return Number(row?.["head"]);
}
