/** How many customers the mesh of the benchmark knows. */
export const CUSTOMERS = 2_000;

const COUNTRIES = ["NL", "DE", "FR", "ES", "US", "GB"];
const SEGMENTS = ["retail", "private", "sme", "corporate"];
const BANDS = ["A", "B", "C", "D"];
const DOMAINS = ["risk", "crm", "fraud"];
const PRODUCTS = 20;

const pick = (from: readonly string[], index: number): string => from[index % from.length] ?? "";

/** The same rows in every run. */
export const customers = Array.from({ length: CUSTOMERS }, (_, index) => ({
  id: `c${index}`,
  name: `Customer ${index}`,
  email: `customer${index}@example.com`,
  country: pick(COUNTRIES, index),
  segment: pick(SEGMENTS, index),
}));

export const scores = customers.map(({ id }, index) => ({
  id: `s${index}`,
  customerId: id,
  score: 300 + ((index * 37) % 550),
  band: pick(BANDS, index),
  updatedAt: "2026-11-01T00:00:00Z",
  product: { id: `p${index % PRODUCTS}` },
}));

export const products = Array.from({ length: PRODUCTS }, (_, index) => ({
  id: `p${index}`,
  name: `Data product ${index}`,
  domain: pick(DOMAINS, index),
  owner: `team-${index % 5}`,
  description: `Event projected data product number ${index}`,
}));
