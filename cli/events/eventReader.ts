import type { OfferedEvent } from "@datamesh/kernel/event";

/** Reads one line of a file format as an event. Throws MeshError BAD_USER_INPUT on a line that is none. */
export type EventReader = (line: string) => OfferedEvent;
