/**
 * Every word that the panel says, in one place. Plural forms, numbers, sizes and times go through `Intl`.
 * What a failure is called lives next door, in `strings-failures.ts`.
 */
import type { TimeLeft } from '../core/progress.ts'
import type { AssetRef, ExistingChoice, RowControl, RowState, WaitReason } from '../core/row.ts'
import { failureState } from './strings-failures.ts'
import { countOf, files, number } from './strings-format.ts'

export const strings = {
  app: 'Asset Dock',
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
    existing: (n: number) => `${number(n)} already on the site`,
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
  columns: { name: 'Name', folder: 'Folder', size: 'Size', state: 'Status' },
  showFiles: (n: number) => `Show ${files(n)}`,
  hideFiles: (n: number) => `Hide ${files(n)}`,
  // Rows and selections
  control: (control: Exclude<RowControl, 'none'>, name: string) =>
    `${strings.verbs[control]} ${name}`,
  verbs: { pause: 'Pause', resume: 'Resume', cancel: 'Cancel', retry: 'Retry' },
  retryMany: (n: number) => `Retry ${number(n)}`,
  keep: 'Keep there',
  move: 'Move here',
  keepAll: 'Keep all there',
  moveAll: 'Move all here',
  keepOne: (name: string) => `Keep there: ${name}`,
  moveOne: (name: string) => `Move here: ${name}`,
  undecided: (n: number) => `${files(n)} are already on the site, in other folders`,
  undecidedHint: 'Leave them there, or move them to where this drop goes.',
  selected: (n: number) => `${number(n)} selected`,
  retry: 'Retry',
  cancel: 'Cancel',
  details: 'Details',
  unselect: 'Clear selection',
  close: 'Close',
  tryAgain: 'Try again',
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
} as const

/** What a row's state is called; `name` is the row's own, `folder` names the folder that an asset lies in. */
export function stateWords(
  state: RowState,
  name: string,
  folder: (id: string | null) => string,
): string {
  switch (state.phase) {
    case 'queued':
      return 'Queued'
    case 'hashing':
      return 'Checking'
    case 'ready':
      return 'Checked'
    case 'reserving':
      return 'Asking Webflow'
    case 'waiting':
      return WAITS[state.reason]
    case 'reserved':
      return 'Next'
    case 'sending':
      return 'Sending'
    case 'paused':
      return 'Paused'
    case 'uploaded':
      return 'Uploaded'
    case 'existing':
      if (state.trouble) return `Not moved: ${failureState(state.trouble)}`
      return existingWords(state.choice, whereWords(state.asset, name, folder))
    case 'twin':
      if (!state.asset) return 'Twice in this drop'
      if (state.trouble) return `Not moved: ${failureState(state.trouble)}`
      return state.choice === 'undecided'
        ? `Twice in this drop${whereWords(state.asset, name, folder)}`
        : 'Twice in this drop'
    case 'refused':
    case 'failed':
      return failureState(state.failure)
    case 'cancelled':
      return 'Cancelled'
  }
}

/** While bytes leave: the share, then that the answer is awaited. */
export const sendingWords = (share: number): string =>
  share >= 1 ? 'Finishing' : `Sending ${PERCENT.format(share)}`

/** The time left with what decides it. */
export function timeLeftWords(left: TimeLeft, callsPerMinute: number | undefined): string {
  const time = roughly(left.ms)
  if (left.bottleneck === 'line') return `${time}: your line sets the pace`
  return callsPerMinute === undefined
    ? `${time}: Webflow sets the pace`
    : `${time}: Webflow takes ${files(callsPerMinute)} a minute`
}

/** While Webflow's calls of the minute are spent. */
export const budgetWords = (ms: number, callsPerMinute: number | undefined): string =>
  callsPerMinute === undefined
    ? `Webflow asks for a pause: goes on in ${countdown(ms)}`
    : `Webflow takes ${files(callsPerMinute)} a minute: goes on in ${countdown(ms)}`

// Helpers

const PERCENT = new Intl.NumberFormat('en', { style: 'percent', roundingMode: 'floor' })

const WAITS: Readonly<Record<WaitReason, string>> = {
  budget: 'Waiting for Webflow',
  claimed: 'Another panel is uploading it',
  trouble: 'Tries again soon',
}

const whereWords = (asset: AssetRef, name: string, folder: (id: string | null) => string): string =>
  `${asset.name === name ? '' : ` as ${asset.name}`}, in ${folder(asset.folderId)}`

function existingWords(choice: ExistingChoice, where: string): string {
  switch (choice) {
    case 'undecided':
      return `Already on the site${where}`
    case 'keep':
      return 'Already on the site'
    case 'moved':
      return 'Already on the site, moved here'
  }
}

function roughly(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (ms < 50_000) return 'Less than a minute left'
  if (minutes < 60) return `About ${number(minutes)} min left`
  const rest = Math.round((minutes % 60) / 10) * 10
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0)
  return rest % 60 === 0
    ? `About ${number(hours)} h left`
    : `About ${number(hours)} h ${rest} min left`
}

function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
