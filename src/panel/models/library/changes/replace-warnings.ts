/** Warnings about what replacing an asset changes besides its bytes, as sentences. */
import { assetTypeOf, extensionOf } from '../../../../core/limits.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import type { Dimensions } from '../library-views.ts'

export interface Side {
  readonly fileName: string
  /** Undefined while unknown; `broken`: an image that cannot be displayed. */
  readonly dimensions: Dimensions | 'broken' | undefined
}

/** Empty if nothing else is known to change. */
export function replaceWarnings(now: Side, next: Side): readonly string[] {
  const words = dialogWords.replace
  const warnings: string[] = []
  if (typeOf(now) !== typeOf(next)) {
    warnings.push(words.typeChanges(nameOf(now), nameOf(next)))
  }
  if (next.dimensions === 'broken') warnings.push(words.unmeasured)
  if (isSize(now.dimensions) && isSize(next.dimensions)) {
    const [from, to] = [measures(now.dimensions), measures(next.dimensions)]
    if (!isSameShape(now.dimensions, next.dimensions)) warnings.push(words.shapeChanges(from, to))
    else if (from !== to) warnings.push(words.measuresChange(from, to))
  }
  return warnings
}

// Helpers

/** Aspect ratios within this relative difference count as equal. */
const SHAPE_TOLERANCE = 0.01

const typeOf = ({ fileName }: Side): string => assetTypeOf(fileName)?.mime ?? extensionOf(fileName)

const nameOf = ({ fileName }: Side): string => extensionOf(fileName).toUpperCase() || '?'

const isSize = (dimensions: Side['dimensions']): dimensions is Dimensions =>
  typeof dimensions === 'object' && dimensions.width > 0 && dimensions.height > 0

const measures = ({ width, height }: Dimensions): string =>
  dialogWords.replace.measures(width, height)

function isSameShape(a: Dimensions, b: Dimensions): boolean {
  const ratio = a.width / a.height / (b.width / b.height)
  return Math.abs(ratio - 1) <= SHAPE_TOLERANCE
}
