/**
 * Which panels and proxies work together. Each says its version when a session opens; one that says nothing speaks
 * version 1 (commit 32c216a).
 *
 * - What the other side may ignore (a new field, a new call that is only made where `Session.wire` allows it) needs no
 *   new version: schemas drop unknown fields, and an unknown failure code is read as another (`FailureSchema`).
 * - Raise {@link WIRE_VERSION} when one side must know what the other understands.
 * - Raise {@link OLDEST_WIRE} when an older version no longer works. The newer side refuses, since only it can know.
 */
import type { Failure } from './failure.ts'

/** What this build speaks. */
export const WIRE_VERSION = 2
/** The oldest version that this build works with. */
export const OLDEST_WIRE = 1

const UNSAID = 1

/** Why the other side is too old for this one; undefined where it is not. */
export function outdated(other: 'panel' | 'proxy', version = UNSAID): Failure | undefined {
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
