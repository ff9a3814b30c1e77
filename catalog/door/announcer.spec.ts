import { serveHttp } from "@datamesh/kernel/graphql";
import { describeContext } from "../registration/index.ts";
import { people, SAMPLE_SDL, sampleContext } from "../testing/samples.ts";
import { type Announced, startAnnouncing } from "./announcer.ts";
import { catalogDoor } from "./catalogDoor.ts";
import type { RegistrationDesk, Standing } from "./registrationDesk.ts";

const KEY = new Uint8Array(32).fill(1);

async function openCatalog(standing: Standing) {
  const heard: string[] = [];
  const desk: RegistrationDesk = {
    announce: async ({ replica }) => {
      heard.push(`${replica} announces itself`);
      return standing;
    },
    beat: async () => standing,
    leave: async (_context, replica) => void heard.push(`${replica} leaves`),
    addresses: () => ({}),
    sweep: async () => undefined,
  };
  const server = await serveHttp({
    host: "127.0.0.1",
    port: 0,
    routes: catalogDoor({
      admissions: new Map([["registry", { key: KEY, addresses: ["http://here:4000"] }]]),
      gatewayKey: KEY,
      desk,
      traffic: { record: async () => undefined },
      supergraph: () => undefined,
      now: () => new Date(),
      onRefused: () => undefined,
    }),
    onError: (error) => heard.push(String(error)),
  });
  return { heard, url: server.url, close: () => server.close(0) };
}

/** Announces until the first word of the catalog. */
async function announceOnce(catalogUrl: string, key = KEY): Promise<Announced> {
  let announcer: ReturnType<typeof startAnnouncing> | undefined;
  const announced = await new Promise<Announced>((resolve) => {
    announcer = startAnnouncing({
      catalogUrl,
      key,
      announcement: {
        context: describeContext(sampleContext("registry", people())),
        sdl: SAMPLE_SDL,
        address: "http://here:4000",
        replica: "a",
      },
      now: () => new Date(),
      onStanding: resolve,
    });
  });
  await announcer?.stop();
  return announced;
}

test("a replica announces itself, hears how it stands, and says when it goes", async () => {
  const catalog = await openCatalog({ kind: "EFFECTIVE", warnings: ["one"] });
  expect(await announceOnce(catalog.url)).toEqual({ kind: "EFFECTIVE", warnings: ["one"] });
  await catalog.close();
  expect(catalog.heard).toEqual(["a announces itself", "a leaves"]);
});

test("a replica hears why it is refused", async () => {
  const catalog = await openCatalog({ kind: "REFUSED", problems: ["no"] });
  expect(await announceOnce(catalog.url)).toEqual({ kind: "REFUSED", problems: ["no"] });
  await catalog.close();
});

test("a catalog that does not let it in, or does not answer, leaves it unheard", async () => {
  const catalog = await openCatalog({ kind: "EFFECTIVE", warnings: [] });
  expect(await announceOnce(catalog.url, new Uint8Array(32).fill(9))).toEqual({
    kind: "UNHEARD",
    reason: "the catalog answers 401: you are not let in",
  });
  await catalog.close();
  expect(catalog.heard).toEqual([]);
  expect(await announceOnce(catalog.url)).toEqual({
    kind: "UNHEARD",
    reason: "the catalog does not answer (ECONNREFUSED)",
  });
});
