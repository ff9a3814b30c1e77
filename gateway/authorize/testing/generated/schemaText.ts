import type { Choices } from "./choices.ts";

/** Every generated schema has these, whatever else is in them. */
const OBJECTS = ["A", "B", "C"] as const;
const INTERFACES = ["I", "J"] as const;
const COMPOSITES = [...OBJECTS, ...INTERFACES, "U"] as const;

/**
 * A schema of objects, interfaces and a union that lead to one another. All composite fields are lists, so that one of
 * each possible type can stand in them, and everything may be null, so that whatever is denied leaves the rest.
 */
export function schemaText(choices: Choices): string {
  const interfaces = INTERFACES.map((name) => ({ name, fields: fieldsOf(name.toLowerCase(), choices) }));
  const objects = OBJECTS.map((name, index) => {
    // The first is of all interfaces, so that each has something of its kind.
    const implemented = index === 0 ? interfaces : choices.someOf(interfaces);
    const fields = [...fieldsOf(name.toLowerCase(), choices), ...implemented.flatMap((each) => each.fields)];
    const clause = implemented.length === 0 ? "" : ` implements ${implemented.map((each) => each.name).join(" & ")}`;
    return `type ${name}${clause} { ${fields.join(" ")} }`;
  });
  const members = ["A", ...choices.someOf(["B", "C"])];
  return [
    `type Query { leaf(n: Int): Int ${COMPOSITES.map((each) => `all${each}(n: Int = 1): [${each}]`).join(" ")} }`,
    ...interfaces.map(({ name, fields }) => `interface ${name} { ${fields.join(" ")} }`),
    ...objects,
    `union U = ${members.join(" | ")}`,
  ].join("\n");
}

function fieldsOf(prefix: string, choices: Choices): readonly string[] {
  return [
    `${prefix}Plain: String`,
    `${prefix}Leaf(n: Int = 2): Int`,
    `${prefix}Links(n: Int): [${choices.oneOf(COMPOSITES)}]`,
  ];
}
