import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { Button } from "../../ui/Button.tsx";
import type { PlacedPicture } from "./boxes.ts";
import styles from "./LineagePicture.module.css";
import { wholeViewport } from "./viewports.ts";

/** Nearer, farther, and all at once. */
export function PictureControls({ boxes }: Pick<PlacedPicture, "boxes">) {
  const { zoomIn, zoomOut, setViewport } = useReactFlow();
  const width = useStore((flow) => flow.width);
  const height = useStore((flow) => flow.height);
  const controls = [
    { label: "Zoom in", icon: ZoomIn, act: () => zoomIn() },
    { label: "Zoom out", icon: ZoomOut, act: () => zoomOut() },
    {
      label: "Show all of it",
      icon: Maximize,
      act: () => setViewport(wholeViewport([...boxes.values()], { width, height })),
    },
  ];
  return (
    <Panel position="bottom-right" className={styles["controls"]}>
      {controls.map(({ label, icon: Icon, act }) => (
        <Button key={label} small aria-label={label} title={label} onClick={() => void act()}>
          <Icon aria-hidden size={16} />
        </Button>
      ))}
    </Panel>
  );
}
