/**
 * The tables of the proxy's state, and how a database of an older version gets them. A version is a list of statements
 * that has been released and is never edited again; a change is a new list at the end.
 *
 * The version stands in a table of its own: a Durable Object does not allow `pragma user_version` (tried with workerd of
 * 2026-07-30: "not authorized").
 */
import { integer, type Sql } from './sql.ts'

/**
 * Brings the tables to what this code expects. Safe to repeat, also by several processes at once.
 * @throws Error when a newer proxy has written the database: nothing was changed.
 */
export function prepareTables(sql: Sql, versions: readonly (readonly string[])[] = VERSIONS): void {
  sql.atomic(() => {
    sql.exec('create table if not exists schema (version integer not null)')
    const [row] = sql.exec('select version from schema')
    const found = row ? integer(row, 'version') : 0
    if (found > versions.length) {
      throw new Error(
        `The database is of version ${found}, this proxy knows ${versions.length}: a newer proxy has used it. Start that one, or another database.`,
      )
    }
    for (const statement of versions.slice(found).flat()) sql.exec(statement)
    if (!row) sql.exec('insert into schema (version) values (?)', versions.length)
    else if (found < versions.length) sql.exec('update schema set version = ?', versions.length)
  })
}

// Helpers

/** Databases from before versions were counted have these tables already. */
const FIRST = [
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
  `create table if not exists budgets (
    token text not null primary key, per_minute integer, hold_until integer not null default 0,
    probe_ms integer not null, probe_at integer not null default 0)`,
  `create table if not exists calls (
    id integer primary key autoincrement, token text not null, at integer not null, open integer not null,
    probe integer not null default 0)`,
  `create index if not exists calls_by_time on calls (token, at)`,
]

/**
 * The catalogue keeps all that a listing tells, in generations: one that is whole, and one that is being read. What it
 * knew is let go, for the next listing tells it again. The ledger keeps each asset's digests instead of each digest's
 * asset, says how they are known and of which state of the asset they were true.
 */
const LIBRARY = [
  `drop table assets`,
  `create table assets (
    id integer primary key autoincrement, site text not null, generation integer not null, asset text not null,
    name text not null, file_name text not null, folder text, url text, content_type text not null,
    size integer not null, alt_text text, created_on text not null, updated_on text not null,
    changed_at integer not null default 0, gone integer not null default 0, unique (site, generation, asset))`,
  `create index assets_by_size on assets (site, generation, size)`,
  `create index assets_in_order on assets (site, generation, id)`,
  `delete from listings where kind = 'assets'`,
  `create table relistings (
    site text not null primary key, generation integer not null, started_at integer not null, done integer not null,
    pages integer not null, total integer not null, shifted integer not null, owner text, until integer not null)`,
  `alter table listings add column generation integer not null default 0`,
  `alter table ledger rename to ledger_by_md5`,
  `create table ledger (
    site text not null, asset text not null, how text not null, md5 text not null, size integer not null,
    name text not null, folder text, url text, seen_size integer, seen_on text, at integer not null,
    primary key (site, asset, how))`,
  `insert into ledger (site, asset, how, md5, size, name, folder, url, at)
    select site, asset, 'sent', md5, size, name, folder, url, at from ledger_by_md5 where true order by at desc
    on conflict do nothing`,
  `drop table ledger_by_md5`,
  `create index ledger_by_digest on ledger (site, md5)`,
  `create table probed_hosts (
    site text not null, host text not null, honest integer not null, until integer not null,
    primary key (site, host))`,
  `create table probed_bytes (
    site text not null primary key, hour integer not null, bytes integer not null)`,
  `create table probe_misses (
    site text not null, asset text not null, until integer not null, primary key (site, asset))`,
]

/** A token's calls are counted in a window whose length is learned, and shared between runs. */
const FAIR_BUDGETS = [
  // What older versions knew of the last minute.
  `drop table if exists calls`,
  `drop table if exists budgets`,
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
]

/** Who makes a record holds it as who sends its bytes does. */
const LEASES = ['alter table reservations rename column sending_until to held_until']

/** Whether assets were deleted while a listing was read, so that it may lack some that shifted past the reader. */
const SHIFTED = ['alter table listings add column shifted integer not null default 0']

const VERSIONS = [FIRST, LIBRARY, FAIR_BUDGETS, LEASES, SHIFTED]
