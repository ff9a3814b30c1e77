/** The `code` of an error of the operating system (`ENOENT`) or of PostgreSQL (`28P01`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
