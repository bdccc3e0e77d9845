/** The available languages, and how the panel chooses one. */
import { speak, type Translation } from './language.ts'

/** Languages by code, each with its own name for itself. */
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
 * The language chosen earlier, else the first available one of the browser's, else English. `tag` keeps the
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

/** Loads a language's texts and switches to it. If they cannot be loaded, the language stays as it is. */
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
