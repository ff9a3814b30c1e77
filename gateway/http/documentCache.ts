import type { Consumer } from "@datamesh/kernel/policy";
import { LRUCache } from "lru-cache";
import type { Mesh } from "../types.ts";
import type { CheckedDocument } from "./checkedDocument.ts";
import { checkText, type TextChecks } from "./checkText.ts";

/** How much is remembered of a mesh. */
export interface DocumentCacheBounds {
  /** Valid documents, and as many others. */
  readonly entries: number;
  /** Characters of the texts of each. */
  readonly characters: number;
}

/** Finds out about the text of a document, once as long as it is remembered. */
export type FindDocument = (mesh: Mesh, consumer: Consumer, text: string) => CheckedDocument;

const BOUNDS: DocumentCacheBounds = Object.freeze({ entries: 2_000, characters: 4 * 1_024 * 1_024 });

/**
 * Remembers what was found out about texts, the least recently used forgotten first: a text that comes again is neither
 * read nor checked again. Each mesh has a memory of its own, so none outlives its schema; so has each view of its
 * schema, since what is valid for one consumer may name what is hidden from another. Texts that are refused are kept
 * apart, and push no valid ones out.
 */
export function documentCache(checks: TextChecks, bounds: DocumentCacheBounds = BOUNDS): FindDocument {
  const memories = new WeakMap<Mesh, { readonly valid: Memory; readonly others: Memory }>();
  return (mesh, consumer, text) => {
    let memory = memories.get(mesh);
    if (memory === undefined) {
      memory = { valid: memoryOf(bounds), others: memoryOf(bounds) };
      memories.set(mesh, memory);
    }
    const { schema, key: view } = mesh.visibleSchema(consumer);
    const key = view === "" ? text : `${view}\0${text}`;
    const known = memory.valid.get(key) ?? memory.others.get(key);
    if (known !== undefined) return known;
    const checked = checkText(text, schema, checks);
    (checked.kind === "valid" ? memory.valid : memory.others).set(key, checked);
    return checked;
  };
}

type Memory = LRUCache<string, CheckedDocument>;

const memoryOf = ({ entries, characters }: DocumentCacheBounds): Memory =>
  new LRUCache({
    max: entries,
    maxSize: characters,
    sizeCalculation: (checked, key) => key.length + (checked.kind === "invalid" ? checked.body.length : 1),
  });
