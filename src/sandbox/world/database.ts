import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'

const SCHEMA = `
  create table if not exists folders (
    seq integer primary key, id text unique not null, site_id text not null, display_name text not null,
    parent_id text, created_on integer not null, updated_on integer not null
  );
  create index if not exists folders_by_site on folders (site_id, parent_id);
  create table if not exists assets (
    seq integer primary key, id text unique not null, site_id text not null, folder_id text,
    file_name text not null, display_name text not null, content_type text not null, file_hash text not null,
    size integer not null, md5 text, created_on integer not null, updated_on integer not null
  );
  create index if not exists assets_by_site on assets (site_id, folder_id);
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
`

/** The sandbox's own SQLite file; all statements are kept prepared. One process per file. */
export class Database {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** Opens or makes the file at `path` (`:memory:` works) with the schema of this module. */
  constructor(path: string) {
    this.#db = new DatabaseSync(path)
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = normal;')
    this.#db.exec(SCHEMA)
  }

  /** All rows. `Row` is the caller's word for what its `select` names; the schema above is the proof. */
  all<Row>(sql: string, ...params: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...params) as Row[]
  }

  /** The first row, if there is one. */
  get<Row>(sql: string, ...params: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...params) as Row | undefined
  }

  /** Runs a statement and says how many rows it changed. */
  run(sql: string, ...params: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...params).changes)
  }

  /** Everything in `work` happens, or nothing. `work` must not wait. */
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
