/** Texts on changes to assets: before, during and after. */
import { countOf, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'

const assets = (n: number): string => countOf(n, 'asset', 'assets')

const english = {
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
  nothingDone: 'Nothing changed',
  failed: (n: number) => `${number(n)} failed`,
  stopped: (n: number) => `${number(n)} not started`,
  share: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  stop: 'Stop',
  stopping: 'Stopping',
  undo: 'Undo',
  redo: 'Redo',
  /** If only some changes can be undone. */
  undoSome: (n: number) => `Undo ${number(n)}`,
  again: 'Try again',
  goOn: 'Continue',
  outcomes: 'Details',
  putAway: 'Dismiss',
  states: {
    waiting: 'Waiting',
    running: 'In progress',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Not started',
  },
  undoUnknown: {
    move: 'Assets that weren’t in a folder can’t be moved back out.',
    delete: 'Deleted assets can’t be restored.',
    insert: 'To remove inserted images, use Undo in the Designer.',
    replace: 'Only the latest 200 MB of replaced files can be restored.',
  },
} as const
export type ChangeWords = Spoken<typeof english>

/** The words in the language in use. */
export let changeWords: ChangeWords = english
onLanguage((language) => void (changeWords = language.words?.changes ?? english))

/** The facts about a batch that its title needs. */
export interface BatchFigures {
  readonly what: keyof typeof english.done
  /** It undoes an earlier one. */
  readonly back: boolean
  readonly status: 'ready' | 'running' | 'stopping' | 'settled'
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Stopped before they started. */
  readonly stopped: number
  /** How many of them can be undone. */
  readonly undoable: number
}

/** The title of a batch: what happens, or happened. */
export function workTitle(work: BatchFigures): string {
  const { what, back, status, total, done } = work
  if (status === 'ready') return changeWords.next[what](total)
  if (status !== 'settled') {
    return back ? changeWords.undoing(total) : changeWords.doing[what](total)
  }
  if (done === 0) return changeWords.nothingDone
  return back ? changeWords.undone(done) : changeWords.done[what](done)
}

/** How many changes failed or did not start; empty if none. */
export const workLosses = ({ failed, stopped }: BatchFigures): string =>
  [failed > 0 ? changeWords.failed(failed) : '', stopped > 0 ? changeWords.stopped(stopped) : '']
    .filter((words) => words !== '')
    .join(', ')

export const announceBatchStart = (work: BatchFigures): string =>
  workTitle({ ...work, status: 'running' })

export function announceBatchEnd(work: BatchFigures): string {
  const losses = workLosses(work)
  return losses === '' ? workTitle(work) : `${workTitle(work)}, ${losses}`
}

/** Why fewer changes can be undone than were made; undefined if all can, or the reason is unknown. */
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
