/**
 * The same results, of which somebody may have enough while the next is waited for: `leave` is called then, so that it is
 * waited for no longer. `close` is called once, when there are no more.
 */
export function leaving<T>(
  results: AsyncGenerator<T, void>,
  leave: () => void,
  close: () => void,
): AsyncGenerator<T, void> {
  let isOpen = true;
  const over = <R extends IteratorResult<T, void>>(result: R): R => {
    if (result.done === true && isOpen) {
      isOpen = false;
      close();
    }
    return result;
  };
  const left: AsyncGenerator<T, void> = {
    next: async () => over(await results.next()),
    return: async () => {
      leave();
      return over(await results.return());
    },
    throw: async (error: unknown) => {
      leave();
      return over(await results.throw(error));
    },
    [Symbol.asyncIterator]: () => left,
    [Symbol.asyncDispose]: async () => void (await left.return()),
  };
  return left;
}
