import { useQuery } from "@tanstack/react-query";
import { Lightbulb } from "lucide-react";
import { useSession } from "../session/SessionProvider.tsx";
import { currentPersona } from "../session/session.ts";
import styles from "./Choice.module.css";
import type { Draft } from "./editorProtocol.ts";
import { draftOf, type Example, fetchExamples } from "./examples.ts";
import { Menu } from "./Menu.tsx";

/** The queries that this mesh offers to begin with; those for whoever reads first. */
export function ExamplesMenu({ onChoose }: { onChoose: (draft: Draft) => void }) {
  const examples = useExamples();
  if (examples.length === 0) return null;
  return (
    <Menu label="Examples" icon={Lightbulb}>
      {(panel) => (
        <ul>
          {examples.map((example) => (
            <li key={example.title}>
              <button
                type="button"
                className={styles["choice"]}
                popoverTarget={panel}
                popoverTargetAction="hide"
                onClick={() => onChoose(draftOf(example))}
              >
                {example.title} <small>for {example.persona}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  );
}

/** The examples there are, those of the present persona first. */
export function useExamples(): readonly Example[] {
  const persona = currentPersona(useSession())?.name;
  const { data = [] } = useQuery({
    queryKey: ["examples"],
    queryFn: () => fetchExamples(fetch),
    staleTime: Infinity,
  });
  return data.toSorted((one, other) => Number(other.persona === persona) - Number(one.persona === persona));
}
