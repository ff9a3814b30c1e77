export { type AnnouncementBoard, announcementBoard } from "./announcementBoard.ts";
export { type AnnouncementGaps, announcementGaps, GAP_BOUNDS, type GapTotals } from "./announcementGaps.ts";
export { announcementRoute } from "./announcementRoute.ts";
export type { Announcements, RevisionListener } from "./announcements.ts";
export { followAnnouncements } from "./followAnnouncements.ts";
