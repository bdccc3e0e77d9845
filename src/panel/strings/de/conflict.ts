/** German texts of `en/conflict.ts`. */
import { countOf, number } from '../format.ts'
import type { Translation } from '../language.ts'

export const conflict: Translation['conflict'] = {
  title: (n) => `${countOf(n, 'Datei gibt', 'Dateien gibt')} es bereits mit anderem Inhalt`,
  hint: 'Ersetzen ändert das Asset überall, wo es verwendet wird. Du kannst es rückgängig machen. Bis du wählst, ändert sich nichts.',
  replaceAll: (n) => `Alle ${number(n)} ersetzen`,
  keepBothAll: 'Immer beide behalten',
  replace: 'Ersetzen',
  keepBoth: 'Beide behalten',
  forOne: (choice, file) => `${choice}: ${file}`,
  onSite: 'Auf der Website',
  yours: 'Deine Datei',
  added: (day) => `Hinzugefügt ${day}`,
  changed: (day) => `Geändert ${day}`,
}
