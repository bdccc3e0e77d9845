/**
 * Files on their way to the run that would stand where an asset stands already, under the same name in the same folder,
 * with other bytes. They are held until a person has said what becomes of them; all others go on at once.
 */
import type { FolderId, RowId } from '../../core/brands.ts'
import { type Meeting, Places } from '../../core/clash.ts'
import { FolderPaths } from '../../core/folder-paths.ts'
import { brokenLimit } from '../../core/limits.ts'
import { normaliseFileName } from '../../core/names.ts'
import type { AssetSummary, Folder } from '../../core/wire.ts'
import type { CatalogueObserver, LibraryClient } from '../ports-library.ts'
import type { Taken, TakenFile } from '../ports.ts'
import { NEVER } from '../never.ts'
import { type CompareDeps, haveBytes } from './have-bytes.ts'
import { PageTurns } from './page-turns.ts'
import type { WaitingFile } from './waiting.ts'

export interface ClashDeps extends CompareDeps {
  readonly library: Pick<LibraryClient, 'catalogue' | 'known' | 'bytes'>
  /** The site's folders: as they are now, and as they are known where that takes too long. */
  readonly folders: {
    listed(): Promise<readonly Folder[]>
    known(): readonly Folder[]
  }
  /** Where files go that are not held. */
  readonly admit: (taken: Taken, into: FolderId | null) => void
  /** Where files wait that are held. */
  readonly waiting: () => Promise<WaitingRoom>
  readonly onClash: (clashes: readonly Clash[]) => void
}

/** What {@link Waiting} promises. `paused`: they go on with the run that another page has left. */
export interface WaitingRoom {
  hold(taken: TakenFile, into: FolderId | null): WaitingFile
  letIn(ids: readonly RowId[], options?: { readonly paused: boolean }): void
  forget(ids: readonly RowId[]): void
}

/** A file that waits, and the asset in whose place it would stand. */
export interface Clash extends WaitingFile {
  readonly asset: AssetSummary
}

/** What is stored of the site is not waited for longer than this: nobody's upload hangs on a question. */
const PATIENCE_MS = 3000
/** Files that have waited already wait on, and what stands where is asked again after so long. */
const AGAIN_MS = 5000

export class ClashGate {
  readonly #deps: ClashDeps

  constructor(deps: ClashDeps) {
    this.#deps = deps
  }

  /** Never rejects: where it cannot be told what stands where, everything goes on. */
  async add(taken: Taken, into: FolderId | null): Promise<void> {
    const { admit, clock } = this.#deps
    const files = taken.files.map((file) => ({ taken: file, into }))
    const folders = (await this.#folders(files)) ?? this.#deps.folders.known()
    const meetingOf = await this.#meetings(files, folders)
    if (!meetingOf) {
      admit(taken, into)
      return
    }
    // In pieces, between which the page answers: asking a chosen file for its size holds it up (see `admission.ts`).
    const turns = new PageTurns(clock, NEVER)
    // Waited for only where something is held.
    let room: WaitingRoom | undefined
    const free: TakenFile[] = []
    const met = new Met()
    for (const file of files) {
      if (turns.isDue) await turns.rest()
      const meeting = meetingOf(file)
      if (!('asset' in meeting)) {
        free.push(file.taken)
        continue
      }
      room ??= await this.#deps.waiting()
      met.add(room.hold(file.taken, into), meeting)
    }
    admit({ ...taken, files: free }, into)
    await this.#tell(met, { paused: false })
  }

  /** Files that another page has left waiting: the site may have changed since. They are not let in unasked. */
  async again(files: readonly WaitingFile[]): Promise<void> {
    const folders = await this.#folders(files)
    const meetingOf = folders && (await this.#meetings(files, folders))
    if (!meetingOf) {
      await this.#deps.clock.sleep(AGAIN_MS, NEVER)
      return this.again(files)
    }
    const free: RowId[] = []
    const met = new Met()
    for (const file of files) {
      const meeting = meetingOf(file)
      if ('asset' in meeting) met.add(file, meeting)
      else free.push(file.id)
    }
    const room = await this.#deps.waiting()
    room.letIn(free, { paused: true })
    await this.#tell(met, { paused: true })
  }

  async #tell({ clashes, alike }: Met, options: LetInOptions): Promise<void> {
    if (clashes.length > 0) this.#deps.onClash(clashes)
    if (alike.length > 0) await this.#compare(alike, options)
  }

  /** Asked for only where a file lies in a directory; undefined where they cannot be had in time. */
  async #folders(files: readonly Placed[]): Promise<readonly Folder[] | undefined> {
    if (files.every(({ taken }) => taken.path.length === 0)) return []
    return this.#inTime(() => this.#deps.folders.listed())
  }

  /** What a file meets on the site; undefined where that cannot be told now. */
  async #meetings(
    files: readonly Placed[],
    folders: readonly Folder[],
  ): Promise<((file: Placed) => Meeting<AssetSummary>) | undefined> {
    const folderOf = folderFinder(folders)
    if (files.every((file) => folderOf(file) === undefined)) return () => ({ type: 'free' })
    const places = await this.#standing()
    return places && ((file) => meetingOf(file.taken, folderOf(file), places))
  }

  /**
   * The assets as they are stored, which costs Webflow no call. A site that was never listed will be for the run's plan
   * in any case, so that it is begun here. Undefined where that takes too long.
   */
  async #standing(): Promise<Places<AssetSummary> | undefined> {
    const { library } = this.#deps
    const places = new Places<AssetSummary>()
    let [isListed, isWhole] = [true, true]
    const observer: CatalogueObserver = {
      ...DEAF,
      stored: ({ ageMs }) => (isListed = ageMs !== undefined),
      page: (page) => places.add(page),
      trouble: () => (isWhole = false),
    }
    return this.#inTime(async (signal) => {
      await library.catalogue('never', observer, signal)
      if (!isListed) await library.catalogue('auto', observer, signal)
      return isWhole ? places : undefined
    })
  }

  /** Undefined where it fails or takes too long. */
  async #inTime<Result>(
    ask: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    const over = new AbortController()
    const late = this.#deps.clock.sleep(PATIENCE_MS, over.signal).then(() => undefined)
    const answer = ask(over.signal)
    const first = await Promise.race([answer, late]).catch(() => undefined)
    over.abort()
    answer.catch(() => undefined)
    late.catch(() => undefined)
    return first
  }

  /** Those of the same size: with the same bytes there is nothing to ask. */
  async #compare(alike: readonly Clash[], options: LetInOptions): Promise<void> {
    const { waiting, onClash } = this.#deps
    const isSame = await haveBytes(alike, this.#deps)
    const same = alike.filter((_, at) => isSame[at]).map(({ id }) => id)
    const other = alike.filter((_, at) => !isSame[at])
    if (same.length > 0) (await waiting()).letIn(same, options)
    if (other.length > 0) onClash(other)
  }
}

// Helpers

const DEAF = {
  stored: () => undefined,
  listing: () => undefined,
  wait: () => undefined,
  trouble: () => undefined,
}

type Placed = Pick<WaitingFile, 'taken' | 'into'>
type LetInOptions = { readonly paused: boolean }

/** Files that met assets: with other bytes for sure, and of the same size. */
class Met {
  readonly clashes: Clash[] = []
  readonly alike: Clash[] = []

  add(file: WaitingFile, { type, asset }: Meeting<AssetSummary> & { asset: AssetSummary }): void {
    const side = type === 'clash' ? this.clashes : this.alike
    side.push({ ...file, asset })
  }
}

/** The folder that a file goes to; undefined: it is not there yet, so nothing stands in it. Many files share one. */
function folderFinder(folders: readonly Folder[]): (file: Placed) => FolderId | null | undefined {
  const paths = new FolderPaths(folders)
  const known = new Map<string, FolderId | null | undefined>()
  return ({ taken: { path }, into: under }) => {
    const key = [under, ...path].join('/')
    if (!known.has(key)) known.set(key, paths.find({ under, path: [...path] }))
    return known.get(key)
  }
}

/** What Webflow does not take is for the run to refuse. */
function meetingOf(
  { file }: TakenFile,
  folderId: FolderId | null | undefined,
  places: Places<AssetSummary>,
): Meeting<AssetSummary> {
  if (folderId === undefined) return { type: 'free' }
  const meeting = places.meet({
    name: normaliseFileName(file.name),
    folderId,
    get size() {
      return file.size
    },
  })
  return 'asset' in meeting && brokenLimit(file) ? { type: 'free' } : meeting
}
