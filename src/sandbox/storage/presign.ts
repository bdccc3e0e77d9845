import { createHmac } from 'node:crypto'
import { BUCKET, CACHE_CONTROL } from '../world/world.ts'

/** The credentials that sign upload forms, and their bucket. */
export interface StorageKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
  readonly bucket: string
}

/** Fixed, so that forms survive a restart. They give access only to a local folder. */
export const SANDBOX_KEYS: StorageKeys = {
  accessKeyId: 'AKIASANDBOXSANDBOX00',
  secretAccessKey: 'sandbox+storage/secret+key+of+no+worth00',
  region: 'us-east-1',
  bucket: BUCKET,
}

/** What one upload form allows. */
export interface UploadGrant {
  readonly siteId: string
  /** `<siteId>/<assetId>_<fileName>`. */
  readonly key: string
  readonly contentType: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly ttlSeconds: number
}

/** The form's fields, with Webflow's names and in Webflow's order. */
export interface UploadDetails {
  readonly acl: string
  readonly bucket: string
  readonly 'X-Amz-Algorithm': string
  readonly 'X-Amz-Credential': string
  readonly 'X-Amz-Date': string
  readonly key: string
  readonly Policy: string
  readonly 'X-Amz-Signature': string
  readonly success_action_status: string
  readonly 'content-type': string
  readonly 'Cache-Control': string
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/** 30 MiB for every type: Webflow's own 4 and 10 MB limits are not in the policy (seen in answers of July 2026). */
export const MAX_OBJECT_BYTES = 31_457_280

const ACL = 'public-read'
const SUCCESS_STATUS = '201'

/**
 * Signs an upload form as Webflow does, with the fields and conditions, in the order, of its answers in July and August
 * 2026.
 */
export function presignUpload(grant: UploadGrant, keys: StorageKeys = SANDBOX_KEYS): UploadDetails {
  const date = amzDate(grant.now)
  const credential = `${keys.accessKeyId}/${date.slice(0, 8)}/${keys.region}/s3/aws4_request`
  const policy = toBase64({
    expiration: expiration(grant.now + grant.ttlSeconds * 1000),
    conditions: [
      ['starts-with', '$key', `${grant.siteId}/`],
      { 'cache-control': CACHE_CONTROL },
      { 'Content-Type': grant.contentType },
      { success_action_status: SUCCESS_STATUS },
      ['starts-with', '$Content-Type', grant.contentType],
      ['content-length-range', 0, MAX_OBJECT_BYTES],
      { acl: ACL },
      { bucket: keys.bucket },
      { 'X-Amz-Algorithm': ALGORITHM },
      { 'X-Amz-Credential': credential },
      { 'X-Amz-Date': date },
      { key: grant.key },
    ],
  })
  return {
    acl: ACL,
    bucket: keys.bucket,
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': credential,
    'X-Amz-Date': date,
    key: grant.key,
    Policy: policy,
    'X-Amz-Signature': signPolicy(policy, { day: date.slice(0, 8), ...keys }),
    success_action_status: SUCCESS_STATUS,
    'content-type': grant.contentType,
    'Cache-Control': CACHE_CONTROL,
  }
}

/**
 * Signature Version 4 of a POST policy: hex HMAC over the base64 text.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html (read 2026-11-23)
 */
export function signPolicy(
  policyBase64: string,
  scope: { readonly secretAccessKey: string; readonly day: string; readonly region: string },
): string {
  return hmac(signingKey(scope), policyBase64).toString('hex')
}

/** The signing key for one day, one region and S3. */
export function signingKey(scope: {
  readonly secretAccessKey: string
  readonly day: string
  readonly region: string
}): Buffer {
  const day = hmac(`AWS4${scope.secretAccessKey}`, scope.day)
  return hmac(hmac(hmac(day, scope.region), 's3'), 'aws4_request')
}

// Helpers

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

const toBase64 = (policy: object) => Buffer.from(JSON.stringify(policy)).toString('base64')

/** `2026-11-23T10:11:12Z`. */
const expiration = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** `20261123T101112Z`. */
const amzDate = (ms: number) => expiration(ms).replaceAll(/[-:]/g, '')
