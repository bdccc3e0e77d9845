/** The services that change assets of a library. */
import { AltReader, type AltReaderDeps } from './changes/alt-reader.ts'
import { CanvasModel } from './changes/canvas-model.ts'
import { ChangesModel, type ChangesDeps } from './changes/changes-model.ts'
import { ChangeMaker, type ChangeMakerDeps } from '../../flow/changes/change-maker.ts'
import { Kept } from '../../flow/changes/replace-file.ts'
import type { DesignerLibrary, LibraryClient } from '../../ports/library.ts'
import type { AltReading, CanvasUse, LibraryChanges } from './changes/changes-views.ts'
import type { LibraryWriter } from './library-views.ts'

export interface LibraryWorkDeps
  extends Omit<ChangesDeps, 'maker'>, Pick<ChangeMakerDeps, 'hasher'> {
  readonly client: LibraryClient & AltReaderDeps['client']
  readonly designer: DesignerLibrary
}

export interface LibraryWork {
  readonly changes: LibraryChanges
  readonly canvas: CanvasUse
  readonly alts: AltReading
  /** Stops following the canvas. */
  readonly end: () => void
}

/** Bytes of replaced files kept for undo, in memory while the panel is open. */
const MOST_KEPT_BYTES = 200 * 1024 * 1024

export const libraryWork =
  (deps: LibraryWorkDeps) =>
  (library: LibraryWriter): LibraryWork => {
    const { client, designer, hasher } = deps
    const kept = new Kept(MOST_KEPT_BYTES)
    const maker = new ChangeMaker({ library: client, designer, hasher, kept })
    const changes = new ChangesModel(library, { ...deps, maker })
    const canvas = new CanvasModel(designer, changes)
    return { changes, canvas, alts: new AltReader(library, deps), end: canvas.follow() }
  }
