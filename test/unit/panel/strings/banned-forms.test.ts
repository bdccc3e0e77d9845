/** The glossary in use: no text of the panel has a banned form, in any language. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { FAILURE_CODES, type Failure, type FailureCode } from '../../../../src/core/failure.ts'
import { german } from '../../../../src/panel/strings/de/index.ts'
import {
  failureHint,
  failureState,
  failureTitle,
  groupTitle,
  retryingHint,
} from '../../../../src/panel/strings/en/failures.ts'
import { speak } from '../../../../src/panel/strings/language.ts'
import { changeWords } from '../../../../src/panel/strings/en/changes.ts'
import { dialogWords } from '../../../../src/panel/strings/en/dialogs.ts'
import { libraryStrings } from '../../../../src/panel/strings/en/library.ts'
import { conflictWords } from '../../../../src/panel/strings/en/conflict.ts'
import { planWords } from '../../../../src/panel/strings/en/plan.ts'
import { runWords } from '../../../../src/panel/strings/en/run.ts'
import { strings } from '../../../../src/panel/strings/en/panel.ts'
import { BANNED_FORMS, bannedIn } from '../../../banned-forms.ts'

const LANGUAGES = { en: undefined, de: german } as const
const CODES = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]
afterEach(() => speak({ tag: 'en', words: undefined }))

/** The sets of words in the language in use, by their names in a translation; failures are said one by one. */
const sets = () => ({
  panel: strings,
  run: runWords,
  plan: planWords,
  conflict: conflictWords,
  library: libraryStrings,
  changes: changeWords,
  dialogs: dialogWords,
})

describe.each(CODES)('texts in %s', (code) => {
  it('have no banned form', () => {
    speak({ tag: code, words: LANGUAGES[code] })
    const texts = textsOf(sets())
    expect(texts.size).toBeGreaterThan(300)
    expect(faultsOf(texts, code)).toEqual([])
  })

  it.each(FAILURE_CODES)('have no banned form for %s', (failure) => {
    speak({ tag: code, words: LANGUAGES[code] })
    expect(faultsOf(failureTexts(failure), code)).toEqual([])
  })
})

describe('the texts that are looked at', () => {
  it('are all sets of a translation', () => {
    const apart = ['failures', 'format']
    expect([...Object.keys(sets()), ...apart].toSorted()).toEqual(Object.keys(german).toSorted())
  })

  it('include those that functions make, for one and for many', () => {
    const texts = textsOf({
      n: (n: number) => (n === 1 ? 'one call' : `${n} calls`),
      deep: ['Go on'],
    })
    expect([...texts.values()]).toEqual(expect.arrayContaining(['one call', '2 calls', 'Go on']))
    expect(faultsOf(texts, 'en').length).toBeGreaterThanOrEqual(3)
  })
})

describe('a banned form', () => {
  it.each([
    ['en', '3 twice in this drop', ['this drop → upload', 'twice → duplicate']],
    ['en', 'Copy address', ['address → URL']],
    ['en', 'No server address in this build.', []],
    ['en', 'Webflow takes no .md files.', ['takes → accepts']],
    ['en', 'Goes on in 0:21', ['Goes on → continues, resumes']],
    ['en', 'Make sure nothing is changing the file.', []],
    ['en', '2 folders to make', ['make → create']],
    ['en', 'Put away', ['Put away → dismiss']],
    ['en', 'Tell whoever runs the server.', ['Tell whoever → admin']],
    ['en', 'This server needs an access key. Ask whoever set it up.', []],
    ['de', 'Wählen Sie ein Asset.', ['Sie → du']],
    ['de', 'Adresse kopieren', ['Adresse → URL']],
    ['de', 'Keine Serveradresse', []],
    ['de', 'deine E-Mail-Adresse', []],
    ['de', 'Es geht von selbst weiter.', ['von selbst → automatisch']],
  ] as const)('is found in %s: %s', (code, text, found) => {
    expect(bannedIn(text, code)).toEqual(found)
  })

  it.each(CODES)('never stands in the list of words to use in %s', (code) => {
    for (const { instead } of BANNED_FORMS[code]) expect(bannedIn(instead, code)).toEqual([])
  })
})

describe('the German terms', () => {
  const page = readFileSync(
    resolve(import.meta.dirname, '../../../../.github/docs/german-terms.md'),
    'utf8',
  )

  it('have a German word for each English one, and none is banned', () => {
    const rows = [...page.matchAll(/^\| (?!English|-)([^|]+) \| ([^|]+) \|/gm)]
    expect(rows.length).toBeGreaterThan(20)
    for (const [, , word = ''] of rows) expect(bannedIn(word, 'de')).toEqual([])
  })
})

// Helpers

function faultsOf(texts: ReadonlyMap<string, string>, code: keyof typeof LANGUAGES): string[] {
  return [...texts].flatMap(([key, text]) =>
    bannedIn(text, code).map((fault) => `${key}: “${text}”: ${fault}`),
  )
}

/** A text can have a number wherever it has a name; some leave a part out if it is undefined. */
const SAMPLES: readonly unknown[] = [0, 1, 2, 100_000_000, undefined]

/** All texts by the path of their keys; of functions, what they say of each sample. */
function textsOf(words: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const at = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') texts.set(at, value)
    else if (typeof value === 'object') {
      for (const [inner, text] of textsOf(value, at)) texts.set(inner, text)
    } else if (typeof value === 'function') {
      for (const sample of SAMPLES) {
        if (sample === undefined && value.length < 2) continue
        const args = Array.from({ length: value.length }, () => sample)
        texts.set(`${at}(${String(sample)})`, String(value(...args)))
      }
    }
  }
  return texts
}

const FACTS: readonly NonNullable<Failure['facts']>[] = [
  {},
  { kind: 'image', limitBytes: 4_194_304, sizeBytes: 5_000_000 },
  { limitBytes: 4_194_304 },
  { extension: 'md' },
  { scopes: 'assets:write' },
  { reason: 'other-site' },
  { connectUrl: 'https://dock.example.com/connect' },
  { webflowReason: 'Name is too long.' },
]

/** Everything that may be said of failures with this code. */
function failureTexts(code: FailureCode): Map<string, string> {
  const texts = new Map<string, string>()
  const failures = FACTS.map((facts): Failure => ({ code, message: '', facts }))
  failures.forEach((failure, n) => {
    const said = [failureState, failureTitle, failureHint, retryingHint].map((say) => say(failure))
    const groups = [groupTitle([failure]), groupTitle([failure, failure])]
    for (const [at, text] of [...said, ...groups].entries()) texts.set(`${code} ${n}.${at}`, text)
  })
  texts.set(`${code} mixed`, groupTitle(failures))
  return texts
}
