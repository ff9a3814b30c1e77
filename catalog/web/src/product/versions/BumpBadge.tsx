import { Badge } from "../../ui/Badge.tsx";

const SHOWN = {
  MAJOR: { tone: "bad", title: "Readers of the version before may break" },
  MINOR: { tone: "accent", title: "More is promised than before" },
  PATCH: { tone: "neutral", title: "The same is promised as before" },
} as const;

/** By which part a version moves on; nothing for a product's first. */
export function BumpBadge({ bump }: { bump: keyof typeof SHOWN | null }) {
  if (bump === null) return <Badge>none</Badge>;
  return (
    <Badge tone={SHOWN[bump].tone} title={SHOWN[bump].title}>
      {bump.toLowerCase()}
    </Badge>
  );
}
