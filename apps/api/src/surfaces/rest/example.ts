/** One call as a client would make it, with all of its input, and what it answers. */
export interface Example {
  readonly input: Readonly<Record<string, unknown>>;
  /** Absent where there is nothing to say. */
  readonly output?: object;
}
