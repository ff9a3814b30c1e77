import type { Page } from "playwright-core";

/** A page to look at: its name in file names, its address, and what is there once it is complete. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Text that stands on the complete page. */
  readonly shows: string;
  /** Whose eyes see it; the analyst's unless given. */
  readonly persona?: string;
  /** What is done on it before it is looked at. */
  readonly ready?: (page: Page) => Promise<void>;
}

const SCORES = "/products/customer-credit-scores@2";

/** Every page of the application. */
export const SCREENS: readonly Screen[] = Object.freeze([
  { name: "home", path: "/", shows: "Deprecations", persona: "owner" },
  { name: "catalog", path: "/catalog", shows: "Customer Profiles" },
  { name: "catalog-search", path: "/catalog?q=residence", shows: "Country" },
  { name: "catalog-nothing", path: "/catalog?q=zebra", shows: "No product fits" },
  { name: "product", path: SCORES, shows: "Promises, the last hour" },
  { name: "schema", path: "/products/customer-profiles@1/schema", shows: "nationalId" },
  { name: "lineage", path: `${SCORES}/lineage`, shows: "customer-profiles" },
  { name: "lineage-field", path: `${SCORES}/lineage?field=segment`, shows: "Is used by" },
  { name: "sla", path: `${SCORES}/sla`, shows: "Promised and observed" },
  { name: "access", path: "/products/customer-profiles@1/access", shows: "A made-up row" },
  { name: "access-denied", path: "/products/loan-officers@1/access", shows: "You may not read this product" },
  { name: "versions", path: `${SCORES}/versions`, shows: "Side by side" },
  { name: "replay", path: `${SCORES}/replay`, shows: "Past runs" },
  {
    name: "playground",
    path: "/playground?product=customer-credit-scores@2",
    shows: "Playground",
    ready: runQuery,
  },
  { name: "not-found", path: "/products/nothing@1", shows: "There is nothing here" },
]);

/** Runs the query that was written for the product, and waits for its answer. */
async function runQuery(page: Page): Promise<void> {
  await page.frameLocator("iframe").locator(".graphiql-execute-button").click();
  await page
    .getByText(/rows? in/)
    .first()
    .waitFor();
}
