import {
  anyone,
  context,
  count,
  dataProduct,
  event,
  first,
  id,
  int,
  latest,
  link,
  max,
  personal,
  remove,
  subject,
  text,
  upstream,
  z,
} from "@datamesh/kernel";
import { owner, sla } from "./declared.ts";

const shared = {
  version: "1.0.0",
  owner,
  sla,
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
} as const;

const PersonSet = event("PERSON_SET", {
  description: "A person is like this now.",
  data: { person: subject(z.string().min(1)), name: personal(z.string()), city: z.string() },
});
const PersonGone = event("PERSON_GONE", {
  description: "A person left.",
  data: { person: subject(z.string().min(1)) },
});
const people = dataProduct({
  ...shared,
  name: "people",
  description: "People.",
  key: "person",
  fields: { person: id().subject(), name: text().personal({ mask: "redacted" }), city: text() },
  from: ({ on }) => [on(PersonSet, (e) => e.data), on(PersonGone, (e) => remove(e.data.person))],
});

const CitySet = event("CITY_SET", {
  description: "A city has so many inhabitants.",
  data: { city: z.string().min(1), size: z.int() },
});
const cities = dataProduct({
  ...shared,
  name: "cities",
  description: "Cities.",
  key: "city",
  fields: { city: id(), size: int() },
  from: ({ fold }) => [fold(CitySet, { key: "city", set: { size: latest("size") } })],
});

const Ordered = event("ORDERED", {
  description: "Somebody ordered something, or changed that.",
  data: { order: z.string().min(1), person: subject(z.string().min(1)), city: z.string(), n: z.int() },
});
const person = upstream("people@1", {
  key: "person",
  fields: { person: id().subject(), name: text().personal({ mask: "redacted" }), city: text() },
});
const city = upstream("cities@1", { key: "city", fields: { city: id(), size: int() } });

/** Joins by two foreign keys, one upstream of them twice. */
const orders = dataProduct({
  ...shared,
  name: "orders",
  description: "Orders, with who ordered and where.",
  key: "order",
  fields: {
    order: id(),
    person: id().subject(),
    friend: id().subject(),
    city: id(),
    most: int(),
    name: text().personal({ mask: "redacted" }).optional(),
    home: text().optional(),
    friendHome: text().optional(),
    size: int().optional(),
  },
  from: ({ fold, join }) => [
    fold(Ordered, {
      key: "order",
      set: { person: latest("person"), friend: first("person"), city: latest("city"), most: max("n") },
    }),
    join(person, { by: "person", take: { name: "name", home: "city" } }),
    join(city, { by: "city", take: { size: "size" } }),
    join(person, { by: "friend", take: { friendHome: "city" } }),
  ],
  links: { who: link("people@1", { by: "person", key: "person" }) },
});

/** Joins by its own key. */
const buyers = dataProduct({
  ...shared,
  name: "buyers",
  description: "Who orders, and how often.",
  key: "person",
  fields: { person: id().subject(), times: int(), home: text().optional() },
  from: ({ fold, join }) => [
    fold(Ordered, { key: "person", set: { times: count() } }),
    join(person, { by: "person", take: { home: "city" } }),
  ],
});

/** Three contexts, of which one joins the others by declarative folds. */
export const joinedContexts = [
  context({ name: "people", owner, events: [PersonSet, PersonGone], products: [people] }),
  context({ name: "places", owner, events: [CitySet], products: [cities] }),
  context({ name: "shop", owner, events: [Ordered], products: [orders, buyers] }),
] as const;
