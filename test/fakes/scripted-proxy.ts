/**
 * A server for tests of the panel's HTTP client, as a plugin of the Vite server that serves them. Below `/fake/ID/`
 * answers a {@link FakeProxy}; below `/talk/ID/` a conversation that the test has written down. `POST
 * /script/ID` sets either up, `GET /script/ID` tells what was heard.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { failureOf, type Failure } from '../../src/core/failure.ts'
import { isAssetId } from '../../src/core/brands.ts'
import { FakeLibrary, setUpLibrary, type LibrarySetup } from './fake-library.ts'
import { FakeProxy, type FakeCall } from './fake-proxy.ts'
import { answerLibrary } from './scripted-library.ts'

/** One answer of a conversation; answers are used up in order, per path. */
export interface ScriptedReply {
  readonly path: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Parts of the body, base64, written one by one with a pause between them. */
  readonly parts?: readonly string[]
  /** After the parts: end well, cut the connection, or never answer. */
  readonly end?: 'well' | 'cut' | 'never'
}

export interface Script {
  readonly talk?: readonly ScriptedReply[]
  readonly failNext?: { readonly call: FakeCall; readonly failures: readonly Failure[] }
  readonly cutAfter?: number
  readonly library?: LibrarySetup
  /** The bytes that an asset is hosted with. */
  readonly bytes?: { readonly asset: string; readonly type: string; readonly text: string }
}

export interface Heard {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export function scriptedProxy(): Plugin {
  const scenes = new Map<string, Scene>()
  return {
    name: 'scripted-proxy',
    configureServer(server) {
      server.middlewares.use((request, reply, next) => {
        const [, kind, id, ...rest] = (request.url ?? '').split('/')
        if (!['fake', 'talk', 'script'].includes(kind ?? '') || id === undefined) {
          next()
          return
        }
        const scene = scenes.get(id) ?? newScene()
        scenes.set(id, scene)
        const path = `/${rest.join('/')}`
        void answer(scene, kind ?? '', path, request, reply).catch(() => reply.destroy())
      })
    },
  }
}

// Helpers

interface Scene {
  readonly proxy: FakeProxy
  readonly library: FakeLibrary
  talk: ScriptedReply[]
  readonly heard: Heard[]
}

const newScene = (): Scene => ({
  proxy: new FakeProxy(),
  library: new FakeLibrary(),
  talk: [],
  heard: [],
})

async function answer(
  scene: Scene,
  kind: string,
  path: string,
  request: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request)
  if (kind === 'script') {
    if (request.method === 'POST') setUp(scene, JSON.parse(body.toString()) as Script)
    json(reply, 200, { heard: scene.heard, orphans: scene.proxy.orphans().length })
    return
  }
  scene.heard.push({
    method: request.method ?? '',
    path,
    headers: request.headers,
    body: body.toString(),
  })
  if (kind === 'talk') await talk(scene, path, reply)
  else await fake(scene, path, request, body, reply)
}

function setUp(scene: Scene, script: Script): void {
  if (script.talk) scene.talk = [...script.talk]
  if (script.failNext) scene.proxy.failNext(script.failNext.call, ...script.failNext.failures)
  if (script.cutAfter !== undefined) scene.proxy.cutAfter = script.cutAfter
  if (script.library) setUpLibrary(scene.library, script.library)
  const { bytes } = script
  if (bytes && isAssetId(bytes.asset)) {
    scene.library.contents.set(bytes.asset, new Blob([bytes.text], { type: bytes.type }))
  }
}

async function talk(scene: Scene, path: string, reply: ServerResponse): Promise<void> {
  const at = scene.talk.findIndex((candidate) => candidate.path === path)
  const [next] = at < 0 ? [] : scene.talk.splice(at, 1)
  if (!next) {
    json(reply, 500, { error: { code: 'internal', message: `Nothing is written for ${path}.` } })
    return
  }
  if (next.end === 'never' && !next.parts) return
  reply.writeHead(next.status ?? 200, next.headers)
  for (const part of next.parts ?? []) {
    reply.write(Buffer.from(part, 'base64'))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  if (next.end === 'cut') reply.destroy()
  else if (next.end !== 'never') reply.end()
}

async function fake(
  { proxy, library }: Scene,
  path: string,
  request: IncomingMessage,
  body: Buffer,
  reply: ServerResponse,
): Promise<void> {
  const signal = new AbortController().signal
  if (await answeredByLibrary(library, path, request, body, reply)) return
  const data = path === '/send' || body.length === 0 ? undefined : JSON.parse(body.toString())
  try {
    switch (path.split('?')[0]) {
      case '/session':
        return json(reply, 200, await proxy.connect({ signal }))
      case '/folders':
        return json(
          reply,
          200,
          await (data ? proxy.ensureFolder(data.place, signal) : proxy.listFolders(signal)),
        )
      case '/assets':
        return json(reply, 200, await proxy.listAssets(0, signal))
      case '/cancel':
        return json(reply, 200, await proxy.cancel(data.tickets, signal))
      case '/send': {
        const ticket = String(request.headers['x-upload-ticket'])
        const file = new Blob([new Uint8Array(body)])
        return json(reply, 200, await proxy.send({ ticket, file }, { signal, onProgress() {} }))
      }
      case '/reserve': {
        const line = (value: unknown): void => void reply.write(`${JSON.stringify(value)}\n`)
        const budget = await proxy.reserve(data, { signal, onVerdict: line })
        line({ verdict: 'end', budget })
        reply.end()
        return
      }
      default:
        return json(reply, 404, { error: { code: 'not-found', message: path } })
    }
  } catch (error) {
    if (reply.headersSent) reply.end()
    else json(reply, 502, { error: failureOf(error, 'internal') })
  }
}

async function answeredByLibrary(
  ...[library, path, request, body, reply]: Parameters<typeof answerLibrary>
): Promise<boolean> {
  try {
    return await answerLibrary(library, path, request, body, reply)
  } catch (error) {
    if (reply.headersSent) reply.end()
    else json(reply, 502, { error: failureOf(error, 'internal') })
    return true
  }
}

function json(reply: ServerResponse, status: number, value: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'request-1' })
  reply.end(JSON.stringify(value))
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}
