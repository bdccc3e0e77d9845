/**
 * The hash worker's entry: switches messages, nothing else. Started by `panel/adapters/hash-pool.ts`; nobody
 * imports it.
 */
import { failureOf } from '../core/failure.ts'
import type { CommandedFile, HashCommand, HashEvent } from '../core/hash-protocol.ts'
import { GroupDigester } from './digest-group.ts'
import { chooseEngine } from './md5-engine.ts'

declare const self: DedicatedWorkerGlobalScope

const stops = new Map<number, AbortController>()
const tell = (event: HashEvent): void => self.postMessage(event)

try {
  const engine = await chooseEngine()
  const digester = new GroupDigester(engine, tell)
  self.addEventListener('message', (message: MessageEvent<HashCommand<Blob>>) => {
    const command = message.data
    switch (command.type) {
      case 'hash':
        void hash(digester, command.files)
        return
      case 'cancel':
        for (const job of command.jobs) stops.get(job)?.abort()
        return
    }
  })
  tell({ type: 'ready', engine: engine.name })
} catch (error) {
  tell({ type: 'unusable', failure: failureOf(error, 'hash-crashed') })
}

// Helpers

async function hash(digester: GroupDigester, files: readonly CommandedFile<Blob>[]): Promise<void> {
  const group = files.map(({ job, file }) => {
    const stop = new AbortController()
    stops.set(job, stop)
    return { job, file, signal: stop.signal }
  })
  await digester.digest(group)
  for (const { job } of files) stops.delete(job)
}
