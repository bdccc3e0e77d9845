import { rowId } from '../../../src/core/brands.ts'
import { MemoryJournal, type MemoryDisk } from '../../fakes/memory-journal.ts'
import { journalContract } from './journal.ts'

journalContract('the fake', () => {
  const disk: MemoryDisk = new Map()
  return {
    open(clock) {
      const journal = new MemoryJournal(clock, disk)
      return { journal, close: async () => journal.end() }
    },
    async write(run, row, stored) {
      disk.get(run)?.rows.delete(rowId(row))
      disk.get(run)?.foreign.set(rowId(row), stored)
    },
  }
})
