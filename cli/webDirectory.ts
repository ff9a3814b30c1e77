import { fileURLToPath } from "node:url";

/** Where `npm run build` puts the browser application, and where it lies in the package. Absolute. */
export const WEB_DIRECTORY = fileURLToPath(new URL("../catalog/web/dist", import.meta.url));
