import {
  isAssetId,
  isFolderId,
  isSiteId,
  type AssetId,
  type FolderId,
  type Md5Hex,
} from '../../src/core/brands.ts'
import { FailureError, type Failure } from '../../src/core/failure.ts'
import type { AssetRef } from '../../src/core/row.ts'
import type {
  AssetPage,
  BudgetView,
  Cancelled,
  Folder,
  FolderList,
  FolderPath,
  Place,
  ReserveFile,
  ReserveRequest,
  Sent,
  Session,
  Verdict,
} from '../../src/core/wire.ts'
import type { ProxyClient } from '../../src/panel/ports/run.ts'
import type { LibraryClient } from '../../src/panel/ports/library.ts'

export type FakeCall =
  | 'connect'
  | 'known'
  | 'reserve'
  | 'send'
  /** The reply to a send whose bytes have arrived. */
  | 'reply'
  | 'cancel'
  | 'listFolders'
  | 'ensureFolder'

interface FakeRecord {
  readonly assetId: AssetId
  readonly file: ReserveFile
  readonly folderId: FolderId | null
  readonly run: string
  ticket: string
  hasBytes: boolean
}

/**
 * A proxy and a site in memory. Fulfils the contract, keeps records like the real one (so that orphans show), and fails
 * or waits on demand.
 */
export class FakeProxy implements ProxyClient, Pick<LibraryClient, 'known'> {
  readonly records = new Map<Md5Hex, FakeRecord>()
  readonly #empty = new Set<FakeRecord>()
  readonly #tickets = new Map<string, FakeRecord>()
  /** Assets on the site before the test begins. */
  readonly onSite = new Map<Md5Hex, AssetRef>()
  /** Whether Webflow creates a second asset for known bytes when asked to. */
  makesAnew = false
  /** The digests of each `known` call. */
  readonly asked: Md5Hex[][] = []
  /** For each `known` call, the time since the files were dropped. */
  readonly sinceDrop: (number | undefined)[] = []
  readonly folders: Folder[] = []
  readonly reserved: ReserveFile[][] = []
  readonly sent: string[] = []
  readonly cancelled: string[] = []
  readonly left: string[][] = []
  budget: BudgetView = { left: 1000, waitMs: 0 }
  /** Overrides the verdict for a file; undefined: the usual one. */
  verdictFor: (file: ReserveFile) => Verdict | undefined = () => undefined
  /** Cuts the answer to a reserve request after this many verdicts. */
  cutAfter: number | undefined
  most = { sends: 0, reserves: 0, unsent: 0 }
  #failures = new Map<FakeCall, Failure[]>()
  #holds = new Map<FakeCall, Promise<void>>()
  #busy = { sends: 0, reserves: 0 }
  #next = 1

  failNext(call: FakeCall, ...failures: Failure[]): void {
    this.#failures.set(call, [...(this.#failures.get(call) ?? []), ...failures])
  }

  /** Drops the pending failures of this call. */
  forgive(call: FakeCall): void {
    this.#failures.delete(call)
  }

  /** Holds calls from now on, until the returned function is called. */
  hold(call: FakeCall): () => void {
    let release = (): void => undefined
    this.#holds.set(call, new Promise((resolve) => (release = resolve)))
    return () => {
      this.#holds.delete(call)
      release()
    }
  }

  /** The ticket's record, if it still exists. */
  #ofTicket(ticket: string): FakeRecord | undefined {
    const record = this.#tickets.get(ticket)
    return record && this.records.get(record.file.md5) === record ? record : undefined
  }

  /** Records whose bytes never came. */
  orphans(): readonly FakeRecord[] {
    return [...this.#empty]
  }

  async connect({ signal }: { readonly signal: AbortSignal }): Promise<Session> {
    await this.#enter('connect', signal)
    const id = '65f0c0ffee00000000000001'
    if (!isSiteId(id)) throw new TypeError('bad site id')
    return {
      session: 'session',
      livesMs: 900_000,
      site: { id, name: 'Harbour' },
      user: { email: 'designer@example.com' },
      budget: this.budget,
    }
  }

  async listAssets(_offset: number, signal: AbortSignal): Promise<AssetPage> {
    throwIfAborted(signal)
    return { assets: [], total: 0 }
  }

  async listFolders(signal: AbortSignal): Promise<FolderList> {
    await this.#enter('listFolders', signal)
    return { folders: this.folders }
  }

  async ensureFolder(place: Place, signal: AbortSignal): Promise<FolderPath> {
    await this.#enter('ensureFolder', signal)
    const before = this.folders.length
    const path = this.#path(place)
    return { folders: path, created: this.folders.length - before }
  }

  async known(
    files: readonly { readonly md5: Md5Hex; readonly size: number }[],
    { signal, onKnown, sinceDropMs }: Parameters<LibraryClient['known']>[1],
  ): Promise<BudgetView> {
    this.sinceDrop.push(sinceDropMs)
    this.asked.push(files.map(({ md5 }) => md5))
    await this.#enter('known', signal)
    for (const { md5 } of files) {
      const asset = this.onSite.get(md5)
      if (asset) onKnown(md5, asset, 'sent')
    }
    return this.budget
  }

  async reserve(
    request: ReserveRequest,
    { signal, onVerdict }: { signal: AbortSignal; onVerdict: (verdict: Verdict) => void },
  ): Promise<BudgetView> {
    this.reserved.push(request.files)
    this.#busy.reserves += 1
    this.most.reserves = Math.max(this.most.reserves, this.#busy.reserves)
    try {
      await this.#enter('reserve', signal)
      let sent = 0
      for (const file of request.files) {
        const verdict = this.verdictFor(file) ?? this.#verdict(request.run, file)
        if (sent++ === this.cutAfter) {
          this.cutAfter = undefined
          throw new FailureError({ code: 'proxy-reply', message: 'The answer was cut.' })
        }
        onVerdict(verdict)
        this.most.unsent = Math.max(this.most.unsent, this.#empty.size - this.#busy.sends)
        await Promise.resolve()
        throwIfAborted(signal)
      }
      return this.budget
    } finally {
      this.#busy.reserves -= 1
    }
  }

  async send(
    { ticket, file }: { readonly ticket: string; readonly file: Blob },
    {
      signal,
      onProgress,
    }: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void },
  ): Promise<Sent> {
    this.#busy.sends += 1
    this.most.sends = Math.max(this.most.sends, this.#busy.sends)
    try {
      onProgress(Math.floor(file.size / 2))
      await this.#enter('send', signal)
      const record = this.#ofTicket(ticket)
      if (!record) {
        throw new FailureError({ code: 'ticket-expired', message: 'The ticket is no longer good.' })
      }
      onProgress(file.size)
      record.hasBytes = true
      this.#empty.delete(record)
      this.sent.push(record.file.name)
      const asset = assetOf(record)
      this.onSite.set(record.file.md5, asset)
      await this.#enter('reply', signal)
      return { asset, md5: record.file.md5, size: file.size }
    } finally {
      this.#busy.sends -= 1
    }
  }

  async cancel(tickets: readonly string[], signal: AbortSignal): Promise<Cancelled> {
    await this.#enter('cancel', signal)
    let deleted = 0
    const arrived: NonNullable<Cancelled['arrived']> = []
    for (const [at, ticket] of tickets.entries()) {
      this.cancelled.push(ticket)
      const record = this.#ofTicket(ticket)
      if (record?.hasBytes) arrived.push({ ticket: at, asset: assetOf(record) })
      if (!record || record.hasBytes) continue
      this.records.delete(record.file.md5)
      this.#empty.delete(record)
      deleted += 1
    }
    return { deleted, pending: 0, ...(arrived.length > 0 && { arrived }) }
  }

  cancelOnLeave(tickets: readonly string[]): void {
    this.left.push([...tickets])
  }

  /** The folder of a place; created if missing. */
  folderOf(place: Place): FolderId | null {
    return this.#path(place).at(-1)?.id ?? place.under
  }

  #verdict(run: string, file: ReserveFile): Verdict {
    const known = this.onSite.get(file.md5)
    const folderId = this.folderOf(file.place)
    const { row } = file
    if (known && !(file.anew && this.makesAnew)) {
      return { verdict: 'existing', row, asset: known, wantedFolderId: folderId, source: 'ledger' }
    }
    const made = this.records.get(file.md5)
    const before = file.anew && made?.hasBytes ? undefined : made
    if (before && before.run !== run) {
      return { verdict: 'wait', row, reason: 'claimed', retryAfterMs: 1000 }
    }
    const ticket = `ticket-${this.#next++}`
    const record = before ?? {
      assetId: this.#assetId(),
      file,
      folderId,
      run,
      ticket,
      hasBytes: false,
    }
    record.ticket = ticket
    this.records.set(file.md5, record)
    this.#empty.add(record)
    this.#tickets.set(record.ticket, record)
    const { assetId } = record
    return { verdict: 'ticket', row, ticket, assetId, folderId: record.folderId, expiresAt: 0 }
  }

  #path(place: Place): Folder[] {
    let parentId = place.under
    return place.path.map((name) => {
      const known = this.folders.find((f) => f.name === name && f.parentId === parentId)
      const folder = known ?? { id: this.#folderId(), name, parentId, assetCount: 0 }
      if (!known) this.folders.push(folder)
      parentId = folder.id
      return folder
    })
  }

  async #enter(call: FakeCall, signal: AbortSignal): Promise<void> {
    const held = this.#holds.get(call)
    const failure = this.#failures.get(call)?.shift()
    await Promise.race([held ?? Promise.resolve(), ended(signal)])
    throwIfAborted(signal)
    if (failure) throw new FailureError(failure)
  }

  #assetId(): AssetId {
    const id = (this.#next++).toString(16).padStart(24, 'a')
    if (!isAssetId(id)) throw new TypeError('bad asset id')
    return id
  }

  #folderId(): FolderId {
    const id = (this.#next++).toString(16).padStart(24, 'f')
    if (!isFolderId(id)) throw new TypeError('bad folder id')
    return id
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new FailureError({ code: 'aborted', message: 'Stopped on request.' })
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

// Helpers

const assetOf = ({ assetId, folderId, file }: FakeRecord): AssetRef => ({
  id: assetId,
  name: file.name,
  folderId,
  hostedUrl: `https://cdn.example/${assetId}`,
})
