import { describe, expect, it } from 'vitest'
import { FAILURE_CODES, type Failure } from '../../src/core/failure.ts'
import { brokenLimit, MAX_BYTES } from '../../src/core/limits.ts'
import {
  failureHint,
  failureState,
  failureTitle,
  groupTitle,
} from '../../src/panel/strings-failures.ts'
import { bytes, bytesOf, countOf, shortNumber } from '../../src/panel/strings-format.ts'
import { budgetWords, timeLeftWords } from '../../src/panel/strings.ts'
import { sendingWords } from '../../src/panel/strings-row.ts'

describe('a failure’s words', () => {
  it.each(FAILURE_CODES)('exist for %s, whatever facts come with it', (code) => {
    const failure: Failure = { code, message: 'for developers' }
    const said = [failureState, failureTitle, failureHint].map((words) => words(failure))
    for (const words of [...said, groupTitle(failure, 1), groupTitle(failure, 6)]) {
      expect(words).toMatch(/^[A-Z0-9]/)
      expect(words).not.toMatch(/undefined|NaN|for developers|webflow/)
    }
    expect(failureState(failure).length).toBeLessThan(32)
    expect(groupTitle(failure, 6)).toMatch(/6 files/)
  })

  it('name the number that was broken, and never the limit as the size', () => {
    const failure = brokenLimit({ name: 'a.png', size: MAX_BYTES.image + 1 })
    expect(failure && failureTitle(failure)).toBe(
      'The file has 4.01 MB; Webflow takes images of up to 4 MB.',
    )
    expect(failure && groupTitle(failure, 37)).toBe('37 files are over Webflow’s 4 MB for images')
    expect(failure && groupTitle(failure, 1)).toBe('1 file is over Webflow’s 4 MB for images')
  })

  it('name the type that is not taken', () => {
    const failure = brokenLimit({ name: 'a.psd', size: 1 })
    expect(failure && failureState(failure)).toBe('Type .psd not taken')
    const bare = brokenLimit({ name: 'README', size: 1 })
    expect(bare && failureTitle(bare)).toBe(
      'Webflow takes no files without an extension as an asset.',
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
      `${words}: your line sets the pace`,
    )
  })

  it('names Webflow’s limit where it is known', () => {
    const left = { ms: 200_000, bottleneck: 'webflow', filesPerSecond: 1 } as const
    expect(timeLeftWords(left, 60)).toBe('About 4 min left: Webflow takes 60 files a minute')
    expect(timeLeftWords(left, undefined)).toBe('About 4 min left: Webflow sets the pace')
  })

  it.each([
    [8.4, '8 files a second'],
    [1, '1 file a second'],
    [0.4, '24 files a minute'],
    [0.001, '1 file a minute'],
  ])('names the pace of %d files a second where answers take the time', (filesPerSecond, words) => {
    const left = { ms: 200_000, bottleneck: 'files', filesPerSecond } as const
    expect(timeLeftWords(left, 60)).toBe(`About 4 min left, at ${words}`)
  })

  it('is counted down by the second', () => {
    expect(budgetWords(41_300, 120, undefined)).toBe(
      'Webflow takes 120 files a minute: goes on in 0:42',
    )
    const left = { ms: 161_300, bottleneck: 'webflow', filesPerSecond: 1 } as const
    expect(budgetWords(41_300, 120, left)).toBe(
      'About 3 min left: Webflow takes 120 files a minute, goes on in 0:42',
    )
    expect(budgetWords(60_000, undefined, left)).toBe('Webflow asks for a pause: goes on in 1:00')
  })
})

describe('sending', () => {
  it('never claims more than has left', () => {
    expect([0, 0.429, 0.999, 1].map(sendingWords)).toEqual([
      'Sending 0%',
      'Sending 42%',
      'Sending 99%',
      'Finishing',
    ])
  })
})
