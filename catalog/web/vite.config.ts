import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Two documents: the application, and the query editor that it frames. The gateway serves what is built. */
export default defineConfig({
  plugins: [react(), editorAddress()],
  build: {
    target: "es2023",
    // Nothing is inlined: the policy of the application allows no styles or scripts but those of files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6_000,
    rolldownOptions: {
      input: { index: "index.html", editor: "editor.html" },
      onLog: (level, log, tell) => {
        // A note of libraries to a compiler that does not run here.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") tell(level, log);
      },
    },
  },
  // They are workers, which are no modules to be bundled with others.
  optimizeDeps: { exclude: ["graphiql/setup-workers/vite", "@graphiql/react/setup-workers/vite"] },
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

/** Serves the editor where the gateway does. */
function editorAddress(): Plugin {
  return {
    name: "editor-address",
    configureServer: ({ middlewares }) => {
      middlewares.use((request, _response, next) => {
        if (request.url === "/playground/editor") request.url = "/editor.html";
        next();
      });
    },
  };
}
