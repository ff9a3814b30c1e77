import { useNavigate } from "@tanstack/react-router";
import { graphql } from "../generated/gql.ts";
import { useMesh } from "../mesh/useMesh.ts";
import { refOf } from "../product/productRef.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { applyTheme, currentTheme, nextTheme } from "./theme.ts";

/** Something the palette can go to or do. */
export interface PaletteChoice {
  readonly value: string;
  readonly label: string;
  readonly about?: string;
  readonly run: () => void;
}

/** Choices of one kind. */
export interface PaletteGroup {
  readonly heading: string;
  readonly items: readonly PaletteChoice[];
}

const Found = graphql(`
  query Found($search: String) {
    dataProducts(search: $search, first: 8) {
      nodes {
        name
        major
        title
        owner {
          team
        }
      }
    }
  }
`);

/** What fits what was typed: products that the catalog finds, pages and actions. Asks nothing unless `isAsked`. */
export function useChoices(text: string, isAsked: boolean): readonly PaletteGroup[] {
  const products = useProducts(text.trim(), isAsked);
  const actions = useActions().filter(({ label }) => fits(label, text));
  return [
    { heading: "Products", items: products },
    { heading: "Pages and actions", items: actions },
  ].filter(({ items }) => items.length > 0);
}

/** While the catalog searches, those it found before are told as far as they fit. */
function useProducts(search: string, isAsked: boolean): readonly PaletteChoice[] {
  const navigate = useNavigate();
  const { data, isPlaceholderData } = useMesh(
    Found,
    { search: search === "" ? null : search },
    { keep: true, enabled: isAsked },
  );
  const choices = (data?.dataProducts?.nodes ?? []).map((product): PaletteChoice => {
    const ref = refOf(product);
    const run = () => void navigate({ to: "/products/$ref", params: { ref } });
    return { value: ref, label: product.title, about: `${ref} · ${product.owner.team}`, run };
  });
  return isPlaceholderData
    ? choices.filter(({ label, about }) => fits(`${label} ${about}`, search))
    : choices;
}

const fits = (label: string, text: string): boolean =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => label.toLowerCase().includes(word));

function useActions(): readonly PaletteChoice[] {
  const navigate = useNavigate();
  const store = useSessionStore();
  const { offer } = useSession();
  const personas = offer?.development?.personas ?? [];
  const actions: readonly (readonly [label: string, run: () => void])[] = [
    ["Go to Home", () => void navigate({ to: "/" })],
    ["Go to Catalog", () => void navigate({ to: "/catalog" })],
    ["Go to Playground", () => void navigate({ to: "/playground" })],
    ["Products out of SLA", () => void navigate({ to: "/catalog", search: { standing: "BREACHED" } })],
    ["Deprecated products", () => void navigate({ to: "/catalog", search: { status: "DEPRECATED" } })],
    ...personas.map(({ name }) => [`Read as ${name}`, () => void store.signInAs(name)] as const),
    ["Change the theme", () => applyTheme(nextTheme(currentTheme()))],
    ["Sign out", () => store.signOut()],
  ];
  return actions.map(([label, run]) => ({ value: label, label, run }));
}
