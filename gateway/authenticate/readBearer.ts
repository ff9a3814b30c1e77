const BEARER = /^bearer ([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * The token of an `Authorization` header (RFC 6750, 2.1), or undefined if the header is not the scheme Bearer
 * in any case, one space and one token.
 */
export function readBearer(authorization: string | undefined): string | undefined {
  return BEARER.exec(authorization ?? "")?.[1];
}
