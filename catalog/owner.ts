import type { Owner } from "@datamesh/kernel";

export const meshPlatform: Owner = { team: "mesh-platform", contact: "mesh-platform@datamesh.example" };
