/**
 * A server for tests of the panel's HTTP client, as a plugin of the Vite server that serves them. `/fake/ID/` is
 * answered by a {@link FakeProxy}, `/talk/ID/` by a conversation from the test, `/app/ID/` by the real application, and
 * `/app-wire-1/ID/` by the same through version 1 of the wire format. `POST /script/ID` sets it up, `GET /script/ID`
 * returns the recorded requests.
 */
import { fileURLToPath } from 'node:url'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin, ViteDevServer } from 'vite'
import { failureOf, type Failure } from '../../src/core/failure.ts'
import { isAssetId } from '../../src/core/brands.ts'
import type { AppScene, AppSetup } from './app-scene.ts'
import { FakeLibrary, setUpLibrary, type LibrarySetup } from './fake-library.ts'
import { FakeProxy, type FakeCall } from './fake-proxy.ts'
import { answerLibrary } from './scripted-library.ts'
import type { throughWire1 } from './wire-1.ts'

/** One answer of a conversation; each path uses its answers in order. */
export interface ScriptedReply {
  readonly path: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Parts of the body, base64, written one by one with pauses between them. */
  readonly parts?: readonly string[]
  /** After the parts: end normally, cut the connection, or never end. */
  readonly end?: 'well' | 'cut' | 'never'
}

export interface Script {
  readonly talk?: readonly ScriptedReply[]
  readonly failNext?: { readonly call: FakeCall; readonly failures: readonly Failure[] }
  readonly cutAfter?: number
  readonly library?: LibrarySetup
  /** An asset's hosted bytes. */
  readonly bytes?: { readonly asset: string; readonly type: string; readonly text: string }
  readonly app?: AppSetup
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
        if (!KINDS.has(kind ?? '') || id === undefined) {
          next()
          return
        }
        const scene = scenes.get(id) ?? newScene(() => openApp(server, request))
        scenes.set(id, scene)
        const path = `/${rest.join('/')}`
        void answer(scene, kind ?? '', path, request, reply).catch((error: unknown) => {
          console.error(error)
          reply.destroy()
        })
      })
    },
  }
}

// Helpers

const KINDS = new Set(['fake', 'talk', 'app', 'app-wire-1', 'script'])

interface Scene {
  readonly proxy: FakeProxy
  readonly library: FakeLibrary
  talk: ScriptedReply[]
  readonly heard: Heard[]
  /** Opened on first use. */
  readonly app: () => Promise<App>
}

interface App {
  readonly scene: AppScene
  readonly throughWire1: typeof throughWire1
}

/**
 * Loaded through Vite's server, so that the Vite configuration, which imports this plugin, does not import the proxy.
 */
async function openApp(server: ViteDevServer, request: IncomingMessage): Promise<App> {
  const load = (file: string) => server.ssrLoadModule(fileURLToPath(new URL(file, import.meta.url)))
  const app = (await load('./app-scene.ts')) as { readonly AppScene: typeof AppScene }
  const wire = (await load('./wire-1.ts')) as { readonly throughWire1: typeof throughWire1 }
  return { ...wire, scene: await app.AppScene.open(`http://${request.headers.host}`) }
}

const newScene = (open: () => Promise<App>): Scene => ({
  app: once(open),
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
    const script = request.method === 'POST' ? (JSON.parse(body.toString()) as Script) : {}
    setUp(scene, script)
    if (script.app) await (await scene.app()).scene.setUp(script.app)
    const orphans = request.url?.includes('app')
      ? (await scene.app()).scene.orphans
      : scene.proxy.orphans().length
    json(reply, 200, { heard: scene.heard, orphans })
    return
  }
  scene.heard.push({
    method: request.method ?? '',
    path,
    headers: request.headers,
    body: body.toString(),
  })
  if (kind === 'talk') await talk(scene, path, reply)
  else if (kind.startsWith('app')) await app(scene, kind, path, request, body, reply)
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

async function app(
  scene: Scene,
  kind: string,
  path: string,
  { method = 'GET', headers }: IncomingMessage,
  body: Buffer,
  reply: ServerResponse,
): Promise<void> {
  const { scene: opened, ...wire } = await scene.app()
  const serve = kind === 'app' ? opened.fetch : wire.throughWire1(opened.fetch)
  const given = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const answer = await serve(
    new Request(`http://proxy${path}`, {
      method,
      headers: given,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    }),
  )
  reply.writeHead(answer.status, Object.fromEntries(answer.headers))
  for await (const part of answer.body ?? []) reply.write(part)
  reply.end()
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

function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opened: Promise<Value> | undefined
  return () => (opened ??= open())
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}
