/** German of `strings-library-dialogs.ts`. */
import { countOf, number } from './strings-format.ts'
import type { Translation } from './strings-language.ts'

const assets = (n: number): string => countOf(n, 'Asset', 'Assets')

export const dialogs: Translation['dialogs'] = {
  actions: {
    useHere: 'Im gewählten Bild verwenden',
    place: 'Auf Bilder verteilen…',
    insert: 'Als neues Bild einfügen',
    rename: 'Umbenennen…',
    alt: 'Alternativtext…',
    replace: 'Datei ersetzen…',
    delete: 'Löschen…',
    url: 'Adresse kopieren',
    markdown: 'Als Markdown kopieren',
    html: 'Als HTML kopieren',
    css: 'Als CSS kopieren',
  },
  rename: {
    title: (n) => `${assets(n)} umbenennen`,
    template: 'Neuer Name',
    hint: 'Die Endung bleibt. Der Name ist, was man in Webflow sieht: Die Adresse der Datei ändert sich nicht.',
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
    start: 'Zähler beginnt bei',
    repair: 'Kürzen und nummerieren, was nicht passt',
    preview: 'Neue Namen',
    unknown: (words) => `Unbekannt: ${words}`,
    same: 'bleibt, wie er ist',
    problems: {
      empty: 'nichts bleibt davon übrig',
      'too-long': 'länger als 99 Zeichen',
      twice: 'mehrere bekämen diesen Namen',
      taken: 'ein anderes Asset im Ordner heißt so',
    },
    changes: (n) => countOf(n, 'neuer Name', 'neue Namen'),
    cannot: (n) => countOf(n, 'geht nicht', 'gehen nicht'),
    go: (n) => `${number(n)} umbenennen`,
    wrong:
      'Einige dieser Namen gehen nicht. Ändern Sie die Vorlage, oder lassen Sie kürzen und nummerieren.',
    nothing: 'Kein Name würde sich ändern.',
  },
  alt: {
    title: 'Alternativtexte',
    language: 'Sprache',
    primary: (name) => `${name} (Hauptsprache)`,
    field: (name) => `Alternativtext von ${name}`,
    decorative: 'Dekorativ',
    decorativeOf: (name) => `Dekorativ: ${name}`,
    missing: 'Fehlt',
    passedOver: 'Wird beim Vorlesen übergangen',
    hint: 'Fügen Sie aus einer Tabelle in ein Feld ein: einen Text je Zeile, oder Namen neben Texten.',
    counts: {
      text: (n) => `${number(n)} mit Worten`,
      decorative: (n) => `${number(n)} dekorativ`,
      missing: (n) => `${number(n)} fehlen`,
    },
    reading: 'Wird noch gelesen',
    unread: 'Konnte nicht gelesen werden',
    pastedByName: (n) => `${countOf(n, 'Text', 'Texte')} eingefügt, nach Namen gefunden.`,
    pastedInOrder: (n) => `${countOf(n, 'Text', 'Texte')} eingefügt, in der gezeigten Reihenfolge.`,
    unknown: (n, sample) =>
      n === 1
        ? `Kein Asset hier heißt „${sample}“.`
        : `${number(n)} Namen gibt es hier nicht, etwa „${sample}“.`,
    ambiguous: (n, sample) =>
      n === 1
        ? `Mehrere Assets hier heißen „${sample}“.`
        : `${number(n)} Namen stehen hier für mehrere Assets, etwa „${sample}“.`,
    surplus: (n) => `Für ${countOf(n, 'Zeile', 'Zeilen')} war kein Asset mehr da.`,
    takeBack: 'Zurücknehmen',
    copyTable: 'Als Tabelle kopieren',
    columns: ['Name', 'Alternativtext'],
    go: (n) => `${number(n)} speichern`,
    nothing: 'Nichts wurde geändert.',
  },
  delete: {
    title: (n) => `${assets(n)} löschen?`,
    final: 'Das lässt sich nicht rückgängig machen: Webflow hat keinen Papierkorb für Assets.',
    list: 'Wird gelöscht',
    use: 'Wo sie verwendet werden',
    looking: 'Die offene Seite wird angesehen…',
    onPage: (n) =>
      n === 0
        ? 'Kein Bildelement der offenen Seite zeigt sie.'
        : countOf(
            n,
            'Bildelement der offenen Seite zeigt sie.',
            'Bildelemente der offenen Seite zeigen sie.',
          ),
    pageUnknown: 'Die offene Seite konnte nicht angesehen werden.',
    unknown:
      'Von hier aus nicht zu erkennen: andere Seiten, Komponenten, Hintergründe und Stile, CMS-Einträge, eigener Code und Links von anderswo.',
    used: 'Auf dieser Seite',
    go: (n) => `${number(n)} löschen`,
    instead: 'Verschieben…',
  },
  replace: {
    title: 'Datei ersetzen',
    now: 'Jetzt',
    next: 'Neu',
    choose: 'Datei wählen',
    other: 'Andere Datei',
    drop: 'Legen Sie die neue Datei hier ab, oder',
    measures: (width, height) => `${number(width)} × ${number(height)}`,
    typeChanges: (from, to) =>
      `Der Typ ändert sich von ${from} zu ${to}. Webflow kann das ablehnen, oder die Adresse ändert sich.`,
    measuresChange: (from, to) =>
      `Die Maße ändern sich von ${from} zu ${to}: Es wird schärfer oder weicher gezeigt.`,
    shapeChanges: (from, to) =>
      `Das Seitenverhältnis ändert sich, von ${from} zu ${to}: Es wird anders beschnitten.`,
    unmeasured: 'Die neue Datei lässt sich hier nicht zeigen: Vielleicht ist sie beschädigt.',
    kept: 'Alle Stellen, die das Asset zeigen, zeigen die neue Datei. CMS-Einträge können eine eigene Kopie behalten. Die alte Datei wird aufbewahrt, solange das Panel offen ist, damit sich das rückgängig machen lässt.',
    go: 'Ersetzen',
    beside: 'Daneben hochladen',
    nothing: 'Wählen Sie zuerst die neue Datei.',
  },
  canvas: {
    selected: 'Gewähltes Bild',
    shows: (name) => `Zeigt ${name}`,
    empty: 'Zeigt noch nichts',
    other: 'Zeigt ein anderes Bild',
    decorative: 'dekorativ',
    use: 'Verwenden',
    drop: 'Legen Sie ein Asset oder eine Datei hier ab.',
    dropNow: 'Im gewählten Bild verwenden',
    uploading: 'Wird verwendet, sobald es hochgeladen ist.',
    launched: 'Wählen Sie ein Bild für das Element, von dem aus Sie das Panel geöffnet haben.',
    select: 'Wählen Sie zuerst ein Bildelement auf der Seite.',
    one: 'Wählen Sie zuerst ein Asset.',
    noPicture: 'Ein Bildelement kann nur Bilder zeigen.',
    blocked:
      'In diesem Modus des Designers lassen sich Bilder der Seite nicht ändern. Wechseln Sie in den Design-Modus im Hauptzweig.',
  },
  place: {
    title: (n) => `${countOf(n, 'Bild', 'Bilder')} verteilen`,
    hint: 'Der Reihe nach, ab dem gewählten Bild. Lassen Sie Elemente aus, die bleiben sollen, wie sie sind.',
    list: 'Was wohin kommt',
    element: (n) => `Bild ${number(n)}`,
    shows: (name) => `zeigt ${name}`,
    empty: 'leer',
    other: 'zeigt ein anderes Bild',
    none: 'Kein Bildelement ist übrig',
    leaveOut: (n) => `Bild ${number(n)} auslassen`,
    leftOut: 'Ausgelassen',
    takeIn: (n) => `Bild ${number(n)} wieder verwenden`,
    insertRest: (n) => `${countOf(n, 'neues Bild', 'neue Bilder')} für den Rest einfügen`,
    reading: 'Die Bilder der Seite werden gesucht…',
    noElements: 'Die Seite hat keine Bildelemente.',
    go: (n) => `${number(n)} verteilen`,
  },
  copy: {
    title: 'Von Hand kopieren',
    done: (n) => `${countOf(n, 'Adresse', 'Adressen')} kopiert`,
  },
}
