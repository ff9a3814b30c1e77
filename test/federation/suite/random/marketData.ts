import type { Fields, SampleData } from "../harness/scenario.ts";
import { read } from "../harness/read.ts";

type Row = Record<string, unknown>;

const first =
  (list: readonly unknown[]) =>
  ({ first: count }: { first?: number | null }): readonly unknown[] =>
    list.slice(0, Math.max(0, count ?? list.length));

/** The sample data of the market, made anew; with what `change` does to its objects. */
export function marketData(change: (objects: readonly Row[]) => void = () => undefined): SampleData {
  const people = makePeople();
  const works = makeWorks(people);
  const reviews = makeReviews(works, people);
  const offers = makeOffers(works);
  const tags = makeTags(works, people);
  const addresses = people.flatMap(({ address }) => (address === null ? [] : [address as Row]));
  const geos = addresses.flatMap(({ geo }) => (geo === null ? [] : [geo as Row]));
  const find = ({ id }: { id: string }) => works.find((each) => each["id"] === id) ?? null;
  const query = {
    works: first(works),
    work: find,
    shelves: [works.slice(0, 3), [null, works[4]], null, []],
    search: ({ text }: { text?: string | null }) =>
      text === "none" ? null : [works[0], people[1], tags[0], works[3], tags[1]],
    people,
    me: people[0],
    reviews: ({ min }: { min?: number | null }) => reviews.filter(({ score }) => Number(score) >= (min ?? 0)),
    offers: [offers[0], null, ...offers.slice(1)],
    cheapest: ({ of }: { of?: string | null }) =>
      of === "BOOK" ? offers[1] : of === "FILM" ? null : offers[0],
  };
  change([...people, ...works, ...reviews, ...offers, ...tags, ...addresses, ...geos]);
  const entities: readonly Fields[] = [...people, ...works, ...reviews, ...offers];
  return { query, entities };
}

function makePeople(): readonly Row[] {
  const people: readonly Row[] = ["ada", "bob", "cyd", "dan"].map((id, index) => ({
    __typename: "Person",
    id,
    name: `Name of ${id}`,
    email: index === 2 ? null : `${id}@example.org`,
    address:
      index === 3
        ? null
        : { city: `City ${index}`, geo: index === 1 ? null : { lat: index + 0.5, long: null } },
    reputation: index * 10,
    zone(this: { address: { city: unknown } | Error | null }) {
      const { address } = this;
      // An address without its city is none.
      if (address === null || address instanceof Error || typeof address.city !== "string") return -1;
      return address.city.length + index;
    },
    works: [],
    reviews: [],
  }));
  people.forEach((each, index) => {
    each["boss"] = index === 0 ? null : people[index - 1];
    each["friends"] = first([...people.slice(index + 1), ...people.slice(0, index)]);
  });
  return people;
}

function makeWorks(people: readonly Row[]): readonly Row[] {
  const shared = (id: string) => ({ id, title: `Title of ${id}`, stars: id.length / 2 });
  const sold = (nr: number) => ({
    price: ({ in: currency }: { in?: string | null }) => (currency === "USD" ? 2 : 1) * nr,
    stock: nr * 7,
  });
  const books: readonly Row[] = [1, 2, 3].map((nr) => ({
    __typename: "Book",
    ...shared(`b${nr}`),
    ...sold(nr),
    isbn: `isbn-${nr}`,
    pages: nr === 2 ? null : nr * 100,
    author: people[nr % 2],
    label(this: object) {
      return `costs ${valueOf(read(this, "price", { in: "USD" }))}`;
    },
  }));
  books.forEach((each, index) => (each["sequel"] = books[index + 1] ?? null));
  const films: readonly Row[] = [1, 2].map((nr) => ({
    __typename: "Film",
    ...shared(`f${nr}`),
    ...sold(nr * 3),
    minutes: nr === 2 ? null : 90,
    cast: nr === 2 ? [] : [people[2], people[0], people[2]],
    label(this: { minutes: unknown }) {
      return `lasts ${valueOf(this.minutes)}`;
    },
  }));
  const game: Row = {
    __typename: "Game",
    ...shared("game"),
    players: 4,
    similar: [books[0], null, films[1]],
  };
  const works = [books[0], films[0], game, books[1], films[1], books[2]].filter((each) => each !== undefined);
  for (const [index, person] of people.entries()) {
    person["works"] = index === 2 ? null : [works[index], null, works[index + 2]];
    person["favourite"] = [books[1], people[2], null, books[1]][index];
  }
  return works;
}

/** What is missing because of an error reaches other subgraphs as null. */
function valueOf(value: unknown): string {
  return String(value instanceof Error ? null : value);
}

function makeReviews(works: readonly Row[], people: readonly Row[]): readonly Row[] {
  const reviews: readonly Row[] = [1, 2, 3, 4, 5].map((nr) => ({
    __typename: "Review",
    id: `r${nr}`,
    text: nr === 4 ? null : `Text ${nr}`,
    score: nr,
    work: works[nr % 4],
    by: nr === 3 ? null : people[nr % 3],
    mood: ["GOOD", "BAD", null, "UNKNOWN"][nr % 4],
  }));
  for (const work of works) work["reviews"] = first(reviews.filter((each) => each["work"] === work));
  for (const person of people) person["reviews"] = reviews.filter(({ by }) => by === person);
  return reviews;
}

function makeOffers(works: readonly Row[]): readonly Row[] {
  const offers: readonly Row[] = [0, 1, 2].map((nr) => ({
    __typename: "Offer",
    code: `o${nr % 2}`,
    shop: { id: `s${nr}`, name: nr === 1 ? null : `Shop ${nr}` },
    item: [works[0], works[1], null][nr],
    amounts: [[[1, 2], null, []], null, [[nr]]][nr],
    days: nr + 1,
    cost: ({ zone }: { zone?: number | null }) => (zone ?? 0) * nr,
  }));
  offers.forEach((each, index) => (each["best"] = offers[(index + 1) % 3]));
  return offers;
}

function makeTags(works: readonly Row[], people: readonly Row[]): readonly Row[] {
  const tags: readonly Row[] = [1, 2].map((nr) => ({
    __typename: "Tag",
    name: `tag ${nr}`,
    count: nr === 1 ? null : nr,
  }));
  tags.forEach((each, index) => (each["hits"] = index === 0 ? [works[1], null, people[3], tags[1]] : null));
  return tags;
}
