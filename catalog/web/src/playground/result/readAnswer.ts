import type { Answer, GatewayError, Question } from "../../mesh/ask.ts";
import { productsOfOperation, type TypedProduct } from "../productsOfOperation.ts";
import { selectedFields } from "../selectedFields.ts";
import type { Schema } from "../useSchema.ts";
import { type Denial, denials } from "./denials.ts";
import { type RowList, rowLists } from "./rowLists.ts";
import { type WithheldField, withheldFields } from "./withheldFields.ts";

/** An answer, read for people. */
export interface AnswerRead {
  readonly lists: readonly RowList[];
  readonly denied: readonly Denial[];
  /** What went wrong besides. */
  readonly errors: readonly GatewayError[];
  readonly touched: readonly Touched[];
  readonly withheld: readonly WithheldField[];
}

/** A product that an answer was read from, and what was withheld of it. */
export interface Touched {
  readonly product: TypedProduct;
  readonly withheld: readonly WithheldField[];
}

/** Reads an answer with the help of the schema and of the products there are. */
export function readAnswer(
  answer: Answer,
  question: Question,
  { known, products }: { readonly known: Schema | undefined; readonly products: readonly TypedProduct[] },
): AnswerRead {
  const selected = known === undefined ? [] : selectedFields(known.schema, question);
  const withheld = withheldFields(answer, selected);
  const { denied, others } = denials(answer.errors ?? []);
  // What was refused as a whole was read from nothing.
  const isRead = answer.data != null || denied.length > 0;
  const touched = productsOfOperation(isRead ? selected : [], products).map((product) => ({
    product,
    withheld: withheld.filter((each) => isOf(each, product)),
  }));
  return { lists: rowLists(answer.data ?? {}), denied, errors: others, touched, withheld };
}

/** A field is its product's; one that leads to rows is the product's whose rows these are. */
function isOf({ parent, rows }: WithheldField, { graphqlType }: TypedProduct): boolean {
  return rows === graphqlType || (rows === undefined && parent === graphqlType);
}
