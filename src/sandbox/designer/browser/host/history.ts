import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { CanvasPage } from '../canvas-document.ts'

/** The most steps kept; older ones are dropped. */
const MOST_STEPS = 200

/** The page's canvas and its undo history: each change is one step. */
export interface UndoHistory {
  readonly canvas: ReadonlySignal<CanvasPage>
  /** What {@link undo} would undo, in words; null: nothing. */
  readonly undoable: ReadonlySignal<string | null>
  readonly redoable: ReadonlySignal<string | null>
  /** Replaces the canvas with `next`; `what` describes the change. */
  change(what: string, next: CanvasPage): void
  /** Undoes the last step, if there is one. */
  undo(): void
  redo(): void
  /** Starts a new history with another canvas. */
  begin(canvas: CanvasPage): void
}

export function createHistory(first: CanvasPage): UndoHistory {
  const canvas = signal(first)
  const past = signal<readonly Step[]>([])
  const future = signal<readonly Step[]>([])
  return {
    canvas,
    undoable: computed(() => past.value.at(-1)?.what ?? null),
    redoable: computed(() => future.value.at(-1)?.what ?? null),
    change: (what, next) =>
      batch(() => {
        past.value = [...past.peek(), { what, canvas: canvas.peek() }].slice(-MOST_STEPS)
        future.value = []
        canvas.value = next
      }),
    undo: () => step(canvas, past, future),
    redo: () => step(canvas, future, past),
    begin: (next) =>
      batch(() => {
        past.value = []
        future.value = []
        canvas.value = next
      }),
  }
}

// Helpers

/** The canvas before or after a change. */
interface Step {
  readonly what: string
  readonly canvas: CanvasPage
}

interface Settable<T> {
  value: T
  peek(): T
}

function step(
  canvas: Settable<CanvasPage>,
  from: Settable<readonly Step[]>,
  to: Settable<readonly Step[]>,
): void {
  const last = from.peek().at(-1)
  if (!last) return
  batch(() => {
    to.value = [...to.peek(), { what: last.what, canvas: canvas.peek() }]
    from.value = from.peek().slice(0, -1)
    canvas.value = last.canvas
  })
}
