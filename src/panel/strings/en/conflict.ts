/** Texts on files whose names are taken by assets with different content. */
import { countOf, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'

const english = {
  title: (n: number) =>
    `${countOf(n, 'file already exists', 'files already exist')} with different content`,
  hint: 'Replacing updates everywhere the asset is used. You can undo it. Nothing changes until you choose.',
  replaceAll: (n: number) => `Replace all ${number(n)}`,
  keepBothAll: 'Keep both for all',
  replace: 'Replace',
  keepBoth: 'Keep both',
  /** A choice for one file; `file` names it with its folder. */
  forOne: (choice: string, file: string) => `${choice}: ${file}`,
  onSite: 'On the site',
  yours: 'Your file',
  added: (day: string) => `Added ${day}`,
  changed: (day: string) => `Changed ${day}`,
} as const
export type ConflictWords = Spoken<typeof english>

/** The words in the language in use. */
export let conflictWords: ConflictWords = english
onLanguage((language) => void (conflictWords = language.words?.conflict ?? english))
