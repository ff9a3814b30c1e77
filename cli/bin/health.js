#!/usr/bin/env node
// Ends with 0 when the process of the mesh in this container says that it is ready: for its health check.
const response = await fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/health/ready`).catch(
  () => undefined,
);
process.exit(response?.status === 200 ? 0 : 1);
