import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import busboy from '@fastify/busboy'
import { describe, expect, it } from 'vitest'
import { md5Hex, type Md5Hex } from '../../../../src/core/brands.ts'
import { failureOf } from '../../../../src/core/failure.ts'
import { envelopeFor } from '../../../../src/proxy/uploads/form-envelope.ts'
import { Meter } from '../../../../src/proxy/uploads/meter.ts'
import { createDigest } from '../../../../src/proxy/hosts/node-digest.ts'
import { checkStored } from '../../../../src/proxy/uploads/storage-answer.ts'
import { expiryOf, formOf } from '../../../../src/proxy/uploads/tickets.ts'

const md5 = (bytes: Uint8Array): Md5Hex => md5Hex(createHash('md5').update(bytes).digest('hex'))

describe('the envelope', () => {
  it.each([
    'plain.txt',
    'quo"te.txt',
    'line\r\nContent-Type: text/html\r\n\r\n<script>.txt',
    'ünï 画像 🎉.txt',
    '../../etc/passwd',
    `${'x'.repeat(300)}.txt`,
    '--asset-dock--',
  ])('holds a file named %j in one part, with the length it announced', async (name) => {
    const bytes = randomBytes(5000)
    const fields = [
      ['key', 'a"b\r\nc'],
      ['Content-Type', 'text/plain'],
    ] as const
    const envelope = envelopeFor(fields, { name, type: 'text/plain', size: bytes.length })
    const body = Buffer.concat([envelope.head, bytes, envelope.tail])
    expect(body.length).toBe(envelope.length)
    const parts: string[] = []
    let file: Promise<unknown> = Promise.resolve()
    const parser = busboy({ headers: { 'content-type': envelope.type } })
    parser.on('field', (field: string, value: string) => parts.push(`${field}=${value}`))
    parser.on('file', (field: string, stream: Readable) => {
      file = buffer(stream).then((read) => parts.push(`${field}:${md5(read)}`))
    })
    await new Promise((resolve) => {
      parser.on('finish', resolve)
      parser.end(body)
    })
    await file
    expect(parts).toEqual(['key=a"b\r\nc', 'Content-Type=text/plain', `file:${md5(bytes)}`])
  })
})

describe('the meter', () => {
  const measure = (pieces: Uint8Array[], size: number) => {
    const meter = new Meter({ md5: md5(bytes), size }, createDigest())
    try {
      for (const piece of pieces) meter.take(piece)
      meter.finish()
      return 'right'
    } catch (thrown) {
      return failureOf(thrown, 'internal').code
    }
  }
  const bytes = randomBytes(3000)

  it.each([
    ['the right bytes', [bytes.subarray(0, 1000), bytes.subarray(1000)], 'right'],
    ['other bytes', [randomBytes(3000)], 'digest-mismatch'],
    ['too many bytes', [bytes, randomBytes(1)], 'length-mismatch'],
    ['too few bytes', [bytes.subarray(1)], 'storage-unavailable'],
    ['no bytes', [], 'storage-unavailable'],
  ])('tells of %s', (_, pieces, expected) => {
    expect(measure(pieces, 3000)).toBe(expected)
  })

  it('refuses too many bytes at once, and does not take them for whole afterwards', () => {
    const meter = new Meter({ md5: md5(bytes), size: 3000 }, createDigest())
    meter.take(bytes)
    expect(() => meter.take(randomBytes(1))).toThrow('3001 bytes instead of 3000')
    expect(() => meter.finish()).toThrow('stopped after')
  })
})

describe("storage's answer", () => {
  const fields: [string, string][] = [['success_action_status', '201']]
  const form = { url: 'https://s3.example', fields }
  const digest = md5Hex('0123456789abcdef0123456789abcdef')
  const answer = (status: number, text = '', etag: string | null = null) => {
    try {
      checkStored({ status, text, etag }, form, digest)
      return 'stored'
    } catch (thrown) {
      return failureOf(thrown, 'internal').code
    }
  }

  it.each([
    [201, '', `"${digest}"`, 'stored'],
    [201, `<PostResponse><ETag>"${digest}"</ETag></PostResponse>`, null, 'stored'],
    [201, `<PostResponse><ETag>&quot;${digest}&quot;</ETag></PostResponse>`, null, 'stored'],
    [201, '', null, 'stored'],
    [201, '', '"not-an-md5-2"', 'stored'],
    [200, '', `"${digest}"`, 'stored'],
    [201, '', `"${'f'.repeat(32)}"`, 'storage-digest'],
    [201, `<ETag>"${'f'.repeat(32)}"</ETag>`, null, 'storage-digest'],
    [200, 'what?', null, 'storage-unavailable'],
    [303, '', null, 'storage-unavailable'],
    [403, '<Error><Code>AccessDenied</Code></Error>', null, 'storage-refused'],
    [400, '<Error><Code>EntityTooLarge</Code></Error>', null, 'storage-refused'],
    [500, '', null, 'storage-unavailable'],
    [503, '', null, 'storage-unavailable'],
  ])('%i %s %o: %s', (status, text, etag, expected) => {
    expect(answer(status, text, etag)).toBe(expected)
  })
})

describe('the form', () => {
  const asset = { id: '65f0c0ffee0000000000aaaa', hostedUrl: null } as never as Parameters<
    typeof formOf
  >[0]

  it('leaves null fields out, and is none without fields or address', () => {
    const details = { key: 'k', 'X-Amz-Security-Token': null }
    expect(formOf({ ...asset, uploadUrl: 'https://s3', uploadDetails: details })).toEqual({
      url: 'https://s3',
      fields: [['key', 'k']],
    })
    expect(formOf({ ...asset, uploadUrl: 'https://s3', uploadDetails: {} })).toBeUndefined()
    expect(formOf({ ...asset, uploadUrl: 'https://s3' })).toBeUndefined()
    expect(formOf({ ...asset, uploadUrl: null, uploadDetails: details })).toBeUndefined()
  })

  it("expires by its own life, whatever Webflow's clock says", () => {
    const policy = btoa(JSON.stringify({ expiration: '2031-01-01T01:00:00Z' }))
    const fields: [string, string][] = [
      ['policy', policy],
      ['x-amz-date', '20310101T000000Z'],
    ]
    expect(expiryOf({ url: '', fields }, 1000)).toBe(1000 + 3_600_000 - 30_000)
    expect(expiryOf({ url: '', fields: [] }, 1000)).toBe(1000 + 3_600_000 - 30_000)
    const short: [string, string][] = [
      ['policy', policy],
      ['x-amz-date', '20310101T005959Z'],
    ]
    expect(expiryOf({ url: '', fields: short }, 1000)).toBe(1000 + 900)
  })
})
