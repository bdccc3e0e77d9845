/** German texts of `en/panel.ts`. */
import { countOf, files, number } from '../format.ts'
import type { Translation } from '../language.ts'

export const panel: Translation['panel'] = {
  app: 'Asset Dock',
  language: 'Sprache',
  tabs: { upload: 'Hochladen', library: 'Bibliothek' },
  // Adding files
  chooseFiles: 'Dateien wählen',
  chooseFolder: 'Ordner wählen',
  dropHere: 'Dateien oder Ordner hier ablegen',
  dropMore: 'Weitere Dateien überall ablegen',
  pasteHint: 'oder einfügen mit',
  pasteKeys: /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘V' : 'Strg+V',
  limits: 'Bilder bis 4 MB. Dokumente und Lottie-Dateien bis 10 MB.',
  dropInto: (folder) => `Ablegen und in „${folder}“ hochladen`,
  dropLoose: 'Ablegen und hochladen (kein Ordner)',
  dropForbidden: 'In diesem Modus kannst du keine Dateien hinzufügen',
  reading: (n) =>
    n === 0 ? 'Dateien werden gelesen…' : `Dateien werden gelesen… bisher ${number(n)}`,
  modeForbidden:
    'In diesem Modus können Apps keine Assets ändern. Wechsle in den Design-Modus, um fortzufahren.',
  publicNote: 'Assets sind öffentlich. Wer die URL einer Datei hat, kann sie öffnen.',
  publicNoteRead: 'Verstanden',
  slowHash: 'Die Prüfung der Dateien dauert länger: Hintergrundprozesse sind hier nicht verfügbar.',
  // Where files go
  noFolder: 'Kein Ordner',
  inNoFolder: 'in keinem Ordner',
  inFolder: (folder) => `in ${folder}`,
  inAnotherFolder: 'in einem anderen Ordner',
  destination: 'Ziel',
  folders: 'Ordner',
  folderSearch: 'Ordner suchen',
  folderNone: 'Keine passenden Ordner.',
  foldersLoading: 'Ordner werden geladen',
  folderNew: 'Neuer Ordner',
  folderName: 'Name des neuen Ordners',
  folderCreate: 'Erstellen',
  folderCreating: 'Wird erstellt',
  folderInside: (folder) => `Neuer Ordner in ${folder}`,
  folderUse: 'Ordner auswählen',
  folderAssets: (n) => countOf(n, 'Asset', 'Assets'),
  // The upload
  files: 'Dateien',
  progress: 'Fortschritt des Uploads',
  doneOf: (done, total) => `${number(done)} von ${number(total)} fertig`,
  run: 'Dieser Upload',
  paused: 'Pausiert',
  pausedHint: 'Laufende Uploads werden abgeschlossen. Die übrigen warten.',
  pauseAll: 'Alle pausieren',
  resumeAll: 'Alle fortsetzen',
  cancelAll: 'Alle abbrechen',
  estimating: 'Restzeit wird berechnet…',
  counts: {
    uploaded: (n) => `${number(n)} hochgeladen`,
    replaced: (n) => `${number(n)} ersetzt`,
    existing: (n) => `${number(n)} bereits vorhanden`,
    skipped: (n) => `${number(n)} übersprungen`,
    twins: (n) => `${countOf(n, 'Duplikat', 'Duplikate')} in diesem Upload`,
    undecided: (n) => countOf(n, 'braucht eine Entscheidung', 'brauchen eine Entscheidung'),
    refused: (n) => `${number(n)} von Webflow nicht akzeptiert`,
    tooLarge: (n) => `${number(n)} zu groß`,
    failed: (n) => `${number(n)} fehlgeschlagen`,
    cancelled: (n) => `${number(n)} abgebrochen`,
    junk: (n) => `${countOf(n, 'Systemdatei', 'Systemdateien')} übersprungen`,
    unreadable: (n) => `${number(n)} nicht lesbar`,
  },
  // Filters and sections
  show: 'Anzeigen',
  filters: { all: 'Alle', needs: 'Zu klären', left: 'Läuft', done: 'Fertig' },
  filterEmpty: {
    all: 'Keine Dateien.',
    needs: 'Nichts zu klären.',
    left: 'Gerade wird nichts hochgeladen.',
    done: 'Noch keine fertigen Dateien.',
  },
  columns: { name: 'Name', state: 'Status', size: 'Größe', folder: 'Ordner' },
  sort: 'Sortieren',
  sorts: {
    added: ['Wie hinzugefügt', 'Neueste zuerst'],
    name: ['Name, A bis Z', 'Name, Z bis A'],
    size: ['Kleinste zuerst', 'Größte zuerst'],
    folder: ['Ordner, A bis Z', 'Ordner, Z bis A'],
  },
  showFiles: (n) => `${files(n)} anzeigen`,
  hideFiles: (n) => `${files(n)} ausblenden`,
  // Rows and selections
  control: (verb, name) => `${verb}: ${name}`,
  verbs: {
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    cancel: 'Abbrechen',
    retry: 'Erneut versuchen',
  },
  retryMany: (n) => `${number(n)} erneut versuchen`,
  keep: 'Vorhandene nutzen',
  move: 'Vorhandene hierher verschieben',
  keepAll: 'Alle vorhandenen nutzen',
  moveAll: 'Alle hierher verschieben',
  keepOne: (name) => `Vorhandene nutzen: ${name}`,
  moveOne: (name) => `Vorhandene hierher verschieben: ${name}`,
  undecided: (n) =>
    n === 1
      ? '1 Datei gibt es bereits in einem anderen Ordner'
      : `${files(n)} gibt es bereits in anderen Ordnern`,
  undecidedHint: 'Auch bei neuem Namen kann Webflow die vorhandene Datei wiederverwenden.',
  selected: (n) => `${number(n)} ausgewählt`,
  retry: 'Erneut versuchen',
  cancel: 'Abbrechen',
  details: 'Details',
  unselect: 'Auswahl aufheben',
  close: 'Schließen',
  tryAgain: 'Erneut versuchen',
  partMissing:
    'Ein Teil des Panels wurde nicht geladen. Prüfe deine Verbindung und versuche es erneut.',
  // The end
  settled: (needs) => (needs === 0 ? 'Alles fertig' : `Fertig. ${number(needs)} zu klären`),
  retryFailed: (n) => `Erneut versuchen (${number(n)})`,
  uploadCancelled: (n) => `${countOf(n, 'abgebrochene Datei', 'abgebrochene Dateien')} hochladen`,
  receipt: 'Upload-Bericht',
  receiptCsv: 'CSV',
  receiptJson: 'JSON',
  receiptDownload: (kind) => `Upload-Bericht als ${kind} herunterladen`,
  receiptCopy: 'CSV kopieren',
  clear: 'Liste leeren',
  site: (name, email) => (email ? `${name} · ${email}` : name),
  copied: 'Kopiert',
  copyRefused:
    'Dein Browser hat das Kopieren blockiert. Drücke Strg+C (⌘C), um den markierten Text zu kopieren.',
  copyText: 'Zu kopierender Text',
  // Details
  detail: {
    path: 'Ursprünglicher Pfad',
    name: 'Name auf der Website',
    folder: 'Ordner',
    size: 'Größe',
    state: 'Status',
    md5: 'MD5',
    asset: 'Asset-ID',
    url: 'URL',
    request: 'Anfrage-ID',
  },
  copy: (what) => `${what} kopieren`,
  // Session
  connecting: 'Deine Website wird verbunden',
  connectTitle: 'Website verbinden',
  connectText: 'Webflow bittet dich, Asset Dock Folgendes zu erlauben:',
  connectAsks: [
    'Assets und Ordner ansehen',
    'auf deinen Wunsch Assets hochladen, bearbeiten, ersetzen und löschen sowie Ordner erstellen',
    'den Namen deiner Website und deine E-Mail-Adresse sehen',
  ],
  connectButton: 'Mit Webflow verbinden',
  connectAfter: 'Stimme im neuen Fenster zu. Das Panel macht dann automatisch weiter.',
  keyTitle: 'Zugangsschlüssel',
  keyText:
    'Dieser Server braucht einen Zugangsschlüssel. Du bekommst ihn von der Person, die den Server eingerichtet hat.',
  keyLabel: 'Zugangsschlüssel',
  keyWrong: 'Falscher Schlüssel. Prüfe, ob Zeichen fehlen.',
  keyButton: 'Entsperren',
  // What a row's state is called
  states: {
    queued: 'In der Warteschlange',
    hashing: 'Wird geprüft',
    ready: 'Geprüft',
    asking: 'Suche nach Duplikaten',
    planned: 'Zum Hochladen',
    reserving: 'Wird vorbereitet',
    waiting: {
      budget: 'Wartet auf Webflow',
      claimed: 'Wird in anderem Fenster hochgeladen',
      offline: 'Wartet auf Verbindung',
      trouble: 'Neuer Versuch in Kürze',
    },
    reserved: 'Als Nächstes',
    sending: 'Wird hochgeladen',
    finishing: 'Wird abgeschlossen',
    paused: 'Pausiert',
    uploaded: 'Hochgeladen',
    conflict: {
      undecided: 'Name bereits vergeben',
      replace: 'Ersetzt das Asset',
      skip: 'Übersprungen: Name bereits vergeben',
    },
    notReplaced: (why) => `Nicht ersetzt: ${why}`,
    replaced: 'Asset ersetzt',
    existing: 'Bereits vorhanden',
    handedBack: 'Webflow nutzt eine vorhandene Datei',
    skip: 'Übersprungen: bereits vorhanden',
    move: 'Wird hierher verschoben',
    moved: (what) => `${what}, hierher verschoben`,
    notMoved: (why) => `Nicht verschoben: ${why}`,
    twin: 'Duplikat in diesem Upload',
    cancelled: 'Abgebrochen',
  },
  sendingShare: (share) => `Upload: ${share}`,
  where: (name, place) => `${name === undefined ? '' : ` als ${name}`}, ${place}`,
  // How long it takes
  left: {
    short: 'Weniger als eine Minute',
    minutes: (n) => `Noch etwa ${number(n)} min`,
    hours: (hours, minutes) =>
      minutes === 0
        ? `Noch etwa ${number(hours)} h`
        : `Noch etwa ${number(hours)} h ${minutes} min`,
  },
  paceLine: (time) => `${time}, begrenzt durch deine Verbindung`,
  paceWebflow: (time, callsPerMinute) =>
    callsPerMinute === undefined
      ? `${time}, begrenzt durch Webflow`
      : `${time}. Webflow erlaubt ${files(callsPerMinute)} pro Minute`,
  paceFiles: (time, filesPerSecond) =>
    filesPerSecond < 1
      ? `${time}, bei ${files(Math.max(1, Math.round(filesPerSecond * 60)))} pro Minute`
      : `${time}, bei ${files(Math.round(filesPerSecond))} pro Sekunde`,
  budgetAndLeft: (left, time) => `${left}. Weiter in ${time}`,
  budget: (time, callsPerMinute) =>
    callsPerMinute === undefined
      ? `Webflows Anfragelimit ist erreicht. Weiter in ${time}`
      : `Webflow erlaubt ${files(callsPerMinute)} pro Minute. Weiter in ${time}`,
}
