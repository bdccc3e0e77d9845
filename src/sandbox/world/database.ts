import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'

const SCHEMA = `
  create table if not exists folders (
    seq integer primary key, id text unique not null, site_id text not null, display_name text not null,
    parent_id text, created_on integer not null, updated_on integer not null
  );
  create index if not exists folders_by_site on folders (site_id, parent_id);
  create table if not exists assets (
    seq integer primary key, id text unique not null, site_id text not null, folder_id text,
    file_name text not null, display_name text not null, content_type text not null, file_hash text not null,
    size integer not null, md5 text, created_on integer not null, updated_on integer not null, file_id text
  );
  create index if not exists assets_by_site on assets (site_id, folder_id);
  create index if not exists assets_by_folder on assets (folder_id);
  create index if not exists assets_by_hash on assets (site_id, file_hash);
  create table if not exists alt_texts (
    asset_id text not null, locale_id text not null, alt_text text, primary key (asset_id, locale_id)
  );
  create table if not exists objects (
    key text primary key, blob text not null, size integer not null, md5 text not null,
    content_type text not null, cache_control text not null, stored_on integer not null
  );
  create table if not exists tokens (
    token text primary key, id text not null, kind text not null, user_id text not null, client_id text,
    scopes text not null, site_ids text not null, created_on integer not null, last_used integer not null
  );
  create table if not exists grants (
    id text primary key, code text unique, client_id text not null, redirect_uri text not null,
    redirect_given integer not null, state text, scopes text not null, site_ids text not null,
    expires_on integer not null, used integer not null
  );
  create table if not exists secrets (name text primary key, value text not null);
  create table if not exists canvases (site_id text primary key, document text not null);
`

/** Columns added after the first databases were written, and their indexes. */
const LATER_COLUMNS = [{ table: 'assets', column: 'file_id', type: 'text' }] as const
const LATER_SCHEMA = `
  create index if not exists assets_by_file on assets (file_id) where file_id is not null;
`

/** The sandbox's SQLite file; caches prepared statements. One process per file. */
export class Database {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** Opens or creates the file at `path` (`:memory:` works) with this module's schema. */
  constructor(path: string) {
    this.#db = new DatabaseSync(path)
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = normal;')
    this.#db.exec(SCHEMA)
    for (const { table, column, type } of LATER_COLUMNS) {
      if (this.get(`select 1 from pragma_table_info(?) where name = ?`, table, column)) continue
      this.#db.exec(`alter table ${table} add column ${column} ${type}`)
    }
    this.#db.exec(LATER_SCHEMA)
  }

  all(sql: string, ...params: SQLInputValue[]): Row[] {
    return this.#statement(sql)
      .all(...params)
      .map((values) => new Row(values))
  }

  /** The first row, if there is one. */
  get(sql: string, ...params: SQLInputValue[]): Row | undefined {
    const values = this.#statement(sql).get(...params)
    return values && new Row(values)
  }

  /** Runs a statement; returns the number of changed rows. */
  run(sql: string, ...params: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...params).changes)
  }

  /** Runs `work` in a transaction. `work` must be synchronous. */
  transaction<T>(work: () => T): T {
    this.#db.exec('begin immediate')
    try {
      const result = work()
      this.#db.exec('commit')
      return result
    } catch (cause) {
      this.#db.exec('rollback')
      throw cause
    }
  }

  close(): void {
    this.#statements.clear()
    this.#db.close()
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** One row. Reading a column that is missing or of another type throws, because the statement is wrong. */
export class Row {
  readonly #values: Record<string, SQLOutputValue>

  constructor(values: Record<string, SQLOutputValue>) {
    this.#values = values
  }

  text(column: string): string {
    const value = this.#values[column]
    if (typeof value === 'string') return value
    throw new TypeError(`Failed to read column "${column}": expected text, got ${typeof value}.`)
  }

  textOrNull(column: string): string | null {
    return this.#values[column] === null ? null : this.text(column)
  }

  number(column: string): number {
    const value = this.#values[column]
    if (typeof value === 'number') return value
    throw new TypeError(
      `Failed to read column "${column}": expected a number, got ${typeof value}.`,
    )
  }
}
