import { z } from "@datamesh/kernel";

/** Whatever is named in a declaration. */
export const name = z.string().min(1).max(200);

/** A context's or a product's name: lower-case words joined by hyphens. */
export const kebabName = z
  .string()
  .max(63)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");

/** The first part of a product's version. */
export const major = z.int().min(1);

/** `2.1.0` */
export const version = z.string().regex(/^[1-9]\d*\.\d+\.\d+$/, "must be MAJOR.MINOR.PATCH");

/** A fingerprint of code: SHA-256, 32 hex digits. */
export const fingerprint = z.string().regex(/^[0-9a-f]{32}$/);

/** `customer-profiles@1` */
export const productRef = z.templateLiteral([kebabName, "@", major]);

/** The team that answers for something. */
export const owner = z.strictObject({ team: name, contact: name });

/** The schema of a subgraph: at most a megabyte. */
export const sdl = z.string().min(1).max(1_000_000);
