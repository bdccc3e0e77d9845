import { batch, computed, type Signal, signal } from '@preact/signals'
import type { FolderId, RowId } from '../../core/brands.ts'
import type { Failure } from '../../core/failure.ts'
import { retryRule } from '../../core/failure.ts'
import { receiptLine } from '../../core/receipt.ts'
import { type RowEvent, transition } from '../../core/row-events.ts'
import { controlOf, isConflict, isSettled, isUndecided, type RowState } from '../../core/row.ts'
import { folderPath } from '../strings/format.ts'
import { NO_COUNTS, type RunCounts, type RunPlan } from '../../core/run-counts.ts'
import type {
  AttentionGroup,
  RowView,
  RunStatus,
  RunTotals,
  SessionState,
} from '../models/views.ts'
import type { PanelView } from '../components/kit/panel-view.ts'
import { LanguageModel } from '../models/language-model.ts'
import type { LibraryView } from '../models/library/library-views.ts'
import { rowComparer } from '../models/upload/row-order.ts'
import { AS_ADDED } from '../models/row-sorts.ts'
import { RunTally } from '../models/upload/tally.ts'
import type { DesignerTheme, HashWay, Store } from '../ports/run.ts'
import { FIXTURE_FOLDERS, fixtureFolder } from './fixture-files.ts'
import { fixtureLibrary, type LibraryScene } from './fixture-library.ts'

/** What a scene defines; the rest is derived from its rows. */
export interface Scene {
  readonly theme: DesignerTheme
  readonly session?: SessionState
  readonly canManageAssets?: boolean
  readonly publicNoteRead?: boolean
  readonly rows?: readonly RowView[]
  readonly status?: RunStatus
  readonly reviewFirst?: boolean
  readonly takenUp?: boolean
  readonly missing?: boolean
  readonly totals?: Partial<Omit<RunTotals, 'counts' | 'plan'>>
  readonly plan?: Partial<RunPlan>
  readonly counts?: Partial<RunCounts>
  readonly hashWay?: HashWay
  readonly reading?: number
  readonly foldersFail?: Failure
  /** Set if the library is open. */
  readonly library?: LibraryScene
}

/** A panel that shows a scene. Its controls apply the real row events, with no proxy behind them. */
export function fixturePanel(scene: Scene): PanelView {
  const [run, folders] = [runOf(scene), foldersOf(scene)]
  const { library = { assets: 0 } } = scene
  const opened = signal<LibraryView | undefined>(undefined)
  let opening: Promise<LibraryView> | undefined
  return {
    tab: signal(scene.library ? 'library' : 'upload'),
    library: () => (opening ??= fixtureLibrary(library, { folders, run })),
    language: new LanguageModel({ store: FORGETFUL, wanted: ['en'] }),
    session: sessionOf(scene),
    run,
    intake: {
      reading: signal(scene.reading),
      drop: () => undefined,
      choose: () => undefined,
      paste: () => undefined,
    },
    folders,
    opened,
  }
}

// Helpers

const FORGETFUL: Store = { get: () => undefined, set: () => undefined }

function sessionOf(scene: Scene): PanelView['session'] {
  const read = signal(scene.publicNoteRead ?? true)
  const state = signal<SessionState>(
    scene.session ?? { type: 'connected', siteName: 'Harbour', email: 'designer@example.com' },
  )
  return {
    state,
    theme: signal(scene.theme),
    canManageAssets: signal(scene.canManageAssets ?? true),
    publicNoteRead: read,
    readPublicNote: () => (read.value = true),
    connect: () => (state.value = { type: 'connecting' }),
    openConnectWindow: () => (state.value = { type: 'connecting' }),
  }
}

function runOf(scene: Scene): PanelView['run'] {
  const added = signal(scene.rows ?? [])
  const sort = signal(AS_ADDED)
  const rows = computed(() => added.value.toSorted(rowComparer(sort.value)))
  const status = signal(scene.status ?? 'running')
  const reviewFirst = signal(scene.reviewFirst ?? false)
  const verify = signal(false)
  const totals = computed(() => totalsOf(rows.value, scene))
  const send = (ids: readonly RowId[], event: (row: RowView) => RowEvent) =>
    batch(() => {
      for (const row of rows.peek()) if (ids.includes(row.id)) apply(row, event(row))
    })
  const all = () => rows.peek().map(({ id }) => id)
  const retry = (ids: readonly RowId[]) => send(ids, () => ({ type: 'retry' }))
  return {
    rows,
    sort,
    setSort: (next) => (sort.value = next),
    totals,
    groups: computed(() => groupsOf(added.value)),
    status,
    announcement: signal('Uploading started.'),
    hashWay: signal(scene.hashWay),
    add: () => undefined,
    reviewFirst,
    verify,
    takenUp: signal(scene.takenUp ?? false),
    missing: signal(scene.missing ?? false),
    setReviewFirst: (on) => (reviewFirst.value = on),
    setVerify: (on) => (verify.value = on),
    start: () => {
      send(all(), () => ({ type: 'start' }))
      status.value = 'running'
    },
    pause: () => (status.value = 'paused'),
    resume: () => (status.value = 'running'),
    cancelAll: () => send(all(), () => ({ type: 'cancel' })),
    retryFailed: () => retry(all()),
    retry,
    cancel: (ids) => send(ids, () => ({ type: 'cancel' })),
    keep: (ids) => send(ids, () => ({ type: 'choose', choice: 'keep' })),
    skip: (ids) =>
      send(ids, (row) =>
        row.state.peek().phase === 'conflict'
          ? { type: 'answer', choice: 'skip' }
          : { type: 'choose', choice: 'skip' },
      ),
    replace: (ids) => send(ids, () => ({ type: 'answer', choice: 'replace' })),
    keepBoth: (ids) => send(ids, () => ({ type: 'keep-both', held: false })),
    moveHere: (ids) => send(ids, () => ({ type: 'moved', folderId: fixtureFolder(7) })),
    uploadAnew: (ids) => send(ids, () => ({ type: 'anew', held: false })),
    control: (id) =>
      send([id], (row) => {
        const control = controlOf(row.state.peek())
        return { type: control === 'none' ? 'pause' : control }
      }),
    clear: () => {
      added.value = added.peek().filter((row) => !isSettled(row.state.peek()))
      if (rows.peek().length === 0) status.value = 'empty'
    },
    receipt: () =>
      rows.peek().map((row) =>
        receiptLine(
          {
            path: [...row.path, row.file.name].join('/'),
            name: row.name,
            folder: folderPath(row.folder, ''),
            size: row.size,
          },
          row.state.peek(),
        ),
      ),
  }
}

function foldersOf(scene: Scene): PanelView['folders'] {
  const folders = signal(FIXTURE_FOLDERS)
  const destination = signal<FolderId | null>(fixtureFolder(7))
  return {
    folders,
    state: signal(
      scene.foldersFail ? { type: 'failed', failure: scene.foldersFail } : { type: 'ready' },
    ),
    destination,
    destinationPath: computed(() => pathOf(folders.value, destination.value)),
    setDestination: (id) => (destination.value = id),
    load: () => undefined,
    create: (name, under) => {
      const made = {
        id: fixtureFolder(folders.peek().length),
        name,
        parentId: under,
        assetCount: 0,
      }
      folders.value = [...folders.peek(), made]
      return Promise.resolve(undefined)
    },
  }
}

/** Views expose rows as read-only; the fixture created them, so it may change them. */
function apply(row: RowView, event: RowEvent): void {
  const state = row.state
  if (isWritable(state)) state.value = transition(state.peek(), event)
}

const isWritable = (state: RowView['state']): state is Signal<RowState> => 'value' in state

function pathOf(folders: typeof FIXTURE_FOLDERS, id: FolderId | null): readonly string[] {
  const folder = folders.find((candidate) => candidate.id === id)
  return folder ? [...pathOf(folders, folder.parentId), folder.name] : []
}

function totalsOf(rows: readonly RowView[], scene: Scene): RunTotals {
  const counts: Record<keyof RunCounts, number> = { ...NO_COUNTS, total: rows.length }
  let [sentBytes, totalBytes] = [0, 0]
  for (const row of rows) {
    const state = row.state.value
    if (!isSettled(state) && !isConflict(state)) counts.left++
    const key = countOf(state)
    if (key) counts[key]++
    if (key === undefined || key === 'uploaded') totalBytes += row.size
    sentBytes += state.phase === 'uploaded' ? row.size : row.sentBytes.value
  }
  return {
    sentBytes,
    totalBytes,
    timeLeft: undefined,
    outageMs: undefined,
    budgetWaitMs: 0,
    callsPerMinute: 60,
    ...scene.totals,
    counts: { ...counts, ...scene.counts },
    plan: { ...planOf(rows), ...scene.plan },
  }
}

function planOf(rows: readonly RowView[]): RunPlan {
  const tally = new RunTally()
  for (const row of rows) tally.add(row.state.value, row.size)
  return tally.plan()
}

function countOf(state: RowState): keyof RunCounts | undefined {
  switch (state.phase) {
    case 'conflict':
      return CONFLICT_COUNTS[state.choice]
    case 'existing':
      return state.choice === 'undecided' ? 'undecided' : 'existing'
    case 'twin':
      return state.asset && state.choice === 'undecided' ? 'undecided' : 'twins'
    case 'uploaded':
    case 'replaced':
    case 'refused':
    case 'failed':
    case 'cancelled':
      return state.phase
    default:
      return undefined
  }
}

const CONFLICT_COUNTS = { undecided: 'undecided', replace: undefined, skip: 'skipped' } as const

function groupsOf(rows: readonly RowView[]): readonly AttentionGroup[] {
  const failed = new Map<string, { failures: Failure[]; rows: RowId[] }>()
  const conflict: RowId[] = []
  const undecided: RowId[] = []
  const handedBack: RowId[] = []
  for (const row of rows) {
    const state = row.state.value
    if (state.phase === 'failed' || state.phase === 'refused') {
      const group = failed.get(state.failure.code) ?? { failures: [], rows: [] }
      group.failures.push(state.failure)
      group.rows.push(row.id)
      failed.set(state.failure.code, group)
    } else if (isConflict(state)) conflict.push(row.id)
    else if (isUndecided(state)) {
      const back = 'handedBack' in state && state.handedBack
      ;(back ? handedBack : undecided).push(row.id)
    }
  }
  return [
    ...[...failed.values()].flatMap(({ failures, rows }): AttentionGroup[] => {
      const [sample] = failures
      if (!sample) return []
      const retriable = retryRule(sample) !== 'never'
      return [{ type: 'failed', code: sample.code, sample, failures, rows, retriable }]
    }),
    ...(conflict.length > 0 ? [{ type: 'conflict' as const, rows: conflict }] : []),
    ...(undecided.length > 0 ? [{ type: 'undecided' as const, rows: undecided }] : []),
    ...(handedBack.length > 0 ? [{ type: 'handed-back' as const, rows: handedBack }] : []),
  ]
}
