/** Which languages there are, and which one a person gets. */
import { speak, type Translation } from './language.ts'

/** By their code, each called as its speakers call it. */
export const LANGUAGES = {
  en: { name: 'English', load: undefined },
  de: { name: 'Deutsch', load: async () => (await import('./de/index.ts')).german },
} as const satisfies Record<
  string,
  { name: string; load: (() => Promise<Translation>) | undefined }
>

export type LanguageCode = keyof typeof LANGUAGES

export const LANGUAGE_CODES = Object.keys(LANGUAGES).filter(isLanguageCode)

/**
 * What was chosen before, else the first language that the browser wants and there is, else English. `tag` keeps the
 * browser's region, so that Swiss numbers stay Swiss.
 */
export function chooseLanguage(
  remembered: string | undefined,
  wanted: readonly string[],
): { readonly code: LanguageCode; readonly tag: string } {
  const code =
    remembered !== undefined && isLanguageCode(remembered)
      ? remembered
      : (wanted.map(codeOf).find(isLanguageCode) ?? 'en')
  return { code, tag: wanted.find((tag) => codeOf(tag) === code) ?? code }
}

/** Loads the language's words and speaks it. Where they cannot be had, the panel goes on as it spoke before. */
export async function speakLanguage(code: LanguageCode, tag: string = code): Promise<boolean> {
  const { load } = LANGUAGES[code]
  try {
    speak({ tag, words: await load?.() })
    return true
  } catch {
    return false
  }
}

// Helpers

const codeOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

function isLanguageCode(code: string): code is LanguageCode {
  return Object.hasOwn(LANGUAGES, code)
}
