/** A site's promises on `node:sqlite`: in memory, and by two processes on one file. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSql } from '../../../src/proxy/hosts/node-sql.ts'
import { Site } from '../../../src/proxy/state/site.ts'
import { hostClock } from '../../../src/proxy/hosts/system-clock.ts'
import { catalogueContract } from './site-catalogue.ts'
import { ledgerContract } from './site-ledger.ts'
import { siteContract } from './site.ts'

const sql = openSql('file::memory:')
const open = (site: string) => new Site(sql, site, hostClock)
siteContract('node:sqlite', open)
catalogueContract('node:sqlite', open)
ledgerContract('node:sqlite', open)

it('two processes on one file: 200 claims of each digest have one winner', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-claims-'))
  const script = join(import.meta.dirname, 'claiming-process.ts')
  const children = [1, 2].map(() => fork(script, [join(folder, 'proxy.db')]))
  const won = await Promise.all(
    children.map(async (child) => {
      const [digests] = (await once(child, 'message')) as [string[]]
      await once(child, 'exit')
      return digests
    }),
  )
  rmSync(folder, { recursive: true })
  expect(won.flat().toSorted()).toEqual(Array.from({ length: 20 }, (_, i) => digest(i)).toSorted())
})

const digest = (i: number): string => String(i).padStart(32, '0')
