import { createContext, useContext } from "react";

const AnsweredAt = createContext(0);

export const AnsweredAtProvider = AnsweredAt.Provider;

/** When the answer that is shown was there to be shown, in milliseconds of `performance.now`. */
export const useAnsweredAt = (): number => useContext(AnsweredAt);
