/** SQL on a file by `node:sqlite`, for any number of processes on the same file. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { prepareTables } from '../state/schema.ts'
import type { Sql } from '../state/sql.ts'

export interface NodeSql extends Sql {
  close(): void
}

/** How long a statement waits for another process that is writing. */
const BUSY_MS = 10_000

/** `url`: `file:` and a path, or `file::memory:`. Makes the folder and the tables where they are missing. */
export function openSql(url: string): NodeSql {
  const path = url.replace(/^file:/, '')
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: BUSY_MS })
  // A crash of the process loses nothing so; a loss of power may lose the last moments. To rule that out, too, each commit
  // would hold all uploads up for 3 ms instead of 0.06 (measured 2026-11-26; https://sqlite.org/pragma.html#pragma_synchronous).
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  const statements = new Map<string, StatementSync>()
  const prepared = (text: string): StatementSync => {
    const known = statements.get(text)
    if (known) return known
    const statement = database.prepare(text)
    statements.set(text, statement)
    return statement
  }
  const sql: NodeSql = {
    exec: (text, ...params) => prepared(text).all(...params),
    atomic(work) {
      database.exec('begin immediate')
      try {
        const result = work()
        database.exec('commit')
        return result
      } catch (thrown) {
        database.exec('rollback')
        throw thrown
      }
    },
    close() {
      database.close()
    },
  }
  prepareTables(sql)
  return sql
}
