/**
 * The hash worker's entry: switches messages, nothing else. Started by `panel/adapters/hash-pool.ts`; nobody
 * imports it.
 */
import { failureOf } from '../core/failure.ts'
import type { HashCommand, HashEvent } from '../core/hash-protocol.ts'
import { FileDigester } from './digest-file.ts'
import { chooseEngine } from './md5-engine.ts'

declare const self: DedicatedWorkerGlobalScope

const running = new Map<number, AbortController>()
const tell = (event: HashEvent): void => self.postMessage(event)

try {
  const engine = await chooseEngine()
  const digester = new FileDigester(engine)
  self.addEventListener('message', (message: MessageEvent<HashCommand<Blob>>) => {
    const command = message.data
    switch (command.type) {
      case 'hash':
        void hash(digester, command.job, command.file)
        return
      case 'cancel':
        running.get(command.job)?.abort()
        return
    }
  })
  tell({ type: 'ready', engine: engine.name })
} catch (error) {
  tell({ type: 'unusable', failure: failureOf(error, 'hash-crashed') })
}

// Helpers

async function hash(digester: FileDigester, job: number, file: Blob): Promise<void> {
  const stop = new AbortController()
  running.set(job, stop)
  try {
    const md5 = await digester.digest(file, {
      signal: stop.signal,
      onProgress: (bytes) => tell({ type: 'progress', job, bytes }),
    })
    tell({ type: 'digest', job, md5 })
  } catch (error) {
    tell({ type: 'failed', job, failure: failureOf(error, 'hash-crashed') })
  } finally {
    running.delete(job)
  }
}
