import { DESIGNER_TAGS, type DesignerTag } from '../designer/browser/wire.ts'
import { seededRandom } from '../world/random.ts'
import {
  DESIGNER_OPERATIONS,
  isMeant,
  isOperation,
  OPERATIONS,
  type Operation,
  type Target,
  TARGETS,
} from './operations.ts'

/**
 * How a request fails.
 * - `status`: refused with this status, before any effect.
 * - `reset`: the connection is cut after `afterBytes` of the request's body (at its end at the latest), before any
 * effect; without a body, after `afterBytes` of the answer's body.
 * - `stall`: no answer. With `delayMs` the request is served after the delay; without, `afterBytes` of its body are
 * read (default: all) and it hangs, without effect, until the caller disconnects.
 * - `lost-reply`: the request is served, then the connection is cut instead of the answer.
 * - `garbage`: 200 with a body that is neither JSON nor XML, without effect.
 * - `wrong-etag`: served with an ETag that does not match the bytes (`putObject` and `getObject` only).
 * - `tag`: the Designer refuses with this `err.cause.tag`, before any effect (`designer.…` only). Other kinds reach a
 * panel as `InternalError`; a `stall` never does.
 */
type FaultKind =
  | { readonly name: 'status'; readonly status: number }
  | { readonly name: 'tag'; readonly tag: DesignerTag }
  | { readonly name: 'reset' | 'stall' | 'lost-reply' | 'garbage' | 'wrong-etag' }

/** A fault that applies to one request. */
export type Fault = FaultKind & {
  /** Bytes before it applies, for `reset` and `stall`; null = not given. */
  readonly afterBytes: number | null
  /** Delay before anything else; null = not given. */
  readonly delayMs: number | null
}

/** A rule as it was posted. */
export interface FaultRule {
  /** An operation, `*` for every request, or `designer.*` for every call of the Designer. */
  readonly op: Target
  /** `status:N` (400 to 599), `tag:NAME`, `reset`, `stall`, `lost-reply`, `garbage` or `wrong-etag`. */
  readonly kind: string
  /** The most requests it applies to; default: no limit. */
  readonly times?: number
  /** The probability, 0 to 1, that it applies to a request; default: 1. */
  readonly rate?: number
  /** Makes the decisions of `rate` repeatable. */
  readonly seed?: number
  readonly afterBytes?: number
  readonly delayMs?: number
}

/** The fault rules in force. The first rule that matches a request decides. */
export class Faults {
  #rules: ArmedRule[] = []

  /**
   * Replaces all rules with a list; an empty list removes them. `input` may be any JSON value: if any rule is invalid,
   * nothing changes and the problems are returned.
   */
  replace(input: unknown): readonly string[] {
    if (!Array.isArray(input)) return ['Faults must be a JSON list of rules.']
    const problems = input.flatMap((rule: unknown, index) =>
      check(rule).map((problem) => `Rule ${index + 1}: ${problem}`),
    )
    if (problems.length === 0) this.#rules = input.filter(isRule).map(arm)
    return problems
  }

  /** The fault for a request of this operation, if any; uses up one of the rule's `times`. */
  take(operation: Operation): Fault | undefined {
    for (const rule of this.#rules) {
      if (!rule.matches(operation) || rule.left <= 0) continue
      if (rule.random() >= rule.rate) continue
      rule.left -= 1
      return rule.fault
    }
    return undefined
  }

  /** The rules with their remaining `times`. */
  list(): readonly (FaultRule & { readonly left: number | null })[] {
    return this.#rules.map(({ rule, left }) => ({
      ...rule,
      left: Number.isFinite(left) ? left : null,
    }))
  }

  clear(): void {
    this.#rules = []
  }
}

// Helpers

interface ArmedRule {
  readonly rule: FaultRule
  readonly fault: Fault
  readonly rate: number
  readonly random: () => number
  left: number
  matches(operation: Operation): boolean
}

const PLAIN_KINDS = ['reset', 'stall', 'lost-reply', 'garbage', 'wrong-etag'] as const
const FIELDS = ['op', 'kind', 'times', 'rate', 'seed', 'afterBytes', 'delayMs']
const HAS_ETAG: readonly Target[] = ['putObject', 'getObject']

function arm(rule: FaultRule): ArmedRule {
  const kind = parseKind(rule.kind)
  if (kind === undefined) throw new Error(`Failed to arm a fault: unknown kind "${rule.kind}".`)
  const needsEtag = kind.name === 'wrong-etag'
  return {
    rule,
    fault: { ...kind, afterBytes: rule.afterBytes ?? null, delayMs: rule.delayMs ?? null },
    rate: rule.rate ?? 1,
    random: rule.seed === undefined ? Math.random : seededRandom(rule.seed),
    left: rule.times ?? Number.POSITIVE_INFINITY,
    matches: (operation) =>
      isMeant(rule.op, operation) && (!needsEtag || HAS_ETAG.includes(operation)),
  }
}

function parseKind(kind: unknown): FaultKind | undefined {
  const plain = PLAIN_KINDS.find((name) => name === kind)
  if (plain !== undefined) return { name: plain }
  const tag = DESIGNER_TAGS.find((known) => kind === `tag:${known}`)
  if (tag !== undefined) return { name: 'tag', tag }
  const status = typeof kind === 'string' ? /^status:([45]\d\d)$/.exec(kind)?.[1] : undefined
  return status === undefined ? undefined : { name: 'status', status: Number(status) }
}

const ALL_TARGETS: readonly Target[] = [...TARGETS, ...OPERATIONS, ...DESIGNER_OPERATIONS]
const isTarget = (op: unknown): op is Target =>
  isOperation(op) || TARGETS.some((target) => target === op)

const isRule = (input: unknown): input is FaultRule => check(input).length === 0

function check(input: unknown): string[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return ['a rule must be a JSON object.']
  }
  const rule: Record<string, unknown> = { ...input }
  const problems = Object.keys(rule)
    .filter((name) => !FIELDS.includes(name))
    .map((name) => `"${name}" is not a field of a rule. The fields are ${FIELDS.join(', ')}.`)
  const { op } = rule
  if (!isTarget(op)) problems.push(`"op" must be one of ${ALL_TARGETS.join(', ')}.`)
  const kind = parseKind(rule['kind'])
  if (kind === undefined) {
    problems.push(
      `"kind" must be status:400 to status:599, ${PLAIN_KINDS.join(', ')}, or tag: and one of ${DESIGNER_TAGS.join(', ')}.`,
    )
  } else if (kind.name === 'wrong-etag' && !['*', ...HAS_ETAG].includes(String(op))) {
    problems.push('"kind" wrong-etag applies to putObject and getObject only.')
  } else if (kind.name === 'tag' && !String(op).startsWith('designer.')) {
    problems.push('"kind" tag applies to the calls of the Designer only.')
  }
  for (const name of ['times', 'afterBytes', 'delayMs', 'seed']) {
    const value = rule[name]
    if (value !== undefined && !(Number.isSafeInteger(value) && Number(value) >= 0)) {
      problems.push(`"${name}" must be a whole number of at least 0.`)
    }
  }
  const rate = rule['rate']
  if (rate !== undefined && !(typeof rate === 'number' && rate >= 0 && rate <= 1)) {
    problems.push('"rate" must be a number from 0 to 1.')
  }
  return problems
}
