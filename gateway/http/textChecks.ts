import type { Logger } from "pino";
import { checkDocument, limitError } from "../limits/index.ts";
import type { Limits } from "../limits/index.ts";
import type { TextChecks } from "./checkText.ts";
import { formatError } from "./formatError.ts";

/** The checks of texts under these limits. What is found out about a text is of no request in particular. */
export function textChecks(limits: Limits, log: Logger): TextChecks {
  return {
    limit: (text) => {
      const violation = checkDocument(text, limits);
      return violation && limitError(violation);
    },
    format: (error) => formatError(error, { requestId: "unknown", log }),
  };
}
