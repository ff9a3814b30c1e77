import type { ContextWords, ProductWords } from "./words.ts";

/** The `Dockerfile` of a context of its own: one image for its subgraph and its projector. */
export const dockerSource = ({ name }: ContextWords): string =>
  `# One image for both processes: \`serve subgraph ${name}\`, and \`serve projector ${name}\`.
FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
USER node
EXPOSE 4000
ENTRYPOINT ["node_modules/.bin/datamesh"]
CMD ["serve", "subgraph", "${name}"]
`;

/** The `README.md` of a context of its own: how to work on it, and how it joins a mesh. */
export function readmeSource({ name }: ContextWords, product: ProductWords): string {
  const setting = name.replaceAll("-", "_").toUpperCase();
  return `# ${name}

The data products of ${name}. A product is derived from events: [src/${product.identifier}.ts](src/${product.identifier}.ts) declares one, [src/events.ts](src/events.ts) the events, [src/${product.identifier}.spec.ts](src/${product.identifier}.spec.ts) says what comes of them.

## Working on it

\`\`\`sh
npm install
npm run ci
\`\`\`

\`npm run ci\` is what guards the main branch: types, specifications, and whether declared versions may follow the published ones. Run it in whatever builds this repository, with \`npm ci\` before it.

| command | does |
|---|---|
| \`npm start\` | this context alone, as a mesh of its own, with a database and a playground |
| \`npx datamesh new product NAME --context ${name}\` | begins another product |
| \`npx datamesh publish ${product.name}@1\` | writes the declared version to \`contracts/\`, which is committed and never edited |

## Joining a mesh

The mesh lists this context in its \`datamesh.config.ts\` as \`remote({ name: "${name}", url: "http://${name}:4000" })\`, and gives you the keys below (\`datamesh keys new\` there prints them) and, for each login, its connection string.

\`\`\`sh
# once, and with each release: by whoever administers the database
DATABASE_URL=… DATAMESH_DATABASE_SECRET=… npx datamesh migrate ${name}

# the two processes, as many of each as you like
DATAMESH_URL_${setting}_PROJECT=… npx datamesh serve projector ${name}
DATAMESH_URL_${setting}_READ=… DATAMESH_SERVICE_KEY_${setting}=… DATAMESH_REGISTRATION_KEY_${setting}=… \\
  DATAMESH_CATALOG_URL=http://catalog:4000 DATAMESH_ADDRESS=http://${name}:4000 npx datamesh serve subgraph ${name}
\`\`\`

\`docker build -t ${name} .\` makes an image of both, after \`npm install\` has written \`package-lock.json\`.
`;
}
