export type { JsonReader, PageShape, ReadAs, WrittenPage } from "./jsonReader.ts";
export { isWritable } from "./jsonSql.ts";
export { postgresJsonReader } from "./postgresJsonReader.ts";
export { type RowShape, type ShapeValue, shapeFields } from "./rowShape.ts";
