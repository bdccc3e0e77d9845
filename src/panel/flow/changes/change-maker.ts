/**
 * Makes changes where each can be made: names, alt texts and deletions through the proxy, within Webflow's calls a minute;
 * places, files and *decorative* through the Designer, which alone has them. What the Designer has changed is told to the
 * proxy.
 */
import pMap from 'p-map'
import type { Alt } from '../../../core/alt-text.ts'
import type { Failure } from '../../../core/failure.ts'
import { failureOf } from '../../../core/failure.ts'
import type { ChangedRequest, Edit } from '../../../core/wire-library.ts'
import type { ChangeOutcome, DesignerLibrary, LibraryClient } from '../../ports/library.ts'
import { type Change, inverse, type Made, type Shown } from './change.ts'
import { replaceFile, type ReplaceFileDeps } from './replace-file.ts'
import { NEVER } from '../../base/never.ts'

export interface ChangeMakerDeps extends ReplaceFileDeps {
  readonly library: Pick<LibraryClient, 'edit' | 'remove' | 'changed' | 'bytes'>
  readonly designer: Pick<
    DesignerLibrary,
    'moveAsset' | 'replaceFile' | 'altText' | 'setAltText' | 'useOnElement' | 'insertImage'
  >
}

export type ChangeResult =
  | { readonly type: 'done'; readonly made: Made }
  | { readonly type: 'wait'; readonly retryAfterMs: number }
  | { readonly type: 'refused'; readonly failure: Failure }

/** How a change is made: changes of one lane can go together. */
export type Lane = 'edit' | 'delete' | 'designer'

export function laneOf(change: Change): Lane {
  if (change.type === 'delete') return 'delete'
  if (change.type === 'rename') return 'edit'
  return change.type === 'alt' && change.to.type !== 'decorative' ? 'edit' : 'designer'
}

type Told = ChangedRequest['changes'][number]
/** As the uploads' moves: the Designer answers each call by itself. */
const DESIGNER_CALLS_AT_ONCE = 3

export class ChangeMaker {
  readonly #deps: ChangeMakerDeps
  /** What the proxy could not be told yet. */
  #untold: Told[] = []

  constructor(deps: ChangeMakerDeps) {
    this.#deps = deps
  }

  /**
   * Makes changes of one lane. `onOutcome` at most once per change, by its index; those without an outcome were not
   * begun. Nothing new is begun once `stop` has ended; what has begun is finished.
   * @throws FailureError when the proxy could not be asked: changes without an outcome may be asked for again.
   */
  async make(
    changes: readonly Change[],
    onOutcome: (index: number, outcome: ChangeResult) => void,
    stop: AbortSignal,
  ): Promise<void> {
    const [first] = changes
    if (!first) return
    const lane = laneOf(first)
    if (lane === 'designer') return this.#byDesigner(changes, onOutcome, stop)
    const take = (index: number, outcome: ChangeOutcome): void => {
      const change = changes[index]
      if (change) onOutcome(index, outcomeOf(change, outcome))
    }
    const { library } = this.#deps
    // What has begun at Webflow is finished: an abort would only hide what became of it.
    await (lane === 'delete'
      ? library.remove(
          changes.map(({ asset }) => asset),
          take,
          NEVER,
        )
      : library.edit(changes.flatMap(editOf), take, NEVER))
  }

  async #byDesigner(
    changes: readonly Change[],
    onOutcome: (index: number, outcome: ChangeResult) => void,
    stop: AbortSignal,
  ): Promise<void> {
    const make = async (change: Change, index: number): Promise<void> => {
      if (stop.aborted) return
      try {
        onOutcome(index, { type: 'done', made: await this.#change(change) })
      } catch (error) {
        onOutcome(index, troubled(failureOf(error, 'webflow-refused')))
      }
    }
    await pMap(changes, make, { concurrency: DESIGNER_CALLS_AT_ONCE })
    await this.#tell()
  }

  async #change(change: Change): Promise<Made> {
    const { designer } = this.#deps
    if (change.type === 'replace') {
      const { made, md5, size } = await replaceFile(change, this.#deps)
      this.#untold.push({ type: 'replaced', asset: change.asset, md5, size })
      return made
    }
    if (change.type === 'move') {
      await designer.moveAsset(change.asset, change.to)
      this.#untold.push({ type: 'moved', asset: change.asset, folderId: change.to })
    } else if (change.type === 'use') {
      await designer.useOnElement(change.element, change.to.asset, await this.#altOf(change.to))
    } else if (change.type === 'insert') {
      await designer.insertImage(change.asset, await designer.altText(change.asset))
    } else if (change.type === 'alt') {
      await designer.setAltText(change.asset, toldAlt(change.to), change.locale)
      if (change.locale === undefined)
        this.#untold.push({ type: 'alt', asset: change.asset, altText: toldAlt(change.to) })
    }
    return { undo: () => inverse(change) }
  }

  /** What an element is to say: where nothing is given, what its asset does. */
  #altOf({ asset, altText }: Shown): Promise<string | null> | string | null | undefined {
    return altText === undefined && asset ? this.#deps.designer.altText(asset) : altText
  }

  /** A change stands whether the proxy hears of it or not: it is told with the next ones. */
  async #tell(): Promise<void> {
    const telling = this.#untold
    if (telling.length === 0) return
    this.#untold = []
    try {
      await this.#deps.library.changed(telling, NEVER)
    } catch {
      this.#untold = [...telling, ...this.#untold]
    }
  }
}

// Helpers

const toldAlt = (alt: Alt): string | null =>
  alt.type === 'text' ? alt.text : alt.type === 'decorative' ? null : ''

/** The old bytes are read through the proxy, within Webflow's calls. */
const troubled = (failure: Failure): ChangeResult =>
  failure.code === 'rate-limited'
    ? { type: 'wait', retryAfterMs: failure.retryAfterMs ?? 1000 }
    : { type: 'refused', failure }

function editOf(change: Change): Edit[] {
  if (change.type === 'rename') return [{ asset: change.asset, name: change.to }]
  if (change.type !== 'alt') return []
  const locale = change.locale === undefined ? {} : { localeId: change.locale }
  return [{ asset: change.asset, altText: toldAlt(change.to) ?? '', ...locale }]
}

function outcomeOf(change: Change, outcome: ChangeOutcome): ChangeResult {
  if (outcome.type !== 'done') return outcome
  return {
    type: 'done',
    made: { undo: () => (change.type === 'replace' ? undefined : inverse(change)) },
  }
}
