import { HINTS, meshFetcher, readToken } from "./meshFetcher.js";

const TYPING_PAUSE_MS = 400;
const WELCOME = "# Choose an example above, or write a query: the key to what there is lies to the left.\n\n";

const { React, ReactDOM, GraphiQL } = window;
const [tokenField, exampleList, hint] = ["#token", "#examples", "#hint"].map((id) =>
  document.querySelector(id),
);
const root = ReactDOM.createRoot(document.querySelector("#graphiql"));

const show = (state) => {
  hint.textContent = HINTS[state];
};
const fetcherFor = (token) => meshFetcher({ token, send: (url, init) => fetch(url, init), report: show });

/** What is on the page. The token is here and nowhere else. */
let page = { token: "", fetcher: fetcherFor(""), query: undefined, variables: undefined };

function draw(change) {
  page = { ...page, ...change };
  const { token, fetcher, query, variables } = page;
  root.render(
    React.createElement(GraphiQL, {
      fetcher,
      // Null: there is no asking for the schema without a token.
      schema: token === "" ? null : undefined,
      query,
      variables,
      defaultQuery: WELCOME,
      defaultEditorToolsVisibility: "variables",
      isHeadersEditorEnabled: false,
      showPersistHeadersSettings: false,
      // Variables name people: what was typed does not outlive the tab.
      storage: window.sessionStorage,
    }),
  );
}

function useToken() {
  const token = readToken(tokenField.value);
  if (token === page.token) return;
  if (token === "") show("missing");
  draw({ token, fetcher: fetcherFor(token) });
}

function listExamples(examples) {
  const groups = new Map();
  for (const [index, { title, persona }] of examples.entries()) {
    const group =
      groups.get(persona) ?? Object.assign(document.createElement("optgroup"), { label: persona });
    groups.set(persona, group);
    group.append(new Option(title, String(index)));
  }
  exampleList.append(...groups.values());
  exampleList.addEventListener("change", () => {
    const example = examples[exampleList.value];
    if (!example) return;
    draw({ query: example.query, variables: JSON.stringify(example.variables ?? {}, null, 2) });
  });
}

let pause;
tokenField.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(useToken, TYPING_PAUSE_MS);
});
tokenField.addEventListener("change", useToken);

show("missing");
draw({});
listExamples(await fetch("/playground/examples.json").then((response) => response.json()));
