/** Every word of the library. */
import { onLanguage, type Spoken } from './strings-language.ts'

const english = {
  actions: {
    details: 'Details…',
    move: 'Move to folder…',
  },
} as const
export type LibraryWords = Spoken<typeof english>

export let libraryStrings: LibraryWords = english
onLanguage((language) => void (libraryStrings = language.words?.library ?? english))
