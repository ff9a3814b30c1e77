export { eventsRoute } from "./eventsRoute.ts";
