/** The source with names imported from a module, into an import of it that is there or as one more. */
export function withImport(source: string, names: readonly string[], from: string): string {
  const present = /^import \{([^}]*)\} from "([^"]+)";$/gm;
  for (const [statement, list = "", module] of source.matchAll(present)) {
    if (module !== from) continue;
    const all = [...new Set([...namesIn(list), ...names])].toSorted(ignoringCase);
    return source.replace(statement, importOf(all, from));
  }
  return withStatement(source, importOf(names, from), from);
}

/**
 * The source with a name at the end of a list of names that `opening` begins: `products: [` or `export {`. Undefined
 * unless there is exactly one such list, of nothing but names.
 */
export function withListed(source: string, opening: RegExp, name: string): string | undefined {
  const lists = [
    ...source.matchAll(new RegExp(`(${opening.source})([\\w\\s,]*)([\\]}])`, `g${opening.flags}`)),
  ];
  const [found] = lists;
  if (found === undefined || lists.length > 1) return undefined;
  const [whole, begin = "", list = "", end = ""] = found;
  const items = [...namesIn(list), name].join(", ");
  const [left, right] = end === "}" ? [" ", " "] : ["", ""];
  return source.replace(whole, () => `${begin}${left}${items}${right}${end}`);
}

const importOf = (names: readonly string[], from: string): string =>
  `import { ${names.join(", ")} } from "${from}";`;

const namesIn = (list: string): readonly string[] =>
  list
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** Imports stand at the top, by the path of the module. */
function withStatement(source: string, statement: string, from: string): string {
  const imports = [...source.matchAll(/^import [^;]* from "([^"]+)"[^;\n]*;\n/gm)];
  const next = imports.find(([, module = ""]) => module.startsWith(".") && ignoringCase(module, from) > 0);
  const last = imports.at(-1);
  const at = next?.index ?? (last === undefined ? 0 : last.index + last[0].length);
  return `${source.slice(0, at)}${statement}\n${source.slice(at)}`;
}

function ignoringCase(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}
