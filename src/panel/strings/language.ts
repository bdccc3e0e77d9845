/**
 * The language that the panel speaks. English is built in; another set of words comes as a chunk of its own and
 * is put in by {@link speak}. Each `strings*.ts` keeps its English words beside a live binding that follows.
 *
 * To add words: write them in English in their `strings*.ts`; the compiler then asks for them in `strings-de*.ts`.
 * To add a file of words: give it a name in `strings-translation.ts`, and let it follow by {@link onLanguage}.
 */

/**
 * A whole set of words in another language. `strings-translation.ts` lists its parts: they follow the language, so this
 * file cannot import them.
 */
export interface Translation {}

/** The shape of an English set, with any words in it: a translation lacks none and has none too many. */
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

/** Puts a language in. What is on the screen must be rendered anew. */
export function speak(next: Language): void {
  language = next
  for (const listener of listeners) listener(next)
}

/** Calls `follow` with the language now and with each one that is put in later. */
export function onLanguage(follow: (language: Language) => void): void {
  listeners.push(follow)
  follow(language)
}

// Helpers

let language: Language = { tag: 'en', words: undefined }
const listeners: ((language: Language) => void)[] = []
