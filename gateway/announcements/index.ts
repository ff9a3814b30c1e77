export { type AnnouncementBoard, announcementBoard } from "./announcementBoard.ts";
export { announcementRoute } from "./announcementRoute.ts";
export type { Announcements, RevisionListener } from "./announcements.ts";
export { followAnnouncements } from "./followAnnouncements.ts";
