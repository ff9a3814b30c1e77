/** Where a product comes from and who depends on it. */
export function LineageTab() {
  return null;
}
