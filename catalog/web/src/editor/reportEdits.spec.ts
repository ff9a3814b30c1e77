import type { ToPage } from "../playground/editorProtocol.ts";
import { reportEdits } from "./reportEdits.ts";

test("what is written is told when it changes, and only then", () => {
  const sent: ToPage[] = [];
  const report = reportEdits((message) => sent.push(message));
  const tabs = [{ query: "{ a }", variables: null }, { query: "{ b }" }];
  report({ tabs, activeTabIndex: 0 });
  report({ tabs, activeTabIndex: 0 });
  report({ tabs, activeTabIndex: 1 });
  expect(sent).toEqual([
    { kind: "edited", draft: { query: "{ a }", variables: "" } },
    { kind: "edited", draft: { query: "{ b }", variables: "" } },
  ]);
});
