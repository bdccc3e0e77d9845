/**
 * The entry point of the hash worker: dispatches messages. Started by `panel/adapters/hashing/hash-pool.ts`, never
 * imported.
 */
import { failureOf } from '../core/failure.ts'
import type { CommandedFile, HashCommand, HashEvent } from '../core/hash-protocol.ts'
import { GroupDigester } from './digest-group.ts'
import { chooseEngine } from './md5-engine.ts'

declare const self: DedicatedWorkerGlobalScope

const signals = new Map<number, { aborted: boolean }>()
const post = (event: HashEvent): void => self.postMessage(event)

try {
  const engine = await chooseEngine()
  const digester = new GroupDigester(engine, post)
  self.addEventListener('message', (message: MessageEvent<HashCommand<Blob>>) => {
    const command = message.data
    switch (command.type) {
      case 'hash':
        void hash(digester, command.files)
        return
      case 'cancel':
        for (const job of command.jobs) stop(job)
        return
    }
  })
  post({ type: 'ready', engine: engine.name })
} catch (error) {
  post({ type: 'unusable', failure: failureOf(error, 'hash-crashed') })
}

// Helpers

async function hash(digester: GroupDigester, files: readonly CommandedFile<Blob>[]): Promise<void> {
  const group = files.map(({ job, file }) => {
    const signal = { aborted: false }
    signals.set(job, signal)
    return { job, file, signal }
  })
  await digester.digest(group)
  for (const { job } of files) signals.delete(job)
}

function stop(job: number): void {
  const signal = signals.get(job)
  if (signal) signal.aborted = true
}
