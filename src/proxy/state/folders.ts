/**
 * The last listing of a site's folders, with the moment it was begun. Claims make sure that nobody makes the same folder
 * twice at once.
 */
import type { FolderId } from '../../core/brands.ts'
import { listingStartedAt } from './listing-age.ts'
import { SiteTable } from './site-table.ts'
import { folderIdOf, folderIdOrNull } from './row-ids.ts'
import { integer, text, type SqlRow } from './sql.ts'

export interface KnownFolder {
  readonly id: FolderId
  readonly name: string
  readonly parent: FolderId | null
  /** How many assets lie directly in it. */
  readonly assets: number
  readonly createdOn: string
}

export class Folders extends SiteTable {
  /** When the last listing was begun, milliseconds since the epoch; 0 where there was none yet. */
  listedAt(): number {
    const [row] = this.exec("select * from listings where site = ? and kind = 'folders'")
    return row ? listingStartedAt(integer(row, 'started_at'), this.now()) : 0
  }

  /** Replaces what is known, unless a listing that was begun later is here already. */
  save(startedAt: number, pages: number, folders: readonly KnownFolder[]): void {
    this.atomic(() => {
      if (this.listedAt() > startedAt) return
      this.exec(
        `insert into listings (site, kind, started_at, pages) values (?, 'folders', ?, ?)
         on conflict do update set started_at = excluded.started_at, pages = excluded.pages`,
        startedAt,
        pages,
      )
      this.exec('delete from folders where site = ?')
      for (const folder of folders) this.add(folder)
    })
  }

  all(): readonly KnownFolder[] {
    return this.exec('select * from folders where site = ? order by created_on, folder').map(
      folderOf,
    )
  }

  add(folder: KnownFolder): void {
    this.exec(
      `insert or replace into folders (site, folder, name, parent, assets, created_on)
       values (?, ?, ?, ?, ?, ?)`,
      folder.id,
      folder.name,
      folder.parent,
      folder.assets,
      folder.createdOn,
    )
  }

  /** What is known can no longer be trusted: something was made, perhaps. */
  distrust(): void {
    this.exec("update listings set started_at = 0 where site = ? and kind = 'folders'")
  }

  /** Takes the right to make one folder, or keeps it, for `holdMs`. False while another has it. */
  claim(parent: FolderId | null, name: string, owner: string, holdMs: number): boolean {
    const now = this.now()
    const rows = this.exec(
      `insert into folder_claims (site, parent, name, owner, until) values (?1, ?2, ?3, ?4, ?5)
       on conflict do update set owner = excluded.owner, until = excluded.until
         where until <= ?6 or until > ?7 or owner = excluded.owner returning owner`,
      parent ?? '',
      name,
      owner,
      now + holdMs,
      now,
      // As `isOver` (lease.ts) has it.
      now + 2 * holdMs,
    )
    return rows.length > 0
  }

  release(parent: FolderId | null, name: string, owner: string): void {
    this.exec(
      'delete from folder_claims where site = ? and parent = ? and name = ? and owner = ?',
      parent ?? '',
      name,
      owner,
    )
  }
}

const folderOf = (row: SqlRow): KnownFolder => ({
  id: folderIdOf(row),
  name: text(row, 'name'),
  parent: folderIdOrNull(row, 'parent'),
  assets: integer(row, 'assets'),
  createdOn: text(row, 'created_on'),
})
