/** The page's state lives in its hash: a link that sets it is a filter, and works without a script of its own. */
export const filterLink = (facets: Record<string, string>): string => `#${new URLSearchParams(facets).toString()}`;

/** Where the people who are not named are kept, as a value of a facet. */
export const nobody = "(none)";
