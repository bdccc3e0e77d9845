/** What every way of posting to storage promises, told by a storage that is watched at its sockets. */
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { StorageAnswer } from '../../../src/proxy/base/post-form.ts'

type Told = StorageAnswer | { readonly failure: string }

const PIECE = 64 * 1024

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

/** `relayUrl`: where `post-relay.ts` answers, with the way under test in it. */
export function postFormContract(name: string, relayUrl: () => string): void {
  describe(`posting by ${name}`, () => {
    const storage = new WatchedStorage()
    beforeAll(() => storage.listen())
    afterAll(() => {
      storage.close()
    })
    afterEach(() => {
      storage.forget()
    })

    /** A request whose body the test writes; `wanted` is what the bytes must turn out to be. */
    const begin = (wanted: Uint8Array, length = wanted.length) => {
      const headers = {
        'x-to': `${storage.url}/bucket`,
        'x-size': wanted.length,
        'x-md5': md5(wanted),
        'content-length': length,
      }
      const browser = request(relayUrl(), { method: 'PUT', headers, agent: false })
      // Those that are broken off by the test, or by an answer in their midst.
      browser.on('error', () => {})
      return { browser, told: answerTo(browser) }
    }
    const post = async (wanted: Uint8Array, sent = wanted): Promise<Told> => {
      const { browser, told } = begin(wanted, sent.length)
      browser.end(sent)
      return await told
    }

    it.each([1, 65_535, 65_536, 3_000_000])(
      'sends %i bytes in one form with its exact length, not chunked',
      async (size) => {
        const bytes = randomBytes(size)
        storage.answers = (incoming, answer) => {
          void read(incoming).then(() =>
            answer.writeHead(201, { etag: '"e"' }).end('<ETag>"e"</ETag>'),
          )
        }
        expect(await post(bytes)).toEqual({ status: 201, etag: '"e"', text: '<ETag>"e"</ETag>' })
        const [{ headers, pieces }] = storage.seen
        const body = Buffer.concat(pieces)
        expect(headers).not.toHaveProperty('transfer-encoding')
        expect(headers).not.toHaveProperty('authorization')
        expect(headers['content-length']).toBe(String(body.length))
        const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? 'none'
        const [, ...parts] = body.toString('latin1').split(`--${boundary}`)
        expect(parts.map((part) => /name="(\w+)"/.exec(part)?.[1])).toEqual([
          'key',
          'file',
          undefined,
        ])
        const file = parts[1].slice(parts[1].indexOf('\r\n\r\n') + 4, -2)
        expect(md5(Buffer.from(file, 'latin1'))).toBe(md5(bytes))
      },
    )

    it.each([
      ['other bytes', (bytes: Buffer) => randomBytes(bytes.length), 'digest-mismatch'],
      ['too many bytes', (bytes: Buffer) => Buffer.concat([bytes, bytes]), 'length-mismatch'],
      ['too few bytes', (bytes: Buffer) => bytes.subarray(1), 'storage-unavailable'],
    ])('never completes a form of %s, and closes its connection', async (_, change, failure) => {
      const bytes = randomBytes(200_000)
      expect(await post(bytes, change(bytes))).toEqual({ failure })
      await vi.waitFor(() => {
        expect(storage.seen).toMatchObject([{ complete: false, closed: true }])
      })
    })

    it('closes the connection to storage when the browser leaves halfway', async () => {
      const bytes = randomBytes(1_000_000)
      const { browser, told } = begin(bytes)
      browser.write(bytes.subarray(0, 400_000))
      await vi.waitFor(() => {
        expect(Buffer.concat(storage.seen[0]?.pieces ?? []).length).toBeGreaterThan(300_000)
      })
      browser.destroy()
      await expect(told).rejects.toThrow('hang up')
      await vi.waitFor(() => {
        expect(storage.seen).toMatchObject([{ complete: false, closed: true }])
      })
    })

    it('slow storage holds the browser back', async () => {
      const bytes = Buffer.alloc(96 * 1024 * 1024, 'slow ')
      let go = (): void => {}
      storage.answers = (incoming, answer) => {
        incoming.pause()
        go = () => void read(incoming).then(() => answer.writeHead(204).end())
      }
      const { browser, told } = begin(bytes)
      let sent = 0
      const sending = (async () => {
        for (; sent < bytes.length; sent += PIECE) {
          if (!browser.write(bytes.subarray(sent, sent + PIECE))) await once(browser, 'drain')
        }
        browser.end()
      })()
      let before = 0
      await vi.waitFor(
        () => {
          const stands = sent > 0 && sent === before
          before = sent
          expect(stands).toBe(true)
        },
        { interval: 500, timeout: 30_000 },
      )
      expect(sent).toBeLessThan(bytes.length / 2)
      go()
      await sending
      expect(await told).toMatchObject({ status: 204 })
      expect(storage.seen[0].complete).toBe(true)
    })

    it('reports a refusal that comes halfway through the form, and does not send the rest', async () => {
      storage.answers = (incoming, answer) => {
        incoming.pause()
        answer.writeHead(403).end('<Code>AccessDenied</Code>')
      }
      const bytes = randomBytes(4_000_000)
      const { browser, told } = begin(bytes)
      browser.write(bytes.subarray(0, 100_000))
      expect(await told).toMatchObject({ status: 403, text: '<Code>AccessDenied</Code>' })
      await vi.waitFor(() => {
        expect(storage.seen).toMatchObject([{ complete: false, closed: true }])
      })
      browser.destroy()
    })

    it('does not believe a success that comes before the file is complete', async () => {
      storage.answers = (incoming, answer) => {
        incoming.pause()
        answer.writeHead(201, { etag: '"e"' }).end()
      }
      const { browser, told } = begin(randomBytes(4_000_000))
      browser.write(randomBytes(100_000))
      expect(await told).toEqual({ failure: 'broken off' })
      browser.destroy()
    })

    it.each([
      ['before its answer', () => {}],
      [
        'halfway through it',
        (answer: ServerResponse) => answer.writeHead(201, { 'content-length': 9 }).write('<'),
      ],
    ])('storage that cuts the connection %s has not stored', async (_, begins) => {
      storage.answers = (incoming, answer) => {
        void read(incoming).then(() => {
          begins(answer)
          setImmediate(() => incoming.socket.destroy())
        })
      }
      expect(await post(randomBytes(100_000))).toEqual({ failure: 'broken off' })
    })

    it('storage that is not there cannot be reached', async () => {
      const { url } = storage
      storage.url = 'http://127.0.0.1:9'
      expect(await post(randomBytes(10))).toEqual({ failure: 'broken off' })
      storage.url = url
    })

    it('reports redirects, and does not follow them', async () => {
      storage.answers = (incoming, answer) => {
        void read(incoming).then(() => answer.writeHead(307, { location: '/elsewhere' }).end())
      }
      expect(await post(randomBytes(10))).toMatchObject({ status: 307 })
      expect(storage.seen).toHaveLength(1)
    })

    it('of an answer without end, no more is read than has a meaning', async () => {
      storage.answers = (incoming, answer) => {
        const more = (): void => {
          while (!answer.destroyed && answer.write('x'.repeat(60_000)));
        }
        answer.on('drain', more).writeHead(201)
        void read(incoming).then(more)
      }
      const told = await post(randomBytes(10))
      expect(told).toEqual({ status: 201, etag: null, text: 'x'.repeat(16_384) })
      await vi.waitFor(() => {
        expect(storage.seen).toMatchObject([{ closed: true }])
      })
    })

    it('a connection that storage has closed meanwhile does no harm to the next file', async () => {
      storage.answers = (incoming, answer) => {
        void read(incoming).then(() => answer.writeHead(204).end())
      }
      expect(await post(randomBytes(10))).toMatchObject({ status: 204 })
      storage.hangUp()
      await vi.waitFor(() => {
        expect(storage.seen).toMatchObject([{ closed: true }])
      })
      expect(await post(randomBytes(10))).toMatchObject({ status: 204 })
    })
  })
}

// Helpers

interface Seen {
  readonly headers: IncomingMessage['headers']
  readonly pieces: Buffer[]
  /** Whether the whole form came. */
  complete: boolean
  /** Whether its connection has ended. */
  closed: boolean
}

class WatchedStorage {
  url = ''
  readonly seen: Seen[] = []
  answers: (incoming: IncomingMessage, answer: ServerResponse) => void = () => {}
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((incoming, answer) => {
    const seen: Seen = { headers: incoming.headers, pieces: [], complete: false, closed: false }
    this.seen.push(seen)
    incoming.on('error', () => {}).on('end', () => (seen.complete = true))
    incoming.socket.once('close', () => (seen.closed = true))
    this.answers(incoming, answer)
    incoming.on('data', (piece: Buffer) => seen.pieces.push(piece))
  }).on('connection', (socket) => {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
  })

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  forget(): void {
    this.hangUp()
    this.seen.length = 0
    this.answers = () => {}
  }

  close(): void {
    this.#server.close()
    this.hangUp()
  }
}

/** Resolves when all of it has come. */
async function read(incoming: IncomingMessage): Promise<void> {
  incoming.resume()
  await once(incoming, 'end').catch(() => new Promise(() => {}))
}

async function answerTo(browser: ClientRequest): Promise<Told> {
  const [answer] = (await once(browser, 'response')) as [IncomingMessage]
  return (await json(answer)) as Told
}
