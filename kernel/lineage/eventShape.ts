import { z } from "zod";

/** The parts of an event and of the row as it was, by path. */
export interface EventShape {
  /** The path of a part's property; the part's own when it has no such property that is told apart. */
  property(path: string, name: string): string;
  /** A part's properties; undefined when they are not known. */
  properties(path: string): readonly { readonly name: string; readonly optional: boolean }[] | undefined;
  /** Whether a part is a list; its path stands for its elements too. */
  isList(path: string): boolean;
}

const EVENT = ["id", "type", "position", "version", "occurredAt", "recordedAt", "data"];

/** The shape of events with a payload of this schema, and of rows with these fields. */
export function eventShape(payload: z.ZodType, fields: readonly string[]): EventShape {
  const schemas = new Map<string, z.ZodType>([["data", payload]]);
  const shapeOf = (path: string): Readonly<Record<string, z.ZodType>> | undefined => {
    const schema = schemas.get(path);
    const inner = schema === undefined ? undefined : unwrapped(schema);
    return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
  };
  return {
    isList: (path) => isList(schemas.get(path)),
    property: (path, name) => {
      if (path === "") return EVENT.includes(name) ? name : path;
      if (path === "row") return fields.includes(name) ? `row.${name}` : path;
      const schema = shapeOf(path)?.[name];
      if (schema === undefined) return path;
      schemas.set(`${path}.${name}`, schema);
      return `${path}.${name}`;
    },
    properties: (path) => {
      if (path === "") return EVENT.map((name) => ({ name, optional: false }));
      if (path === "row") return fields.map((name) => ({ name, optional: true }));
      const shape = shapeOf(path);
      if (shape === undefined) return undefined;
      return Object.entries(shape).map(([name, schema]) => ({ name, optional: isOptional(schema) }));
    },
  };
}

const isList = (schema: z.ZodType | undefined): boolean => {
  if (schema instanceof z.ZodArray) return true;
  return isWrapper(schema) && isList(schema.unwrap() as z.ZodType);
};

const isWrapper = (schema: z.ZodType | undefined): schema is z.ZodOptional | z.ZodNullable | z.ZodReadonly =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly;

const isOptional = (schema: z.ZodType): boolean => schema instanceof z.ZodOptional;

/** The schema without what surrounds it; of a list, that of its elements. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodArray) return unwrapped(schema.element as z.ZodType);
  return isWrapper(schema) ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}
