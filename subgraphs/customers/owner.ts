import type { Owner } from "@datamesh/kernel";

export const customersTeam: Owner = { team: "customers", contact: "customers@datamesh.example" };
