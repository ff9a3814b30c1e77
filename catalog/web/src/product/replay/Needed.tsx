import { Link } from "@tanstack/react-router";
import type { ReplayQuery } from "../../generated/graphql.ts";
import { Facts } from "../../ui/Facts.tsx";
import { counted, duration, wholeNumber } from "../../ui/numbers.ts";
import { eventsToRead } from "./eventsToRead.ts";
import type { ReplayProduct } from "./ReplayTab.tsx";

/** Which events and upstreams are read, with which code, and about how long that takes. */
export function Needed({
  product,
  logs,
}: {
  product: ReplayProduct;
  logs: NonNullable<ReplayQuery["logs"]>;
}) {
  const { streams, upstreams, fingerprint, eventsPerSecond } = product.replayContract;
  const events = eventsToRead(streams, logs);
  return (
    <Facts
      facts={[
        ["Events", streams.map((stream) => <Stream key={stream.log} stream={stream} />)],
        ["How many there are", events === null ? "its log cannot be reached" : counted(events, "event")],
        [
          "Histories of",
          upstreams.length === 0
            ? "no other product"
            : upstreams.map((ref) => (
                <div key={ref}>
                  <Link to="/products/$ref/replay" params={{ ref }}>
                    {ref}
                  </Link>
                </div>
              )),
        ],
        [
          "Code of its folds",
          <code key="code" title={fingerprint}>
            {fingerprint.slice(0, 16)}
          </code>,
        ],
        ["About how long", estimate(events, eventsPerSecond ?? null)],
      ]}
    />
  );
}

function Stream({ stream }: { stream: ReplayProduct["replayContract"]["streams"][number] }) {
  return (
    <div>
      <code>{stream.log}</code> from position {wholeNumber(stream.from)}: {stream.eventTypes.join(", ")}{" "}
      (version {stream.eventVersion})
    </div>
  );
}

function estimate(events: number | null, perSecond: number | null): string {
  if (perSecond === null || perSecond === 0) return "unknown: it was never replayed";
  const rate = `${wholeNumber(perSecond)} events a second the last time`;
  return events === null ? rate : `${duration((events / perSecond) * 1_000)}, at ${rate}`;
}
