import type { ApolloServerPlugin } from "@apollo/server";
import { answeredNothing } from "./answeredNothing.ts";
import { HTTP_STATUS } from "./httpStatus.ts";

/**
 * Answers 503, which says when to try again, where nothing could be answered for now, and 410 where what is asked for is
 * held no longer; part of an answer stays 200.
 */
export function unavailablePlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body, http } }) => {
        if (body.kind !== "single") return;
        if (answeredNothing(body.singleResult, ["UNAVAILABLE", "NOT_REACHED"])) {
          http.status = HTTP_STATUS.UNAVAILABLE;
        } else if (answeredNothing(body.singleResult, ["AS_OF_UNAVAILABLE"])) {
          http.status = HTTP_STATUS.AS_OF_UNAVAILABLE;
        }
      },
    }),
  };
}
