/** Files that are dropped to be used, and files that take the place of others. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { md5Hex, rowId } from '../../../../src/core/brands.ts'
import type { RowState } from '../../../../src/core/row.ts'
import type { NewUse } from '../../../../src/panel/models/library/changes/changes-views.ts'
import type {
  DialogRequest,
  LibraryView,
} from '../../../../src/panel/models/library/library-views.ts'
import { replaceWarnings } from '../../../../src/panel/models/library/changes/replace-warnings.ts'
import { useOnceUploaded } from '../../../../src/panel/models/library/changes/use-once-uploaded.ts'
import type { RowView } from '../../../../src/panel/models/views.ts'
import { assetOf } from '../../../fakes/fake-library.ts'
import { idle } from '../../../fakes/manual-clock.ts'

describe('files dropped on the selected image', () => {
  it('are used once they are on the site: one alone right away', async () => {
    const { drop, settle, used, ask } = stage()
    drop('pier.png')
    expect(used).toEqual([])
    settle('pier.png', uploaded(3))
    await idle()
    expect(used).toEqual([{ asset: assetOf(3).id, element: ELEMENT }])
    expect(ask.value).toBeUndefined()
    // Whatever the row does later.
    settle('pier.png', { phase: 'cancelled', md5: undefined })
    expect(used).toHaveLength(1)
  })

  it('several are reviewed with the page’s elements, without those that did not get there', async () => {
    const { drop, settle, used, ask } = stage()
    drop('pier.png', 'tide.png', 'huge.png')
    settle('tide.png', uploaded(2))
    settle('huge.png', { phase: 'refused', failure: { code: 'file-too-large', message: '' } })
    expect(ask.value).toBeUndefined()
    settle('pier.png', uploaded(1))
    await idle()
    expect(ask.value).toEqual({ type: 'place', assets: [assetOf(1).id, assetOf(2).id] })
    expect(used).toEqual([])
  })

  it('that never get there change nothing', async () => {
    const { drop, settle, used, ask } = stage()
    drop('pier.png')
    settle('pier.png', { phase: 'cancelled', md5: undefined })
    await idle()
    expect([used, ask.value]).toEqual([[], undefined])
  })
})

describe('a file in the place of another', () => {
  const size = (width: number, height: number) => ({ width, height })
  it.each([
    ['the same kind and size', 'a.jpg', size(9, 6), 'b.jpeg', size(9, 6), []],
    ['another type', 'a.jpg', undefined, 'a.png', undefined, ['type changes from JPG to PNG']],
    ['other dimensions', 'a.png', size(9, 6), 'a.png', size(18, 12), ['from 9 × 6 to 18 × 12: it']],
    ['other proportions', 'a.png', size(9, 6), 'a.png', size(6, 6), ['proportions change from']],
    [
      'proportions that only rounding changes',
      'a.png',
      size(999, 666),
      'a.png',
      size(500, 333),
      ['dimensions change'],
    ],
    ['no picture at all', 'a.png', size(9, 6), 'a.png', 'broken', ['No preview']],
    ['an unknown size', 'a.svg', undefined, 'a.svg', size(6, 6), []],
  ] as const)('of %s', (_, fileName, dimensions, nextName, next, said) => {
    const warnings = replaceWarnings(
      { fileName, dimensions },
      { fileName: nextName, dimensions: next },
    )
    expect(warnings).toHaveLength(said.length)
    for (const [n, words] of said.entries()) expect(warnings[n]).toContain(words)
  })
})

// Helpers

const ELEMENT = { id: 'hero', assetId: null, altText: null }

const uploaded = (n: number): RowState => ({
  phase: 'uploaded',
  md5: md5Hex('0'.repeat(32)),
  asset: assetOf(n),
})

function stage() {
  const rows = signal<readonly RowView[]>([])
  const ask = signal<DialogRequest | undefined>(undefined)
  const used: NewUse[] = []
  const changes = { use: (uses: readonly NewUse[]) => void used.push(...uses) }
  const states = new Map<string, ReturnType<typeof signal<RowState>>>()
  return {
    ask,
    used,
    drop: (...names: readonly string[]) => {
      const files = names.map((name) => new File(['x'], name))
      // The part of the library that is used here.
      useOnceUploaded(files, ELEMENT, { rows }, { ask, changes } as unknown as LibraryView)
      rows.value = files.map((file, n) => {
        const state = signal<RowState>({ phase: 'queued' })
        states.set(file.name, state)
        const about = { size: 1, name: file.name, path: [], folder: [] }
        return { ...about, id: rowId(n), file, state, sentBytes: signal(0) }
      })
    },
    settle: (name: string, state: RowState) => {
      const row = states.get(name)
      if (row) row.value = state
    },
  }
}
