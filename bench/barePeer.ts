/**
 * The limit to compare with: rows of the same tables as JSON over bare node:http and pg, without GraphQL, policies or
 * tokens. Started by bench/run.ts with the read role's connection string; prints its port.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.argv[2], max: 6 });
const COLUMNS = "customer_id, score, confidence, segment, country";
const STATEMENTS = {
  one: {
    name: "one",
    text: `select ${COLUMNS} from credit_oracle.customer_credit_scores_v2 where customer_id = $1`,
  },
  page: {
    name: "page",
    text: `select ${COLUMNS} from credit_oracle.customer_credit_scores_v2 where customer_id > $1 order by customer_id limit 100`,
  },
} as const;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { statement, key } = JSON.parse(Buffer.concat(chunks).toString()) as {
      statement: keyof typeof STATEMENTS;
      key: string;
    };
    pool
      .query({ ...STATEMENTS[statement], values: [`0||${JSON.stringify(key)}`] })
      .then(({ rows }) => response.setHeader("content-type", "application/json").end(JSON.stringify(rows)))
      .catch((error: Error) => response.writeHead(500).end(error.message));
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
