import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Two documents: the application, and the query editor that it frames. The gateway serves what is built. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    // Nothing is inlined: the policy of the application allows no styles or scripts but those of files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6_000,
    rolldownOptions: { input: { index: "index.html", editor: "editor.html" } },
  },
  server: {
    // The host stays as the browser sent it: the gateway gives development tokens to its own pages only.
    proxy: Object.fromEntries(
      ["/graphql", "/session", "/examples.json"].map((path) => [
        path,
        { target: process.env["DATAMESH_URL"] ?? "http://127.0.0.1:4000", changeOrigin: false },
      ]),
    ),
  },
});
