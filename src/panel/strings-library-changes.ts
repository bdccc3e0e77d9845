/** What is said of changes to assets: before, while and after they are made. */
import { countOf, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'

const assets = (n: number): string => countOf(n, 'asset', 'assets')

const english = {
  /** Changes one after the other, and what became of them. */
  works: 'Changes',
  next: {
    move: (n: number) => `Next: ${assets(n)} to move`,
    rename: (n: number) => `Next: ${assets(n)} to rename`,
    alt: (n: number) => `Next: ${countOf(n, 'alt text', 'alt texts')} to save`,
    delete: (n: number) => `Next: ${assets(n)} to delete`,
    replace: (n: number) => `Next: ${countOf(n, 'file', 'files')} to replace`,
    use: (n: number) => `Next: ${countOf(n, 'image', 'images')} to set`,
    insert: (n: number) => `Next: ${countOf(n, 'image', 'images')} to insert`,
  },
  doing: {
    move: (n: number) => `Moving ${assets(n)}`,
    rename: (n: number) => `Renaming ${assets(n)}`,
    alt: (n: number) => `Saving ${countOf(n, 'alt text', 'alt texts')}`,
    delete: (n: number) => `Deleting ${assets(n)}`,
    replace: (n: number) => `Replacing ${countOf(n, 'file', 'files')}`,
    use: (n: number) => `Setting ${countOf(n, 'image', 'images')}`,
    insert: (n: number) => `Inserting ${countOf(n, 'image', 'images')}`,
  },
  done: {
    move: (n: number) => `${assets(n)} moved`,
    rename: (n: number) => `${assets(n)} renamed`,
    alt: (n: number) => `${countOf(n, 'alt text', 'alt texts')} saved`,
    delete: (n: number) => `${assets(n)} deleted`,
    replace: (n: number) => `${countOf(n, 'file', 'files')} replaced`,
    use: (n: number) => `${countOf(n, 'image', 'images')} set`,
    insert: (n: number) => `${countOf(n, 'image', 'images')} inserted`,
  },
  undoing: (n: number) => `Undoing ${countOf(n, 'change', 'changes')}`,
  undone: (n: number) => `${countOf(n, 'change', 'changes')} undone`,
  nothingDone: 'Nothing was changed',
  failed: (n: number) => `${number(n)} failed`,
  stopped: (n: number) => `${number(n)} not begun`,
  share: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  stop: 'Stop',
  stopping: 'Stopping',
  undo: 'Undo',
  redo: 'Redo',
  /** Where not all of it can be taken back. */
  undoSome: (n: number) => `Undo ${number(n)}`,
  again: 'Try again',
  goOn: 'Go on',
  outcomes: 'Outcomes',
  putAway: 'Put away',
  states: {
    waiting: 'Waiting',
    running: 'In progress',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Not begun',
  },
  undoUnknown: {
    move: 'What lay in no folder cannot be put back there by an app.',
    delete: 'What is deleted cannot be brought back.',
    insert: 'What was inserted is taken away by the Designer’s own undo.',
    replace: 'Old files are kept up to 200 MB, the newest of them.',
  },
} as const
export type ChangeWords = Spoken<typeof english>

/** The words in the language in use. */
export let changeWords: ChangeWords = english
onLanguage((language) => void (changeWords = language.words?.changes ?? english))

/** Changes of one kind that were asked for together, as far as their words need it. */
export interface BatchFigures {
  readonly what: keyof typeof english.done
  /** It undoes an earlier one. */
  readonly back: boolean
  readonly status: 'ready' | 'running' | 'stopping' | 'settled'
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Stopped before they were begun. */
  readonly stopped: number
  /** How many of them can be undone. */
  readonly undoable: number
}

/** What is being done, or was done: the headline of a work. */
export function workTitle(work: BatchFigures): string {
  const { what, back, status, total, done } = work
  if (status === 'ready') return changeWords.next[what](total)
  if (status !== 'settled') {
    return back ? changeWords.undoing(total) : changeWords.doing[what](total)
  }
  if (done === 0) return changeWords.nothingDone
  return back ? changeWords.undone(done) : changeWords.done[what](done)
}

/** What did not come to be, in numbers; empty: nothing of the kind. */
export const workLosses = ({ failed, stopped }: BatchFigures): string =>
  [failed > 0 ? changeWords.failed(failed) : '', stopped > 0 ? changeWords.stopped(stopped) : '']
    .filter((words) => words !== '')
    .join(', ')

export const announceBegin = (work: BatchFigures): string =>
  workTitle({ ...work, status: 'running' })

export function announceEnd(work: BatchFigures): string {
  const losses = workLosses(work)
  return losses === '' ? workTitle(work) : `${workTitle(work)}, ${losses}`
}

/** Why less can be taken back than was done; undefined: all can, or it cannot be told. */
export function undoReason({
  what,
  back,
  done,
  undoable,
  status,
}: BatchFigures): string | undefined {
  if (status !== 'settled' || back || undoable >= done || !isLimited(what)) return undefined
  return changeWords.undoUnknown[what]
}

// Helpers

const isLimited = (what: BatchFigures['what']): what is keyof typeof changeWords.undoUnknown =>
  what in changeWords.undoUnknown
