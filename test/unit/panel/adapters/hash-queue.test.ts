/** Which files are put together in a group. Only sizes matter here, so files are stand-ins of a size. */
import { describe, expect, it } from 'vitest'
import type { HashJob } from '../../../../src/panel/adapters/hashing/hash-job.ts'
import {
  FIRST_GROUP,
  HashQueue,
  LONE_FILE_BYTES,
  LONG_FILE_BYTES,
  MOST_GROUP,
} from '../../../../src/panel/adapters/hashing/hash-queue.ts'

const KB = 1024
const MB = 1024 * KB

describe('a group', () => {
  it('takes files in the order of the requests, up to its byte limit', () => {
    const queue = queueOf([500, 700, 800, 300, 400].map((kilobytes) => kilobytes * KB))
    const limit = { bytes: 2000 * KB, files: 512 }
    expect(idsOf(queue.take(limit))).toEqual([0, 1, 2])
    expect(idsOf(queue.take(limit))).toEqual([3, 4])
    expect(queue.take(MOST_GROUP)).toEqual([])
  })

  it('holds no more files than its limit', () => {
    const queue = queueOf(Array<number>(600).fill(0))
    expect(queue.take(FIRST_GROUP)).toHaveLength(8)
    expect(queue.take(MOST_GROUP)).toHaveLength(512)
    expect(queue.size).toBe(80)
  })

  it('has at least one file, however large', () => {
    const queue = queueOf([3 * MB, KB])
    expect(idsOf(queue.take(FIRST_GROUP))).toEqual([0])
  })

  it('groups long files together, and hashes very long ones alone', () => {
    const long = LONG_FILE_BYTES + MB
    const queue = queueOf([KB, long, KB, LONE_FILE_BYTES + 1, long, long, long, KB])
    const limit = { bytes: 3 * MB, files: 512 }
    expect(idsOf(queue.take(limit))).toEqual([0, 2, 7])
    expect(idsOf(queue.take(limit))).toEqual([1, 4, 5])
    expect(idsOf(queue.take(limit))).toEqual([3])
    expect(idsOf(queue.take(limit))).toEqual([6])
  })

  it('excludes files that must be hashed alone', () => {
    const queue = queueOf([KB, KB])
    const [first, suspect] = queue.take(MOST_GROUP)
    suspect.alone = true
    queue.add(job(2, KB))
    queue.putBack([first, suspect])
    expect(idsOf(queue.take(MOST_GROUP))).toEqual([0, 2])
    expect(idsOf(queue.take(MOST_GROUP))).toEqual([1])
  })

  it('starts with the files that were put back', () => {
    const queue = queueOf([KB, KB, KB, KB])
    const taken = queue.take({ bytes: MB, files: 2 })
    queue.putBack(taken)
    expect(idsOf(queue.take(MOST_GROUP))).toEqual([0, 1, 2, 3])
  })

  it('excludes deleted files', () => {
    const queue = new HashQueue()
    const jobs = [0, 1, 2].map((id) => job(id, MB))
    for (const each of jobs) queue.add(each)
    queue.delete(jobs[1])
    queue.delete(jobs[1])
    expect(queue.groups({ bytes: MB, files: 8 })).toBe(2)
    expect(idsOf(queue.take(MOST_GROUP))).toEqual([0, 2])
    expect(queue.groups(FIRST_GROUP)).toBe(0)
  })
})

describe('a fair share', () => {
  it('leaves as much for the other takers, down to the first group’s limit', () => {
    const queue = queueOf(Array<number>(40).fill(MB))
    expect(queue.fairShare(2, MOST_GROUP)).toEqual({ bytes: 10 * MB, files: 10 })
    expect(queue.fairShare(40, MOST_GROUP)).toEqual(FIRST_GROUP)
  })

  it('is bounded', () => {
    const queue = queueOf(Array<number>(5000).fill(167 * KB))
    expect(queue.fairShare(2, MOST_GROUP)).toEqual(MOST_GROUP)
  })
})

// Helpers

function job(id: number, size: number): HashJob {
  const nothing = (): void => undefined
  const file = { size } as Blob
  return { id, file, alone: false, progress: nothing, done: nothing, fail: nothing }
}

function queueOf(sizes: readonly number[]): HashQueue {
  const queue = new HashQueue()
  for (const [id, size] of sizes.entries()) queue.add(job(id, size))
  return queue
}

const idsOf = (group: readonly HashJob[]): number[] => group.map(({ id }) => id)
