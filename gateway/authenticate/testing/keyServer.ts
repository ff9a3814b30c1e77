import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { CryptoKey, JWK } from "jose";

type Members = Readonly<Record<string, unknown>>;

/** The keys of an identity provider on a port of this machine, and its hand that signs. */
export interface KeyServer {
  readonly jwksUrl: string;
  /** Signs with the newest key; a member of the header set to undefined is left out. */
  sign(header: Members, claims: Members): Promise<string>;
  /** Signs with a new key from now on, and goes on publishing the old ones. */
  rotate(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one with an RSA key, as all the large providers have. */
export async function startKeyServer(): Promise<KeyServer> {
  const published: JWK[] = [];
  let newest: { readonly kid: string; readonly key: CryptoKey };
  const rotate = async (): Promise<void> => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    newest = { kid: `key-${published.length + 1}`, key: privateKey };
    published.push({ ...(await exportJWK(publicKey)), kid: newest.kid, alg: "RS256", use: "sig" });
  };
  await rotate();
  const server = createServer((_, response) => response.end(JSON.stringify({ keys: published })));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    sign: (header, claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: newest.kid, ...header }).sign(newest.key),
    rotate,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
