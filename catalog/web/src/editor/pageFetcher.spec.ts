import type { ToPage } from "../playground/editorProtocol.ts";
import { pageFetcher } from "./pageFetcher.ts";

interface Asked {
  readonly subscribe: (observer: object) => { readonly unsubscribe: () => void };
}

function askSomething() {
  const sent: ToPage[] = [];
  const heard: string[] = [];
  const { fetcher, ended } = pageFetcher((message) => sent.push(message));
  const observer = { next: () => heard.push("next"), complete: () => heard.push("complete") };
  const { unsubscribe } = (fetcher({ query: "{ a }" }) as Asked).subscribe(observer);
  return { sent, heard, ended, unsubscribe };
}

describe("the editor's fetcher", () => {
  test("has the page ask, and ends when the page has an answer", () => {
    const { sent, heard, ended } = askSomething();
    expect(sent).toEqual([{ kind: "ask", id: 1, question: { query: "{ a }" } }]);
    expect(heard).toEqual([]);
    ended(1);
    expect(heard).toEqual(["next", "complete"]);
  });

  test("has the page stop what is no longer wanted, and nothing that has ended", () => {
    const { sent, heard, ended, unsubscribe } = askSomething();
    unsubscribe();
    unsubscribe();
    ended(1);
    expect(sent.slice(1)).toEqual([{ kind: "stop", id: 1 }]);
    expect(heard).toEqual([]);
  });
});
