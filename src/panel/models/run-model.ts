/** The run as the panel shows it: what the flow tells, as signals that change at most once a frame. */
import { batch, createModel, signal } from '@preact/signals'
import { receiptLine } from '../../core/receipt.ts'
import { controlOf } from '../../core/row.ts'
import type { FolderId } from '../../core/brands.ts'
import { Run } from '../flow/run.ts'
import type { RunDeps } from '../flow/stages.ts'
import type { Store } from '../ports.ts'
import { RunBoard, type RunBoardDeps } from './run-board.ts'
import type { RowEntry } from './run-rows.ts'
import type { RunView } from './views.ts'

export interface RunModelDeps extends Omit<RunDeps, 'observer'>, RunBoardDeps {
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
  const run = new Run({ ...deps, observer: board.observer })
  board.isPaused = () => run.isPaused
  board.isHeld = () => run.isHeld
  const { entries } = board
  const reviewFirst = signal(deps.store.get(REVIEW_KEY) === 'yes')

  return {
    ...board.signals,
    reviewFirst,
    setReviewFirst(on) {
      deps.store.set(REVIEW_KEY, on ? 'yes' : 'no')
      reviewFirst.value = on
    },
    add({ files, junk, unreadable }) {
      board.leaveOut(junk, unreadable.length)
      run.add(files, deps.destination(), reviewFirst.peek())
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
