/** The journal on a real IndexedDB and real Web Locks. */
import { afterEach, expect, it, vi } from 'vitest'
import { isSiteId } from '../../../src/core/brands.ts'
import { StoredJournal } from '../../../src/panel/adapters/journal-idb.ts'
import { journalContract } from '../../contracts/journal.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

let databases = 0

afterEach(() => vi.restoreAllMocks())

journalContract('the journal in IndexedDB', () => {
  const name = `journal-test-${++databases}`
  return {
    open(clock) {
      const journal = new StoredJournal({ clock, name })
      return {
        journal,
        async close() {
          journal.close()
          // The browser frees a lock a moment later.
          await new Promise((resolve) => setTimeout(resolve, 20))
        },
      }
    },
  }
})

it('keeps nothing, and says nothing, where storage is denied', async () => {
  vi.spyOn(window, 'indexedDB', 'get').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  const site = '65f0c0ffee00000000000001'
  if (!isSiteId(site)) throw new TypeError('Expected a site id.')
  expect(await new StoredJournal({ clock: new ManualClock() }).open(site)).toBeUndefined()
})
