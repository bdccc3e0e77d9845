/** What failures are called, by code and facts: shortly in a row, for a group, and with what to do next. */
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
import { onLanguage } from './strings-language.ts'

/** A failure in a row's few characters. */
export const failureState = (failure: Failure): string => words.texts[failure.code].state(failure)

/** What went wrong with one file or call, as a sentence. */
export const failureTitle = (failure: Failure): string => words.texts[failure.code].title(failure)

/** What to do about it. */
export function failureHint(failure: Failure): string {
  const { todo } = words.texts[failure.code]
  return typeof todo === 'string' ? todo : todo(failure)
}

/** The same failure of `n` files. */
export function groupTitle(sample: Failure, n: number): string {
  const { group } = words.texts[sample.code]
  return group ? group(n, sample) : words.failedFiles(n, failureState(sample))
}

// Helpers

const AGAIN = 'Try again in a moment.'
const REPORT = 'Try again. If it stays, give the request ID to whoever runs the server.'

const texts: FailureWords['texts'] = {
  'file-empty': fixed(
    'Empty file',
    'The file is empty.',
    'There is nothing to upload: look at the source.',
    (n) => `${countOf(n, 'file is', 'files are')} empty`,
  ),
  'file-too-large': {
    state: (f) => `Too large: over ${limitOf(f)}`,
    title: (f) => `The file has ${size(f)}; Webflow takes ${kind(f)} of up to ${limitOf(f)}.`,
    todo: 'Export at a smaller size, then drop again.',
    group: (n, f) =>
      `${countOf(n, 'file is', 'files are')} over Webflow’s ${limitOf(f)} for ${kind(f)}`,
  },
  'file-type': {
    state: typeState,
    title: (f) => `Webflow takes no ${extension(f)} as an asset.`,
    todo: 'Convert to a type that Webflow takes, then drop again.',
    group: (n, f) =>
      f.facts?.['extension'] === undefined
        ? `${countOf(n, 'file has a type', 'files have types')} that Webflow does not take`
        : `${countOf(n, 'file has a type', 'files have types')} that Webflow does not take, such as ${extension(f)}`,
  },
  'file-too-deep': fixed(
    'Too deep in folders',
    `The file lies in more than ${MAX_DEPTH} folders.`,
    'Move it up, then drop again.',
    (n) => `${countOf(n, 'file lies', 'files lie')} in more than ${MAX_DEPTH} folders`,
  ),
  'file-unreadable': fixed(
    'Cannot be read',
    'The browser could not read the file.',
    'Moved, or on a drive that is gone? Put it back and retry, or drop again.',
    (n) => `${files(n)} could not be read`,
  ),
  'file-missing': fixed(
    'Choose it again',
    'The browser kept no copy of the file.',
    'Drop the folder again, or choose the file: it is known by its content.',
    (n) => `${files(n)} must be chosen again`,
  ),
  'file-changed': fixed(
    'Changed since the drop',
    'The file was changed after it was dropped.',
    'Drop again, so that the new version is uploaded.',
    (n) => `${countOf(n, 'file was', 'files were')} changed after the drop`,
  ),
  'hash-crashed': fixed('Check broke off', 'Checking the file broke off.', 'Retry.'),
  aborted: fixed('Stopped', 'This was stopped.', 'Retry when you want it to go on.'),
  'designer-missing': fixed(
    'Not in the Designer',
    'This panel works inside the Webflow Designer.',
    'Open a site in the Designer, press E for Apps, and launch Asset Dock there.',
  ),
  'mode-forbidden': fixed(
    'Not allowed here',
    'The Designer does not allow this in its present mode.',
    'Switch to Design mode and your main branch, then retry. If it stays, your role may not allow it.',
    (n) => `${files(n)} cannot be changed in the Designer’s present mode`,
  ),
  'proxy-missing': fixed(
    'No server address',
    'This build of the panel was given no server address.',
    'Build it again with PROXY_URL set to the address of your Asset Dock server.',
  ),
  'proxy-unreachable': fixed(
    'No connection',
    'The Asset Dock server does not answer.',
    'Check your connection, then try again. If it stays, the server may be down: tell whoever runs it.',
    (n) => `${files(n)} could not reach the Asset Dock server`,
  ),
  'proxy-reply': fixed('Garbled answer', 'The server’s answer could not be understood.', REPORT),
  'panel-outdated': fixed(
    'Panel out of date',
    'This panel is older than the server.',
    'Update the panel.',
  ),
  'proxy-outdated': fixed(
    'Server out of date',
    'This panel is newer than the server.',
    'Update the server.',
  ),
  'session-expired': fixed(
    'Session ended',
    'The session has ended.',
    'Try again: a new one is opened.',
  ),
  'session-refused': {
    state: () => 'Not allowed in',
    title: (f) =>
      isOtherSite(f)
        ? 'This server works for another site.'
        : 'The server does not accept this Designer session.',
    todo: (f) =>
      isOtherSite(f)
        ? 'Open the panel on the site that it was set up for, or ask whoever runs the server.'
        : 'Reload the Designer and open the panel again. If it stays, you may lack access to this site.',
  },
  'not-connected': fixed(
    'Not connected',
    'Asset Dock is not connected to this site.',
    'Connect the site, then try again.',
  ),
  'bad-request': fixed('Not understood', 'The server did not understand the panel.', REPORT),
  'not-found': fixed('Not found', 'It is no longer there.', 'Reload the panel, then try again.'),
  internal: fixed('Server error', 'Something broke in the server.', REPORT),
  'rate-limited': fixed(
    'Webflow is busy',
    'Webflow took no more calls for this site.',
    AGAIN,
    (n) => `${files(n)} were turned away: Webflow took no more calls`,
  ),
  'webflow-unavailable': fixed(
    'Webflow is down',
    'Webflow does not answer.',
    AGAIN,
    (n) => `${files(n)} could not be added: Webflow does not answer`,
  ),
  'webflow-unauthorized': fixed(
    'Access withdrawn',
    'Webflow no longer accepts the connection to this site.',
    (f) =>
      canConnect(f)
        ? 'Connect the site again.'
        : 'Connect the site again, or tell whoever runs the server that its token was withdrawn.',
  ),
  'webflow-scopes': {
    state: () => 'A permission is missing',
    title: (f) => `The connection to this site lacks a permission${scopes(f)}.`,
    todo: 'Connect the site again and approve all that is asked, or add the permission to the site token.',
  },
  'webflow-refused': fixed(
    'Refused by Webflow',
    'Webflow refused this.',
    'Check name and type, then retry.',
    (n) => `Webflow refused ${files(n)}`,
  ),
  'folder-missing': fixed(
    'Folder is gone',
    'The folder was deleted on the site.',
    'Choose another folder, then retry.',
    (n) => `${files(n)} lost their folder: it was deleted on the site`,
  ),
  'asset-missing': fixed(
    'Asset is gone',
    'The asset is no longer on the site.',
    'Load the assets anew.',
    (n) => `${countOf(n, 'file is', 'files are')} no longer on the site`,
  ),
  'ticket-invalid': fixed('Permit not accepted', 'The upload’s permit was not accepted.', 'Retry.'),
  'ticket-expired': fixed('Permit ran out', 'The upload’s permit ran out.', 'Retry.'),
  'length-mismatch': fixed(
    'Arrived incomplete',
    'The server got another number of bytes than the file has.',
    'Make sure that nothing changes the file meanwhile, then retry.',
  ),
  'digest-mismatch': fixed(
    'Arrived changed',
    'The bytes that arrived are not the bytes of the file.',
    'Make sure that nothing changes the file meanwhile, then retry.',
  ),
  'storage-refused': fixed(
    'Refused by storage',
    'Webflow’s storage refused the file.',
    'Retry.',
    (n) => `Webflow’s storage refused ${files(n)}`,
  ),
  'storage-unavailable': fixed(
    'Storage is down',
    'Webflow’s storage does not answer.',
    AGAIN,
    (n) => `${files(n)} could not be sent: Webflow’s storage does not answer`,
  ),
  'storage-digest': fixed(
    'Stored wrongly',
    'Webflow’s storage reports other bytes than were sent.',
    'Retry: the damaged copy was removed.',
    (n) => `Webflow’s storage damaged ${files(n)}`,
  ),
}

const KINDS: Record<string, string> = {
  image: 'images',
  document: 'documents',
  animation: 'animations',
}

const kind = (failure: Failure): string => KINDS[factOf(failure, 'kind') ?? ''] ?? 'such files'

const size = (failure: Failure): string => sizeOf(failure) ?? 'too many bytes'

function extension(failure: Failure): string {
  const name = factOf(failure, 'extension')
  return name ? `.${name} files` : 'files without an extension'
}

function typeState(failure: Failure): string {
  const name = factOf(failure, 'extension')
  return name ? `Type .${name} not taken` : 'No type in its name'
}

function scopes(failure: Failure): string {
  const names = factOf(failure, 'scopes') ?? factOf(failure, 'scope')
  return names === undefined ? '' : `: ${names}`
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const english: FailureWords = {
  texts,
  failedFiles: (n, state) => `${files(n)} failed: ${lowerFirst(state)}`,
}

let words = english
onLanguage((language) => void (words = language.words?.failures ?? english))
