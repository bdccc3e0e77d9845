import {
  ACCESS_DENIED,
  type Refusal,
  againstPolicy,
  invalidPolicy,
  missingField,
} from './refusal.ts'
import { type StorageKeys, signPolicy } from './presign.ts'

/** A posted form up to its file. Field names are as sent; the last field of a name wins. */
export interface PostedForm {
  /** The bucket in the request's address. */
  readonly bucket: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/** The file sizes in bytes that the policy allows, both ends inclusive. */
export interface SizeRange {
  readonly min: number
  readonly max: number
}

/**
 * Checks a form against its own policy, in S3's order: required fields, signature over the base64 text as received,
 * policy document, expiry, conditions, fields without a condition. {@link checkSize} checks the size once it is known.
 * Rules: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html (read 2026-11-23).
 */
export function checkForm(
  form: PostedForm,
  keys: StorageKeys,
  /** Milliseconds since the epoch. */
  now: number,
): { readonly range: SizeRange } | { readonly refusal: Refusal } {
  const fields = new Map(form.fields.map(([name, value]) => [name.toLowerCase(), value]))
  const refusal = checkRequired(fields) ?? checkSignature(fields, keys)
  if (refusal) return { refusal }
  const policy = parsePolicy(fields.get('policy') ?? '')
  if ('refusal' in policy) return policy
  if (now >= policy.expires) return { refusal: againstPolicy('Policy expired.') }
  const broken = policy.conditions.find((condition) => !holds(condition, fields, form.bucket))
  if (broken) return { refusal: againstPolicy(`Policy Condition failed: ${inWords(broken)}`) }
  const extra = uncovered(form.fields, policy.conditions)
  if (extra.length > 0) {
    return { refusal: againstPolicy(`Extra input fields: ${extra.join(', ')}`) }
  }
  return { range: policy.range }
}

/** Checks the file's size in bytes. */
export function checkSize(range: SizeRange, bytes: number): Refusal | undefined {
  if (bytes > range.max) {
    return {
      status: 400,
      code: 'EntityTooLarge',
      message: 'Your proposed upload exceeds the maximum allowed size',
      details: [
        ['ProposedSize', String(bytes)],
        ['MaxSizeAllowed', String(range.max)],
      ],
    }
  }
  if (bytes >= range.min) return undefined
  return {
    status: 400,
    code: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
    details: [
      ['ProposedSize', String(bytes)],
      ['MinSizeAllowed', String(range.min)],
    ],
  }
}

// Helpers

type Fields = ReadonlyMap<string, string>

interface Condition {
  readonly operator: 'eq' | 'starts-with'
  /** As the policy spells it. */
  readonly name: string
  readonly value: string
}

interface Policy {
  readonly expires: number
  readonly conditions: readonly Condition[]
  readonly range: SizeRange
}

const SIGNATURE_FIELDS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Signature',
] as const

/** Refuses a form without a policy or signature as anonymous: the bucket is not public. */
function checkRequired(fields: Fields): Refusal | undefined {
  if (!fields.get('key')) return missingField('key')
  const absent = SIGNATURE_FIELDS.filter((name) => !fields.get(name.toLowerCase()))
  if (!fields.get('policy') || absent.length === SIGNATURE_FIELDS.length) return ACCESS_DENIED
  return absent[0] === undefined ? undefined : missingField(absent[0])
}

function checkSignature(fields: Fields, keys: StorageKeys): Refusal | undefined {
  const [accessKeyId = '', day = ''] = (fields.get('x-amz-credential') ?? '').split('/')
  const policy = fields.get('policy') ?? ''
  const signature = fields.get('x-amz-signature') ?? ''
  if (accessKeyId !== keys.accessKeyId) {
    return {
      status: 403,
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
      details: [['AWSAccessKeyId', accessKeyId]],
    }
  }
  if (signature === signPolicy(policy, { ...keys, day })) return undefined
  return {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    details: [
      ['AWSAccessKeyId', accessKeyId],
      ['StringToSign', policy],
      ['SignatureProvided', signature],
      [
        'StringToSignBytes',
        Buffer.from(policy)
          .toString('hex')
          .replaceAll(/..(?=.)/g, '$& '),
      ],
    ],
  }
}

function parsePolicy(base64: string): Policy | { readonly refusal: Refusal } {
  const parsed = parseJson(Buffer.from(base64, 'base64').toString('utf8'))
  if (!isRecord(parsed)) return { refusal: invalidPolicy('Invalid JSON.') }
  const { expiration, conditions: list } = parsed
  if (typeof expiration !== 'string') {
    return { refusal: invalidPolicy('Policy missing expiration.') }
  }
  const expires = Date.parse(expiration)
  if (Number.isNaN(expires)) {
    return { refusal: invalidPolicy(`Invalid 'expiration' value: '${expiration}'`) }
  }
  if (!Array.isArray(list)) return { refusal: invalidPolicy('Policy missing conditions.') }
  const conditions: Condition[] = []
  let range: SizeRange = { min: 0, max: Infinity }
  for (const entry of list as unknown[]) {
    const condition = parseCondition(entry)
    if (!condition) return { refusal: invalidPolicy(`Invalid Condition: ${JSON.stringify(entry)}`) }
    if ('max' in condition) {
      range = { min: Math.max(range.min, condition.min), max: Math.min(range.max, condition.max) }
    } else conditions.push(condition)
  }
  return { expires, conditions, range }
}

function parseCondition(entry: unknown): Condition | SizeRange | undefined {
  if (Array.isArray(entry)) {
    const [operator, first, second] = entry as unknown[]
    if (operator === 'content-length-range') {
      const [min, max] = [Number(first), Number(second)]
      return Number.isFinite(min) && Number.isFinite(max) ? { min, max } : undefined
    }
    if (operator !== 'eq' && operator !== 'starts-with') return undefined
    if (typeof first !== 'string' || !first.startsWith('$')) return undefined
    return typeof second === 'string'
      ? { operator, name: first.slice(1), value: second }
      : undefined
  }
  if (!isRecord(entry)) return undefined
  const [pair, ...more] = Object.entries(entry)
  if (!pair || more.length > 0 || typeof pair[1] !== 'string') return undefined
  return { operator: 'eq', name: pair[0], value: pair[1] }
}

/** Names match case-insensitively, values exactly; every member of a list of content types must match. */
function holds(condition: Condition, fields: Fields, bucket: string): boolean {
  const name = condition.name.toLowerCase()
  const value = fields.get(name)
  if (name === 'bucket') {
    return matches(condition, bucket) && (value === undefined || value === bucket)
  }
  if (value === undefined) return false
  if (name !== 'content-type' || condition.operator === 'eq') return matches(condition, value)
  return value.split(',').every((member) => matches(condition, member.trim()))
}

const matches = (condition: Condition, value: string) =>
  condition.operator === 'eq' ? value === condition.value : value.startsWith(condition.value)

const inWords = ({ operator, name, value }: Condition) =>
  `["${operator}", "$${name}", ${JSON.stringify(value)}]`

const FREE = new Set(['policy', 'x-amz-signature', 'file'])

function uncovered(fields: PostedForm['fields'], conditions: readonly Condition[]): string[] {
  const covered = new Set(conditions.map((condition) => condition.name.toLowerCase()))
  return fields
    .map(([name]) => name)
    .filter((name) => {
      const lower = name.toLowerCase()
      return !covered.has(lower) && !FREE.has(lower) && !lower.startsWith('x-ignore-')
    })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
