/** The journal on a real IndexedDB and real Web Locks. */
import { openDB } from 'idb'
import { afterEach, expect, it, vi } from 'vitest'
import { StoredJournal } from '../../../src/panel/adapters/storage/journal-idb.ts'
import { journalContract, JOURNAL_SITE } from '../../contracts/panel/journal.ts'
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
    async write(run, row, stored) {
      const database = await openDB(name)
      await database.put('rows', stored, [run, row])
      database.close()
    },
  }
})

it('the journal stores nothing and raises no error where storage is denied', async () => {
  vi.spyOn(window, 'indexedDB', 'get').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  expect(await new StoredJournal({ clock: new ManualClock() }).open(JOURNAL_SITE)).toBeUndefined()
})

it('the journal leaves the runs of a newer version unchanged', async () => {
  const name = 'journal-test-newer'
  const newer = await openDB(name, 2, { upgrade: (fresh) => void fresh.createObjectStore('runs') })
  await newer.put('runs', { of: 'a newer panel' }, 'run')
  newer.close()
  expect(
    await new StoredJournal({ clock: new ManualClock(), name }).open(JOURNAL_SITE),
  ).toBeUndefined()
  const after = await openDB(name)
  expect(after.version).toBe(2)
  expect(await after.getAll('runs')).toEqual([{ of: 'a newer panel' }])
  after.close()
})
