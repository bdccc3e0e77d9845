/**
 * The panel's language. English is built in; other languages are separate chunks that {@link speak} puts into use. Each
 * file in `en/` exports its English texts and a live binding to the current language's.
 *
 * To add texts: write them in English in a file of `en/`; the compiler then asks for them in `de/`.
 * To add a file of texts: name it in `translation.ts`, and subscribe it with {@link onLanguage}.
 */

/**
 * All texts in another language. `translation.ts` lists its parts: they import this file, so it cannot import them.
 */
export interface Translation {}

/** The shape of a set of English texts with any strings: a translation has exactly the same keys. */
export type Spoken<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [K in keyof T]: Spoken<T[K]> }

/** `tag`: BCP 47; numbers follow it. */
export interface Language {
  readonly tag: string
  /** Undefined: English. */
  readonly words: Translation | undefined
}

/** Switches the language. The caller must render everything again. */
export function speak(next: Language): void {
  language = next
  for (const listener of listeners) listener(next)
}

/** Calls `follow` with the current language now, and with each later one. */
export function onLanguage(follow: (language: Language) => void): void {
  listeners.push(follow)
  follow(language)
}

// Helpers

let language: Language = { tag: 'en', words: undefined }
const listeners: ((language: Language) => void)[] = []
