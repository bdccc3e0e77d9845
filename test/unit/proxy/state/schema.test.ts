/** Databases of older versions, and of newer ones. */
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSql } from '../../../../src/proxy/hosts/node-sql.ts'
import { prepareTables } from '../../../../src/proxy/state/schema.ts'
import { Site } from '../../../../src/proxy/state/site.ts'
import { hostClock } from '../../../../src/proxy/hosts/system-clock.ts'
import { assetId, digest, folderId } from '../../../fakes/ids.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asset-dock-schema-'))
  path = join(folder, 'proxy.db')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('a database from before versions were counted keeps its ledger and its tokens', () => {
  const [one, two, three] = [digest(), digest(), digest()]
  const [a, b, f] = [assetId(), assetId(), folderId()]
  const old = new DatabaseSync(path)
  old.exec(`
    create table ledger (site text not null, md5 text not null, asset text not null, name text not null, folder text,
      url text, size integer not null, at integer not null, primary key (site, md5));
    create table assets (site text not null, asset text not null, name text not null, file_name text not null,
      folder text, url text, size integer not null, created_on text not null, primary key (site, asset));
    create table listings (site text not null, kind text not null, started_at integer not null,
      pages integer not null, primary key (site, kind));
    create table tokens (site text not null primary key, sealed text not null, at integer not null);
    insert into ledger values ('s', '${one}', '${a}', 'a.txt', null, 'https://x', 5, 10),
      ('s', '${two}', '${b}', 'b.txt', '${f}', null, 6, 20), ('s', '${three}', '${b}', 'b.txt', '${f}', null, 7, 30);
    insert into assets values ('s', '${a}', 'a.txt', 'a.txt', null, null, 5, '');
    insert into listings values ('s', 'assets', 99, 1), ('s', 'folders', 98, 1);
    insert into tokens values ('s', 'sealed', 1);
  `)
  old.close()
  for (let times = 0; times < 2; times++) {
    const sql = openSql(`file:${path}`)
    const site = new Site(sql, 's', hostClock)
    expect(site.ledger.entries([one, two, three])).toMatchObject([
      { md5: one, asset: a, how: 'sent', size: 5, url: 'https://x', seen: null, at: 10 },
      { md5: three, asset: b, how: 'sent', folder: f, at: 30 },
    ])
    expect(site.catalogue.listing()).toEqual({ startedAt: 0, pages: 0, generation: 0 })
    expect(site.folders.listedAt()).toBe(98)
    expect(site.vault.sealedToken()).toBe('sealed')
    sql.close()
  }
})

it('a version is reached whole or not at all', () => {
  const sql = openSql(`file:${path}`)
  const count = (): unknown => sql.exec('select version from schema')[0]?.['version']
  const now = Number(count())
  const same = Array.from({ length: now }, () => [])
  expect(() => {
    prepareTables(sql, [...same, ['create table more (a)', 'nonsense']])
  }).toThrow('nonsense')
  expect(count()).toBe(now)
  expect(() => sql.exec('select * from more')).toThrow('no such table')
  prepareTables(sql, [...same, ['create table more (a)'], ['insert into more values (1)']])
  expect(count()).toBe(now + 2)
  expect(sql.exec('select a from more')).toEqual([{ a: 1 }])
  sql.close()
})

it('a database that a newer proxy has used is refused, with what to do', () => {
  const sql = openSql(`file:${path}`)
  sql.exec('update schema set version = 99')
  sql.close()
  expect(() => openSql(`file:${path}`)).toThrow(/version 99.*newer proxy/)
})
