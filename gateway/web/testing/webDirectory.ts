import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A small application, as if it was built. */
export const BUILT: Readonly<Record<string, string>> = Object.freeze({
  "index.html": '<!doctype html><script type="module" src="/assets/main-a1.js"></script>',
  "editor.html": "<!doctype html><title>editor</title>",
  "assets/main-a1.js": `export const text = "${"long ".repeat(100)}";`,
  "assets/main-a1.css": "a{}",
  "icon.svg": "<svg/>",
});

/** A directory that holds these files, until it is stopped. */
export async function webDirectory(files: Readonly<Record<string, string | Buffer>> = BUILT) {
  const directory = await mkdtemp(join(tmpdir(), "datamesh-web-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  return { directory, stop: () => rm(directory, { recursive: true, force: true }) };
}
