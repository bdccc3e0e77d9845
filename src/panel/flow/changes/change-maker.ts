/**
 * Makes each change where it is possible: names, alt texts and deletions through the proxy, within Webflow's budget;
 * moves, replacements and *decorative* through the Designer, the only API for them. Reports the Designer's changes to
 * the proxy.
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

/** How a change is made. Changes of one lane can share a call. */
export type Lane = 'edit' | 'delete' | 'designer'

export function laneOf(change: Change): Lane {
  if (change.type === 'delete') return 'delete'
  if (change.type === 'rename') return 'edit'
  return change.type === 'alt' && change.to.type !== 'decorative' ? 'edit' : 'designer'
}

type DesignerChange = ChangedRequest['changes'][number]
/** As in `AssetMover`: the Designer answers each call separately. */
const DESIGNER_CALLS_AT_ONCE = 3

export class ChangeMaker {
  readonly #deps: ChangeMakerDeps
  /** Changes not yet reported to the proxy. */
  #unreported: DesignerChange[] = []

  constructor(deps: ChangeMakerDeps) {
    this.#deps = deps
  }

  /**
   * Makes changes of one lane. Calls `onOutcome` at most once per change, by its index; changes without an outcome were
   * not started. Starts nothing new after `stop` aborts; started changes finish.
   * @throws FailureError if the proxy did not answer: repeat changes without an outcome.
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
    // Never aborted: an abort would only hide the outcome at Webflow.
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
        onOutcome(index, failedResult(failureOf(error, 'webflow-refused')))
      }
    }
    await pMap(changes, make, { concurrency: DESIGNER_CALLS_AT_ONCE })
    await this.#report()
  }

  async #change(change: Change): Promise<Made> {
    const { designer } = this.#deps
    if (change.type === 'replace') {
      const { made, md5, size } = await replaceFile(change, this.#deps)
      this.#unreported.push({ type: 'replaced', asset: change.asset, md5, size })
      return made
    }
    if (change.type === 'move') {
      await designer.moveAsset(change.asset, change.to)
      this.#unreported.push({ type: 'moved', asset: change.asset, folderId: change.to })
    } else if (change.type === 'use') {
      await designer.useOnElement(change.element, change.to.asset, await this.#altOf(change.to))
    } else if (change.type === 'insert') {
      await designer.insertImage(change.asset, await designer.altText(change.asset))
    } else if (change.type === 'alt') {
      await designer.setAltText(change.asset, altValue(change.to), change.locale)
      if (change.locale === undefined)
        this.#unreported.push({ type: 'alt', asset: change.asset, altText: altValue(change.to) })
    }
    return { undo: () => inverse(change) }
  }

  /** The alt text for an element; by default its asset's. */
  #altOf({ asset, altText }: Shown): Promise<string | null> | string | null | undefined {
    return altText === undefined && asset ? this.#deps.designer.altText(asset) : altText
  }

  /** Reports changes to the proxy. On failure, they are reported with the next ones. */
  async #report(): Promise<void> {
    const reporting = this.#unreported
    if (reporting.length === 0) return
    this.#unreported = []
    try {
      await this.#deps.library.changed(reporting, NEVER)
    } catch {
      this.#unreported = [...reporting, ...this.#unreported]
    }
  }
}

// Helpers

const altValue = (alt: Alt): string | null =>
  alt.type === 'text' ? alt.text : alt.type === 'decorative' ? null : ''

/** A replacement reads the old bytes through the proxy, within Webflow's budget. */
const failedResult = (failure: Failure): ChangeResult =>
  failure.code === 'rate-limited'
    ? { type: 'wait', retryAfterMs: failure.retryAfterMs ?? 1000 }
    : { type: 'refused', failure }

function editOf(change: Change): Edit[] {
  if (change.type === 'rename') return [{ asset: change.asset, name: change.to }]
  if (change.type !== 'alt') return []
  const locale = change.locale === undefined ? {} : { localeId: change.locale }
  return [{ asset: change.asset, altText: altValue(change.to) ?? '', ...locale }]
}

function outcomeOf(change: Change, outcome: ChangeOutcome): ChangeResult {
  if (outcome.type !== 'done') return outcome
  return {
    type: 'done',
    made: { undo: () => (change.type === 'replace' ? undefined : inverse(change)) },
  }
}
