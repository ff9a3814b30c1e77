/** What of the market cannot be answered when a subgraph does not answer, by subgraph. */
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
    "Book.price",
    "Book.stock",
    "Film.price",
    "Film.stock",
    "Book.label",
  ],
  shipping: ["Offer.days", "Offer.cost", "Person.zone", "Film.label", "Book.label"],
};
