/** A text in which addresses lead to whom they are of. */
export function Contacts({ text }: { text: string }) {
  return text.split(/([\w.+-]+@[\w-]+\.[\w.-]*\w)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={`mailto:${part}`}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
