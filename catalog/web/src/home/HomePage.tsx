import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTitle } from "../app/useTitle.ts";
import { SearchField } from "../catalog/SearchField.tsx";
import { useMesh } from "../mesh/useMesh.ts";
import { useMe } from "../session/useMe.ts";
import { Asked } from "../ui/Asked.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Deprecations } from "./Deprecations.tsx";
import { Attention } from "./home.query.ts";
import styles from "./HomePage.module.css";
import { OutOfSla } from "./OutOfSla.tsx";
import { SomeProducts, TeamProducts } from "./TeamProducts.tsx";

/** The first page: a search, one's own products, and what wants attention. */
export function HomePage() {
  const navigate = useNavigate();
  const me = useMe();
  const attention = useMesh(Attention, {}, { everyMs: 15_000 });
  const onSearch = useCallback(
    (text: string) => void navigate({ to: "/catalog", search: { q: text } }),
    [navigate],
  );
  useTitle("Home");
  return (
    <div className={styles["home"]}>
      <div className={styles["hero"]}>
        <h1>What do you want to know?</h1>
        <SearchField value="" onSearch={onSearch} />
      </div>
      <Asked query={me} waiting={<Waiting title="Products" />}>
        {({ me: reader }) =>
          reader && reader.teams.length > 0 ? (
            reader.teams.map((team) => <TeamProducts key={team} team={team} />)
          ) : (
            <SomeProducts />
          )
        }
      </Asked>
      <div className={styles["pair"]}>
        <Asked query={attention} waiting={<Waiting title="Out of SLA" />}>
          {({ breached }) => <OutOfSla found={breached} />}
        </Asked>
        <Asked query={attention} waiting={<Waiting title="Deprecations" />}>
          {({ deprecated }) => <Deprecations found={deprecated} />}
        </Asked>
      </div>
    </div>
  );
}

function Waiting({ title }: { title: string }) {
  return (
    <Panel title={title} flush>
      <Skeleton lines={3} height="3rem" label={`Loading ${title.toLowerCase()}`} />
    </Panel>
  );
}
