const LEFT_OUT = [
  /\.(spec|test)\.ts$/,
  /\/testing$/,
  /\/node_modules$/,
  /^cli\/packaging$/,
  // Of the browser application, what was built.
  /^catalog\/web\/(?!dist$|dist\/)/,
];

/**
 * Whether a file or folder of those that are packed goes into the package, by its path relative to the root of the repository: what runs, and not
 * what it is made from or tested by.
 */
export const isPacked = (path: string): boolean => !LEFT_OUT.some((pattern) => pattern.test(path));
