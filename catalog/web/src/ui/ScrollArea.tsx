import { type ReactNode, useEffect, useRef, useState } from "react";

/** A part that scrolls by itself where what is in it is too large; only then can it be reached by the keyboard. */
export function ScrollArea({
  label,
  className,
  children,
}: {
  label: string;
  className: string | undefined;
  children: ReactNode;
}) {
  const area = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const measured = new ResizeObserver(() =>
      setScrolls(
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1,
      ),
    );
    measured.observe(element);
    for (const child of element.children) measured.observe(child);
    return () => measured.disconnect();
  }, []);
  const reachable = scrolls ? ({ tabIndex: 0, role: "group", "aria-label": label } as const) : {};
  return (
    <div ref={area} className={className} {...reachable}>
      {children}
    </div>
  );
}
