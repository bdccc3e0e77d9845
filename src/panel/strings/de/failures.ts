/** German texts of `en/failures.ts`. */
import type { Failure } from '../../../core/failure.ts'
import { MAX_DEPTH } from '../../../core/wire.ts'
import {
  canConnect,
  commonFact,
  examples,
  factOf,
  type FailureWords,
  fixed,
  isOtherSite,
  limitOf,
  reasonOf,
  scopesOf,
  sizeOf,
  withOrigin,
} from '../failure-text.ts'
import { countOf, files } from '../format.ts'

const AGAIN = 'Versuche es gleich noch einmal.'
const REPORT =
  'Versuche es erneut. Wenn es wieder passiert, schicke die Anfrage-ID an deinen Admin.'
const RETRY = 'Versuche es erneut.'

const texts: FailureWords['texts'] = {
  'file-empty': fixed(
    'Leere Datei',
    'Diese Datei ist leer.',
    'Nichts hochzuladen. Prüfe die Originaldatei.',
    (n) => `${countOf(n, 'Datei ist', 'Dateien sind')} leer`,
  ),
  'file-too-large': {
    state: (f) => `Über dem Limit von ${limitOf(f)}`,
    title: (f) => `${sizeTitle(f)} Webflows Limit${forKind(f)} ist ${limitOf(f)}.`,
    todo: 'Exportiere eine kleinere Version und lege sie erneut ab.',
    group: (n, failures) => {
      const [kind, limit] = [commonFact(failures, 'kind'), commonFact(failures, 'limitBytes')]
      const [one, other] = KINDS[kind ?? ''] ?? ['Datei', 'Dateien']
      const what = countOf(n, `${one} überschreitet`, `${other} überschreiten`)
      const [sample] = failures
      return limit === undefined || sample === undefined
        ? `${what} Webflows Größenlimits`
        : `${what} Webflows Limit von ${limitOf(sample)}`
    },
  },
  'file-type': {
    state: (f) => {
      const name = factOf(f, 'extension')
      return name ? `.${name} nicht unterstützt` : 'Keine Dateiendung'
    },
    title: (f) => `Webflow akzeptiert keine ${extension(f)}.`,
    todo: 'Wandle sie in ein unterstütztes Format um und lege sie erneut ab.',
    group: (n, failures) =>
      `${countOf(n, 'Datei wird', 'Dateien werden')} von Webflow nicht unterstützt${examples(failures)}`,
  },
  'file-too-deep': fixed(
    'Zu tief verschachtelt',
    `Diese Datei ist mehr als ${MAX_DEPTH} Ordner tief verschachtelt.`,
    'Verschiebe sie weiter nach oben und versuche es erneut.',
    (n) =>
      `${countOf(n, 'Datei ist', 'Dateien sind')} mehr als ${MAX_DEPTH} Ordner tief verschachtelt`,
  ),
  'file-unreadable': fixed(
    'Nicht lesbar',
    'Der Browser konnte diese Datei nicht lesen.',
    'Vielleicht wurde sie verschoben oder ihr Laufwerk getrennt. Stelle sie wieder her und versuche es erneut.',
    (n) => `${countOf(n, 'Datei ist', 'Dateien sind')} nicht lesbar`,
  ),
  'file-missing': fixed(
    'Erneut hinzufügen',
    'Füge diese Datei erneut hinzu. Dein Browser hat keine Kopie behalten.',
    'Lege den Ordner erneut ab. Fertige Dateien werden erkannt.',
    (n) => `${countOf(n, 'Datei muss', 'Dateien müssen')} erneut hinzugefügt werden`,
  ),
  'file-changed': fixed(
    'Inzwischen geändert',
    'Die Datei wurde nach dem Hinzufügen geändert.',
    'Lege sie erneut ab, um die neue Version hochzuladen.',
    (n) => `${countOf(n, 'Datei wurde', 'Dateien wurden')} nach dem Hinzufügen geändert`,
  ),
  'hash-crashed': fixed(
    'Prüfung fehlgeschlagen',
    'Die Datei konnte nicht geprüft werden.',
    RETRY,
    (n) => `${countOf(n, 'Datei konnte', 'Dateien konnten')} nicht geprüft werden`,
  ),
  aborted: fixed(
    'Gestoppt',
    'Gestoppt.',
    'Versuche es erneut, um fortzufahren.',
    (n) => `${countOf(n, 'Datei wurde', 'Dateien wurden')} gestoppt`,
  ),
  'designer-missing': fixed(
    'Nicht im Designer',
    'Dieses Panel funktioniert nur im Webflow Designer.',
    'Öffne eine Website im Designer, drücke E für Apps und starte Asset Dock dort.',
  ),
  'mode-forbidden': fixed(
    'In diesem Modus nicht erlaubt',
    'Der Designer erlaubt das im aktuellen Modus nicht.',
    'Wechsle in den Design-Modus auf deinem Hauptbranch und versuche es erneut. Wenn es wieder passiert, erlaubt es deine Rolle vielleicht nicht.',
    (n) =>
      `${countOf(n, 'Datei kann', 'Dateien können')} im aktuellen Modus des Designers nicht geändert werden`,
  ),
  'proxy-missing': fixed(
    'Keine Serveradresse',
    'Dieser Build enthält keine Serveradresse.',
    'Erstelle ihn neu und setze dabei PROXY_URL.',
  ),
  'proxy-unreachable': fixed(
    'Server nicht erreichbar',
    'Der Asset-Dock-Server ist nicht erreichbar.',
    () =>
      `Vielleicht ist er ausgefallen, oder er lässt dieses Panel nicht zu${withOrigin('Herkunft')}.`,
    (n) => `${countOf(n, 'Datei hat', 'Dateien haben')} den Asset-Dock-Server nicht erreicht`,
  ),
  'proxy-reply': fixed(
    'Unerwartete Antwort',
    'Der Server hat eine unerwartete Antwort gesendet.',
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
    'Sitzung abgelaufen',
    'Deine Sitzung ist abgelaufen.',
    'Versuche es erneut, um eine neue zu beginnen.',
  ),
  'session-refused': {
    state: () => 'Zugriff verweigert',
    title: (f) =>
      isOtherSite(f)
        ? 'Dieser Server ist für eine andere Website eingerichtet.'
        : 'Der Server akzeptiert diese Designer-Sitzung nicht.',
    todo: (f) =>
      isOtherSite(f)
        ? 'Öffne das Panel auf jener Website oder frage deinen Admin.'
        : 'Lade den Designer neu und öffne das Panel erneut. Wenn es wieder passiert, hast du vielleicht keinen Zugriff auf diese Website.',
  },
  'not-connected': fixed(
    'Nicht verbunden',
    'Asset Dock ist nicht mit dieser Website verbunden.',
    'Verbinde die Website und versuche es erneut.',
  ),
  'bad-request': fixed('Anfrage abgelehnt', 'Der Server hat die Anfrage abgelehnt.', REPORT),
  'not-found': fixed(
    'Nicht gefunden',
    'Dieses Element gibt es nicht mehr.',
    'Lade das Panel neu und versuche es erneut.',
  ),
  internal: fixed('Serverfehler', 'Serverfehler.', REPORT),
  'rate-limited': fixed(
    'Anfragelimit erreicht',
    'Webflows Anfragelimit ist erreicht.',
    AGAIN,
    (n) => `${countOf(n, 'Datei hat', 'Dateien haben')} Webflows Anfragelimit erreicht`,
  ),
  'webflow-unavailable': fixed(
    'Webflow antwortet nicht',
    'Webflow antwortet nicht.',
    AGAIN,
    (n) =>
      `${countOf(n, 'Datei konnte', 'Dateien konnten')} nicht hinzugefügt werden: Webflow antwortet nicht`,
  ),
  'webflow-unauthorized': fixed(
    'Zugriff widerrufen',
    'Webflow akzeptiert die Verbindung zu dieser Website nicht mehr.',
    (f) =>
      canConnect(f)
        ? 'Verbinde die Website neu.'
        : 'Verbinde die Website neu oder sage deinem Admin, dass das Website-Token widerrufen wurde.',
  ),
  'webflow-scopes': {
    state: () => 'Berechtigungen fehlen',
    title: (f) => {
      const names = scopesOf(f)
      return `Der Verbindung zu dieser Website fehlen Berechtigungen${names ? `: ${names}` : ''}.`
    },
    todo: 'Verbinde die Website neu und stimme allen Berechtigungen zu, oder ergänze sie im Website-Token.',
  },
  'webflow-refused': {
    state: () => 'Von Webflow abgelehnt',
    title: (f) => {
      const reason = reasonOf(f)
      return reason
        ? `Webflow hat diese Datei abgelehnt: ${reason}.`
        : 'Webflow hat diese Datei abgelehnt.'
    },
    todo: 'Prüfe Name und Typ und versuche es erneut.',
    group: (n) => `Webflow hat ${files(n)} abgelehnt`,
  },
  'folder-missing': fixed(
    'Ordner gelöscht',
    'Der Ordner wurde auf der Website gelöscht.',
    'Wähle einen anderen Ordner und versuche es erneut.',
    (n) => `${countOf(n, 'Datei hat', 'Dateien haben')} kein Ziel: Der Ordner wurde gelöscht`,
  ),
  'asset-missing': fixed(
    'Asset gelöscht',
    'Das Asset ist nicht mehr auf der Website.',
    'Aktualisiere die Bibliothek.',
    (n) => `${countOf(n, 'Datei ist', 'Dateien sind')} nicht mehr auf der Website`,
  ),
  'ticket-invalid': fixed('Upload-Link abgelehnt', 'Der Upload-Link wurde abgelehnt.', RETRY),
  'ticket-expired': fixed('Upload-Link abgelaufen', 'Der Upload-Link ist abgelaufen.', RETRY),
  'length-mismatch': fixed(
    'Upload unvollständig',
    'Der Upload war unvollständig.',
    'Stelle sicher, dass nichts die Datei ändert, und versuche es erneut.',
  ),
  'digest-mismatch': fixed(
    'Unterwegs verändert',
    'Die Datei wurde bei der Übertragung verändert.',
    'Stelle sicher, dass nichts die Datei ändert, und versuche es erneut.',
  ),
  'storage-refused': fixed(
    'Vom Speicher abgelehnt',
    'Webflows Speicher hat die Datei abgelehnt.',
    RETRY,
    (n) => `Webflows Speicher hat ${files(n)} abgelehnt`,
  ),
  'storage-unavailable': fixed(
    'Speicher antwortet nicht',
    'Webflows Speicher antwortet nicht.',
    AGAIN,
    (n) =>
      `${countOf(n, 'Datei konnte', 'Dateien konnten')} nicht hochgeladen werden: Webflows Speicher antwortet nicht`,
  ),
  'storage-digest': fixed(
    'Im Speicher beschädigt',
    'Webflows Speicher hat die Datei beschädigt.',
    'Versuche es erneut. Die beschädigte Kopie wurde entfernt.',
    (n) => `Webflows Speicher hat ${files(n)} beschädigt`,
  ),
}

export const failures: FailureWords = {
  texts,
  again: AGAIN,
  retrying: 'Neuer Versuch erfolgt automatisch.',
  failedFiles: (n, state) => `${countOf(n, 'Datei ist', 'Dateien sind')} fehlgeschlagen: ${state}`,
}

// Helpers

const KINDS: Record<string, readonly [one: string, other: string]> = {
  image: ['Bild', 'Bilder'],
  document: ['Dokument', 'Dokumente'],
  animation: ['Animation', 'Animationen'],
}

function sizeTitle(failure: Failure): string {
  const size = sizeOf(failure)
  return size ? `Diese Datei ist ${size} groß.` : 'Diese Datei ist zu groß.'
}

function forKind(failure: Failure): string {
  const kind = KINDS[factOf(failure, 'kind') ?? '']
  return kind ? ` für ${kind[1]}` : ''
}

function extension(failure: Failure): string {
  const name = factOf(failure, 'extension')
  return name ? `.${name}-Dateien` : 'Dateien ohne Endung'
}
