/**
 * Which panels and proxies work together. Both send their version when a session opens; without one, it is version 1
 * (commit 32c216a).
 *
 * - What the other side may ignore needs no new version: a new field (schemas drop unknown ones), a new call that is only
 *   made if `Session.wire` allows it, a new failure code (`FailureSchema` reads it as `internal`).
 * - Raise {@link WIRE_VERSION} when one side must know what the other understands.
 * - Raise {@link OLDEST_WIRE} when an older version no longer works. The newer side refuses: the older one cannot know.
 */
import type { Failure } from './failure.ts'

/** The version of this build. */
export const WIRE_VERSION = 2
/** The oldest version that this build works with. */
export const OLDEST_WIRE = 1

/** The version of a side that sends none. */
const UNSTATED = 1

/** The failure if the other side is too old for this one; undefined if it is not. */
export function outdated(other: 'panel' | 'proxy', version = UNSTATED): Failure | undefined {
  if (version >= OLDEST_WIRE) return undefined
  const facts = { theirs: version, oldest: OLDEST_WIRE }
  return other === 'panel'
    ? {
        code: 'panel-outdated',
        message: 'This panel is older than the server. Update the panel.',
        facts,
      }
    : {
        code: 'proxy-outdated',
        message: 'This panel is newer than the server. Update the server.',
        facts,
      }
}
