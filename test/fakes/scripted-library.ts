/** The library's calls over HTTP, answered by a {@link FakeLibrary}. Part of `scripted-proxy.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAssetId } from '../../src/core/brands.ts'
import { FailureError } from '../../src/core/failure.ts'
import {
  ChangedRequest,
  DeleteRequest,
  EditRequest,
  KnownRequest,
  Refresh,
} from '../../src/core/wire-library.ts'
import * as v from 'valibot'
import type { FakeLibrary } from './fake-library.ts'

/** Resolves with false if the request is not a library call. Rejects with the library's error. */
export async function answerLibrary(
  library: FakeLibrary,
  path: string,
  request: IncomingMessage,
  body: Buffer,
  reply: ServerResponse,
): Promise<boolean> {
  const { signal } = new AbortController()
  const { pathname, searchParams } = new URL(path, 'http://proxy')
  const writeLine = (value: unknown): void => void reply.write(`${JSON.stringify(value)}\n`)
  const data = (): unknown => JSON.parse(body.toString())
  const outcome = (index: number, outcome: object): void => writeLine({ ...outcome, index })
  switch (pathname) {
    case '/known': {
      const { files, ...since } = v.parse(KnownRequest, data())
      const budget = await library.known(files, {
        signal,
        ...since,
        onKnown: (md5, asset, how) => writeLine({ type: 'known', md5, asset, how }),
      })
      writeLine({ type: 'end', budget })
      break
    }
    case '/catalogue': {
      const refresh = v.parse(Refresh, searchParams.get('refresh'))
      const ageMs = await library.catalogue(refresh, linesOf(writeLine), signal)
      writeLine({ type: 'end', ageMs: ageMs ?? null, budget: library.budget })
      break
    }
    case '/locales':
      reply.write(JSON.stringify(await library.locales(signal)))
      break
    case '/alt-texts': {
      const page = (texts: unknown): void => writeLine({ type: 'page', texts })
      await library.altTexts(searchParams.get('locale') ?? '', page, signal)
      writeLine({ type: 'end', budget: library.budget })
      break
    }
    case '/edit': {
      const { edits } = v.parse(EditRequest, data())
      writeLine({ type: 'end', budget: await library.edit(edits, outcome, signal) })
      break
    }
    case '/delete': {
      const { assets } = v.parse(DeleteRequest, data())
      writeLine({ type: 'end', budget: await library.remove(assets, outcome, signal) })
      break
    }
    case '/changed':
      await library.changed(v.parse(ChangedRequest, data()).changes, signal)
      reply.writeHead(204)
      break
    case '/bytes': {
      const blob = await library.bytes(assetIn(searchParams), signal)
      reply.writeHead(200, { 'content-type': blob.type })
      reply.write(Buffer.from(await blob.arrayBuffer()))
      break
    }
    default:
      return false
  }
  reply.end()
  return request.complete
}

// Helpers

const linesOf = (writeLine: (value: unknown) => void): Parameters<FakeLibrary['catalogue']>[1] => ({
  stored: ({ ageMs, total }) => writeLine({ type: 'stored', ageMs: ageMs ?? null, total }),
  listing: (total) => writeLine({ type: 'listing', total }),
  page: (assets) => writeLine({ type: 'page', assets }),
  wait: (retryAfterMs) => writeLine({ type: 'wait', retryAfterMs }),
  trouble: (failure) => writeLine({ type: 'trouble', failure }),
})

function assetIn(query: URLSearchParams) {
  const asset = query.get('asset') ?? ''
  if (isAssetId(asset)) return asset
  throw new FailureError({ code: 'bad-request', message: `"${asset}" is no asset.` })
}
