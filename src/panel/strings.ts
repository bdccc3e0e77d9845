/**
 * Every word that the panel says, in one place. Plural forms, numbers, sizes and times go through `Intl`.
 * What a failure is called lives next door, in `strings-failures.ts`.
 */
import type { TimeLeft } from '../core/progress.ts'
import { countOf, files, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'

const english = {
  app: 'Asset Dock',
  language: 'Language',
  tabs: { upload: 'Upload', library: 'Library' },
  // Taking in
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose folder',
  dropHere: 'Drop files or folders here',
  dropMore: 'Drop more anywhere',
  pasteHint: 'or paste with',
  pasteKeys: /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘V' : 'Ctrl+V',
  limits: 'Images up to 4 MB. Documents and Lottie up to 10 MB.',
  dropInto: (place: string) => `Drop to upload into ${place}`,
  dropForbidden: 'Files cannot be added in this mode',
  reading: (n: number) => (n === 0 ? 'Reading' : `Reading: ${files(n)} so far`),
  modeForbidden:
    'The Designer does not let apps add assets in its present mode. Switch to Design mode, then come back.',
  publicNote: 'Assets are public: whoever has a file’s address can open it.',
  publicNoteRead: 'Got it',
  slowHash: 'Checking files on the page: slower, because this frame allows no workers.',
  // Where files go
  noFolder: 'No folder',
  inNoFolder: 'no folder',
  anotherFolder: 'another folder',
  destination: 'Upload to',
  folders: 'Folders',
  folderSearch: 'Search folders',
  folderNone: 'No folder has this in its name.',
  foldersLoading: 'Loading folders',
  folderNew: 'New folder',
  folderName: 'Name of the new folder',
  folderCreate: 'Create',
  folderCreating: 'Creating',
  folderInside: (place: string) => `inside ${place}`,
  folderUse: 'Use this folder',
  folderAssets: (n: number) => countOf(n, 'asset', 'assets'),
  // The run
  files: 'Files',
  progress: 'Upload of all files',
  doneOf: (done: number, total: number) => `${number(done)} of ${number(total)} done`,
  run: 'This run',
  paused: 'Paused',
  pausedHint: 'Files that have begun are finished, the rest waits.',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  cancelAll: 'Cancel all',
  estimating: 'Working out the time left',
  counts: {
    uploaded: (n: number) => `${number(n)} uploaded`,
    replaced: (n: number) => `${number(n)} replaced`,
    existing: (n: number) => `${number(n)} already on the site`,
    skipped: (n: number) => `${number(n)} skipped`,
    twins: (n: number) => `${number(n)} twice in this drop`,
    undecided: (n: number) => `${number(n)} to decide`,
    refused: (n: number) => `${number(n)} not taken by Webflow`,
    tooLarge: (n: number) => `${number(n)} too large`,
    failed: (n: number) => `${number(n)} failed`,
    cancelled: (n: number) => `${number(n)} cancelled`,
    junk: (n: number) => `${countOf(n, 'system file', 'system files')} left out`,
    unreadable: (n: number) => `${number(n)} unreadable`,
  },
  // Filters and sections
  show: 'Show',
  filters: { all: 'All', needs: 'Needs you', left: 'Uploading', done: 'Done' },
  filterEmpty: {
    all: 'Nothing here.',
    needs: 'Nothing needs you.',
    left: 'Nothing is uploading.',
    done: 'Nothing is done yet.',
  },
  columns: { name: 'Name', state: 'Status', size: 'Size', folder: 'Folder' },
  sort: 'Sort',
  sorts: {
    added: ['As added', 'Last added first'],
    name: ['Name, A to Z', 'Name, Z to A'],
    size: ['Smallest first', 'Largest first'],
    folder: ['Folder', 'Folder, from the end'],
  },
  showFiles: (n: number) => `Show ${files(n)}`,
  hideFiles: (n: number) => `Hide ${files(n)}`,
  // Rows and selections
  control: (verb: string, name: string) => `${verb} ${name}`,
  verbs: { pause: 'Pause', resume: 'Resume', cancel: 'Cancel', retry: 'Retry' },
  retryMany: (n: number) => `Retry ${number(n)}`,
  keep: 'Use existing',
  move: 'Move here',
  keepAll: 'Use all as they are',
  moveAll: 'Move all here',
  keepOne: (name: string) => `Use existing: ${name}`,
  moveOne: (name: string) => `Move here: ${name}`,
  undecided: (n: number) => `${files(n)} are already on the site, in other folders`,
  undecidedHint: 'Under new names, Webflow may still hand back the ones that it has.',
  selected: (n: number) => `${number(n)} selected`,
  retry: 'Retry',
  cancel: 'Cancel',
  details: 'Details',
  unselect: 'Clear selection',
  close: 'Close',
  tryAgain: 'Try again',
  partMissing: 'A part of the panel could not be loaded. Check the network.',
  // The end
  settled: (needs: number) =>
    needs === 0 ? 'All done' : `Finished, ${number(needs)} ${needs === 1 ? 'needs' : 'need'} you`,
  retryFailed: (n: number) => `Retry failed (${number(n)})`,
  uploadCancelled: (n: number) => `Upload ${number(n)} cancelled`,
  receipt: 'Receipt',
  receiptCsv: 'CSV',
  receiptJson: 'JSON',
  receiptDownload: (kind: string) => `Download the receipt as ${kind}`,
  receiptCopy: 'Copy',
  clear: 'Clear',
  site: (name: string, email: string | undefined) => (email ? `${name} · ${email}` : name),
  copied: 'Copied',
  copyRefused: 'Copying is not allowed here. The text is selected: press Ctrl+C or ⌘C.',
  copyText: 'Text to copy',
  // Details
  detail: {
    path: 'In your drop',
    name: 'Name on the site',
    folder: 'Folder',
    size: 'Size',
    state: 'Status',
    md5: 'MD5',
    asset: 'Asset ID',
    url: 'Address',
    request: 'Request ID',
  },
  copy: (what: string) => `Copy ${what}`,
  // Session
  connecting: 'Connecting to your site',
  connectTitle: 'Connect your site',
  connectText: 'Webflow opens in a window and asks whether Asset Dock may:',
  connectAsks: [
    'Read your site’s assets and folders, to see what is there already',
    'Add assets and folders, and delete records of uploads that were given up',
    'Read your site’s name, and who you are',
  ],
  connectButton: 'Connect to Webflow',
  connectAfter: 'Approve there, then come back: this panel goes on by itself.',
  keyTitle: 'Access key',
  keyText: 'The server behind this panel asks for its access key. Whoever set it up can tell you.',
  keyLabel: 'Access key',
  keyWrong: 'That is not the key. Check it for missing characters.',
  keyButton: 'Unlock',
  // What a row's state is called
  states: {
    queued: 'Queued',
    hashing: 'Checking',
    ready: 'Checked',
    asking: 'Looking on the site',
    planned: 'To upload',
    reserving: 'Asking Webflow',
    waiting: {
      budget: 'Waiting for Webflow',
      claimed: 'Another panel is uploading it',
      offline: 'Waiting for the connection',
      trouble: 'Tries again soon',
    },
    reserved: 'Next',
    sending: 'Sending',
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
    handedBack: 'Webflow kept the asset it has',
    skip: 'Skipped: already on the site',
    move: 'Will be moved here',
    moved: (what: string) => `${what}, moved here`,
    notMoved: (why: string) => `Not moved: ${why}`,
    twin: 'Twice in this drop',
    cancelled: 'Cancelled',
  },
  sendingShare: (share: string) => `Sending ${share}`,
  /** Where an asset lies; `name` undefined: it is called as expected. */
  where: (name: string | undefined, folder: string) =>
    `${name === undefined ? '' : ` as ${name}`}, in ${folder}`,
  // How long it takes
  left: {
    short: 'Less than a minute left',
    minutes: (n: number) => `About ${number(n)} min left`,
    hours: (hours: number, minutes: number) =>
      minutes === 0
        ? `About ${number(hours)} h left`
        : `About ${number(hours)} h ${minutes} min left`,
  },
  paceLine: (time: string) => `${time}: your line sets the pace`,
  paceWebflow: (time: string, callsPerMinute: number | undefined) =>
    callsPerMinute === undefined
      ? `${time}: Webflow sets the pace`
      : `${time}: Webflow takes ${files(callsPerMinute)} a minute`,
  paceFiles: (time: string, filesPerSecond: number) =>
    filesPerSecond < 1
      ? `${time}, at ${files(Math.max(1, Math.round(filesPerSecond * 60)))} a minute`
      : `${time}, at ${files(Math.round(filesPerSecond))} a second`,
  budgetAndLeft: (left: string, time: string) => `${left}, goes on in ${time}`,
  budget: (time: string, callsPerMinute: number | undefined) =>
    callsPerMinute === undefined
      ? `Webflow asks for a pause: goes on in ${time}`
      : `Webflow takes ${files(callsPerMinute)} a minute: goes on in ${time}`,
} as const
export type PanelWords = Spoken<typeof english>

/** The panel's words in the language in use. */
export let strings: PanelWords = english
onLanguage((language) => void (strings = language.words?.panel ?? english))

/** The time left with what decides it. */
export function timeLeftWords(left: TimeLeft, callsPerMinute: number | undefined): string {
  const time = roughly(left.ms)
  if (left.bottleneck === 'line') return strings.paceLine(time)
  return left.bottleneck === 'files'
    ? strings.paceFiles(time, left.filesPerSecond)
    : strings.paceWebflow(time, callsPerMinute)
}

/** While Webflow's calls of the minute are spent: when it goes on, and how long it takes where that is longer. */
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
