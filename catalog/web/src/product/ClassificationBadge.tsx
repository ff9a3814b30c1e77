import { Badge } from "../ui/Badge.tsx";

const SHOWN = {
  PERSONAL: {
    tone: "violet",
    word: "personal",
    title: "Personal data: masked unless the policy entitles to the value",
  },
  IDENTIFIER: {
    tone: "accent",
    word: "identifier",
    title: "Names the person a row is about, and tells nothing else",
  },
  INTERNAL: { tone: "neutral", word: "internal", title: "Says nothing of a person" },
} as const;

/** How sensitive a field is. */
export function ClassificationBadge({ classification }: { classification: keyof typeof SHOWN }) {
  const { tone, word, title } = SHOWN[classification];
  return (
    <Badge tone={tone} title={title}>
      {word}
    </Badge>
  );
}
