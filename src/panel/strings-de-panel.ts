/** German of `strings.ts`. */
import { countOf, files, number } from './strings-format.ts'
import type { Translation } from './strings-language.ts'

export const panel: Translation['panel'] = {
  app: 'Asset Dock',
  language: 'Sprache',
  tabs: { upload: 'Hochladen', library: 'Bibliothek' },
  // Taking in
  chooseFiles: 'Dateien wählen',
  chooseFolder: 'Ordner wählen',
  dropHere: 'Dateien oder Ordner hier ablegen',
  dropMore: 'Mehr überall ablegen',
  pasteHint: 'oder einfügen mit',
  pasteKeys: /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘V' : 'Strg+V',
  limits: 'Bilder bis 4 MB. Dokumente und Lottie bis 10 MB.',
  dropInto: (place) => `Ablegen lädt hoch nach: ${place}`,
  dropForbidden: 'In diesem Modus können keine Dateien hinzugefügt werden',
  reading: (n) => (n === 0 ? 'Wird gelesen' : `Wird gelesen: bisher ${files(n)}`),
  modeForbidden:
    'Im jetzigen Modus des Designers dürfen Apps keine Assets hinzufügen. Wechsle in den Design-Modus und komm zurück.',
  publicNote: 'Assets sind öffentlich: Wer die Adresse einer Datei kennt, kann sie öffnen.',
  publicNoteRead: 'Verstanden',
  slowHash:
    'Dateien werden auf der Seite geprüft: langsamer, weil dieser Rahmen keine Worker erlaubt.',
  // Where files go
  noFolder: 'Kein Ordner',
  inNoFolder: 'keinem Ordner',
  anotherFolder: 'einem anderen Ordner',
  destination: 'Hochladen nach',
  folders: 'Ordner',
  folderSearch: 'Ordner suchen',
  folderNone: 'Kein Ordner hat das im Namen.',
  foldersLoading: 'Ordner werden geladen',
  folderNew: 'Neuer Ordner',
  folderName: 'Name des neuen Ordners',
  folderCreate: 'Anlegen',
  folderCreating: 'Wird angelegt',
  folderInside: (place) => `in ${place}`,
  folderUse: 'Diesen Ordner nehmen',
  folderAssets: (n) => countOf(n, 'Asset', 'Assets'),
  // The run
  files: 'Dateien',
  progress: 'Hochladen aller Dateien',
  doneOf: (done, total) => `${number(done)} von ${number(total)} erledigt`,
  run: 'Dieser Durchgang',
  paused: 'Angehalten',
  pausedHint: 'Begonnene Dateien werden fertig, der Rest wartet.',
  pauseAll: 'Alle anhalten',
  resumeAll: 'Alle fortsetzen',
  cancelAll: 'Alle abbrechen',
  estimating: 'Restzeit wird ermittelt',
  counts: {
    uploaded: (n) => `${number(n)} hochgeladen`,
    existing: (n) => `${number(n)} schon auf der Site`,
    skipped: (n) => `${number(n)} ausgelassen`,
    twins: (n) => `${number(n)} doppelt in dieser Auswahl`,
    undecided: (n) => `${number(n)} zu entscheiden`,
    refused: (n) => `${number(n)} von Webflow nicht angenommen`,
    tooLarge: (n) => `${number(n)} zu groß`,
    failed: (n) => `${number(n)} fehlgeschlagen`,
    cancelled: (n) => `${number(n)} abgebrochen`,
    junk: (n) => `${countOf(n, 'Systemdatei', 'Systemdateien')} ausgelassen`,
    unreadable: (n) => `${number(n)} nicht lesbar`,
  },
  // Filters and sections
  show: 'Anzeigen',
  filters: { all: 'Alle', needs: 'Offen', left: 'Läuft', done: 'Fertig' },
  filterEmpty: {
    all: 'Nichts da.',
    needs: 'Nichts ist offen.',
    left: 'Nichts wird gerade hochgeladen.',
    done: 'Noch ist nichts fertig.',
  },
  columns: { name: 'Name', state: 'Status', size: 'Größe', folder: 'Ordner' },
  sort: 'Sortieren',
  sorts: {
    added: ['Wie hinzugefügt', 'Zuletzt hinzugefügte zuerst'],
    name: ['Name, A bis Z', 'Name, Z bis A'],
    size: ['Kleinste zuerst', 'Größte zuerst'],
    folder: ['Nach Ordner', 'Nach Ordner, von hinten'],
  },
  showFiles: (n) => `${files(n)} zeigen`,
  hideFiles: (n) => `${files(n)} verbergen`,
  // Rows and selections
  control: (verb, name) => `${verb}: ${name}`,
  verbs: {
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    cancel: 'Abbrechen',
    retry: 'Wiederholen',
  },
  retryMany: (n) => `${number(n)} wiederholen`,
  keep: 'Vorhandenes nutzen',
  move: 'Hierher',
  keepAll: 'Alle so nutzen',
  moveAll: 'Alle hierher',
  keepOne: (name) => `Vorhandenes nutzen: ${name}`,
  moveOne: (name) => `Hierher: ${name}`,
  undecided: (n) =>
    `${countOf(n, 'Datei ist', 'Dateien sind')} schon auf der Site, in anderen Ordnern`,
  undecidedHint: 'Unter neuen Namen gibt Webflow vielleicht trotzdem die vorhandenen zurück.',
  selected: (n) => `${number(n)} ausgewählt`,
  retry: 'Wiederholen',
  cancel: 'Abbrechen',
  details: 'Einzelheiten',
  unselect: 'Auswahl aufheben',
  close: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  partMissing: 'Ein Teil der App konnte nicht geladen werden. Prüfe die Verbindung.',
  // The end
  settled: (needs) => (needs === 0 ? 'Alles erledigt' : `Fertig, ${number(needs)} offen`),
  retryFailed: (n) => `Erneut versuchen (${number(n)})`,
  uploadCancelled: (n) => `${number(n)} Abgebrochene hochladen`,
  receipt: 'Beleg',
  receiptCsv: 'CSV',
  receiptJson: 'JSON',
  receiptDownload: (kind) => `${kind}: Beleg herunterladen`,
  receiptCopy: 'Kopieren',
  clear: 'Leeren',
  site: (name, email) => (email ? `${name} · ${email}` : name),
  copied: 'Kopiert',
  copyRefused: 'Kopieren ist hier nicht erlaubt. Der Text ist markiert: Drücke Strg+C oder ⌘C.',
  copyText: 'Zu kopierender Text',
  // Details
  detail: {
    path: 'In deiner Auswahl',
    name: 'Name auf der Site',
    folder: 'Ordner',
    size: 'Größe',
    state: 'Status',
    md5: 'MD5',
    asset: 'Asset-ID',
    url: 'Adresse',
    request: 'Anfrage-ID',
  },
  copy: (what) => `${what} kopieren`,
  // Session
  connecting: 'Verbindung zu deiner Site',
  connectTitle: 'Site verbinden',
  connectText: 'Webflow öffnet sich in einem Fenster und fragt, ob Asset Dock:',
  connectAsks: [
    'die Assets und Ordner deiner Site lesen darf, um zu sehen, was schon da ist',
    'Assets und Ordner hinzufügen und Einträge aufgegebener Uploads löschen darf',
    'den Namen deiner Site lesen darf, und wer du bist',
  ],
  connectButton: 'Mit Webflow verbinden',
  connectAfter: 'Stimme dort zu und komm zurück: Hier geht es von selbst weiter.',
  keyTitle: 'Zugangsschlüssel',
  keyText:
    'Der Server hinter diesem Panel verlangt seinen Zugangsschlüssel. Wer ihn eingerichtet hat, kann ihn dir nennen.',
  keyLabel: 'Zugangsschlüssel',
  keyWrong: 'Das ist nicht der Schlüssel. Prüfe, ob Zeichen fehlen.',
  keyButton: 'Entsperren',
  // What a row's state is called
  states: {
    queued: 'In der Schlange',
    hashing: 'Wird geprüft',
    ready: 'Geprüft',
    asking: 'Wird auf der Site gesucht',
    planned: 'Wird hochgeladen',
    reserving: 'Webflow wird gefragt',
    waiting: {
      budget: 'Wartet auf Webflow',
      claimed: 'Ein anderes Panel lädt sie hoch',
      offline: 'Wartet auf die Verbindung',
      trouble: 'Neuer Versuch bald',
    },
    reserved: 'Als Nächstes',
    sending: 'Wird gesendet',
    finishing: 'Letzter Schritt',
    paused: 'Angehalten',
    uploaded: 'Hochgeladen',
    existing: 'Schon auf der Site',
    handedBack: 'Webflow behielt sein Asset',
    skip: 'Ausgelassen: schon auf der Site',
    move: 'Wird hierher verschoben',
    moved: (what) => `${what}, hierher verschoben`,
    notMoved: (why) => `Nicht verschoben: ${why}`,
    twin: 'Doppelt in dieser Auswahl',
    cancelled: 'Abgebrochen',
  },
  sendingShare: (share) => `Gesendet: ${share}`,
  where: (name, folder) => `${name === undefined ? '' : ` als ${name}`}, in ${folder}`,
  // How long it takes
  left: {
    short: 'Weniger als eine Minute',
    minutes: (n) => `Noch etwa ${number(n)} min`,
    hours: (hours, minutes) =>
      minutes === 0
        ? `Noch etwa ${number(hours)} h`
        : `Noch etwa ${number(hours)} h ${minutes} min`,
  },
  paceLine: (time) => `${time}: Deine Leitung gibt das Tempo vor`,
  paceWebflow: (time, callsPerMinute) =>
    callsPerMinute === undefined
      ? `${time}: Webflow gibt das Tempo vor`
      : `${time}: Webflow nimmt ${files(callsPerMinute)} pro Minute`,
  paceFiles: (time, filesPerSecond) =>
    filesPerSecond < 1
      ? `${time}, bei ${files(Math.max(1, Math.round(filesPerSecond * 60)))} pro Minute`
      : `${time}, bei ${files(Math.round(filesPerSecond))} pro Sekunde`,
  budgetAndLeft: (left, time) => `${left}, weiter in ${time}`,
  budget: (time, callsPerMinute) =>
    callsPerMinute === undefined
      ? `Webflow bittet um eine Pause: weiter in ${time}`
      : `Webflow nimmt ${files(callsPerMinute)} pro Minute: weiter in ${time}`,
}
