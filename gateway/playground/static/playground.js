import { HINTS, SIGN_IN_HINTS, meshFetcher, readToken } from "./meshFetcher.js";
import { offerSignIn } from "./signInButton.js";

const TYPING_PAUSE_MS = 400;
const WELCOME = "# Choose an example above, or write a query: the key to what there is lies to the left.\n\n";

const { React, ReactDOM, GraphiQL } = window;
const [tokenField, exampleList, hint, button] = ["#token", "#examples", "#hint", "#sign-in"].map((id) =>
  document.querySelector(id),
);
const root = ReactDOM.createRoot(document.querySelector("#graphiql"));

let hints = HINTS;
let signIn;
const explain = (text) => {
  hint.textContent = text;
};
const show = (state) => {
  if (state === "refused") signIn?.forget();
  explain(hints[state]);
};
const fetcherFor = (token) =>
  meshFetcher({ token, send: (url, init) => fetch(url, init), report: show, hints });

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

function useToken(token) {
  if (token === page.token) return;
  if (token === "") show("missing");
  draw({ token, fetcher: fetcherFor(token) });
}

function usePastedToken() {
  signIn?.forget();
  useToken(readToken(tokenField.value));
}

function useSignedInToken(token) {
  tokenField.value = "";
  useToken(token);
}

function welcomeSignIn() {
  hints = SIGN_IN_HINTS;
  show("missing");
  draw({ fetcher: fetcherFor(page.token) });
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
  pause = setTimeout(usePastedToken, TYPING_PAUSE_MS);
});
tokenField.addEventListener("change", usePastedToken);

show("missing");
const offered = offerSignIn({ button, onOffer: welcomeSignIn, onToken: useSignedInToken, explain });
draw({});
signIn = await offered;
listExamples(await fetch("/playground/examples.json").then((response) => response.json()));
