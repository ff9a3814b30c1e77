import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** Signs the tokens of the benchmark. */
export interface Issuer {
  /** The environment of a gateway that accepts them. */
  readonly settings: Readonly<Record<string, string>>;
  token(): Promise<string>;
  stop(): void;
}

const AUDIENCE = "bench";

/** An issuer of access tokens (RFC 9068) with its keys at an address of this machine. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), alg: "ES256", kid: "bench", use: "sig" }],
  });
  const server = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(jwks),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    settings: {
      DATAMESH_ISSUER: issuer,
      DATAMESH_AUDIENCE: AUDIENCE,
      DATAMESH_JWKS_URL: `${issuer}/jwks`,
    },
    token: () =>
      new SignJWT({ client_id: "bench", roles: ["analyst"], jti: "bench" })
        .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "bench" })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject("analyst@example.com")
        .setIssuedAt()
        .setExpirationTime("50m")
        .sign(privateKey),
    stop: () => server.close(),
  };
}
