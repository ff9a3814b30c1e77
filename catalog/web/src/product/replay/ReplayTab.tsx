export function ReplayTab() {
  return null;
}
