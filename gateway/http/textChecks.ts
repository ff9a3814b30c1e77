import type { MeshError } from "@datamesh/kernel";
import type { Logger } from "pino";
import { checkParsed, checkUnparsed, limitError } from "../limits/index.ts";
import type { Limits, Violation } from "../limits/index.ts";
import type { TextChecks } from "./checkText.ts";
import { formatError } from "./formatError.ts";

/** The checks of texts under these limits. What is found out about a text is of no request in particular. */
export function textChecks(limits: Limits, log: Logger): TextChecks {
  return {
    limitText: (text) => errorOf(checkUnparsed(text, limits)),
    limitDocument: (document) => errorOf(checkParsed(document, limits)),
    format: (error) => formatError(error, { requestId: "unknown", log }),
  };
}

const errorOf = (violation: Violation | undefined): MeshError | undefined =>
  violation && limitError(violation);
