import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAuthentication } from "../../cli/mesh/tokenVerifier.ts";
import { readGatewayConfig } from "../../gateway/config.ts";
import { revocationList } from "../../gateway/revocations/index.ts";
import { openGateway } from "../../gateway/http/testing/openGateway.ts";
import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";
import type { Rejection } from "./rejections.ts";

/** A gateway over a small mesh, with development tokens, that is sent what it refuses. */
export interface RejectingGateway {
  /** What is sent for a rejection, for `fetch`. */
  request(rejection: Rejection, round: number): SentRequest;
  /** The smallest question that is answered. */
  readonly question: SentRequest;
  stop(): Promise<void>;
}

/** A request as it is sent. */
export interface SentRequest {
  readonly url: string;
  readonly init: { readonly method: "POST"; readonly body: string; readonly headers: Record<string, string> };
}

/** Opens one. Whoever asks in a hurry has no more requests for this second. */
export async function rejectingGateway(): Promise<RejectingGateway> {
  const directory = await mkdtemp(join(tmpdir(), "datamesh-rejections-"));
  const settings = readGatewayConfig({ DATAMESH_RATE_PER_SECOND: "1000000", DATAMESH_RATE_CONCURRENT: "1" });
  const { verifyToken, developmentIssuer } = await openAuthentication(
    settings,
    directory,
    () => undefined,
    revocationList(),
  );
  const sign = async (persona: "analyst" | "frontend"): Promise<string> =>
    (await developmentIssuer?.sign({ persona, expiresInSeconds: 3_600, now: new Date() })) ?? "";
  const [token, limited] = await Promise.all([sign("analyst"), sign("frontend")]);
  const { mesh } = await testMesh();
  // The one place that the second consumer has is taken.
  let leave = (): void => undefined;
  const held = new Promise<void>((resolve) => (leave = resolve));
  const answer: typeof mesh.answer = async (operation, context) => {
    if (context.consumer.id.startsWith("frontend")) await held;
    return mesh.answer(operation, context);
  };
  const { url, stop } = await openGateway({
    mesh: { ...mesh, answer },
    verifyToken,
    config: { ...settings, port: 0 },
  });
  const post = (body: string, headers: Record<string, string>): SentRequest => ({
    url: `${url}/graphql`,
    init: { method: "POST", body, headers: { "content-type": "application/json", ...headers } },
  });
  const bearer = { authorization: `Bearer ${token}` };
  const holding = post('{"query":"{ customerProfilesV1 { totalCount } }"}', {
    authorization: `Bearer ${limited}`,
  });
  const taken = fetch(holding.url, holding.init);
  const tokens = {
    none: {},
    wrong: { authorization: `Bearer ${token.slice(0, -6)}AAAAAA` },
    limited: { authorization: `Bearer ${limited}` },
  };
  return {
    request: ({ token: kind, body, headers }, round) =>
      post(body(round), { ...(kind === undefined ? bearer : tokens[kind]), ...headers }),
    question: post('{"query":"{ __typename }"}', bearer),
    stop: async () => {
      leave();
      await (await taken).text();
      await stop();
      await rm(directory, { recursive: true });
    },
  };
}
