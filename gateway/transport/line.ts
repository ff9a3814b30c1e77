/** Where one stands in a line. */
export interface Place<Item> {
  item: Item | undefined;
  before: Place<Item> | undefined;
  after: Place<Item> | undefined;
}

/**
 * What is under way, in the order in which it began. A Map or Set would do, but for memory: the tables it outgrows are
 * kept until the whole heap is collected, once they are old, and with them all that stood in there at that time. Whoever
 * leaves a line is not referred to any more, and refers to nobody.
 */
export class Line<Item> {
  #first: Place<Item> | undefined;
  #last: Place<Item> | undefined;

  /** The one that has been there longest. */
  get first(): Item | undefined {
    return this.#first?.item;
  }

  /** Has the one leave that has been there longest. */
  shift(): Item | undefined {
    const { first } = this;
    if (this.#first !== undefined) this.delete(this.#first);
    return first;
  }

  add(item: Item): Place<Item> {
    const place: Place<Item> = { item, before: this.#last, after: undefined };
    if (this.#last === undefined) this.#first = place;
    else this.#last.after = place;
    this.#last = place;
    return place;
  }

  /** Leaves the line; nothing where that has been done. */
  delete(place: Place<Item>): void {
    if (place.item === undefined) return;
    const { before, after } = place;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    place.item = undefined;
    place.before = undefined;
    place.after = undefined;
  }
}
