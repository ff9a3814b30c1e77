import { anyone } from "@datamesh/kernel";

/** Who answers for the products of tests. */
export const owner = { team: "tests", contact: "tests@datamesh.example" };

/** What they promise. */
export const sla = { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" };

/** Who may read them: anyone who says that it is for testing. It keeps rows for a year. */
export const policy = { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] };
