import { createContext, useContext } from "react";

/** When the answer was there that is shown, in milliseconds of `performance.now`. */
const AnsweredAt = createContext(0);

export const AnsweredAtProvider = AnsweredAt.Provider;

/** When that was. */
export const useAnsweredAt = (): number => useContext(AnsweredAt);
