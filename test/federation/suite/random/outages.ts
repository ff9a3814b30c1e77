/** What of the market cannot be answered when a subgraph does not answer, by subgraph: with what is computed from it. */
export const LOST_WITHOUT: Readonly<Record<string, readonly string[]>> = {
  reviews: [
    "Query.reviews",
    ...["Book", "Film", "Game"].flatMap((type) => [`${type}.reviews`, `${type}.stars`]),
    "Person.reviews",
    "Person.reputation",
  ],
  shop: [
    "Query.offers",
    "Query.cheapest",
    ...["Book", "Film"].flatMap((type) => [`${type}.price`, `${type}.stock`]),
    "Book.label",
  ],
  shipping: ["Offer.days", "Offer.cost", "Person.zone", "Film.label", "Book.label"],
};
