import type { Consumer } from "@datamesh/kernel/policy";
import { onceFor } from "../supergraph/onceFor.ts";
import type { AccessRequest, ProductAccess } from "./accessLog.ts";

/** Writes entries as the texts of their JSON without the closing brace, so that a line can go on with where it stands. */
export interface EntryTexts {
  /** How all entries of a request begin. */
  ofRequest(request: AccessRequest): string;
  /** How the entry of an access goes on. */
  ofAccess(access: ProductAccess): string;
}

/**
 * Most requests differ in time and id alone, so the text of a consumer is made once, and so is that of an access that
 * cannot change: one that is frozen.
 */
export function entryTexts(): EntryTexts {
  const ofConsumer = onceFor(
    ({ id, client }: Consumer) =>
      `,"consumer":${JSON.stringify(id)},"client":${JSON.stringify(client ?? null)},`,
  );
  const known = new WeakMap<ProductAccess, string>();
  return {
    ofRequest: ({ time, requestId, consumer }) =>
      `{"time":"${time}","requestId":${idText(requestId)}${ofConsumer(consumer)}`,
    ofAccess: (access) => {
      const found = known.get(access);
      if (found !== undefined) return found;
      const text = JSON.stringify(access).slice(1, -1);
      if (Object.isFrozen(access)) known.set(access, text);
      return text;
    },
  };
}

/** Hardly any id has to be escaped, and to see that costs half of what JSON.stringify does. */
const idText = (id: string): string => (/^[\w.-]+$/.test(id) ? `"${id}"` : JSON.stringify(id));
