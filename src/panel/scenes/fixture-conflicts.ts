import type { RowView } from '../models/views.ts'
import { fixtureMd5, fixtureRow } from './fixture-files.ts'
import { fixtureAssets } from './fixture-library.ts'

/** Conflict rows: files with the names of existing assets. The second one cannot replace its asset. */
export async function conflictRows(count: number): Promise<readonly RowView[]> {
  const assets = await fixtureAssets(count)
  return Promise.all(
    assets.map((existing, n) =>
      fixtureRow(
        n + 16,
        {
          phase: 'conflict',
          md5: fixtureMd5(n),
          existing,
          choice: 'undecided',
          ...(n === 1 ? { trouble: { code: 'proxy-unreachable', message: 'fetch failed' } } : {}),
        },
        { name: existing.fileName, size: existing.size * (1.2 + n / 10) },
      ),
    ),
  )
}
