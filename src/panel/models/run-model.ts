/** The run as the panel shows it: what the flow tells, as signals that change at most once a frame. */
import { batch, createModel, effect, signal, type ReadonlySignal } from '@preact/signals'
import { receiptLine } from '../../core/receipt.ts'
import { controlOf } from '../../core/row.ts'
import type { FolderId, SiteId } from '../../core/brands.ts'
import { isOpenEnd } from '../../core/journal.ts'
import { Run } from '../flow/run.ts'
import type { RunDeps } from '../flow/stages.ts'
import type { Journal, OwnRun } from '../ports-journal.ts'
import type { Store, Taken } from '../ports.ts'
import { RunBoard, type RunBoardDeps } from './run-board.ts'
import type { RowEntry } from './run-rows.ts'
import type { RunView } from './views.ts'

export interface RunModelDeps extends Omit<RunDeps, 'observer' | 'runId'>, RunBoardDeps {
  /** A UUID for a run that is not kept. */
  readonly runId: string
  /** Where runs are kept; undefined: nowhere. */
  readonly journal: Journal | undefined
  /** The site, once it is known. */
  readonly site: ReadonlySignal<SiteId | undefined>
  /** Where files go that are added now; null: in no folder. */
  readonly destination: () => FolderId | null
  readonly store: Store
}

/** A {@link RunView} with the page's last word. */
export interface RunModelView extends RunView {
  /** The page goes away: records whose bytes will not come are given up. */
  leave(): void
}

export const RunModel = createModel((deps: RunModelDeps): RunModelView => {
  const board = new RunBoard(deps)
  let own: OwnRun | undefined
  const run = new Run({ ...deps, observer: board.observer, runId: () => own?.id ?? deps.runId })
  board.isPaused = () => run.isPaused
  board.isHeld = () => run.isHeld
  const { entries } = board
  const reviewFirst = signal(deps.store.get(REVIEW_KEY) === 'yes')
  const takenUp = signal(false)
  /** While it is being looked whether there is a run to take up. */
  let opening: Promise<void> | undefined

  effect(() => {
    const site = deps.site.value
    if (site === undefined || own || opening || !deps.journal) return
    opening = deps.journal.open(site).then(async (opened) => {
      own = opened
      if (opened) {
        run.keepIn(opened)
        if (opened.rows.length > 0) {
          run.takeUp(await withFiles(opened))
          takenUp.value = true
        }
      }
      opening = undefined
    })
  })

  const add = ({ files, junk, unreadable }: Taken): void => {
    board.leaveOut(junk, unreadable.length)
    run.add(files, deps.destination(), reviewFirst.peek())
  }

  return {
    ...board.signals,
    reviewFirst,
    setReviewFirst(on) {
      deps.store.set(REVIEW_KEY, on ? 'yes' : 'no')
      reviewFirst.value = on
    },
    takenUp,
    add(taken) {
      if (opening) void opening.then(() => add(taken))
      else add(taken)
    },
    start() {
      batch(() => run.start())
      board.show()
    },
    pause() {
      batch(() => run.pause())
      board.show()
    },
    resume() {
      takenUp.value = false
      batch(() => run.resume())
      board.show()
    },
    cancelAll: () => batch(() => run.cancelAll()),
    retryFailed: () => batch(() => run.retry(board.retriable())),
    retry: (rows) => batch(() => run.retry(rows)),
    cancel: (rows) => batch(() => run.cancel(rows)),
    keep: (rows) => batch(() => run.keep(rows)),
    skip: (rows) => batch(() => run.skip(rows)),
    moveHere: (rows) => batch(() => run.moveHere(rows)),
    uploadAnew: (rows) => batch(() => run.uploadAnew(rows)),
    control(id) {
      const entry = entries.get(id)
      if (entry) steer(run, entry)
    },
    clear() {
      takenUp.value = false
      run.remove(board.clear())
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
        ),
      ),
    leave: () => run.leave(),
  }
})

// Helpers

const REVIEW_KEY = 'review-first'

/** The files of what is left to do, where the journal has them. */
async function withFiles(own: OwnRun): Promise<Parameters<Run['takeUp']>[0]> {
  return await Promise.all(
    own.rows.map(async (kept) => {
      const isHere = isOpenEnd(kept.end) && own.withBytes.has(kept.id)
      return { kept, file: isHere ? await own.bytes(kept) : undefined }
    }),
  )
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
