import type pg from "pg";

/** Has every column answered as the text that PostgreSQL prints, so that no value loses precision on the way. */
export const asPrinted = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;
