/** German of `strings-failures.ts`. */
import type { Failure } from '../core/failure.ts'
import { MAX_DEPTH } from '../core/wire.ts'
import {
  canConnect,
  factOf,
  type FailureWords,
  fixed,
  isOtherSite,
  limitOf,
  sizeOf,
} from './strings-failure-text.ts'
import { countOf, files } from './strings-format.ts'

const AGAIN = 'Versuche es gleich noch einmal.'
const REPORT =
  'Versuche es noch einmal. Bleibt es dabei, gib die Anfrage-ID dem, der den Server betreibt.'
const RETRY = 'Wiederholen.'

const texts: FailureWords['texts'] = {
  'file-empty': fixed(
    'Leere Datei',
    'Die Datei ist leer.',
    'Es gibt nichts hochzuladen: Sieh in der Quelle nach.',
    (n) => `${countOf(n, 'Datei ist', 'Dateien sind')} leer`,
  ),
  'file-too-large': {
    state: (f) => `Zu groß: über ${limitOf(f)}`,
    title: (f) =>
      `Die Datei hat ${sizeOf(f) ?? 'zu viele Bytes'}; Webflow nimmt ${kind(f)} bis ${limitOf(f)}.`,
    todo: 'Kleiner exportieren, dann noch einmal ablegen.',
    group: (n, f) =>
      `${countOf(n, 'Datei ist', 'Dateien sind')} über Webflows ${limitOf(f)} für ${kind(f)}`,
  },
  'file-type': {
    state: typeState,
    title: (f) => `Webflow nimmt keine ${extension(f)} als Asset.`,
    todo: 'In einen Typ umwandeln, den Webflow nimmt, dann noch einmal ablegen.',
    group: (n, f) =>
      f.facts?.['extension'] === undefined
        ? `${countOf(n, 'Datei hat einen Typ', 'Dateien haben Typen')}, den Webflow nicht nimmt`
        : `${countOf(n, 'Datei hat einen Typ', 'Dateien haben Typen')}, den Webflow nicht nimmt, etwa ${extension(f)}`,
  },
  'file-too-deep': fixed(
    'Zu tief in Ordnern',
    `Die Datei liegt in mehr als ${MAX_DEPTH} Ordnern.`,
    'Weiter nach oben legen, dann noch einmal ablegen.',
    (n) => `${countOf(n, 'Datei liegt', 'Dateien liegen')} in mehr als ${MAX_DEPTH} Ordnern`,
  ),
  'file-unreadable': fixed(
    'Nicht lesbar',
    'Der Browser konnte die Datei nicht lesen.',
    'Verschoben, oder das Laufwerk ist weg? Zurücklegen und wiederholen, oder noch einmal ablegen.',
    (n) => `${files(n)} ließen sich nicht lesen`,
  ),
  'file-missing': fixed(
    'Noch einmal wählen',
    'Der Browser hat keine Kopie der Datei behalten.',
    'Den Ordner noch einmal ablegen oder die Datei wählen: sie wird am Inhalt erkannt.',
    (n) => `${files(n)} müssen noch einmal gewählt werden`,
  ),
  'file-changed': fixed(
    'Seither geändert',
    'Die Datei wurde geändert, nachdem sie abgelegt war.',
    'Noch einmal ablegen, damit die neue Fassung hochgeladen wird.',
    (n) => `${countOf(n, 'Datei wurde', 'Dateien wurden')} nach dem Ablegen geändert`,
  ),
  'hash-crashed': fixed('Prüfung abgerissen', 'Die Prüfung der Datei riss ab.', RETRY),
  aborted: fixed('Gestoppt', 'Das wurde gestoppt.', 'Wiederholen, wenn es weitergehen soll.'),
  'designer-missing': fixed(
    'Nicht im Designer',
    'Dieses Panel arbeitet im Webflow Designer.',
    'Öffne eine Site im Designer, drücke E für Apps und starte Asset Dock dort.',
  ),
  'mode-forbidden': fixed(
    'Hier nicht erlaubt',
    'Der Designer erlaubt das in seinem jetzigen Modus nicht.',
    'Wechsle in den Design-Modus und auf den Hauptzweig, dann wiederholen. Bleibt es dabei, fehlt dir vielleicht das Recht.',
    (n) => `${files(n)} lassen sich im jetzigen Modus des Designers nicht ändern`,
  ),
  'proxy-missing': fixed(
    'Keine Serveradresse',
    'Diesem Build des Panels wurde keine Serveradresse mitgegeben.',
    'Baue ihn neu, mit der Adresse deines Asset-Dock-Servers in PROXY_URL.',
  ),
  'proxy-unreachable': fixed(
    'Keine Verbindung',
    'Der Asset-Dock-Server antwortet nicht.',
    'Prüfe deine Verbindung und versuche es noch einmal. Bleibt es dabei, steht vielleicht der Server: Sag es dem, der ihn betreibt.',
    (n) => `${files(n)} erreichten den Asset-Dock-Server nicht`,
  ),
  'proxy-reply': fixed(
    'Unlesbare Antwort',
    'Die Antwort des Servers war nicht zu verstehen.',
    REPORT,
  ),
  'panel-outdated': fixed(
    'Panel veraltet',
    'Dieses Panel ist älter als der Server.',
    'Aktualisiere das Panel.',
  ),
  'proxy-outdated': fixed(
    'Server veraltet',
    'Dieses Panel ist neuer als der Server.',
    'Aktualisiere den Server.',
  ),
  'session-expired': fixed(
    'Sitzung beendet',
    'Die Sitzung ist abgelaufen.',
    'Versuche es noch einmal: Eine neue wird geöffnet.',
  ),
  'session-refused': {
    state: () => 'Kein Zutritt',
    title: (f) =>
      isOtherSite(f)
        ? 'Dieser Server arbeitet für eine andere Site.'
        : 'Der Server nimmt diese Sitzung des Designers nicht an.',
    todo: (f) =>
      isOtherSite(f)
        ? 'Öffne das Panel auf der Site, für die er eingerichtet ist, oder frage, wer den Server betreibt.'
        : 'Lade den Designer neu und öffne das Panel noch einmal. Bleibt es dabei, fehlt dir vielleicht der Zugang zu dieser Site.',
  },
  'not-connected': fixed(
    'Nicht verbunden',
    'Asset Dock ist nicht mit dieser Site verbunden.',
    'Verbinde die Site und versuche es noch einmal.',
  ),
  'bad-request': fixed('Nicht verstanden', 'Der Server verstand das Panel nicht.', REPORT),
  'not-found': fixed(
    'Nicht gefunden',
    'Es ist nicht mehr da.',
    'Lade das Panel neu und versuche es noch einmal.',
  ),
  internal: fixed('Serverfehler', 'Im Server ging etwas kaputt.', REPORT),
  'rate-limited': fixed(
    'Webflow hat zu tun',
    'Webflow nahm keine Anfragen mehr für diese Site.',
    AGAIN,
    (n) => `${files(n)} wurden abgewiesen: Webflow nahm keine Anfragen mehr`,
  ),
  'webflow-unavailable': fixed('Webflow fehlt', 'Webflow antwortet nicht.', AGAIN),
  'webflow-unauthorized': fixed(
    'Zugang entzogen',
    'Webflow nimmt die Verbindung zu dieser Site nicht mehr an.',
    (f) =>
      canConnect(f)
        ? 'Verbinde die Site neu.'
        : 'Verbinde die Site neu, oder sage dem, der den Server betreibt, dass sein Token nicht mehr gilt.',
  ),
  'webflow-scopes': {
    state: () => 'Eine Erlaubnis fehlt',
    title: (f) => `Der Verbindung zu dieser Site fehlt eine Erlaubnis${scopes(f)}.`,
    todo: 'Verbinde die Site neu und erlaube alles, was gefragt wird, oder gib sie dem Site-Token.',
  },
  'webflow-refused': fixed(
    'Von Webflow abgelehnt',
    'Webflow lehnte das ab.',
    'Prüfe Name und Typ, dann wiederholen.',
    (n) => `Webflow lehnte ${files(n)} ab`,
  ),
  'folder-missing': fixed(
    'Ordner ist weg',
    'Der Ordner wurde auf der Site gelöscht.',
    'Wähle einen anderen Ordner, dann wiederholen.',
    (n) => `${files(n)} verloren ihren Ordner: Er wurde auf der Site gelöscht`,
  ),
  'asset-missing': fixed(
    'Asset ist weg',
    'Das Asset ist nicht mehr auf der Site.',
    'Lade die Assets neu.',
    (n) => `${countOf(n, 'Datei ist', 'Dateien sind')} nicht mehr auf der Site`,
  ),
  'ticket-invalid': fixed(
    'Freigabe abgelehnt',
    'Die Freigabe des Uploads wurde nicht angenommen.',
    RETRY,
  ),
  'ticket-expired': fixed('Freigabe abgelaufen', 'Die Freigabe des Uploads lief ab.', RETRY),
  'length-mismatch': fixed(
    'Unvollständig angekommen',
    'Der Server bekam eine andere Zahl von Bytes, als die Datei hat.',
    'Achte darauf, dass nichts die Datei inzwischen ändert, dann wiederholen.',
  ),
  'digest-mismatch': fixed(
    'Verändert angekommen',
    'Die angekommenen Bytes sind nicht die der Datei.',
    'Achte darauf, dass nichts die Datei inzwischen ändert, dann wiederholen.',
  ),
  'storage-refused': fixed(
    'Vom Speicher abgelehnt',
    'Webflows Speicher lehnte die Datei ab.',
    RETRY,
  ),
  'storage-unavailable': fixed('Speicher fehlt', 'Webflows Speicher antwortet nicht.', AGAIN),
  'storage-digest': fixed(
    'Falsch gespeichert',
    'Webflows Speicher meldet andere Bytes, als gesendet wurden.',
    'Wiederholen: Die beschädigte Kopie wurde entfernt.',
  ),
}

export const failures: FailureWords = {
  texts,
  failedFiles: (n, state) => `${countOf(n, 'Datei ist', 'Dateien sind')} fehlgeschlagen: ${state}`,
}

// Helpers

const KINDS: Record<string, string> = {
  image: 'Bilder',
  document: 'Dokumente',
  animation: 'Animationen',
}

const kind = (failure: Failure): string => KINDS[factOf(failure, 'kind') ?? ''] ?? 'solche Dateien'

function extension(failure: Failure): string {
  const name = factOf(failure, 'extension')
  return name ? `.${name}-Dateien` : 'Dateien ohne Endung'
}

function typeState(failure: Failure): string {
  const name = factOf(failure, 'extension')
  return name ? `Typ .${name} geht nicht` : 'Kein Typ im Namen'
}

function scopes(failure: Failure): string {
  const names = factOf(failure, 'scopes') ?? factOf(failure, 'scope')
  return names === undefined ? '' : `: ${names}`
}
