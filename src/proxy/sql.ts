/**
 * The little of SQL that the state objects need, so that the same classes run on `node:sqlite` and inside a
 * Durable Object. Statements are plain SQLite; every table has a `site` column, or a `token` column for budgets.
 */
type SqlValue = string | number | null
export type SqlRow = Readonly<Record<string, unknown>>

export interface Sql {
  /** Runs one statement and returns its rows. Synchronous on both hosts. */
  exec(text: string, ...params: readonly SqlValue[]): readonly SqlRow[]
  /** Runs `work` so that others see all of it or nothing; a throw undoes it. Not to be nested. */
  atomic<T>(work: () => T): T
}

/** Makes the tables where they are missing. Safe to repeat, also by several processes at once. */
export function prepareTables(sql: Sql): void {
  for (const statement of TABLES) sql.exec(statement)
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
export function number(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`Expected a number in column "${column}".`)
  return value
}

export function numberOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : number(row, column)
}

// Helpers

const TABLES = [
  `create table if not exists ledger (
    site text not null, md5 text not null, asset text not null, name text not null, folder text, url text,
    size integer not null, at integer not null, primary key (site, md5))`,
  `create table if not exists reservations (
    site text not null, md5 text not null, run text not null, attempt text not null, name text not null,
    folder text, size integer not null, asset text, url text, content_type text, form text,
    owned integer not null default 1, expires_at integer, sender text, sending_until integer not null default 0,
    touched_at integer not null, primary key (site, md5))`,
  `create table if not exists removals (
    site text not null, asset text not null, md5 text not null, due_at integer not null,
    primary key (site, asset))`,
  `create table if not exists suspects (
    site text not null, attempt text not null, md5 text not null, name text not null, folder text,
    since integer not null, until integer not null, looked integer not null default 0,
    primary key (site, attempt))`,
  `create table if not exists assets (
    site text not null, asset text not null, name text not null, file_name text not null, folder text, url text,
    size integer not null, created_on text not null, primary key (site, asset))`,
  `create table if not exists folders (
    site text not null, folder text not null, name text not null, parent text, assets integer not null,
    created_on text not null, primary key (site, folder))`,
  `create table if not exists listings (
    site text not null, kind text not null, started_at integer not null, pages integer not null,
    primary key (site, kind))`,
  `create table if not exists folder_claims (
    site text not null, parent text not null, name text not null, owner text not null, until integer not null,
    primary key (site, parent, name))`,
  `create table if not exists tokens (
    site text not null primary key, sealed text not null, at integer not null)`,
  `create table if not exists used (
    site text not null, key text not null, until integer not null, primary key (site, key))`,
  `create table if not exists token_windows (
    token text not null primary key, per_window integer, window_ms integer not null default 60000,
    trust_at integer not null default 0, hold_until integer not null default 0,
    backoff_ms integer not null default 0, ask_at integer not null default 0)`,
  `create table if not exists token_calls (
    id integer primary key autoincrement, token text not null, sent_at integer not null, at integer not null,
    open integer not null, run text not null, gone_at integer)`,
  `create index if not exists token_calls_by_time on token_calls (token, at)`,
  `create table if not exists token_runs (
    token text not null, run text not null, until integer not null, primary key (token, run))`,
  // What older versions knew of the last minute.
  `drop table if exists calls`,
  `drop table if exists budgets`,
]
