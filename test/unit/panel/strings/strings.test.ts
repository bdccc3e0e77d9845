import { describe, expect, it } from 'vitest'
import { FAILURE_CODES, type Failure } from '../../../../src/core/failure.ts'
import { brokenLimit, MAX_BYTES } from '../../../../src/core/limits.ts'
import {
  failureHint,
  failureState,
  failureTitle,
  groupTitle,
  retryingHint,
} from '../../../../src/panel/strings/en/failures.ts'
import { bytes, bytesOf, countOf, shortNumber } from '../../../../src/panel/strings/format.ts'
import { budgetWords, timeLeftWords } from '../../../../src/panel/strings/en/panel.ts'
import { sendingWords } from '../../../../src/panel/strings/row.ts'

describe('a failure’s words', () => {
  it.each(FAILURE_CODES)('exist for %s, whatever facts come with it', (code) => {
    const failure: Failure = { code, message: 'for developers' }
    const said = [failureState, failureTitle, failureHint].map((words) => words(failure))
    for (const words of [...said, groupTitle([failure]), groupTitle(many(failure, 6))]) {
      expect(words).toMatch(/^[A-Z0-9]/)
      expect(words).not.toMatch(/undefined|NaN|for developers|webflow/)
    }
    expect(failureState(failure).length).toBeLessThan(32)
    expect(groupTitle(many(failure, 6))).toMatch(/6 files/)
  })

  it('name the number that was broken, and never the limit as the size', () => {
    const failure = brokenLimit({ name: 'a.png', size: MAX_BYTES.image + 1 })
    expect(failure && failureTitle(failure)).toBe(
      'This file is 4.01 MB. Webflow’s limit for images is 4 MB.',
    )
    const group = (n: number) => failure && groupTitle(many(failure, n))
    expect(group(37)).toBe('37 images exceed Webflow’s 4 MB limit')
    expect(group(1)).toBe('1 image exceeds Webflow’s 4 MB limit')
  })

  it('names the type that is not supported', () => {
    const failure = brokenLimit({ name: 'a.psd', size: 1 })
    expect(failure && failureState(failure)).toBe('.psd not supported')
    const bare = brokenLimit({ name: 'README', size: 1 })
    expect(bare && failureTitle(bare)).toBe('Webflow doesn’t accept files without an extension.')
  })
})

describe('a group of failures', () => {
  const broken = (name: string, size = 11 * 1024 ** 2): Failure => {
    const failure = brokenLimit({ name, size })
    if (!failure) throw new Error(`${name} breaks no limit.`)
    return failure
  }

  it('names a limit only if all its files exceed that one', () => {
    expect(groupTitle([broken('a.pdf'), broken('b.docx')])).toBe(
      '2 documents exceed Webflow’s 10 MB limit',
    )
    expect(groupTitle([broken('a.pdf'), broken('b.json')])).toBe(
      '2 files exceed Webflow’s 10 MB limit',
    )
    expect(groupTitle([broken('a.pdf'), broken('b.jpg'), broken('c.jpg')])).toBe(
      '3 files exceed Webflow’s size limits',
    )
  })

  it('names some of the types that are not supported', () => {
    expect(groupTitle([broken('README')])).toBe('1 file isn’t supported by Webflow')
    expect(groupTitle([broken('a.md'), broken('b.md')])).toBe(
      '2 files aren’t supported by Webflow (.md)',
    )
    expect(groupTitle(['a.md', 'b.psd', 'c.mp4'].map((name) => broken(name)))).toBe(
      '3 files aren’t supported by Webflow (.md, .psd, …)',
    )
  })
})

describe('a failure that is retried automatically', () => {
  const failure = (code: Failure['code']): Failure => ({ code, message: '' })

  it('does not ask the person to try again', () => {
    expect(retryingHint(failure('rate-limited'))).toBe('Retrying automatically.')
    expect(retryingHint(failure('proxy-unreachable'))).toBe(
      'It may be down, or it may not allow this panel. Retrying automatically.',
    )
  })
})

describe('a rejection by Webflow', () => {
  it('names Webflow’s own reason', () => {
    const facts = { webflowReason: 'File name is too long.' }
    expect(failureTitle({ code: 'webflow-refused', message: '', facts })).toBe(
      'Webflow rejected this file: File name is too long.',
    )
  })
})

describe('numbers', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1024, '1 kB'],
    [1024 * 1024, '1 MB'],
    [4 * 1024 * 1024, '4 MB'],
    [2.44 * 1024 * 1024, '2.4 MB'],
    [53.4 * 1024 * 1024, '53 MB'],
    [3 * 1024 ** 3, '3 GB'],
    [5000 * 1024 ** 3, '5,000 GB'],
  ])('%d bytes read %s', (n, words) => {
    expect(bytes(n)).toBe(words)
  })

  it('share a unit where they have the same', () => {
    expect(bytesOf(21 * 1024 ** 2, 53 * 1024 ** 2)).toBe('21 of 53 MB')
    expect(bytesOf(900 * 1024, 53 * 1024 ** 2)).toBe('900 kB of 53 MB')
  })

  it('have plural forms and short forms', () => {
    expect([0, 1, 2, 1000].map((n) => countOf(n, 'file', 'files'))).toEqual([
      '0 files',
      '1 file',
      '2 files',
      '1,000 files',
    ])
    expect([999, 2400].map(shortNumber)).toEqual(['999', '2.4K'])
  })
})

describe('time', () => {
  it.each([
    [20_000, 'Less than a minute left'],
    [60_000, 'About 1 min left'],
    [200_000, 'About 4 min left'],
    [59 * 60_000, 'About 59 min left'],
    [60 * 60_000, 'About 1 h left'],
    [(60 + 58) * 60_000, 'About 2 h left'],
    [(60 + 31) * 60_000, 'About 1 h 30 min left'],
  ])('of %d ms reads %s', (ms, words) => {
    expect(timeLeftWords({ ms, bottleneck: 'line', filesPerSecond: 1 }, 60)).toBe(
      `${words}, limited by your connection`,
    )
  })

  it('names Webflow’s limit where it is known', () => {
    const left = { ms: 200_000, bottleneck: 'webflow', filesPerSecond: 1 } as const
    expect(timeLeftWords(left, 60)).toBe('About 4 min left. Webflow allows 60 files per minute')
    expect(timeLeftWords(left, undefined)).toBe('About 4 min left, limited by Webflow')
  })

  it.each([
    [8.4, '8 files per second'],
    [1, '1 file per second'],
    [0.4, '24 files per minute'],
    [0.001, '1 file per minute'],
  ])('names the pace of %d files a second where answers take the time', (filesPerSecond, words) => {
    const left = { ms: 200_000, bottleneck: 'files', filesPerSecond } as const
    expect(timeLeftWords(left, 60)).toBe(`About 4 min left, at ${words}`)
  })

  it('is counted down by the second', () => {
    expect(budgetWords(41_300, 120, undefined)).toBe(
      'Webflow allows 120 files per minute. Resumes in 0:42',
    )
    const left = { ms: 161_300, bottleneck: 'webflow', filesPerSecond: 1 } as const
    expect(budgetWords(41_300, 120, left)).toBe(
      'About 3 min left. Webflow allows 120 files per minute. Resumes in 0:42',
    )
    expect(budgetWords(60_000, undefined, left)).toBe(
      'Webflow’s rate limit reached. Resumes in 1:00',
    )
  })
})

describe('an upload’s share', () => {
  it('never claims more than has left', () => {
    expect([0, 0.429, 0.999, 1].map(sendingWords)).toEqual([
      'Uploading 0%',
      'Uploading 42%',
      'Uploading 99%',
      'Finishing',
    ])
  })
})

// Helpers

const many = (failure: Failure, n: number): readonly Failure[] =>
  Array.from({ length: n }, () => failure)
