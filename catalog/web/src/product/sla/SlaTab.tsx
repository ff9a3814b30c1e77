export function SlaTab() {
  return null;
}
