/**
 * The little of SQL that the state objects need, so that the same classes run on `node:sqlite` and inside a
 * Durable Object. Statements are plain SQLite; every table has a `site` column, or a `token` column for budgets.
 */
export type SqlValue = string | number | null
export type SqlRow = Readonly<Record<string, unknown>>

export interface Sql {
  /** Runs one statement and returns its rows. Synchronous on both hosts. */
  exec(text: string, ...params: readonly SqlValue[]): readonly SqlRow[]
  /** Runs `work` so that others see all of it or nothing; a throw undoes it. Not to be nested. */
  atomic<T>(work: () => T): T
}

/** @throws TypeError when the column is not text: the tables above rule it out. */
export function text(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`Expected text in column "${column}".`)
  return value
}

export function textOrNull(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : text(row, column)
}

/** @throws TypeError when the column is not a number: the tables above rule it out. */
export function integer(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`Expected a number in column "${column}".`)
  return value
}

export function numberOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : integer(row, column)
}
