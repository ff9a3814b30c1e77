import { createRoot } from "react-dom/client";
import "graphiql/setup-workers/vite";
import "../ui/tokens.css";
import "./graphiql.css";
import { connectPage } from "./connectPage.ts";
import { Editor } from "./Editor.tsx";
import { mendRoles } from "./mendRoles.ts";
import { passKeysOn } from "./passKeysOn.ts";

const root = document.querySelector("#editor");
if (root === null) throw new TypeError("the document has no #editor");

// By itself this document can ask nobody.
if (window.parent === window) window.location.replace("/playground");

const page = connectPage();
const giveFocusBack = passKeysOn(window, page.send);
mendRoles(root);
createRoot(root).render(<Editor page={page} giveFocusBack={giveFocusBack} />);
