export function SchemaTab() {
  return null;
}
