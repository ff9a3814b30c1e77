import type { ApolloServerPlugin } from "@apollo/server";
import { answeredNothing } from "./answeredNothing.ts";
import { HTTP_STATUS } from "./httpStatus.ts";

/** Answers 503, which says when to try again, where nothing could be answered for now; part of an answer stays 200. */
export function unavailablePlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body, http } }) => {
        if (body.kind === "single" && answeredNothing(body.singleResult))
          http.status = HTTP_STATUS.UNAVAILABLE;
      },
    }),
  };
}
