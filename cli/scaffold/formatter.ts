import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Prettier {
  resolveConfig(file: string): Promise<object | null>;
  format(source: string, options: object): Promise<string>;
}

/** Lays TypeScript out as a repository's own prettier does, or leaves it as it is where there is none. */
export async function formatterOf(root: string): Promise<(source: string, path: string) => Promise<string>> {
  const prettier = await prettierIn(root);
  return async (source, path) => {
    if (prettier === undefined || !path.endsWith(".ts")) return source;
    const filepath = join(root, path);
    return prettier.format(source, { ...(await prettier.resolveConfig(filepath)), filepath });
  };
}

async function prettierIn(root: string): Promise<Prettier | undefined> {
  let file: string;
  try {
    file = createRequire(join(root, "package.json")).resolve("prettier");
  } catch {
    return undefined;
  }
  const { default: prettier } = (await import(pathToFileURL(file).href)) as { readonly default: Prettier };
  return prettier;
}
