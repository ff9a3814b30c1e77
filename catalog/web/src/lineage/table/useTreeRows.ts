import { useEffect, useState } from "react";

/** As in LineageTree.module.css, in pixels; the header is as high, and stays in view. */
const ROW_HEIGHT = 40;
/** Rows that are drawn though they are just out of view. */
const BEYOND = 8;

/** Which of many rows of one height are in view, and where; `show` scrolls no further than it takes to see one. */
export function useTreeRows(count: number) {
  const [element, scroll] = useState<HTMLElement | null>(null);
  const [{ top, height }, setSeen] = useState({ top: 0, height: 0 });
  useEffect(() => {
    if (element === null) return;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [element]);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - BEYOND);
  const last = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + BEYOND);
  return {
    scroll,
    height: count * ROW_HEIGHT,
    inView: Array.from({ length: Math.max(0, last - first) }, (_, at) => ({
      index: first + at,
      start: (first + at) * ROW_HEIGHT,
    })),
    show: (index: number) => {
      if (element === null) return;
      const start = index * ROW_HEIGHT;
      const room = element.clientHeight - 2 * ROW_HEIGHT;
      if (start < element.scrollTop) element.scrollTo({ top: start });
      else if (start > element.scrollTop + room) element.scrollTo({ top: start - room });
    },
  };
}
