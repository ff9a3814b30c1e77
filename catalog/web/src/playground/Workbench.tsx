import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import styles from "./Workbench.module.css";

const [LEAST, MOST, STEP] = [20, 80, 5];
const KEPT = "datamesh:editor-share";

/** The editor and the result, side by side with a bar between that can be moved; one above the other where it is narrow. */
export function Workbench({ editor, result }: { editor: ReactNode; result: ReactNode }) {
  const [share, setShare] = useState(() => within(Number(sessionStorage.getItem(KEPT) ?? 50)));
  const move = (next: number) => {
    setShare(within(next));
    sessionStorage.setItem(KEPT, String(within(next)));
  };
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(share + step);
  };
  const dragged = ({ currentTarget, clientX, pointerId }: PointerEvent<HTMLElement>) => {
    const around = currentTarget.parentElement?.getBoundingClientRect();
    if (around === undefined || !currentTarget.hasPointerCapture(pointerId)) return;
    move(((clientX - around.left) / around.width) * 100);
  };
  return (
    <div className={styles["workbench"]} style={shares(share)}>
      {editor}
      <div
        role="separator"
        aria-label="Width of the editor"
        aria-orientation="vertical"
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={Math.round(share)}
        tabIndex={0}
        className={styles["bar"]}
        onKeyDown={pressed}
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={dragged}
        onDoubleClick={() => move(50)}
      />
      {result}
    </div>
  );
}

/** Variables of `Workbench.module.css`, of which React's types know nothing. */
const shares = (editor: number): CSSProperties =>
  ({ "--editor": `${editor}fr`, "--result": `${100 - editor}fr` }) as CSSProperties;

const within = (share: number): number => Math.min(MOST, Math.max(LEAST, share || 50));
