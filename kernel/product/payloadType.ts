import { z } from "zod";
import type { EventDeclaration } from "../event/event.ts";

/** What a payload's schema says of the values at a path, in the terms of JSON Schema 2020-12. */
export interface PayloadType {
  readonly type: "string" | "integer" | "number" | "boolean" | "array" | "object" | "unknown";
  readonly format?: string;
  readonly enum?: readonly unknown[];
  /** The type of a list's elements. */
  readonly items?: PayloadType["type"];
  /** Whether every payload has a value there that is not null. */
  readonly always: boolean;
  readonly nullable: boolean;
  /** How the value is stored: about a person, or naming one; undefined when it is neither. */
  readonly protection?: "personal" | "identifier";
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The type of the values at a path of an event's payload; undefined when its schema has no such path. */
export function payloadType(event: EventDeclaration, path: string): PayloadType | undefined {
  let schema = z.toJSONSchema(event.schema, { unrepresentable: "any" }) as JsonSchema;
  let [always, nullable] = [true, false];
  for (const name of path.split(".")) {
    const child = schema.properties?.[name];
    if (child === undefined) return undefined;
    if (schema.required?.includes(name) !== true) always = false;
    const given = withoutNull(child);
    nullable = given !== child;
    if (nullable) always = false;
    schema = given;
  }
  const protection = event.protected.find((each) => each.path.join(".") === path)?.protection;
  return { ...described(schema), always, nullable, ...(protection !== undefined && { protection }) };
}

/** A schema that admits null, without it; the same schema when it does not. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { type, anyOf } = schema;
  if (typeof type !== "string" && type?.length === 2 && type.includes("null")) {
    return { ...schema, type: type.filter((each) => each !== "null").join() };
  }
  const others = anyOf?.filter((each) => each.type !== "null") ?? [];
  const [only] = others;
  return anyOf?.length === 2 && others.length === 1 && only !== undefined ? only : schema;
}

function described({
  type,
  format,
  enum: values,
  const: only,
  items,
}: JsonSchema): Omit<PayloadType, "always" | "nullable"> {
  const listed = values ?? (only === undefined ? undefined : [only]);
  return {
    type: isKnown(type) ? type : "unknown",
    ...(format !== undefined && { format }),
    ...(listed !== undefined && { enum: listed }),
    ...(items !== undefined && { items: isKnown(items.type) ? items.type : "unknown" }),
  };
}

const KNOWN = ["string", "integer", "number", "boolean", "array", "object"] as const;
const isKnown = (type: string | readonly string[] | undefined): type is (typeof KNOWN)[number] =>
  KNOWN.some((known) => known === type);
