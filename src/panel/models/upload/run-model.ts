/** The run as the panel shows it: the flow's events as signals that change at most once a frame. */
import { batch, createModel, effect, signal, type ReadonlySignal } from '@preact/signals'
import { receiptLine } from '../../../core/receipt.ts'
import { controlOf } from '../../../core/row.ts'
import type { FolderId, SiteId } from '../../../core/brands.ts'
import type { OpenRun } from '../../flow/open-run.ts'
import type { Run } from '../../flow/run.ts'
import type { Store, Taken } from '../../ports/run.ts'
import { RunBoard, type RunBoardDeps } from './run-board.ts'
import { sortKey } from '../ordered.ts'
import { AS_ADDED, ROW_ORDERS, type RowSort } from '../row-sorts.ts'
import type { RowEntry } from './run-rows.ts'
import type { RunView } from '../views.ts'

export interface RunModelDeps extends RunBoardDeps {
  readonly open: OpenRun
  /** Whether the code for runs could not be fetched; added files wait until it can. */
  readonly missing: ReadonlySignal<boolean>
  /** The site, once it is known. */
  readonly site: ReadonlySignal<SiteId | undefined>
  /** The folder for files that are added now; null: none. */
  readonly destination: () => FolderId | null
  readonly store: Store
}

/** A {@link RunView} that can clean up when the page closes. */
export interface RunModelView extends RunView {
  /** The page is closing: cancels records whose bytes will not come. */
  leave(): void
}

export const RunModel = createModel((deps: RunModelDeps): RunModelView => {
  const sort = signal(rememberedSort(deps.store))
  const board = new RunBoard(deps, sort.peek())
  const { entries } = board
  const reviewFirst = signal(deps.store.get(REVIEW_KEY) === 'yes')
  const verify = signal(deps.store.get(VERIFY_KEY) === 'yes')
  const takenUp = signal(false)
  let run: Run | undefined
  board.isPaused = () => run?.isPaused ?? false
  board.isHeld = () => run?.isHeld ?? false

  /** Opens the page's one run, resuming the one that another page left. */
  const begin = async (site: SiteId): Promise<Run> => {
    const opened = await deps.open(site, board.observer)
    takenUp.value = opened.isResumed
    run = opened.run
    return run
  }
  const known = Promise.withResolvers<SiteId>()
  const beginning = known.promise.then(begin)
  effect(() => {
    const site = deps.site.value
    if (site !== undefined) known.resolve(site)
  })

  const add = (to: Run, { files, junk, unreadable }: Taken, into = deps.destination()): void => {
    board.leaveOut(junk, unreadable.length)
    to.add(files, into, { held: reviewFirst.peek(), verify: verify.peek() })
  }

  return {
    ...board.signals,
    sort,
    setSort(next) {
      deps.store.set(SORT_KEY, sortKey(next))
      sort.value = next
      board.sortBy(next)
    },
    reviewFirst,
    setReviewFirst(on) {
      deps.store.set(REVIEW_KEY, on ? 'yes' : 'no')
      reviewFirst.value = on
    },
    verify,
    setVerify(on) {
      deps.store.set(VERIFY_KEY, on ? 'yes' : 'no')
      verify.value = on
    },
    takenUp,
    missing: deps.missing,
    add(taken, into) {
      if (run) add(run, taken, into)
      else void beginning.then((begun) => add(begun, taken, into))
    },
    start() {
      batch(() => run?.start())
      board.show()
    },
    pause() {
      batch(() => run?.pause())
      board.show()
    },
    resume() {
      takenUp.value = false
      batch(() => run?.resume())
      board.show()
    },
    cancelAll: () => batch(() => run?.cancelAll()),
    retryFailed: () => batch(() => run?.retry(board.retriable())),
    retry: (rows) => batch(() => run?.retry(rows)),
    cancel: (rows) => batch(() => run?.cancel(rows)),
    keep: (rows) => batch(() => run?.keep(rows)),
    skip: (rows) => batch(() => run?.skip(rows)),
    moveHere: (rows) => batch(() => run?.moveHere(rows)),
    uploadAnew: (rows) => batch(() => run?.uploadAnew(rows)),
    replace: (rows) => batch(() => run?.replace(rows)),
    keepBoth: (rows) => batch(() => run?.keepBoth(rows)),
    control(id) {
      const entry = entries.get(id)
      if (run && entry) steer(run, entry)
    },
    clear() {
      takenUp.value = false
      run?.remove(board.clear())
    },
    receipt: () =>
      [...entries.values()].map(({ row, view }) =>
        receiptLine(
          {
            path: [...row.path, row.file.name].join('/'),
            name: row.name,
            folder: view.folder.join('/'),
            size: row.size,
          },
          row.state,
          row.keptBoth,
        ),
      ),
    leave: () => run?.leave(),
  }
})

// Helpers

const REVIEW_KEY = 'review-first'
const VERIFY_KEY = 'verify'
const SORT_KEY = 'upload-sort'

function rememberedSort(store: Store): RowSort {
  const key = store.get(SORT_KEY)
  return ROW_ORDERS.find((order) => sortKey(order) === key) ?? AS_ADDED
}

function steer(run: Run, { row: { id, state } }: RowEntry): void {
  switch (controlOf(state)) {
    case 'pause':
      run.pauseRow(id)
      return
    case 'resume':
      run.resumeRow(id)
      return
    case 'cancel':
      run.cancel([id])
      return
    case 'retry':
      run.retry([id])
      return
    case 'none':
      return
  }
}
