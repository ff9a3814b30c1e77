import { Command } from "cmdk";
import { Check, Package } from "lucide-react";
import { useState } from "react";
import { SEARCH_ID } from "../app/useShortcuts.ts";
import { useMesh } from "../mesh/useMesh.ts";
import { AccessMark } from "../product/AccessMark.tsx";
import { refOf } from "../product/productRef.ts";
import { Menu } from "./Menu.tsx";
import { ProductChoices } from "./playground.query.ts";
import { takeFocus } from "./takeFocus.ts";
import styles from "./ProductPicker.module.css";

/** Chooses products to write a query for: one, or several that lead to one another. */
export function ProductPicker({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (refs: readonly string[]) => void;
}) {
  return (
    <Menu
      label={chosen.length === 0 ? "Products" : `Products (${chosen.length})`}
      icon={Package}
      id={SEARCH_ID}
    >
      {() => <Choices chosen={chosen} onChoose={onChoose} />}
    </Menu>
  );
}

function Choices({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (refs: readonly string[]) => void;
}) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState("");
  const search = text.trim();
  const { data, isPending, error } = useMesh(
    ProductChoices,
    { search: search === "" ? null : search },
    { keep: true },
  );
  const toggle = (ref: string) =>
    onChoose(chosen.includes(ref) ? chosen.filter((each) => each !== ref) : [...chosen, ref]);
  const products = data?.dataProducts?.nodes ?? [];
  const type = (typed: string) => {
    setText(typed);
    // Who types on wants what fits best now.
    setMarked("");
  };
  const value = products.some((each) => refOf(each) === marked) ? marked : products[0] && refOf(products[0]);
  return (
    <Command
      label="Products to query"
      shouldFilter={false}
      loop
      value={value ?? ""}
      onValueChange={setMarked}
      className={styles["command"]}
    >
      <Command.Input
        value={text}
        onValueChange={type}
        placeholder="A product, a field, an owner"
        ref={takeFocus}
      />
      <p className={styles["about"]}>
        Writes a first query. Choose several to follow the links between them.
      </p>
      {error !== null && <p role="alert">{error.message}</p>}
      <Command.List>
        {!isPending && <Command.Empty>Nothing fits. Fewer letters find more.</Command.Empty>}
        {products.map((product) => {
          const ref = refOf(product);
          const isChosen = chosen.includes(ref);
          return (
            <Command.Item key={ref} value={ref} aria-checked={isChosen} onSelect={() => toggle(ref)}>
              <span>{isChosen && <Check aria-hidden size={16} />}</span>
              <span className={styles["name"]}>
                {product.title}
                <small>
                  {ref} · {product.owner.team}
                </small>
              </span>
              <span className={styles["access"]}>
                {product.access.effect === "DENY" && <AccessMark access={product.access} />}
              </span>
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
