import { graphql } from "../../generated/gql.ts";

/** What it takes to derive a product anew, and when it was. */
export const Replay = graphql(`
  query Replay($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      position
      context
      replayContract {
        fingerprint
        eventsPerSecond
        upstreams
        streams {
          log
          eventTypes
          eventVersion
          from
        }
      }
      lastVerification {
        ...ReplayRun
      }
      replays(first: 25) {
        ...ReplayRun
      }
    }
    logs {
      name
      head
      eventTypes {
        type
        count
      }
    }
  }
`);

export const ReplayRun = graphql(`
  fragment ReplayRun on ProductReplay {
    kind
    result
    version
    generation
    revision
    position
    rows
    events
    differingRows
    changedFields
    digest
    liveDigest
    fingerprint
    reason
    startedAt
    durationMs
    eventsPerSecond
    upstreams {
      product
      position
      verifiedAt
    }
  }
`);
