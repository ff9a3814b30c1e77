export { liveDoor, type LiveDoorParts } from "./liveDoor.ts";
export { DEFAULT_LIVE, type LiveSettings } from "./liveSettings.ts";
