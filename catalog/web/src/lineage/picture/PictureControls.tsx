import { Panel, useReactFlow } from "@xyflow/react";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { Button } from "../../ui/Button.tsx";
import styles from "./LineagePicture.module.css";

/** Nearer, farther, and all at once. */
export function PictureControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const controls = [
    { label: "Zoom in", icon: ZoomIn, act: () => zoomIn() },
    { label: "Zoom out", icon: ZoomOut, act: () => zoomOut() },
    { label: "Show all of it", icon: Maximize, act: () => fitView({ padding: 0.05 }) },
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
