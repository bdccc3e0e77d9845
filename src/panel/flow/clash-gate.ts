/**
 * Files on their way to the run that would stand where an asset stands already, under the same name in the same folder,
 * with other bytes. They are held until a person has said what becomes of them; all others go on at once.
 */
import type { FolderId, Md5Hex } from '../../core/brands.ts'
import { type Meeting, Places } from '../../core/clash.ts'
import { FolderPaths } from '../../core/folder-paths.ts'
import { brokenLimit } from '../../core/limits.ts'
import { normaliseFileName } from '../../core/names.ts'
import type { AssetSummary, Folder } from '../../core/wire.ts'
import type { LibraryClient } from '../ports-library.ts'
import type { Clock, DigestCache, Hasher, Taken, TakenFile } from '../ports.ts'
import { NEVER } from '../never.ts'
import { inParallel } from './in-parallel.ts'
import { PageTurns } from './page-turns.ts'

export interface ClashDeps {
  readonly library: Pick<LibraryClient, 'catalogue' | 'known' | 'bytes'>
  readonly hasher: Pick<Hasher, 'digest'>
  readonly digests: Pick<DigestCache, 'recall' | 'remember'>
  readonly clock: Clock
  readonly folders: () => readonly Folder[]
  /** Where files go that are not held. */
  readonly admit: (taken: Taken, into: FolderId | null) => void
  readonly onClash: (clashes: readonly Clash[]) => void
}

/** A file, and the asset in whose place it would stand. */
export interface Clash {
  readonly taken: TakenFile
  readonly into: FolderId | null
  readonly asset: AssetSummary
}

/** What is stored of the site is not waited for longer than this: nobody's upload hangs on a question. */
const PATIENCE_MS = 3000
/** Files whose bytes are compared at once. */
const COMPARED_AT_ONCE = 3

export class ClashGate {
  readonly #deps: ClashDeps

  constructor(deps: ClashDeps) {
    this.#deps = deps
  }

  /** Never rejects: where it cannot be told what stands where, everything goes on. */
  async add(taken: Taken, into: FolderId | null): Promise<void> {
    const { admit, folders, onClash } = this.#deps
    const folderOf = folderFinder(folders(), into)
    const doubtful = taken.files.some((file) => folderOf(file) !== undefined)
    const places = doubtful ? await this.#standing() : undefined
    if (!places) {
      admit(taken, into)
      return
    }
    const { free, clashes, alike } = await this.#sorted(taken.files, (file) =>
      meetingOf(file, folderOf(file), places),
    )
    admit({ ...taken, files: free }, into)
    if (clashes.length > 0) onClash(clashes.map((clash) => ({ ...clash, into })))
    if (alike.length > 0) await this.#compare(alike, into)
  }

  /** In pieces, between which the page answers: asking a chosen file for its size holds it up (see `admission.ts`). */
  async #sorted(
    files: readonly TakenFile[],
    meetingOf: (file: TakenFile) => Meeting<AssetSummary>,
  ) {
    const turns = new PageTurns(this.#deps.clock, NEVER)
    const free: TakenFile[] = []
    const clashes: Met[] = []
    const alike: Met[] = []
    for (const taken of files) {
      if (turns.isDue) await turns.rest()
      const meeting = meetingOf(taken)
      if (meeting.type === 'clash') clashes.push({ taken, asset: meeting.asset })
      else if (meeting.type === 'compare') alike.push({ taken, asset: meeting.asset })
      else free.push(taken)
    }
    return { free, clashes, alike }
  }

  /** The assets as they are stored, which costs Webflow no call; undefined where that takes too long. */
  async #standing(): Promise<Places<AssetSummary> | undefined> {
    const { library, clock } = this.#deps
    const places = new Places<AssetSummary>()
    const over = new AbortController()
    const observer = { ...DEAF, page: (page: readonly AssetSummary[]) => places.add(page) }
    const late = clock.sleep(PATIENCE_MS, over.signal).then(() => false)
    const read = library.catalogue('never', observer, over.signal).then(() => true)
    const whole = await Promise.race([read, late]).catch(() => false)
    over.abort()
    read.catch(() => undefined)
    late.catch(() => undefined)
    return whole ? places : undefined
  }

  /** Those of the same size: with the same bytes there is nothing to ask. */
  async #compare(alike: readonly Met[], into: FolderId | null): Promise<void> {
    const { library, admit, onClash } = this.#deps
    const digests = await this.#digests(alike)
    const known = new Map<Md5Hex, string>()
    const asked = alike.flatMap(({ taken: { file } }, at) => {
      const md5 = digests[at]
      return md5 === undefined ? [] : { md5, size: file.size }
    })
    const onKnown = (md5: Md5Hex, { id }: { readonly id: string }): void => void known.set(md5, id)
    await library.known(asked, { signal: NEVER, onKnown }).catch(() => undefined)
    const isSame: boolean[] = []
    await inParallel(alike, COMPARED_AT_ONCE, async ({ asset }, at) => {
      const md5 = digests[at]
      // A file that cannot be read is for the run to tell of.
      isSame[at] =
        md5 === undefined || known.get(md5) === asset.id || (await this.#hosts(asset, md5))
    })
    const same = alike.filter((_, at) => isSame[at]).map(({ taken }) => taken)
    const other = alike.filter((_, at) => !isSame[at])
    if (same.length > 0) admit({ files: same, junk: 0, unreadable: [] }, into)
    if (other.length > 0) onClash(other.map((clash) => ({ ...clash, into })))
  }

  /** Of bytes that this browser knows, without reading; undefined where a file cannot be read. */
  async #digests(alike: readonly Met[]): Promise<readonly (Md5Hex | undefined)[]> {
    const { digests, hasher, clock } = this.#deps
    const found = [...(await digests.recall(alike.map(({ taken }) => taken)))]
    await inParallel(alike, COMPARED_AT_ONCE, async ({ taken }, at) => {
      if (found[at] !== undefined) return
      const readAt = clock.now()
      const md5 = await hasher.digest(taken.file, { signal: NEVER }).catch(() => undefined)
      if (md5 !== undefined) digests.remember(taken, md5, readAt)
      found[at] = md5
    })
    return found
  }

  /** Whether the asset has these bytes, as it is hosted. What cannot be read counts as other: a person decides. */
  async #hosts({ id }: AssetSummary, md5: Md5Hex): Promise<boolean> {
    const { library, hasher } = this.#deps
    try {
      return (await hasher.digest(await library.bytes(id, NEVER), { signal: NEVER })) === md5
    } catch {
      return false
    }
  }
}

// Helpers

const DEAF = {
  stored: () => undefined,
  listing: () => undefined,
  wait: () => undefined,
  trouble: () => undefined,
}

type Met = Pick<Clash, 'taken' | 'asset'>

/** The folder that a file goes to; undefined: it is not there yet, so nothing stands in it. Many files share one. */
function folderFinder(
  folders: readonly Folder[],
  under: FolderId | null,
): (file: TakenFile) => FolderId | null | undefined {
  const paths = new FolderPaths(folders)
  const known = new Map<string, FolderId | null | undefined>()
  return ({ path }) => {
    const key = path.join('/')
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
