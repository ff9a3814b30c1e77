/** Remembers what a test opens, and stops all of it afterwards. */
export function closing() {
  const open: { stop(): Promise<void> }[] = [];
  return {
    keep: async <Opened extends { stop(): Promise<void> }>(opening: Promise<Opened>): Promise<Opened> => {
      const opened = await opening;
      open.push(opened);
      return opened;
    },
    stopAll: async (): Promise<void> => {
      await Promise.all(open.splice(0).map((each) => each.stop()));
    },
  };
}
