/** A process that seals the log of `models` until it is killed. Started by tests, with tsx. */
import { randomBytes } from "node:crypto";
import { dutyUrl, openDatabase } from "@datamesh/kernel/postgres";
import { startSealer } from "@datamesh/kernel/postgres/seals";
import { sealKey } from "@datamesh/kernel/seal";
import { derivePassword } from "../../cli/database/index.ts";
import { secretOf } from "./sealedLog.ts";
import { TEST_SECRET } from "./testMesh.ts";

const [url = "", prefix = "", path = ""] = process.argv.slice(2);
const mesh = { url, prefix, passwordFor: (role: string) => derivePassword(TEST_SECRET, role) };

startSealer(
  {
    context: "models",
    database: openDatabase(dutyUrl(mesh, "models", "project"), { max: 3 }),
    path,
    key: sealKey(secretOf("the key")),
    now: () => new Date(),
    random: randomBytes,
  },
  { pollMilliseconds: 5 },
);
process.stdout.write("sealing\n");
