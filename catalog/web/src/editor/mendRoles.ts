/** What a kind of element is to have; null for what it is not to have. */
type Attributes = Readonly<Record<string, string | null>>;

/**
 * GraphiQL's tabs hold buttons within buttons, which assistive technologies cannot reach: here they are a list of
 * buttons, of which one is current. Its history names all entries alike, in place of what they show.
 */
const MENDED: Readonly<Record<string, Attributes>> = {
  ".graphiql-tabs": { role: "list" },
  ".graphiql-tab": { role: "listitem", "aria-selected": null },
  ".graphiql-tab:not(.graphiql-tab-active) > .graphiql-tab-button": { "aria-current": null },
  ".graphiql-tab-active > .graphiql-tab-button": { "aria-current": "true" },
  "#graphiql-session": { role: "group" },
  ".graphiql-history-item-label": { "aria-label": null },
};

/** Mends what GraphiQL tells assistive technologies, now and whenever it draws something else. */
export function mendRoles(root: Element): void {
  const mend = () => {
    for (const [selector, attributes] of Object.entries(MENDED))
      for (const element of root.querySelectorAll(selector)) give(element, attributes);
  };
  const attributeFilter = ["role", "class", "aria-selected", "aria-label"];
  new MutationObserver(mend).observe(root, { subtree: true, childList: true, attributeFilter });
  mend();
}

function give(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
