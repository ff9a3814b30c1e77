/**
 * An array parameter of which the planner does not see how many elements it has. PostgreSQL keeps the plan of a prepared
 * statement only where no plan for the values at hand seems cheaper, and for an array of a few elements one always does:
 * it would plan anew each time, which takes longer than to read the rows.
 */
export const unseenLength = (array: string, type: string): string => `(select ${array})::${type}`;
