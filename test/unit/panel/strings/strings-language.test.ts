/** The panel in another language: every text is there, all texts are in `strings/`, the browser's language is used. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { FAILURE_CODES, type Failure } from '../../../../src/core/failure.ts'
import { LanguageModel } from '../../../../src/panel/models/language-model.ts'
import { chooseLanguage } from '../../../../src/panel/strings/choice.ts'
import { german } from '../../../../src/panel/strings/de/index.ts'
import {
  failureHint,
  failureState,
  failureTitle,
  groupTitle,
} from '../../../../src/panel/strings/en/failures.ts'
import { bytes, bytesOf, files, number, share } from '../../../../src/panel/strings/format.ts'
import { speak } from '../../../../src/panel/strings/language.ts'
import { announceRunEnd } from '../../../../src/panel/strings/en/run.ts'
import { budgetWords, timeLeftWords, strings } from '../../../../src/panel/strings/en/panel.ts'
import { strayWords } from '../../../stray-words.ts'

const panel = resolve(import.meta.dirname, '../../../../src/panel')
const sources = (readdirSync(panel, { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('scenes/'))
  .map((file) => join(panel, file))

const speakGerman = (tag = 'de') => speak({ tag, words: german })
afterEach(() => speak({ tag: 'en', words: undefined }))

describe('all words', () => {
  // Adapters have words for developers only: their failures' messages.
  const outside = sources.filter((file) => !/^(strings|adapters)/.test(relative(panel, file)))

  it.each(outside.map((file) => relative(panel, file)))('%s has none of its own', (file) => {
    expect(strayWords(file, readFileSync(join(panel, file), 'utf8'))).toEqual([])
  })

  it('would be found', () => {
    const code = `
      const a = <p title="Close it" class="a b">Some words {n} {open ? 'Open' : strings.shut}</p>
      const b = open && \`Take \${n} away\`
      throw new Error('This is for developers')`
    expect(strayWords('a.tsx', code)).toEqual(['Open', 'Close it', 'Some words'])
    expect(strayWords('a.ts', "say('Drop it here')")).toEqual(['Drop it here'])
  })

  it.each(
    sources
      .map((file) => relative(panel, file))
      .filter((file) => /^strings\/(en\/|format|time)/.test(file)),
  )('%s follow the language', (file) => {
    expect(readFileSync(join(panel, file), 'utf8')).toMatch(/onLanguage\(/)
  })
})

describe('German', () => {
  it('says everything that English says, in other words', () => {
    const english = textsOf(strings)
    speakGerman()
    const words = textsOf(strings)
    expect([...words.keys()]).toEqual([...english.keys()])
    const same = [...words].filter(([key, word]) => word === english.get(key)).map(([key]) => key)
    expect(same.filter((key) => !SAME.has(key))).toEqual([])
  })

  it.each(FAILURE_CODES)('has words for %s', (code) => {
    const failure: Failure = { code, message: 'for developers' }
    const say = () => [failureState, failureTitle, failureHint].map((words) => words(failure))
    const english = say()
    speakGerman()
    const said = [...say(), groupTitle(many(failure, 6))]
    for (const words of said) {
      expect(words).toMatch(/^[A-ZÄÖÜ0-9]/)
      expect(words).not.toMatch(/undefined|NaN|for developers/)
      expect(english).not.toContain(words)
    }
    expect(failureState(failure).length).toBeLessThan(32)
    expect(groupTitle(many(failure, 6))).toMatch(/6 Dateien/)
  })

  it('writes numbers and sizes as its region does', () => {
    speakGerman()
    expect([files(1), files(1234), bytes(2.44 * 1024 ** 2)]).toEqual([
      '1 Datei',
      '1.234 Dateien',
      '2,4 MB',
    ])
    expect(bytesOf(21 * 1024 ** 2, 53 * 1024 ** 2)).toBe('21 von 53 MB')
    expect(share(0.429)).toBe('42\u00a0%')
    speakGerman('de-CH')
    expect(number(1234567)).toMatch(/^1[’']234[’']567$/)
  })

  it('speaks of waits and of the end', () => {
    speakGerman()
    expect(budgetWords(41_300, 120, undefined)).toBe(
      'Webflow erlaubt 120 Dateien pro Minute. Weiter in 0:42',
    )
    const left = { ms: 161_300, bottleneck: 'webflow', filesPerSecond: 1 } as const
    expect(budgetWords(41_300, 120, left)).toBe(
      'Noch etwa 3 min. Webflow erlaubt 120 Dateien pro Minute. Weiter in 0:42',
    )
    expect(timeLeftWords({ ...left, bottleneck: 'files', filesPerSecond: 8.4 }, 120)).toBe(
      'Noch etwa 3 min, bei 8 Dateien pro Sekunde',
    )
    const none = {
      total: 3,
      left: 0,
      existing: 0,
      replaced: 0,
      twins: 0,
      refused: 0,
      failed: 0,
      cancelled: 0,
      skipped: 0,
    }
    expect(announceRunEnd({ ...none, uploaded: 2, undecided: 1, junk: 0, unreadable: 0 })).toBe(
      'Fertig: 2 hochgeladen, 1 braucht eine Entscheidung',
    )
  })
})

describe('the language', () => {
  it.each([
    [undefined, ['de-CH', 'en'], { code: 'de', tag: 'de-CH' }],
    [undefined, ['fr', 'de'], { code: 'de', tag: 'de' }],
    [undefined, ['fr-CA'], { code: 'en', tag: 'en' }],
    ['en', ['de-AT', 'en-GB'], { code: 'en', tag: 'en-GB' }],
    ['de', ['en-US'], { code: 'de', tag: 'de' }],
    ['toString', ['de'], { code: 'de', tag: 'de' }],
    [undefined, [], { code: 'en', tag: 'en' }],
  ] as const)('remembered %s, wanted %j: %j', (remembered, wanted, chosen) => {
    expect(chooseLanguage(remembered, wanted)).toEqual(chosen)
  })

  it('is the browser’s at first, then the one that was chosen', async () => {
    const stored = new Map<string, string>()
    const store = {
      get: (key: string) => stored.get(key),
      set: (key: string, value: string) => void stored.set(key, value),
    }
    const first = new LanguageModel({ store, wanted: ['de-DE'] })
    await first.begin()
    expect([first.code.value, strings.close]).toEqual(['de', 'Schließen'])
    first.choose('en')
    await expect.poll(() => first.code.value).toBe('en')
    expect(strings.close).toBe('Close')
    const second = new LanguageModel({ store, wanted: ['de-DE'] })
    await second.begin()
    expect(second.code.value).toBe('en')
  })
})

// Helpers

const many = (failure: Failure, n: number): readonly Failure[] =>
  Array.from({ length: n }, () => failure)

/** Words that both languages share. */
const SAME = new Set([
  'app',
  'columns.name',
  'columns.state',
  'detail.state',
  'detail.url',
  'details',
  'inFolder',
  'detail.md5',
  'receiptCsv',
  'receiptJson',
  'site',
])

/** All words by the path of their keys; where they take facts, as said of twos. */
function textsOf(words: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const at = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') texts.set(at, value)
    else if (typeof value === 'object') {
      for (const [inner, text] of textsOf(value, at)) texts.set(inner, text)
    } else if (typeof value === 'function') texts.set(at, String(value(2, 2)))
  }
  return texts
}
