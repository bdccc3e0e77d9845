/** An answer of JSON objects, one a line, as the work behind it writes it. */
export interface LineWriter<Line> {
  /** Resolves when there is room for more; work that must not wait for a slow panel need not wait for it. */
  readonly say: (line: Line) => Promise<void>
  /** Whether the panel has gone. */
  readonly isLeft: () => boolean
}
