/** A query the playground offers. */
export interface Example {
  readonly title: string;
  /** Whose token it is meant for. */
  readonly persona: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}
