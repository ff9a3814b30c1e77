import { useParams } from "@tanstack/react-router";
import { readRef } from "./productRef.ts";

/** The product that the address names; a name no product can have where it names none, so that none is found. */
export function useProductKey(): { readonly name: string; readonly major: number } {
  const { ref } = useParams({ from: "/products/$ref" });
  return readRef(ref) ?? { name: "", major: 0 };
}
