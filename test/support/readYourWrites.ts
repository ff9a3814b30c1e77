/** The address of a gateway and a token of the owner of customers. */
export interface OwnGateway {
  readonly url: string;
  readonly token: string;
}

/** What a gateway answered. */
export interface HttpAsked {
  readonly status: number;
  readonly body: {
    readonly data?: Readonly<Record<string, never>> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly extensions: Readonly<Record<string, unknown>>;
    }[];
    readonly extensions?: { readonly datamesh?: { readonly cut?: string } };
  };
}

/** Registers a customer over HTTP and answers the position of the log at which that stands. */
export async function registerCustomer({ url, token }: OwnGateway, customerId: string): Promise<number> {
  const response = await fetch(`${url}/events/customers`, {
    method: "POST",
    headers: { "content-type": "application/cloudevents+json", authorization: `Bearer ${token}` },
    body: JSON.stringify({
      specversion: "1.0",
      id: `register-${customerId}`,
      source: "/test",
      type: "CUSTOMER_REGISTERED",
      time: "2026-11-01T12:00:00Z",
      data: {
        customerId,
        name: "Ada Lovelace",
        email: "ada@example.com",
        nationalId: "NL-123456789",
        birthDate: "1984-03-12",
        country: "NL",
        segment: "retail",
      },
    }),
  });
  const answer = (await response.json()) as { readonly events?: readonly { readonly position: number }[] };
  const position = answer.events?.[0]?.position;
  if (position === undefined) throw new Error(`not appended: ${JSON.stringify(answer)}`);
  return position;
}

/** Asks a gateway, with what `extensions.datamesh` and headers say besides. */
export async function askAt(
  { url, token }: OwnGateway,
  query: string,
  {
    datamesh,
    headers = {},
  }: { readonly datamesh?: object; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<HttpAsked> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, ...(datamesh && { extensions: { datamesh } }) }),
  });
  return { status: response.status, body: (await response.json()) as HttpAsked["body"] };
}
