export { type AnnouncementBoard, announcementBoard } from "./announcementBoard.ts";
export type { Announcements, RevisionListener } from "./announcements.ts";
