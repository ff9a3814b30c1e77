import type { Owner } from "@datamesh/kernel";

export const lendingTeam: Owner = { team: "lending", contact: "lending@datamesh.example" };
