/** Passes dropped, chosen and pasted files to the run, with a count while directories are read. */
import { createModel, signal } from '@preact/signals'
import type { FolderId } from '../../core/brands.ts'
import type { Frames, Intake, Taken } from '../ports/run.ts'
import type { IntakeView, RunView } from './views.ts'

export interface IntakeModelDeps {
  readonly intake: Intake
  readonly frames: Frames
  readonly run: Pick<RunView, 'add'>
}

export const IntakeModel = createModel(({ intake, frames, run }: IntakeModelDeps): IntakeView => {
  const reading = signal<number | undefined>(undefined)
  /** Files found so far by each unfinished walk. */
  const walks = new Map<number, number>()
  let nextWalk = 0
  let framed = false

  const show = (): void => {
    if (framed) return
    framed = true
    frames(() => {
      framed = false
      const found = [...walks.values()]
      reading.value = found.length === 0 ? undefined : found.reduce((sum, n) => sum + n, 0)
    })
  }

  const take = async (
    from: (onFound: (files: number) => void) => Promise<Taken> | undefined,
    into?: FolderId | null,
  ): Promise<void> => {
    const walk = nextWalk++
    // Starts before the first await: a drop's data is cleared when its event ends.
    const walking = from((files) => {
      walks.set(walk, files)
      show()
    })
    if (!walking) return
    walks.set(walk, 0)
    show()
    try {
      run.add(await walking, into)
    } finally {
      walks.delete(walk)
      show()
    }
  }

  return {
    reading,
    drop: (data, into) => void take((onFound) => intake.drop(data, onFound), into),
    choose: (files) => void take((onFound) => intake.chosen(files, onFound)),
    paste: (data) => void take((onFound) => intake.paste(data, onFound)),
  }
})
