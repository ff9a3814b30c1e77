import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { useRef, useState } from "react";
import { graphql } from "../generated/gql.ts";
import { useMesh } from "../mesh/useMesh.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { refOf } from "../product/productRef.ts";
import { applyTheme, currentTheme, nextTheme } from "./theme.ts";
import { closePalette, PALETTE_ID } from "./paletteDialog.ts";
import styles from "./CommandPalette.module.css";

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

/** Goes anywhere and does anything by the keyboard: Cmd/Ctrl-K. */
export function CommandPalette() {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <dialog
      id={PALETTE_ID}
      aria-label="Find or go to"
      className={styles["palette"]}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) input.current?.focus();
        else setText("");
      }}
      closedby="any"
    >
      <Command label="Find or go to" shouldFilter={false} loop>
        <Command.Input
          ref={input}
          value={text}
          onValueChange={setText}
          placeholder="A product, a page, an action"
        />
        {isOpen && <Choices text={text} />}
      </Command>
    </dialog>
  );
}

function Choices({ text }: { text: string }) {
  const search = text.trim();
  const { data, isPending } = useMesh(Found, { search: search === "" ? null : search }, { keep: true });
  const actions = useActions().filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()));
  const navigate = useNavigate();
  const products = data?.dataProducts?.nodes ?? [];
  return (
    <Command.List>
      {!isPending && <Command.Empty>Nothing fits. Fewer letters find more.</Command.Empty>}
      {products.length > 0 && (
        <Command.Group heading="Products">
          {products.map((product) => (
            <Command.Item
              key={refOf(product)}
              value={refOf(product)}
              onSelect={() => {
                closePalette();
                void navigate({ to: "/products/$ref", params: { ref: refOf(product) } });
              }}
            >
              <span>{product.title}</span>
              <small>
                {refOf(product)} · {product.owner.team}
              </small>
            </Command.Item>
          ))}
        </Command.Group>
      )}
      {actions.length > 0 && (
        <Command.Group heading="Pages and actions">
          {actions.map(({ label, run }) => (
            <Command.Item
              key={label}
              value={label}
              onSelect={() => {
                closePalette();
                run();
              }}
            >
              {label}
            </Command.Item>
          ))}
        </Command.Group>
      )}
    </Command.List>
  );
}

interface Action {
  readonly label: string;
  readonly run: () => void;
}

function useActions(): readonly Action[] {
  const navigate = useNavigate();
  const store = useSessionStore();
  const { offer } = useSession();
  const personas = offer?.development?.personas ?? [];
  return [
    { label: "Go to Home", run: () => void navigate({ to: "/" }) },
    { label: "Go to Catalog", run: () => void navigate({ to: "/catalog" }) },
    { label: "Go to Playground", run: () => void navigate({ to: "/playground" }) },
    {
      label: "Products out of SLA",
      run: () => void navigate({ to: "/catalog", search: { standing: "BREACHED" } }),
    },
    {
      label: "Deprecated products",
      run: () => void navigate({ to: "/catalog", search: { status: "DEPRECATED" } }),
    },
    ...personas.map(({ name }) => ({ label: `Read as ${name}`, run: () => void store.signInAs(name) })),
    { label: "Change the theme", run: () => applyTheme(nextTheme(currentTheme())) },
    { label: "Sign out", run: () => store.signOut() },
  ];
}
