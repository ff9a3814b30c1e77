import { dutyUrl, openDatabase } from "@datamesh/kernel/postgres";
import { catalog } from "../../catalog/context.ts";
import {
  hashOfDocument,
  publishDocuments,
  rebuildCatalog,
  trustedDocuments,
  watchDocuments,
  withdrawDocuments,
} from "../../catalog/index.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const A = "query A { a }";
const B = "query B { b }";

describe("the documents that clients may send by their hash", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  let database: ReturnType<typeof openDatabase>;
  beforeEach(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
    database = openDatabase(dutyUrl(mesh.mesh, "catalog", "read"));
  });
  afterEach(async () => {
    await database.end();
    await subject.stop();
    await mesh.stop();
  });

  let minute = 0;
  const now = (): Date => new Date(Date.UTC(2026, 10, 23, 12, (minute += 1)));
  const publish = async (client: string, ...texts: readonly string[]) => {
    const outcomes = await publishDocuments(client, texts, { log: subject.log, database, now });
    await subject.projector.catchUp();
    return outcomes.map(({ changed }) => changed);
  };
  const withdraw = async (client: string, ...texts: readonly string[]) => {
    const hashes = texts.map(hashOfDocument);
    const outcomes = await withdrawDocuments(client, hashes, { log: subject.log, database, now });
    await subject.projector.catchUp();
    return outcomes.map(({ changed }) => changed);
  };
  const known = async (client?: string) =>
    (await trustedDocuments(database, client)).map((each) => `${each.client}: ${each.text}`);
  const recorded = async () => (await subject.log.status()).head;

  it("are each client's own", async () => {
    expect(await publish("app", A, B)).toEqual([true, true]);
    expect(await publish("other", B)).toEqual([true]);
    expect(await known()).toEqual([`app: ${A}`, `app: ${B}`, `other: ${B}`]);
    expect(await known("other")).toEqual([`other: ${B}`]);
    const [first] = await trustedDocuments(database, "app");
    expect(first).toMatchObject({ hash: hashOfDocument(A), publishedAt: "2026-11-23T12:01:00.000Z" });
  });

  it("are recorded once, however often they are published or withdrawn", async () => {
    await publish("app", A);
    const head = await recorded();
    expect(await publish("app", A)).toEqual([false]);
    expect(await withdraw("app", B)).toEqual([false]);
    expect(await withdraw("other", A)).toEqual([false]);
    expect(await recorded()).toBe(head);
  });

  it("are trusted no longer once withdrawn, and again once published again", async () => {
    await publish("app", A, B);
    expect(await withdraw("app", A)).toEqual([true]);
    expect(await known()).toEqual([`app: ${B}`]);
    expect(await publish("app", A)).toEqual([true]);
    expect(await withdraw("app", A)).toEqual([true]);
    expect(await publish("app", A)).toEqual([true]);
    expect(await known()).toEqual([`app: ${B}`, `app: ${A}`]);
  });

  it("are what the log says: a rebuild derives the same", async () => {
    await publish("app", A, B);
    await withdraw("app", A);
    await publish("other", A);
    const rows = () => database.query({ text: "select * from catalog_store.catalog_document order by 1, 2" });
    const before = await rows();
    await rebuildCatalog({ log: subject.log, store: subject.store });
    expect(await rows()).toEqual(before);
    expect(before).toHaveLength(3);
  });

  it("are watched: a change is told soon, and nothing when nothing changes", async () => {
    const lists: number[] = [];
    const watched = await watchDocuments(database, {
      pollMs: 20,
      onChange: (documents) => lists.push(documents.length),
      onFailure: (error) => {
        throw error;
      },
    });
    await publish("app", A, B);
    while (watched.current().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await withdraw("app", A);
    while (watched.current().length > 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await watched.stop();
    expect(lists).toEqual([0, 2, 1]);
  });
});
