import { z } from "zod";

/** How an event's value is protected: about a person, or naming one. */
export type Protection = "personal" | "identifier";

const protections = z.registry<{ readonly protection: Protection }>();

/** Marks a value of an event as personal data: it is stored as an envelope. */
export function personal<S extends z.ZodType>(schema: S): S {
  return marked(schema, "personal");
}

/** Marks a value of an event as naming the person it is about (the subject): stored as an envelope. */
export function subject<S extends z.ZodType>(schema: S): S {
  return marked(schema, "identifier");
}

function marked<S extends z.ZodType>(schema: S, protection: Protection): S {
  const copy = schema.clone() as S;
  protections.add(copy, { protection });
  return copy;
}

/** A value of an event that is stored as an envelope. */
export interface ProtectedPath {
  readonly path: readonly string[];
  readonly protection: Protection;
}

/** Every protected value of an event schema, by its path through nested objects. */
export function protectedPaths(schema: z.ZodType, path: readonly string[] = []): readonly ProtectedPath[] {
  const found = protections.get(schema);
  if (found !== undefined) return [{ path, protection: found.protection }];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return protectedPaths(schema.unwrap() as z.ZodType, path);
  }
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, child]) =>
    protectedPaths(child, [...path, name]),
  );
}
