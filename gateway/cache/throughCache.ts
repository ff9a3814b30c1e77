import type { ProductDescriptor } from "@datamesh/kernel/product";
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
  const cache = exactCache<Ended>({ ...settings, now: () => performance.now() });
  tally.keeps({ bytes: cache.bytes, limit: maxBytes });
  const questionOf = questions(products);
  return async (asked, context, execute) => {
    const question = questionOf(asked, context);
    if (question === undefined) return withServed(await execute(context), tally.count("bypass"));
    const on = forAll(context);
    const { value, served } = await cache.answer(question, async () => keepable(await execute(on)));
    return withServed(value, served);
  };
}

/** The execution is for whoever asks the same meanwhile, and goes on when the first of them goes away. */
function forAll({ consumer, requestId, note, explain, span }: RequestContext): RequestContext {
  return { consumer, requestId, note, ...(explain && { explain }), ...(span && { span }) };
}

/** With its data as text, so that whoever is given it again costs next to nothing. */
function keepable(ended: Ended): Computed<Ended> {
  const { answer, answered } = ended;
  const keep = answered.failures.length === 0;
  if (!keep) return { value: ended, keep, bytes: 0 };
  const dataText = ownText(answer);
  const rest = JSON.stringify([answer.errors, answer.withheld, answer.accesses]).length;
  return {
    value: { answered, answer: { ...answer, dataText } },
    keep,
    bytes: dataText.length + rest,
  };
}

/** Bytes as received are a part of a larger buffer, which must not be kept for their sake. */
function ownText({ data, dataText }: Answer): string | Buffer {
  if (dataText === undefined) return JSON.stringify(data);
  return typeof dataText === "string" ? dataText : Buffer.from(dataText);
}

function withServed({ answer, answered }: Ended, served: NonNullable<Ended["answer"]["served"]>): Ended {
  return { answered, answer: { ...answer, served } };
}
