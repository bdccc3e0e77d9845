/**
 * The panel's texts in English. `Intl` formats plurals, numbers, sizes and times.
 * Texts for failures are in `failures.ts`.
 */
import type { TimeLeft } from '../../../core/progress.ts'
import { countOf, files, folderPath, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'

const english = {
  app: 'Asset Dock',
  language: 'Language',
  tabs: { upload: 'Upload', library: 'Library' },
  // Adding files
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose folder',
  dropHere: 'Drop files or folders here',
  dropMore: 'Drop more files anywhere',
  pasteHint: 'or paste with',
  pasteKeys: /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘V' : 'Ctrl+V',
  limits: 'Images up to 4 MB. Documents and Lottie files up to 10 MB.',
  dropInto: (folder: string) => `Drop to upload into ${folder}`,
  dropLoose: 'Drop to upload (no folder)',
  dropForbidden: 'You can’t add files in this mode',
  reading: (n: number) => (n === 0 ? 'Reading files…' : `Reading files… ${number(n)} so far`),
  modeForbidden: 'Apps can’t change assets in this mode. Switch to Design mode to continue.',
  publicNote: 'Assets are public. Anyone with a file’s URL can open it.',
  publicNoteRead: 'Got it',
  slowHash: 'Checking files more slowly: background processing isn’t available here.',
  // Where files go
  noFolder: 'No folder',
  /** Where an asset is. */
  inNoFolder: 'not in a folder',
  inFolder: (folder: string) => `in ${folder}`,
  inAnotherFolder: 'in another folder',
  destination: 'Upload to',
  folders: 'Folders',
  folderSearch: 'Search folders',
  folderNone: 'No folders match.',
  foldersLoading: 'Loading folders',
  folderNew: 'New folder',
  folderName: 'New folder name',
  folderCreate: 'Create',
  folderCreating: 'Creating',
  folderInside: (folder: string) => `New folder in ${folder}`,
  folderUse: 'Select folder',
  folderAssets: (n: number) => countOf(n, 'asset', 'assets'),
  // The upload
  files: 'Files',
  progress: 'Upload progress',
  doneOf: (done: number, total: number) => `${number(done)} of ${number(total)} finished`,
  run: 'This upload',
  paused: 'Paused',
  pausedHint: 'Uploads in progress will finish. The rest are on hold.',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  cancelAll: 'Cancel all',
  estimating: 'Estimating time…',
  counts: {
    uploaded: (n: number) => `${number(n)} uploaded`,
    replaced: (n: number) => `${number(n)} replaced`,
    existing: (n: number) => `${number(n)} already on the site`,
    skipped: (n: number) => `${number(n)} skipped`,
    twins: (n: number) => `${countOf(n, 'duplicate', 'duplicates')} in this upload`,
    undecided: (n: number) => countOf(n, 'needs a decision', 'need a decision'),
    refused: (n: number) => `${number(n)} not accepted by Webflow`,
    tooLarge: (n: number) => `${number(n)} too large`,
    failed: (n: number) => `${number(n)} failed`,
    cancelled: (n: number) => `${number(n)} cancelled`,
    junk: (n: number) => `${countOf(n, 'system file', 'system files')} skipped`,
    unreadable: (n: number) => `${number(n)} couldn’t be read`,
  },
  // Filters and sections
  show: 'Show',
  filters: { all: 'All', needs: 'Needs attention', left: 'Uploading', done: 'Done' },
  filterEmpty: {
    all: 'No files.',
    needs: 'Nothing needs your attention.',
    left: 'Nothing is uploading.',
    done: 'No finished files yet.',
  },
  columns: { name: 'Name', state: 'Status', size: 'Size', folder: 'Folder' },
  sort: 'Sort',
  sorts: {
    added: ['As added', 'Newest first'],
    name: ['Name, A to Z', 'Name, Z to A'],
    size: ['Smallest first', 'Largest first'],
    folder: ['Folder, A to Z', 'Folder, Z to A'],
  },
  showFiles: (n: number) => `Show ${files(n)}`,
  hideFiles: (n: number) => `Hide ${files(n)}`,
  // Rows and selections
  control: (verb: string, name: string) => `${verb} ${name}`,
  verbs: { pause: 'Pause', resume: 'Resume', cancel: 'Cancel', retry: 'Retry' },
  retryMany: (n: number) => `Retry ${number(n)}`,
  keep: 'Use existing',
  move: 'Move existing file here',
  keepAll: 'Use all existing',
  moveAll: 'Move all here',
  keepOne: (name: string) => `Use existing: ${name}`,
  moveOne: (name: string) => `Move existing file here: ${name}`,
  undecided: (n: number) =>
    countOf(n, 'file already exists in another folder', 'files already exist in other folders'),
  undecidedHint: 'Even under a new name, Webflow may reuse the existing file.',
  selected: (n: number) => `${number(n)} selected`,
  retry: 'Retry',
  cancel: 'Cancel',
  details: 'Details',
  unselect: 'Clear selection',
  close: 'Close',
  tryAgain: 'Try again',
  partMissing: 'Part of the panel didn’t load. Check your connection and try again.',
  // The end
  settled: (needs: number) =>
    needs === 0 ? 'All done' : `Finished. ${countOf(needs, 'needs attention', 'need attention')}`,
  retryFailed: (n: number) => `Retry failed (${number(n)})`,
  uploadCancelled: (n: number) => `Upload ${countOf(n, 'cancelled file', 'cancelled files')}`,
  receipt: 'Upload report',
  receiptCsv: 'CSV',
  receiptJson: 'JSON',
  receiptDownload: (kind: string) => `Download upload report as ${kind}`,
  receiptCopy: 'Copy CSV',
  clear: 'Clear list',
  site: (name: string, email: string | undefined) => (email ? `${name} · ${email}` : name),
  copied: 'Copied',
  copyRefused: 'Your browser blocked copying. Press Ctrl+C (⌘C) to copy the selected text.',
  copyText: 'Text to copy',
  // Details
  detail: {
    path: 'Original path',
    name: 'Name on the site',
    folder: 'Folder',
    size: 'Size',
    state: 'Status',
    md5: 'MD5',
    asset: 'Asset ID',
    url: 'URL',
    request: 'Request ID',
  },
  copy: (what: string) => `Copy ${what}`,
  // Session
  connecting: 'Connecting to your site',
  connectTitle: 'Connect your site',
  connectText: 'Webflow will ask you to let Asset Dock:',
  connectAsks: [
    'View assets and folders',
    'Upload, edit, replace and delete assets when you ask, and create folders',
    'See your site’s name and your email',
  ],
  connectButton: 'Connect to Webflow',
  connectAfter: 'Approve in the new window. This panel continues automatically.',
  keyTitle: 'Access key',
  keyText: 'This server needs an access key. Ask whoever set it up.',
  keyLabel: 'Access key',
  keyWrong: 'Wrong key. Check for missing characters.',
  keyButton: 'Unlock',
  // What a row's state is called
  states: {
    queued: 'Queued',
    hashing: 'Checking',
    ready: 'Checked',
    asking: 'Checking for duplicates',
    planned: 'To upload',
    reserving: 'Preparing upload',
    waiting: {
      budget: 'Waiting for Webflow',
      claimed: 'Being uploaded in another window',
      offline: 'Waiting for connection',
      trouble: 'Retrying soon',
    },
    reserved: 'Up next',
    sending: 'Uploading',
    finishing: 'Finishing',
    paused: 'Paused',
    uploaded: 'Uploaded',
    conflict: {
      undecided: 'Name is taken',
      replace: 'Will replace the asset',
      skip: 'Skipped: name is taken',
    },
    notReplaced: (why: string) => `Not replaced: ${why}`,
    replaced: 'Replaced the asset',
    existing: 'Already on the site',
    handedBack: 'Webflow reused an existing file',
    skip: 'Skipped: already on the site',
    move: 'Moving here',
    moved: (what: string) => `${what}, moved here`,
    notMoved: (why: string) => `Not moved: ${why}`,
    twin: 'Duplicate in this upload',
    cancelled: 'Cancelled',
  },
  sendingShare: (share: string) => `Uploading ${share}`,
  /** Where an asset is (`place`: {@link inFolder} or its like); `name` only if it differs from the file's. */
  where: (name: string | undefined, place: string) =>
    `${name === undefined ? '' : ` as ${name}`}, ${place}`,
  // How long it takes
  left: {
    short: 'Less than a minute left',
    minutes: (n: number) => `About ${number(n)} min left`,
    hours: (hours: number, minutes: number) =>
      minutes === 0
        ? `About ${number(hours)} h left`
        : `About ${number(hours)} h ${minutes} min left`,
  },
  paceLine: (time: string) => `${time}, limited by your connection`,
  paceWebflow: (time: string, callsPerMinute: number | undefined) =>
    callsPerMinute === undefined
      ? `${time}, limited by Webflow`
      : `${time}. Webflow allows ${files(callsPerMinute)} per minute`,
  paceFiles: (time: string, filesPerSecond: number) =>
    filesPerSecond < 1
      ? `${time}, at ${files(Math.max(1, Math.round(filesPerSecond * 60)))} per minute`
      : `${time}, at ${files(Math.round(filesPerSecond))} per second`,
  budgetAndLeft: (left: string, time: string) => `${left}. Resumes in ${time}`,
  budget: (time: string, callsPerMinute: number | undefined) =>
    callsPerMinute === undefined
      ? `Webflow’s rate limit reached. Resumes in ${time}`
      : `Webflow allows ${files(callsPerMinute)} per minute. Resumes in ${time}`,
} as const
export type PanelWords = Spoken<typeof english>

/** The panel's words in the language in use. */
export let strings: PanelWords = english
onLanguage((language) => void (strings = language.words?.panel ?? english))

/** The time left, and what limits it. */
export function timeLeftWords(left: TimeLeft, callsPerMinute: number | undefined): string {
  const time = roughly(left.ms)
  if (left.bottleneck === 'line') return strings.paceLine(time)
  return left.bottleneck === 'files'
    ? strings.paceFiles(time, left.filesPerSecond)
    : strings.paceWebflow(time, callsPerMinute)
}

/** While Webflow's rate limit is reached: when uploads resume, and the time left if that is longer. */
export function budgetWords(
  ms: number,
  callsPerMinute: number | undefined,
  left: TimeLeft | undefined,
): string {
  const next = countdown(ms)
  return left?.bottleneck === 'webflow' && left.ms > ms && callsPerMinute !== undefined
    ? strings.budgetAndLeft(timeLeftWords(left, callsPerMinute), next)
    : strings.budget(next, callsPerMinute)
}

/** What a drop does, by the path of the folder that files go to. */
export const dropWords = (path: readonly string[]): string =>
  path.length === 0 ? strings.dropLoose : strings.dropInto(folderPath(path, ''))

// Helpers

function roughly(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (ms < 50_000) return strings.left.short
  if (minutes < 60) return strings.left.minutes(minutes)
  const rest = Math.round((minutes % 60) / 10) * 10
  return strings.left.hours(Math.floor(minutes / 60) + (rest === 60 ? 1 : 0), rest % 60)
}

/** "0:42". */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
