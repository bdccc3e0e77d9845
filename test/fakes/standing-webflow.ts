/** A site behind a {@link ScriptedWebflow} that answers all calls, for conversations that no test scripts. */
import { refusal, type ScriptedAnswer, type ScriptedWebflow } from './scripted-webflow.ts'

export const STANDING_SITE = '65f0c0ffee00000000000001'

export interface StandingAsset {
  readonly id: string
  displayName: string
  readonly originalFileName: string
  readonly contentType: string
  size: number
  readonly hostedUrl: string
  altText: string | null
  readonly folderId: string | null
  readonly createdOn: string
  readonly lastUpdated: string
}

interface StandingFolder {
  readonly id: string
  readonly displayName: string
  readonly parentFolder: string | null
}

export class StandingWebflow {
  readonly assets = new Map<string, StandingAsset>()
  readonly folders: StandingFolder[] = []
  /** One-off answers for calls that match. */
  readonly #instead: { readonly is: (call: string) => boolean; readonly answer: ScriptedAnswer }[] =
    []
  #next = 1

  constructor(webflow: ScriptedWebflow) {
    webflow.otherwise = (request) => {
      const { method, path } = request
      const call = `${method} ${path}`
      const at = this.#instead.findIndex(({ is }) => is(call))
      const [turn] = at < 0 ? [] : this.#instead.splice(at, 1)
      const answer = turn?.answer ?? this.#answer(webflow, request)
      return answer && { ...answer, headers: { ...PLENTY, ...answer.headers } }
    }
  }

  answerOnce(is: (call: string) => boolean, answer: ScriptedAnswer): void {
    this.#instead.push({ is, answer })
  }

  /** Records whose bytes never came. */
  orphans(): number {
    return [...this.assets.values()].filter(({ size }) => size === 0).length
  }

  // Helpers

  #answer(
    webflow: ScriptedWebflow,
    { method, path, json, text }: Parameters<NonNullable<ScriptedWebflow['otherwise']>>[0],
  ): ScriptedAnswer | undefined {
    const { pathname, searchParams } = new URL(path, webflow.url)
    const asset = this.assets.get(pathname.split('/').at(-1) ?? '')
    switch (`${method} ${pathname.replace(/[0-9a-f]{24}/g, 'ID')}`) {
      case 'POST /beta/token/resolve':
        return { json: { id: '1', email: 'designer@example.com', siteId: STANDING_SITE } }
      case 'GET /v2/sites/ID':
        return { json: { id: STANDING_SITE, displayName: 'Harbour' } }
      case 'GET /v2/sites/ID/assets':
        return this.#listing(Number(searchParams.get('offset')), Number(searchParams.get('limit')))
      case 'POST /v2/sites/ID/assets':
        return this.#create(webflow, json as { fileName: string; parentFolder?: string })
      case 'GET /v2/sites/ID/asset_folders':
        return { json: { assetFolders: this.folders } }
      case 'POST /v2/sites/ID/asset_folders':
        return this.#createFolder(json as { displayName: string; parentFolder?: string })
      case 'GET /v2/assets/ID':
        return asset ? { json: asset } : NOT_FOUND
      case 'PATCH /v2/assets/ID':
        if (!asset) return NOT_FOUND
        Object.assign(asset, json)
        return { json: asset }
      case 'DELETE /v2/assets/ID':
        return asset && this.assets.delete(asset.id) ? { status: 204 } : NOT_FOUND
      case 'POST /storage':
        return this.#store(text)
      default:
        return undefined
    }
  }

  #listing(offset: number, limit: number): ScriptedAnswer {
    const all = [...this.assets.values()]
    const assets = all.slice(offset, offset + limit)
    return { json: { assets, pagination: { offset, limit, total: all.length } } }
  }

  #create(
    webflow: ScriptedWebflow,
    wanted: { readonly fileName: string; readonly parentFolder?: string },
  ): ScriptedAnswer {
    const id = this.#id('a')
    const { fileName, parentFolder = null } = wanted
    this.assets.set(id, {
      id,
      displayName: fileName,
      originalFileName: fileName,
      contentType: 'image/png',
      size: 0,
      hostedUrl: `https://cdn.example.com/${id}_file`,
      altText: null,
      folderId: parentFolder,
      createdOn: '2026-11-24T12:00:00Z',
      lastUpdated: '2026-11-24T12:00:00Z',
    })
    return webflow.created(id, fileName, { parentFolder, contentType: 'image/png' })
  }

  #createFolder(wanted: {
    readonly displayName: string
    readonly parentFolder?: string
  }): ScriptedAnswer {
    const { displayName, parentFolder = null } = wanted
    const folder = { id: this.#id('f'), displayName, parentFolder }
    this.folders.push(folder)
    return { json: folder }
  }

  #store(form: string): ScriptedAnswer {
    const asset = this.assets.get(/site\/([0-9a-f]{24})/.exec(form)?.[1] ?? '')
    if (!asset) return { status: 403 }
    asset.size = form.length
    return { status: 201 }
  }

  #id(letter: string): string {
    return (this.#next++).toString(16).padStart(24, letter)
  }
}

// Helpers

const NOT_FOUND = refusal(404, 'not_found')
/** A rate limit so high that no test reaches it. */
const PLENTY = { 'x-ratelimit-limit': '10000', 'x-ratelimit-remaining': '9000' }
