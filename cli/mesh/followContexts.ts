import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { ServiceKeys } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import { type AnnouncementBoard, followAnnouncements } from "../../gateway/announcements/index.ts";
import type { CurrentMesh } from "../../gateway/http/index.ts";
import type { SubgraphAddresses } from "../../gateway/transport/index.ts";
import { sayOnce } from "./sayOnce.ts";

/** Contexts in other processes. */
export interface OtherContexts {
  readonly serviceKeys: ReadonlyMap<string, ServiceKeys>;
  readonly addressesOf: (context: string) => SubgraphAddresses | undefined;
  readonly mesh: Pick<CurrentMesh, "current">;
}

/** Puts up what contexts in other processes announce, each from one of its replicas. Answers how to stop that. */
export function followContexts(
  { serviceKeys, addressesOf, mesh }: OtherContexts,
  board: AnnouncementBoard,
  log: Pick<Logger, "error" | "info">,
): () => Promise<void> {
  const productsOf = (context: string): readonly ProductRef[] =>
    (mesh.current()?.productsOf(context) ?? []).map(({ name, major }) => productRef(name, major));
  const stops = [...serviceKeys].map(([context, serviceKey]) => {
    const failure = sayOnce(log, HEARING, { context });
    return followAnnouncements(
      {
        context,
        serviceKey,
        addresses: () => {
          const { addresses = [], fallbacks = [] } = addressesOf(context) ?? {};
          return [...addresses, ...fallbacks];
        },
        products: () => productsOf(context),
        onHeard: (error) => (error === undefined ? failure.worked() : failure.failed(error)),
      },
      board,
    );
  });
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}

const HEARING = Object.freeze({
  failing: "a context's announcements cannot be heard",
  over: "a context's announcements are heard again",
});
