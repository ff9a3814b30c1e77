/**
 * What of the market cannot be answered when a subgraph does not answer, by subgraph. None that others compute with is
 * among them: they are asked all the same, without what is lost.
 */
export const LOST_WITHOUT: Readonly<Record<string, readonly string[]>> = {
  reviews: [
    "Query.reviews",
    ...["Book", "Film", "Game"].flatMap((type) => [`${type}.reviews`, `${type}.stars`]),
    "Person.reviews",
    "Person.reputation",
  ],
  shipping: ["Offer.days", "Offer.cost", "Person.zone", "Film.label", "Book.label"],
};
