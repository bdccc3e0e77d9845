import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesOf, encoded, formOf, raw, startStorage } from './storage-site.ts'

let storage: Awaited<ReturnType<typeof startStorage>>
beforeEach(async () => {
  storage = await startStorage()
})
afterEach(() => storage.stop())

describe('a refused form', () => {
  const refusal = async (response: Response) => {
    const text = await response.text()
    const of = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]
    return { status: response.status, code: of('Code'), message: of('Message'), text }
  }

  it.each([
    ['SignatureDoesNotMatch', 403, (f: Map<string, string>) => f.set('X-Amz-Signature', '00')],
    ['InvalidAccessKeyId', 403, (f: Map<string, string>) => f.set('X-Amz-Credential', 'A/b')],
    ['AccessDenied', 403, (f: Map<string, string>) => f.set('content-type', 'text/html')],
    ['AccessDenied', 403, (f: Map<string, string>) => f.set('extra', '<b>')],
    ['InvalidArgument', 400, (f: Map<string, string>) => (f.delete('key'), f)],
  ])('is answered with %s (%d) and stores nothing', async (code, status, change) => {
    const bytes = bytesOf(200_000)
    const { asset, fields } = storage.record(bytes)
    const response = await storage.post(formOf(change(fields), bytes))
    expect(response.headers.get('content-type')).toBe('application/xml')
    expect(await refusal(response)).toMatchObject({ code, status })
    expect(storage.sizeOf(asset)).toBe(0)
    expect(storage.files()).toEqual([])
  })

  it('with a hostile field name gets a well-formed error document', async () => {
    const { fields } = storage.record(bytesOf(1))
    const { text } = await refusal(
      await storage.post(formOf(fields.set('<a>&\u0001', '1'), bytesOf(1))),
    )
    expect(text).toContain('Extra input fields: &#60;a&#62;&#38;\uFFFD</Message>')
  })

  it('with a file that is too large gets both sizes', async () => {
    const bytes = Buffer.alloc(31_457_281)
    const { asset, fields } = storage.record(bytes)
    const { status, code, text } = await refusal(await storage.post(formOf(fields, bytes)))
    expect({ status, code }).toEqual({ status: 400, code: 'EntityTooLarge' })
    expect(text).toContain(
      '<ProposedSize>31457281</ProposedSize><MaxSizeAllowed>31457280</MaxSizeAllowed>',
    )
    expect(storage.sizeOf(asset)).toBe(0)
    expect(storage.files()).toEqual([])
  })

  it('without a file gets an error that says so', async () => {
    const { fields } = storage.record(bytesOf(1))
    expect(await refusal(await storage.post(formOf(fields)))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'POST requires exactly one file upload per request.',
      text: expect.stringContaining(
        '<ArgumentName>file</ArgumentName><ArgumentValue>0</ArgumentValue>',
      ),
    })
  })

  it('with its key after the file gets an error about the order', async () => {
    const { fields, key } = storage.record(bytesOf(1))
    fields.delete('key')
    const form = formOf(fields, bytesOf(1))
    form.append('key', key)
    expect(await refusal(await storage.post(form))).toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining("field named 'key'"),
    })
  })

  it('with more than 20 KB before its file is refused', async () => {
    const { fields } = storage.record(bytesOf(1))
    fields.set('x-ignore-1', 'x'.repeat(20_480))
    expect(await refusal(await storage.post(formOf(fields, bytesOf(100_000))))).toMatchObject({
      status: 400,
      code: 'MaxPostPreDataLengthExceeded',
    })
  })

  it('that is not multipart gets 412', async () => {
    const response = await fetch(`${storage.origin}/`, { method: 'POST', body: 'key=1' })
    expect(await refusal(response)).toMatchObject({
      status: 412,
      code: 'PreconditionFailed',
      text: expect.stringContaining(
        '<Condition>Bucket POST must be of the enclosure-type multipart/form-data</Condition>',
      ),
    })
  })

  it.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    ['that ends too early', 'multipart/form-data; boundary=b', '--b\r\nContent-Disp'],
  ])('%s gets MalformedPOSTRequest', async (_, type, body) => {
    const answer = await raw(storage.origin, body, {
      'content-type': type,
      'content-length': body.length,
    })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<Code>MalformedPOSTRequest</Code>')
  })

  it('that ends within its file stores nothing', async () => {
    const bytes = bytesOf(1000)
    const { asset, fields } = storage.record(bytes)
    const { body, type } = await encoded(formOf(fields, bytes))
    const short = body.subarray(0, body.length - 500)
    const answer = await raw(storage.origin, short, {
      'content-type': type,
      'content-length': short.length,
    })
    expect(answer.status).toBe(400)
    expect(storage.sizeOf(asset)).toBe(0)
    expect(storage.files()).toEqual([])
  })

  it('without a length gets 411', async () => {
    const bytes = bytesOf(10)
    const { fields } = storage.record(bytes)
    const { body, type } = await encoded(formOf(fields, bytes))
    const answer = await raw(storage.origin, body, {
      'content-type': type,
      'transfer-encoding': 'chunked',
    })
    expect(answer.status).toBe(411)
    expect(answer.text).toContain('<Code>MissingContentLength</Code>')
  })

  it('for another bucket gets NoSuchBucket', async () => {
    const { fields } = storage.record(bytesOf(1))
    const response = await storage.post(formOf(fields, bytesOf(1)), '/other')
    expect(await refusal(response)).toMatchObject({ status: 404, code: 'NoSuchBucket' })
  })

  it('much larger than the read limit loses its connection', async () => {
    const { fields } = storage.record(bytesOf(1))
    const form = formOf(fields.set('X-Amz-Signature', '00'), Buffer.alloc(20_000_000))
    const outcome = await storage.post(form).then(
      (response) => response.status,
      () => 'cut',
    )
    expect([403, 'cut']).toContain(outcome)
    expect(storage.world.stats.report().bytesIn).toBeLessThan(2_000_000)
  })
})

describe('a caller that disconnects', () => {
  it('leaves no file and no asset', async () => {
    const bytes = bytesOf(1000)
    const { asset, fields } = storage.record(bytes)
    const { body, type } = await encoded(formOf(fields, bytes))
    const sent = request(storage.origin, {
      method: 'POST',
      headers: { 'content-type': type, 'content-length': body.length },
    })
    sent.on('error', () => undefined)
    sent.write(body.subarray(0, body.length - 200))
    await expect.poll(() => storage.files()).toHaveLength(1)
    sent.destroy()
    await expect.poll(() => storage.answers()).toEqual({ cut: 1 })
    expect(storage.files()).toEqual([])
    expect(storage.sizeOf(asset)).toBe(0)
    expect(storage.logged).toEqual([])
  })
})
