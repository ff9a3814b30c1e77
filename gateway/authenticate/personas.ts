/** Who a development token can speak for: one for each kind of consumer the mesh knows. */
export const PERSONAS = Object.freeze({
  analyst: persona("analyst", "analyst"),
  frontend: persona("frontend", "frontend"),
  owner: persona("owner", "analyst", "team:customers"),
  // Two purposes, both of nearly every product, so that one has to be declared before it counts.
  compliance: Object.freeze({
    ...persona("compliance", "compliance"),
    purposes: Object.freeze(["compliance", "reporting"]),
  }),
});

export type PersonaName = keyof typeof PERSONAS;

/** Whether a text names a persona. */
export function isPersonaName(text: string): text is PersonaName {
  return Object.hasOwn(PERSONAS, text);
}

function persona(name: string, ...roles: readonly string[]) {
  return Object.freeze({ sub: `${name}@datamesh.example`, roles: Object.freeze(roles) });
}
