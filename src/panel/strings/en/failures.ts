/** Failures in words, by code and facts: short for a row, as a sentence, for a group, and what to do next. */
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
import { onLanguage } from '../language.ts'

/** A failure in a few characters, for a row. */
export const failureState = (failure: Failure): string => words.texts[failure.code].state(failure)

/** What went wrong with one file or request, as a sentence. */
export const failureTitle = (failure: Failure): string => words.texts[failure.code].title(failure)

/** What to do about it. */
export function failureHint(failure: Failure): string {
  const { todo } = words.texts[failure.code]
  return typeof todo === 'string' ? todo : todo(failure)
}

/** What to do while the panel retries automatically. */
export function retryingHint(failure: Failure): string {
  const hint = failureHint(failure)
  return hint === words.again ? words.retrying : `${hint} ${words.retrying}`
}

/** What went wrong with several files; all failures have the same code, and there is at least one. */
export function groupTitle(failures: readonly Failure[]): string {
  const [sample] = failures
  if (!sample) return ''
  const { group } = words.texts[sample.code]
  const n = failures.length
  return group ? group(n, failures) : words.failedFiles(n, failureState(sample))
}

// Helpers

const AGAIN = 'Try again in a moment.'
const REPORT = 'Try again. If it keeps happening, send the request ID to your admin.'

const texts: FailureWords['texts'] = {
  'file-empty': fixed(
    'Empty file',
    'This file is empty.',
    'Nothing to upload. Check the original file.',
    (n) => `${countOf(n, 'file is', 'files are')} empty`,
  ),
  'file-too-large': {
    state: (f) => `Over the ${limitOf(f)} limit`,
    title: (f) => `${sizeTitle(f)} Webflow’s limit${forKind(f)} is ${limitOf(f)}.`,
    todo: 'Export a smaller version and drop it again.',
    group: (n, failures) => {
      const [kind, limit] = [commonFact(failures, 'kind'), commonFact(failures, 'limitBytes')]
      const [one, other] = KINDS[kind ?? ''] ?? ['file', 'files']
      const what = countOf(n, `${one} exceeds`, `${other} exceed`)
      const [sample] = failures
      return limit === undefined || sample === undefined
        ? `${what} Webflow’s size limits`
        : `${what} Webflow’s ${limitOf(sample)} limit`
    },
  },
  'file-type': {
    state: (f) => {
      const name = factOf(f, 'extension')
      return name ? `.${name} not supported` : 'No file extension'
    },
    title: (f) => `Webflow doesn’t accept ${extension(f)}.`,
    todo: 'Convert it to a supported format and drop it again.',
    group: (n, failures) =>
      `${countOf(n, 'file isn’t', 'files aren’t')} supported by Webflow${examples(failures)}`,
  },
  'file-too-deep': fixed(
    'Nested too deep',
    `This file is nested more than ${MAX_DEPTH} folders deep.`,
    'Move it higher and try again.',
    (n) => `${countOf(n, 'file is', 'files are')} nested more than ${MAX_DEPTH} folders deep`,
  ),
  'file-unreadable': fixed(
    'Couldn’t be read',
    'The browser couldn’t read this file.',
    'It may have been moved, or its drive disconnected. Restore it and retry.',
    (n) => `${files(n)} couldn’t be read`,
  ),
  'file-missing': fixed(
    'Add it again',
    'Add this file again. Your browser didn’t keep a copy.',
    'Drop the folder again. Finished files are recognised.',
    (n) => `${countOf(n, 'file needs', 'files need')} to be added again`,
  ),
  'file-changed': fixed(
    'Changed since added',
    'The file changed after you added it.',
    'Drop it again to upload the new version.',
    (n) => `${files(n)} changed after you added ${n === 1 ? 'it' : 'them'}`,
  ),
  'hash-crashed': fixed(
    'Check failed',
    'The file couldn’t be checked.',
    'Retry.',
    (n) => `${files(n)} couldn’t be checked`,
  ),
  aborted: fixed(
    'Stopped',
    'Stopped.',
    'Retry to continue.',
    (n) => `${countOf(n, 'file was', 'files were')} stopped`,
  ),
  'designer-missing': fixed(
    'Not in the Designer',
    'This panel works inside the Webflow Designer.',
    'Open a site in the Designer, press E for Apps, and launch Asset Dock there.',
  ),
  'mode-forbidden': fixed(
    'Not allowed in this mode',
    'The Designer doesn’t allow this in the current mode.',
    'Switch to Design mode on your main branch, then retry. If it keeps happening, your role may not allow it.',
    (n) => `${files(n)} can’t be changed in the Designer’s current mode`,
  ),
  'proxy-missing': fixed(
    'No server address',
    'No server address in this build.',
    'Rebuild with PROXY_URL set.',
  ),
  'proxy-unreachable': fixed(
    'Can’t reach the server',
    'Can’t reach the Asset Dock server.',
    () => `It may be down, or it may not allow this panel${withOrigin('origin')}.`,
    (n) => `${files(n)} couldn’t reach the Asset Dock server`,
  ),
  'proxy-reply': fixed('Unexpected response', 'The server sent an unexpected response.', REPORT),
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
    'Session expired',
    'Your session expired.',
    'Try again to start a new one.',
  ),
  'session-refused': {
    state: () => 'Access denied',
    title: (f) =>
      isOtherSite(f)
        ? 'This server is set up for a different site.'
        : 'The server doesn’t accept this Designer session.',
    todo: (f) =>
      isOtherSite(f)
        ? 'Open the panel on that site, or ask your admin.'
        : 'Reload the Designer and open the panel again. If it keeps happening, you may not have access to this site.',
  },
  'not-connected': fixed(
    'Not connected',
    'Asset Dock isn’t connected to this site.',
    'Connect the site, then try again.',
  ),
  'bad-request': fixed('Request rejected', 'The server rejected the request.', REPORT),
  'not-found': fixed('Not found', 'This item no longer exists.', 'Reload the panel and try again.'),
  internal: fixed('Server error', 'Server error.', REPORT),
  'rate-limited': fixed(
    'Rate limit reached',
    'Webflow’s rate limit is reached.',
    AGAIN,
    (n) => `${files(n)} hit Webflow’s rate limit`,
  ),
  'webflow-unavailable': fixed(
    'Webflow isn’t responding',
    'Webflow isn’t responding.',
    AGAIN,
    (n) => `${files(n)} couldn’t be added: Webflow isn’t responding`,
  ),
  'webflow-unauthorized': fixed(
    'Access revoked',
    'Webflow no longer accepts the connection to this site.',
    (f) =>
      canConnect(f)
        ? 'Reconnect the site.'
        : 'Reconnect the site, or tell your admin that the site token was revoked.',
  ),
  'webflow-scopes': {
    state: () => 'Missing permissions',
    title: (f) => {
      const names = scopesOf(f)
      return `The connection to this site is missing permissions${names ? `: ${names}` : ''}.`
    },
    todo: 'Reconnect the site and approve all permissions, or add them to the site token.',
  },
  'webflow-refused': {
    state: () => 'Rejected by Webflow',
    title: (f) => {
      const reason = reasonOf(f)
      return reason ? `Webflow rejected this file: ${reason}.` : 'Webflow rejected this file.'
    },
    todo: 'Check its name and type, then retry.',
    group: (n) => `Webflow rejected ${files(n)}`,
  },
  'folder-missing': fixed(
    'Folder deleted',
    'The folder was deleted on the site.',
    'Choose another folder, then retry.',
    (n) => `${countOf(n, 'file has', 'files have')} no destination: the folder was deleted`,
  ),
  'asset-missing': fixed(
    'Asset deleted',
    'The asset is no longer on the site.',
    'Refresh the library.',
    (n) => `${countOf(n, 'file is', 'files are')} no longer on the site`,
  ),
  'ticket-invalid': fixed('Upload link rejected', 'The upload link was rejected.', 'Retry.'),
  'ticket-expired': fixed('Upload link expired', 'The upload link expired.', 'Retry.'),
  'length-mismatch': fixed(
    'Incomplete upload',
    'The upload was incomplete.',
    'Make sure nothing is changing the file, then retry.',
  ),
  'digest-mismatch': fixed(
    'Altered in transit',
    'The file was altered in transit.',
    'Make sure nothing is changing the file, then retry.',
  ),
  'storage-refused': fixed(
    'Rejected by storage',
    'Webflow’s storage rejected the file.',
    'Retry.',
    (n) => `Webflow’s storage rejected ${files(n)}`,
  ),
  'storage-unavailable': fixed(
    'Storage isn’t responding',
    'Webflow’s storage isn’t responding.',
    AGAIN,
    (n) => `${files(n)} couldn’t be uploaded: Webflow’s storage isn’t responding`,
  ),
  'storage-digest': fixed(
    'Damaged in storage',
    'Webflow’s storage damaged the file.',
    'Retry. The damaged copy was removed.',
    (n) => `Webflow’s storage damaged ${files(n)}`,
  ),
}

const KINDS: Record<string, readonly [one: string, other: string]> = {
  image: ['image', 'images'],
  document: ['document', 'documents'],
  animation: ['animation', 'animations'],
}

function sizeTitle(failure: Failure): string {
  const size = sizeOf(failure)
  return size ? `This file is ${size}.` : 'This file is too large.'
}

function forKind(failure: Failure): string {
  const kind = KINDS[factOf(failure, 'kind') ?? '']
  return kind ? ` for ${kind[1]}` : ''
}

function extension(failure: Failure): string {
  const name = factOf(failure, 'extension')
  return name ? `.${name} files` : 'files without an extension'
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const english: FailureWords = {
  texts,
  again: AGAIN,
  retrying: 'Retrying automatically.',
  failedFiles: (n, state) => `${files(n)} failed: ${lowerFirst(state)}`,
}

let words = english
onLanguage((language) => void (words = language.words?.failures ?? english))
