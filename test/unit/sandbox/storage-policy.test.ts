import { createHmac } from 'node:crypto'
import { S3Client } from '@aws-sdk/client-s3'
import { type PresignedPostOptions, createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { describe, expect, it } from 'vitest'
import { checkForm, checkSize } from '../../../src/sandbox/storage/policy.ts'
import {
  SANDBOX_KEYS,
  type StorageKeys,
  presignUpload,
  signPolicy,
  signingKey,
} from '../../../src/sandbox/storage/presign.ts'

const EXAMPLE = {
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  day: '20151229',
  region: 'us-east-1',
}

describe('the published SigV4 POST vector', () => {
  const policy =
    '{"expiration": "2015-12-29T01:00:00Z", "conditions": [{"bucket": "sigv4examplebucket"}, ' +
    '{"key": "user/user1/photo.jpg"}, {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, ' +
    '{"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"}, ' +
    '{"x-amz-date": "20151229T000000Z"}]}'

  it('produces the signing key', () => {
    expect(signingKey(EXAMPLE).toString('hex')).toBe(
      'cbcef1ebeaefc82cce6530b9f0a9ae598846065f5c5bae0674bd5ebc4ba52d28',
    )
  })

  it('produces the signature', () => {
    expect(signPolicy(Buffer.from(policy).toString('base64'), EXAMPLE)).toBe(
      '3364624b39010d9b06f5d9b8c9a18a6e478d261c048159c92f2fd6fa885f14e6',
    )
  })

  it('passes the checker until it expires', () => {
    const base64 = Buffer.from(policy).toString('base64')
    const form = {
      bucket: 'sigv4examplebucket',
      fields: [
        ['key', 'user/user1/photo.jpg'],
        ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
        ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request'],
        ['X-Amz-Date', '20151229T000000Z'],
        ['Policy', base64],
        ['X-Amz-Signature', signPolicy(base64, EXAMPLE)],
      ] as [string, string][],
    }
    const keys: StorageKeys = {
      ...EXAMPLE,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      bucket: 'sigv4examplebucket',
    }
    const expiry = Date.parse('2015-12-29T01:00:00Z')
    expect(checkForm(form, keys, expiry - 1)).toHaveProperty('range')
    expect(checkForm(form, keys, expiry)).toHaveProperty('refusal.message', EXPIRED)
  })
})

const EXPIRED = 'Invalid according to Policy: Policy expired.'
const NOW = Date.now()

/** A form from the AWS SDK, which is independent of our checker. */
async function sdkForm(options: Partial<PresignedPostOptions> = {}) {
  const client = new S3Client({
    region: SANDBOX_KEYS.region,
    credentials: {
      accessKeyId: SANDBOX_KEYS.accessKeyId,
      secretAccessKey: SANDBOX_KEYS.secretAccessKey,
    },
  })
  const { fields } = await createPresignedPost(client, {
    Bucket: SANDBOX_KEYS.bucket,
    Key: 'site/asset_photo.png',
    Conditions: [
      ['content-length-range', 1, 1000],
      ['starts-with', '$Content-Type', 'image/'],
    ],
    Fields: { 'Content-Type': 'image/png', success_action_status: '201', acl: 'public-read' },
    ...options,
  })
  return new Map(Object.entries(fields))
}

const check = (fields: Map<string, string>, now = NOW, bucket = SANDBOX_KEYS.bucket) =>
  checkForm({ bucket, fields: [...fields] }, SANDBOX_KEYS, now)

const refusal = (fields: Map<string, string>, now?: number) => {
  const result = check(fields, now)
  return 'refusal' in result ? result.refusal : undefined
}

/** Signs another policy with the right key, like a client that builds its own policy documents. */
function resign(fields: Map<string, string>, policy: string) {
  const base64 = Buffer.from(policy).toString('base64')
  const day = fields.get('X-Amz-Date')!.slice(0, 8)
  return new Map(fields)
    .set('Policy', base64)
    .set('X-Amz-Signature', signPolicy(base64, { ...SANDBOX_KEYS, day }))
}

describe('forms made by the AWS SDK', () => {
  it('are accepted unchanged, with their size range', async () => {
    expect(check(await sdkForm())).toEqual({ range: { min: 1, max: 1000 } })
  })

  it('are accepted with field names in any case', async () => {
    const lower = [...(await sdkForm())].map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    )
    expect(check(new Map(lower))).toHaveProperty('range')
  })

  it('are accepted with x-ignore- fields, which need no condition', async () => {
    expect(check((await sdkForm()).set('x-ignore-trace', '1'))).toHaveProperty('range')
  })

  it.each(['image/png', 'image/png, image/webp'])('accept the type %s by prefix', async (type) => {
    const fields = await sdkForm({
      Conditions: [['starts-with', '$Content-Type', 'image/']],
      Fields: {},
    })
    expect(check(fields.set('Content-Type', type))).toHaveProperty('range')
  })

  it('refuse a list of types if one does not match', async () => {
    const fields = await sdkForm({
      Conditions: [['starts-with', '$Content-Type', 'image/']],
      Fields: {},
    })
    expect(refusal(fields.set('Content-Type', 'image/png,text/html'))).toMatchObject({
      status: 403,
      message:
        'Invalid according to Policy: Policy Condition failed: ["starts-with", "$Content-Type", "image/"]',
    })
  })

  it('accept any value for an empty prefix, but require the field', async () => {
    const fields = await sdkForm({ Conditions: [['starts-with', '$x-amz-meta-note', '']] })
    expect(refusal(fields)).toMatchObject({ code: 'AccessDenied' })
    expect(check(fields.set('x-amz-meta-note', 'anything'))).toHaveProperty('range')
  })

  it.each([
    ['Content-Type', 'image/PNG', 403, 'AccessDenied', /Condition failed: .*"\$Content-Type"/],
    ['key', 'site/other.png', 403, 'AccessDenied', /Condition failed: \["eq", "\$key", /],
    ['acl', 'private', 403, 'AccessDenied', /Condition failed: \["eq", "\$acl", "public-read"\]/],
    ['bucket', 'other', 403, 'AccessDenied', /"\$bucket"/],
    ['x-amz-meta-extra', '1', 403, 'AccessDenied', /Extra input fields: x-amz-meta-extra$/],
    ['X-Amz-Signature', '0'.repeat(64), 403, 'SignatureDoesNotMatch', /signature/],
    ['X-Amz-Credential', 'AKIAOTHER/20260101/x/s3/y', 403, 'InvalidAccessKeyId', /not exist/],
  ])('refuse a changed %s (%s)', async (name, value, status, code, message) => {
    const fields = await sdkForm()
    expect(refusal(fields.set(name, value))).toMatchObject({
      status,
      code,
      message: expect.stringMatching(message),
    })
  })

  it('refuse a policy changed after signing', async () => {
    const fields = await sdkForm()
    const policy = Buffer.from(fields.get('Policy')!, 'base64').toString().replace('1000', '9000')
    const changed = fields.set('Policy', Buffer.from(policy).toString('base64'))
    expect(refusal(changed)).toMatchObject({ code: 'SignatureDoesNotMatch' })
    expect(refusal(changed)?.details?.map(([name]) => name)).toEqual([
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
    ])
  })

  it('refuse a signature made with another secret', async () => {
    const fields = await sdkForm()
    const other = createHmac('sha256', 'other').update(fields.get('Policy')!).digest('hex')
    expect(refusal(fields.set('X-Amz-Signature', other))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
  })

  it('are refused after they expire', async () => {
    const fields = await sdkForm({ Expires: 60 })
    expect(refusal(fields, NOW + 50_000)).toBeUndefined()
    expect(refusal(fields, NOW + 70_000)).toMatchObject({ status: 403, message: EXPIRED })
  })

  it("are refused for a bucket other than the policy's", async () => {
    expect(check(await sdkForm(), NOW, 'other')).toMatchObject({
      refusal: { code: 'AccessDenied', message: expect.stringContaining('"$bucket"') },
    })
  })

  it.each([
    ['key', 400, 'InvalidArgument', /named 'key'\. {2}If it is specified/],
    ['X-Amz-Signature', 400, 'InvalidArgument', /named 'X-Amz-Signature'/],
    ['X-Amz-Date', 400, 'InvalidArgument', /named 'X-Amz-Date'/],
    ['Policy', 403, 'AccessDenied', /^Access Denied$/],
    ['Content-Type', 403, 'AccessDenied', /Condition failed/],
    ['acl', 403, 'AccessDenied', /Condition failed/],
  ])('refuse without %s', async (name, status, code, message) => {
    const fields = await sdkForm()
    fields.delete(name)
    expect(refusal(fields)).toMatchObject({
      status,
      code,
      message: expect.stringMatching(message),
    })
  })

  it('are refused with only key and policy', async () => {
    const fields = await sdkForm()
    const bare = new Map([...fields].filter(([name]) => name === 'key' || name === 'Policy'))
    expect(refusal(bare)).toMatchObject({ status: 403, message: 'Access Denied' })
  })

  it.each([
    ['not json', 'Invalid Policy: Invalid JSON.'],
    ['[]', 'Invalid Policy: Invalid JSON.'],
    ['{"conditions":[]}', 'Invalid Policy: Policy missing expiration.'],
    ['{"expiration":"soon","conditions":[]}', /'expiration' value: 'soon'/],
    ['{"expiration":"2099-01-01T00:00:00Z"}', 'Invalid Policy: Policy missing conditions.'],
    ['{"expiration":"2099-01-01T00:00:00Z","conditions":[{"a":"1","b":"2"}]}', /Invalid Condition/],
    ['{"expiration":"2099-01-01T00:00:00Z","conditions":[["near","$key","a"]]}', /Condition/],
  ])('refuse the well-signed policy %s', async (policy, message) => {
    const result = refusal(resign(await sdkForm(), policy))
    expect(result).toMatchObject({ status: 400, code: 'InvalidPolicyDocument' })
    expect(result?.message).toMatch(message)
  })

  it('report the signature before the expiry, and the expiry before a condition', async () => {
    const fields = (await sdkForm({ Expires: 60 })).set('acl', 'private')
    expect(refusal(fields, NOW + 70_000)).toMatchObject({ message: EXPIRED })
    expect(refusal(fields.set('X-Amz-Signature', '00'), NOW + 70_000)).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
  })
})

describe('the size', () => {
  const range = { min: 1, max: 1000 }

  it.each([1, 1000])('of %d bytes is within the range', (bytes) =>
    expect(checkSize(range, bytes)).toBeUndefined(),
  )

  it('above the range is EntityTooLarge, with both numbers', () => {
    expect(checkSize(range, 1001)).toMatchObject({
      status: 400,
      code: 'EntityTooLarge',
      details: [
        ['ProposedSize', '1001'],
        ['MaxSizeAllowed', '1000'],
      ],
    })
  })

  it('below the range is EntityTooSmall', () => {
    expect(checkSize(range, 0)).toMatchObject({ status: 400, code: 'EntityTooSmall' })
  })
})

describe('forms like those of Webflow', () => {
  const grant = {
    siteId: '65f0c0ffee00000000000001',
    key: '65f0c0ffee00000000000001/0123456789abcdef01234567_ä b.png',
    contentType: 'image/png',
    now: Date.parse('2026-11-23T10:11:12.345Z'),
    ttlSeconds: 3600,
  }

  it('have the fields in the documented order', () => {
    expect(Object.keys(presignUpload(grant))).toEqual([
      'acl',
      'bucket',
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'key',
      'Policy',
      'X-Amz-Signature',
      'success_action_status',
      'content-type',
      'Cache-Control',
    ])
  })

  it("have Webflow's conditions, and an expiry one hour later without milliseconds", () => {
    const details = presignUpload(grant)
    const credential = `${SANDBOX_KEYS.accessKeyId}/20261123/us-east-1/s3/aws4_request`
    expect(JSON.parse(Buffer.from(details.Policy, 'base64').toString())).toEqual({
      expiration: '2026-11-23T11:11:12Z',
      conditions: [
        ['starts-with', '$key', '65f0c0ffee00000000000001/'],
        { 'cache-control': 'max-age=31536000' },
        { 'Content-Type': 'image/png' },
        { success_action_status: '201' },
        ['starts-with', '$Content-Type', 'image/png'],
        ['content-length-range', 0, 31457280],
        { acl: 'public-read' },
        { bucket: SANDBOX_KEYS.bucket },
        { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' },
        { 'X-Amz-Credential': credential },
        { 'X-Amz-Date': '20261123T101112Z' },
        { key: grant.key },
      ],
    })
  })

  it('pass the checker', () => {
    expect(check(new Map(Object.entries(presignUpload(grant))), grant.now)).toEqual({
      range: { min: 0, max: 31457280 },
    })
  })
})
