import { rm } from "node:fs/promises";
import { type Seal, sealKey, sealLine } from "@datamesh/kernel/seal";
import { fourSeals } from "../support/fourSeals.ts";
import { secretOf } from "../support/sealedLog.ts";

const sealed = fourSeals();
const { found } = sealed;

describe("a sealed log whose seals file was changed", () => {
  const read = async () => (await sealed.log.lines()) as string[];

  it.each([1, 2, 3, 4])("shows that line %s was removed", async (line) => {
    const lines = await read();
    await sealed.log.rewrite(lines.toSpliced(line - 1, 1));
    expect(await found()).toEqual([expect.stringMatching(new RegExp(`^SEALS_BROKEN at line ${line}: `))]);
  });

  it.each([1, 2, 3])("shows that lines %s and the next changed places", async (line) => {
    const lines = await read();
    const [one = "", next = ""] = lines.slice(line - 1, line + 1);
    await sealed.log.rewrite(lines.toSpliced(line - 1, 2, next, one));
    expect(await found()).toEqual([expect.stringMatching(new RegExp(`^SEALS_BROKEN at line ${line}: `))]);
  });

  it.each([1, 2, 3, 4])("shows that a byte of line %s was changed, whichever it is", async (line) => {
    const lines = await read();
    const text = lines[line - 1] ?? "";
    for (let at = 0; at < text.length; at += 7) {
      const other = text[at] === "0" ? "1" : "0";
      await sealed.log.rewrite(lines.with(line - 1, `${text.slice(0, at)}${other}${text.slice(at + 1)}`));
      expect([at, (await sealed.log.verify()).tampering[0]]).toEqual([
        at,
        expect.objectContaining({ kind: "SEALS_BROKEN", line }),
      ]);
    }
  });

  it("shows that it was cut off, at a line or within one", async () => {
    const lines = await read();
    await sealed.log.rewrite(lines.slice(0, 2));
    expect(await found()).toEqual([
      "SEALS_BROKEN at line 3: seal 3 is missing, and the database remembers it",
    ]);
    await sealed.log.rewrite([...lines.slice(0, 3), (lines[3] ?? "").slice(0, 50)]);
    expect(await found()).toEqual([
      "SEALS_BROKEN at line 4: seal 3 is missing, and the database remembers it",
    ]);
    await sealed.log.rewrite([]);
    const missing = ["SEALS_BROKEN at line 1: seal 3 is missing, and the database remembers it"];
    expect(await found()).toEqual(missing);
    await rm(sealed.log.sealing.path);
    expect(await found()).toEqual(missing);
  });

  it("shows that it was cut off together with the database's memory, to whoever wrote a seal down", async () => {
    const { lastSeal } = await sealed.log.verify();
    const lines = await read();
    await sealed.log.rewrite(lines.slice(0, 3));
    const previous = (JSON.parse(lines[3] ?? "") as Seal).previous;
    await sealed.log.attack(
      `update models.models_events_seal set seal = 2, position = 42, hash = '${previous}'`,
    );
    expect(await sealed.log.verify()).toMatchObject({ intact: true, sealed: 42, unsealed: 38 });
    expect(await found({ anchor: lastSeal! })).toEqual([
      "SEALS_BROKEN at line 4: seal 3 is missing, and it was written down",
    ]);
  });

  it("shows a line that was written by whoever has not the key, and where another log's stands", async () => {
    const lines = await read();
    const seal = JSON.parse(lines[1] ?? "") as Seal & { signature?: string };
    delete seal.signature;
    const forged = sealLine(seal, sealKey(secretOf("another key")));
    await sealed.log.rewrite(lines.with(1, forged));
    expect((await found())[0]).toBe("SEALS_BROKEN at line 2: its signature is not that of the key");
    await sealed.log.rewrite([...lines, sealLine({ ...seal, context: "lending" }, sealed.log.sealing.key)]);
    expect((await found())[0]).toBe('SEALS_BROKEN at line 5: it is of the log of "lending"');
  });

  it("names the events that differ as far as the seals are sound", async () => {
    await sealed.log.attack("update models.models_events set event_version = 2 where seq_id = 7");
    const lines = await read();
    await sealed.log.rewrite(lines.slice(0, 3));
    expect(await found()).toEqual([
      "SEALS_BROKEN at line 4: seal 3 is missing, and the database remembers it",
      "ALTERED 7 e-7 (1)",
    ]);
  });
  it("names where it may be when somebody found another event with the same mark", async () => {
    const lines = (await sealed.log.lines()) as string[];
    const { signature: _signature, ...seal } = JSON.parse(lines.at(-1) ?? "") as Seal & { signature: string };
    const forged = sealLine(
      { ...seal, root: secretOf("another root").toString("base64url") },
      sealed.log.sealing.key,
    );
    await sealed.log.rewrite(lines.with(-1, forged));
    expect((await sealed.log.verify()).tampering.at(-1)).toMatchObject({
      kind: "ALTERED",
      position: 43,
      upTo: 72,
      eventId: null,
    });
  });
});
