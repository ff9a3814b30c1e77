import { isAscii } from "node:buffer";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import { andThen } from "../andThen.ts";
import type { Ended, Through } from "../supergraph/asked.ts";
import type { Answer, RequestContext } from "../types.ts";
import { type Computed, exactCache, type ExactCacheParts } from "./exactCache.ts";
import { questions } from "./questions.ts";

/** How much a mesh keeps, what tells that it has become old, and where that is counted. */
export type CacheSettings = Pick<ExactCacheParts, "announcements" | "maxBytes" | "tally">;

/**
 * Has operations executed only when no exact answer is kept. What failed in part is not kept, nor what may not be
 * (gateway/cache/questions.ts).
 */
export function throughCache(products: readonly ProductDescriptor[], settings: CacheSettings): Through {
  const { tally, maxBytes } = settings;
  const cache = exactCache<KeptEnded>({ ...settings, now: () => performance.now() });
  tally.keeps({ bytes: cache.bytes, limit: maxBytes });
  const questionOf = questions(products);
  const past = async (executing: Promise<Ended> | Ended): Promise<Ended> =>
    withServed(await executing, tally.count("bypass"));
  return (asked, context, execute) => {
    const question = questionOf(asked, context);
    if (question === undefined) return past(execute(context));
    const found = cache.answer(question, async () => keepable(await execute(forAll(context))));
    return andThen(found, ({ value, served }) =>
      served === "hit" ? value.again : withServed(value.ended, served),
    );
  };
}

/** How an operation ended, and how it ends whenever that is given again. */
interface KeptEnded {
  readonly ended: Ended;
  readonly again: Ended;
}

/** The execution is for whoever asks the same meanwhile, and goes on when the first of them goes away. */
function forAll({ consumer, requestId, note, explain, span }: RequestContext): RequestContext {
  return { consumer, requestId, note, ...(explain && { explain }), ...(span && { span }) };
}

/** With its data as text, so that whoever is given it again costs next to nothing. */
function keepable(ended: Ended): Computed<KeptEnded> {
  const { answer, answered } = ended;
  const keep = answered.failures.length === 0;
  if (!keep) return { value: { ended, again: ended }, keep, bytes: 0 };
  const dataText = ownText(answer);
  const asText = { answered, answer: { ...answer, dataText } };
  const rest = JSON.stringify([answer.errors, answer.withheld, answer.accesses]).length;
  return {
    value: { ended: asText, again: withServed(asText, "hit") },
    keep,
    bytes: dataText.length + rest,
  };
}

/** What is short is written soonest as text, where each of its characters is a byte. */
const SHORT_BYTES = 16_384;

/** Bytes as received are a part of a larger buffer, which must not be kept for their sake. */
function ownText({ data, dataText }: Answer): string | Buffer {
  if (dataText === undefined) return JSON.stringify(data);
  if (typeof dataText === "string") return dataText;
  return dataText.length <= SHORT_BYTES && isAscii(dataText)
    ? dataText.toString("latin1")
    : Buffer.from(dataText);
}

function withServed({ answer, answered }: Ended, served: NonNullable<Ended["answer"]["served"]>): Ended {
  return { answered, answer: { ...answer, served } };
}
