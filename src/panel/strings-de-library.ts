/** German of `strings-library.ts`. */
import type { Translation } from './strings-language.ts'

export const library: Translation['library'] = {
  actions: {
    details: 'Einzelheiten…',
    move: 'In Ordner verschieben…',
  },
}
