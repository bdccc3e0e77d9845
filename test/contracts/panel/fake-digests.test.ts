import { SeenFiles } from '../../../src/core/seen-files.ts'
import { MemoryDigests } from '../../fakes/memory-digests.ts'
import { digestCacheContract } from './digest-cache.ts'

const sites = new Map<string, SeenFiles>()

digestCacheContract('the fake', {
  lasting: true,
  open(site, clock) {
    const seen = sites.get(site) ?? new SeenFiles()
    sites.set(site, seen)
    return new MemoryDigests(clock, seen)
  },
})
