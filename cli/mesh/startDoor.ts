import type { Route } from "@datamesh/kernel/graphql";
import type { TrafficSink } from "@datamesh/kernel/sla";
import type { Logger } from "pino";
import { type Admissions, catalogDoor, registrationDesk, schemaHash } from "../../catalog/index.ts";
import type { CatalogState, TrustedDocument } from "../../catalog/index.ts";
import type { Revocation } from "../../gateway/revocations/index.ts";
import type { LiveMesh } from "../../gateway/supergraph/index.ts";
import type { SubgraphAddresses } from "../../gateway/transport/index.ts";
import { composes } from "./composeMesh.ts";
import type { RunningCatalog } from "./startCatalog.ts";

/** Who may come to the catalog's door, and with what. */
export interface DoorParts {
  readonly admissions: Admissions;
  /** What the gateways share with the catalog. */
  readonly gatewayKey: Uint8Array;
  /** Where the reports of gateways go. */
  readonly traffic: TrafficSink;
  /** What clients may send by its hash; nothing where no gateway asks. */
  readonly documents?: () => readonly TrustedDocument[];
  /** Tokens that gateways accept no longer. */
  readonly revocations?: () => readonly Revocation[];
}

const NO_DOCUMENTS: readonly TrustedDocument[] = [];
const NO_REVOCATIONS: readonly Revocation[] = [];

/** The catalog's door, behind which replicas are looked after. */
export interface RunningDoor {
  readonly routes: Readonly<Record<string, Route>>;
  /** Where the replicas of a context are that have been heard of lately. */
  addressesOf(context: string): SubgraphAddresses | undefined;
  stop(): Promise<void>;
}

const SWEEP_MS = 1_000;

/** Opens the door: contexts that run elsewhere register there if they compose with the others, and gateways get what `mesh` is made of. */
export function startDoor(
  catalog: Pick<RunningCatalog, "register" | "state" | "projector">,
  mesh: Pick<LiveMesh, "madeOf">,
  parts: DoorParts,
  log: Logger,
): RunningDoor {
  const { admissions, gatewayKey, traffic, documents = () => NO_DOCUMENTS } = parts;
  const { revocations = () => NO_REVOCATIONS } = parts;
  const desk = registrationDesk({
    register: async (registration) => {
      const outcome = await catalog.register(registration, composes);
      catalog.projector.wake();
      return outcome;
    },
    registered: async (context) => registeredHash(await catalog.state(), context),
    now: () => performance.now(),
  });
  const sweeping = setInterval(() => {
    desk.sweep().catch((err: unknown) => log.error({ err }, "replicas could not be looked after"));
  }, SWEEP_MS);
  return {
    routes: catalogDoor({
      admissions,
      gatewayKey,
      desk,
      traffic,
      supergraph: () => {
        const madeOf = mesh.madeOf();
        return madeOf && { ...madeOf, documents: documents(), revocations: revocations() };
      },
      now: () => new Date(),
      onRefused: (refusal) => log.warn(refusal, "a call at the catalog's door was refused"),
    }),
    addressesOf: (context) => desk.addresses()[context],
    stop: async () => clearInterval(sweeping),
  };
}

/** What is registered of a context, as its replicas would announce it. */
function registeredHash({ contexts, products }: CatalogState, name: string): string | undefined {
  const record = contexts.get(name);
  if (record === undefined) return undefined;
  const served = [...products.values()].filter(
    ({ descriptor, status }) => descriptor.context === name && status !== "RETIRED",
  );
  return schemaHash({ ...record, products: served.map(({ descriptor }) => descriptor) });
}
