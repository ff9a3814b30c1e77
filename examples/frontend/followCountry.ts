import { createClient } from "graphql-sse";
import { print } from "graphql";
import { graphql } from "./generated/gql.ts";

const CountryChanged = graphql(`
  subscription CountryChanged($customer: ID!) {
    customerProfileV1Changed(customerId: $customer) {
      country
    }
  }
`);

/** Where a customer lives: now, and after each change, until the stream ends. Throws why the stream ended, if it says so. */
export async function* followCountry(
  url: string,
  token: string,
  customer: string,
): AsyncGenerator<string | undefined> {
  const client = createClient({ url, headers: { authorization: `Bearer ${token}` } });
  const stream = client.iterate<{ customerProfileV1Changed: { country: string } | null }>({
    query: print(CountryChanged),
    variables: { customer },
  });
  try {
    for await (const { data, errors } of stream) {
      if (!data) throw new Error(errors?.[0]?.message ?? "the stream ended");
      yield data.customerProfileV1Changed?.country;
    }
  } finally {
    client.dispose();
  }
}
