/** German texts of `en/dialogs.ts`. */
import { countOf, number } from '../format.ts'
import type { Translation } from '../language.ts'

const assets = (n: number): string => countOf(n, 'Asset', 'Assets')

export const dialogs: Translation['dialogs'] = {
  actions: {
    useHere: 'Im ausgewählten Bild einsetzen',
    place: 'Bilder auf der Seite füllen…',
    insert: 'Als neues Bild einfügen',
    rename: 'Umbenennen…',
    alt: 'Alt-Text…',
    replace: 'Datei ersetzen…',
    delete: 'Löschen…',
    url: 'URL kopieren',
    markdown: 'Als Markdown kopieren',
    html: 'Als HTML kopieren',
    css: 'Als CSS kopieren',
  },
  rename: {
    title: (n) => `${assets(n)} umbenennen`,
    template: 'Neuer Name',
    hint: 'Endungen bleiben. Nur der Name in Webflow ändert sich, nicht die URL.',
    insert: (token) => `${token} einfügen`,
    insertLabel: 'Einfügen',
    tokens: {
      name: 'Name',
      folder: 'Ordner',
      counter: 'Zähler',
      date: 'Datum',
      slug: 'Slug',
      ext: 'Endung',
    },
    start: 'Zähler beginnen bei',
    repair: 'Lange und doppelte Namen automatisch korrigieren',
    preview: 'Neue Namen',
    unknown: (words) => `Unbekannter Platzhalter: ${words}`,
    same: 'unverändert',
    problems: {
      empty: 'Name ist leer',
      'too-long': 'länger als 99 Zeichen',
      twice: 'mehrfach verwendet',
      taken: 'in diesem Ordner schon vergeben',
    },
    changes: (n) => countOf(n, 'neuer Name', 'neue Namen'),
    cannot: (n) => `${number(n)} ungültig`,
    go: (n) => `${number(n)} umbenennen`,
    wrong:
      'Einige Namen sind ungültig. Ändere die Vorlage oder schalte die automatische Korrektur ein.',
    nothing: 'Keine Namen zu ändern.',
  },
  alt: {
    title: 'Alt-Texte',
    language: 'Sprache',
    primary: (name) => `${name} (Hauptsprache)`,
    field: (name) => `Alt-Text von ${name}`,
    decorative: 'Dekorativ',
    decorativeOf: (name) => `Dekorativ: ${name}`,
    missing: 'Fehlt',
    passedOver: 'Wird von Screenreadern übersprungen',
    hint: 'Aus einer Tabelle einfügen: ein Text pro Zeile oder Dateiname und Text in zwei Spalten.',
    counts: {
      text: (n) => `${number(n)} mit Alt-Text`,
      decorative: (n) => `${number(n)} dekorativ`,
      missing: (n) => `${number(n)} fehlen`,
    },
    reading: 'Wird geladen…',
    pastedByName: (n) => `${countOf(n, 'Text', 'Texte')} eingefügt, nach Namen zugeordnet.`,
    pastedInOrder: (n) =>
      `${countOf(n, 'Text', 'Texte')} eingefügt, in der angezeigten Reihenfolge.`,
    unknown: (n, sample) =>
      n === 1
        ? `Kein Asset hier heißt „${sample}“.`
        : `${number(n)} Namen passen zu keinem Asset, etwa „${sample}“.`,
    ambiguous: (n, sample) =>
      n === 1
        ? `Mehrere Assets heißen „${sample}“.`
        : `${number(n)} Namen passen zu mehreren Assets, etwa „${sample}“.`,
    surplus: (n) => `${countOf(n, 'überzählige Zeile', 'überzählige Zeilen')} ignoriert.`,
    takeBack: 'Einfügen rückgängig machen',
    copyTable: 'Kopieren',
    columns: ['Name', 'Alt-Text'],
    go: (n) => `${number(n)} speichern`,
    nothing: 'Keine Änderungen zu speichern.',
  },
  delete: {
    title: (n) => `${assets(n)} löschen?`,
    final: 'Das lässt sich nicht rückgängig machen. Webflow hat keinen Papierkorb für Assets.',
    list: 'Wird gelöscht',
    looking: 'Die geöffnete Seite wird geprüft…',
    onPage: (n) =>
      n === 0
        ? 'Von keinem Bild auf dieser Seite verwendet.'
        : `Von ${countOf(n, 'Bild', 'Bildern')} auf dieser Seite verwendet.`,
    pageUnknown: 'Diese Seite konnte nicht geprüft werden.',
    unknown:
      'Nicht geprüft: andere Seiten, Komponenten, Hintergründe, CMS, eigener Code, externe Links.',
    used: 'Auf dieser Seite',
    go: (n) => `${number(n)} löschen`,
    instead: 'Verschieben…',
  },
  replace: {
    title: 'Datei ersetzen',
    now: 'Aktuell',
    next: 'Neu',
    choose: 'Datei wählen',
    other: 'Andere wählen',
    drop: 'Lege die neue Datei hier ab, oder',
    measures: (width, height) => `${number(width)} × ${number(height)}`,
    typeChanges: (from, to) =>
      `Der Typ ändert sich von ${from} zu ${to}. Webflow kann das ablehnen, oder die URL ändert sich.`,
    measuresChange: (from, to) =>
      `Die Maße ändern sich von ${from} zu ${to}: Das Bild kann schärfer oder unschärfer wirken.`,
    shapeChanges: (from, to) =>
      `Das Seitenverhältnis ändert sich von ${from} zu ${to}: Das Bild kann anders beschnitten oder eingepasst werden.`,
    unmeasured: 'Keine Vorschau. Die Datei ist vielleicht beschädigt.',
    kept: 'Ändert das Asset überall, wo es verwendet wird (CMS-Kopien bleiben eventuell gleich). Du kannst das rückgängig machen, solange dieses Panel offen ist.',
    go: 'Ersetzen',
    beside: 'Beide behalten',
    nothing: 'Wähle zuerst eine neue Datei.',
  },
  canvas: {
    selected: 'Ausgewähltes Bild',
    shows: (name) => `Zeigt ${name}`,
    empty: 'Kein Bild gesetzt',
    other: 'Zeigt ein anderes Bild',
    decorative: 'dekorativ',
    use: 'Setzen',
    drop: 'Lege ein Asset oder eine Datei hier ab, um es zu setzen.',
    dropNow: 'Im ausgewählten Bild einsetzen',
    uploading: 'Wird nach dem Hochladen gesetzt.',
    launched: 'Wähle ein Bild für das Element, von dem aus du das Panel geöffnet hast.',
    select: 'Wähle zuerst ein Bild auf der Seite aus.',
    one: 'Wähle zuerst ein Asset aus.',
    noPicture: 'Bildelemente akzeptieren nur Bilder.',
    blocked:
      'Bilder auf der Seite lassen sich in diesem Modus nicht ändern. Wechsle in den Design-Modus auf dem Hauptbranch.',
  },
  place: {
    title: (n) => `Bilder mit ${countOf(n, 'Asset', 'Assets')} füllen`,
    hint: 'Der Reihe nach, ab dem ausgewählten Bild. Überspringe Bilder, die so bleiben sollen.',
    list: 'Bilder und Assets',
    element: (n) => `Bild ${number(n)}`,
    shows: (name) => `zeigt ${name}`,
    empty: 'leer',
    other: 'zeigt ein anderes Bild',
    none: 'Kein Bild mehr auf dieser Seite',
    leaveOut: (n) => `Bild ${number(n)} überspringen`,
    leftOut: 'Übersprungen',
    takeIn: (n) => `Bild ${number(n)} einbeziehen`,
    insertRest: (n) => `${countOf(n, 'neues Bild', 'neue Bilder')} für den Rest einfügen`,
    reading: 'Bilder auf der Seite werden gesucht…',
    noElements: 'Diese Seite hat keine Bilder.',
    go: (n) => `${number(n)} füllen`,
  },
  copy: {
    title: 'Manuell kopieren',
    done: (n) => `${countOf(n, 'URL', 'URLs')} kopiert`,
  },
}
