/** What a guide asks its reader to do, in order. */
export type GuideStep =
  /** A block of `sh`: commands, and the lines that must be among what they print. */
  | { readonly kind: "run"; readonly commands: string; readonly prints: readonly string[] }
  /** A block of `sh fails`: commands that must end with an error. */
  | { readonly kind: "fail"; readonly commands: string; readonly prints: readonly string[] }
  /** A block of `sh start`: a mesh that goes on in another terminal. */
  | { readonly kind: "start"; readonly commands: string }
  /** A block of `sh stopped`: commands for which the mesh is stopped first. */
  | { readonly kind: "stopped"; readonly commands: string; readonly prints: readonly string[] }
  /** A block of `diff`: an edit of a file. */
  | { readonly kind: "edit"; readonly file: string; readonly before: string; readonly after: string };

const BLOCK = /^```([^\n]*)\n([^]*?)^```\n(?:\n*^```text\n([^]*?)^```\n)?/gm;

/** Finds the steps of a guide. A block of `text` directly after commands is what they print. */
export function guideSteps(markdown: string): readonly GuideStep[] {
  return [...markdown.matchAll(BLOCK)].flatMap(
    ([, info = "", text = "", output = ""]): readonly GuideStep[] => {
      const prints = output.split("\n").filter((line) => line.trim() !== "");
      switch (info) {
        case "sh":
          return [{ kind: "run", commands: text, prints }];
        case "sh stopped":
          return [{ kind: "stopped", commands: text, prints }];
        case "sh fails":
          return [{ kind: "fail", commands: text, prints }];
        case "sh start":
          return [{ kind: "start", commands: text }];
        case "diff":
          return [editOf(text)];
        default:
          return [];
      }
    },
  );
}

function editOf(text: string): GuideStep {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const side = (other: string): string =>
    lines
      .filter((line) => !line.startsWith(other))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { kind: "edit", file: header.replace(/^--- /, ""), before: side("+"), after: side("-") };
}

/** The expected lines that are not among what was printed, in order; `…` stands for anything. */
export function missingLines(prints: readonly string[], printed: string): readonly string[] {
  let rest = squeezed(printed);
  return prints.filter((line) => {
    const parts = squeezed(line).split("…");
    const pattern = new RegExp(parts.map((part) => escaped(part)).join("[^\\n]*?"));
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.slice(found.index + found[0].length);
    return found === null;
  });
}

const squeezed = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim().replaceAll(/[ \t]+/g, " "))
    .join("\n");

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
