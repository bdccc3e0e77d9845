/** Files that would be called like assets with other contents: what is asked about them. */
import { countOf, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'

const english = {
  title: (n: number) =>
    countOf(
      n,
      'file has the name of an asset, but other contents',
      'files have the names of assets, but other contents',
    ),
  hint: 'Replacing changes the asset wherever it is used. You can undo it. Nothing happens until you choose.',
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
