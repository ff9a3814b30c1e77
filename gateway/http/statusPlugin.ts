import type { ApolloServerPlugin } from "@apollo/server";
import type { Accepted } from "./accepted.ts";
import { requestErrorStatus, resultStatus } from "./resultStatus.ts";

/** Gives what Apollo Server answers the statuses of this gateway; `accepted` is of the request under way. */
export function statusPlugin(accepted: () => Accepted | undefined): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body, http } }) => {
        if (body.kind !== "single") return;
        const status = resultStatus(body.singleResult, accepted());
        if (status !== 200 && status !== 400) http.status = status;
        else if (http.status === 400) http.status = requestErrorStatus(accepted());
      },
    }),
  };
}
