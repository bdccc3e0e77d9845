/** Replaces an asset's file. Fetches and keeps the old bytes first, for undo. */
import type { Md5Hex } from '../../../core/brands.ts'
import type { Change, Made } from './change.ts'
import type { DesignerLibrary, LibraryClient } from '../../ports/library.ts'
import type { Hasher } from '../../ports/run.ts'
import { NEVER } from '../../base/never.ts'

export interface ReplaceFileDeps {
  readonly library: Pick<LibraryClient, 'bytes'>
  readonly designer: Pick<DesignerLibrary, 'replaceFile'>
  readonly hasher: Pick<Hasher, 'digest'>
  /** Keeps the old bytes of replaced files. */
  readonly kept: Kept
}

type Replacing = Extract<Change, { readonly type: 'replace' }>

/** @throws FailureError also if the old bytes cannot be fetched: then nothing is replaced. */
export async function replaceFile(
  { asset, file, fileName }: Replacing,
  { library, designer, hasher, kept }: ReplaceFileDeps,
): Promise<{ readonly made: Made; readonly md5: Md5Hex; readonly size: number }> {
  const md5 = await hasher.digest(file, { signal: NEVER })
  const bytes = await library.bytes(asset, NEVER)
  const old = new File([bytes], fileName, { type: bytes.type })
  const { url } = await designer.replaceFile(asset, file)
  const restore = kept.keep(old)
  const undo = (): Change | undefined => {
    const restored = restore()
    return restored && { type: 'replace', asset, file: restored, fileName: file.name }
  }
  return { made: { undo, hosted: { url, size: file.size } }, md5, size: file.size }
}

/** Keeps old bytes for undo, within a bound; drops the oldest first. */
export class Kept {
  readonly #most: number
  readonly #files = new Map<symbol, File>()
  #bytes = 0

  /** @param most maximum bytes kept. */
  constructor(most: number) {
    this.#most = most
  }

  /** Returns a function that gives the file while it is kept. A file over the bound is never kept. */
  keep(file: File): () => File | undefined {
    const key = Symbol(file.name)
    this.#files.set(key, file)
    this.#bytes += file.size
    for (const [oldest, { size }] of this.#files) {
      if (this.#bytes <= this.#most) break
      this.#files.delete(oldest)
      this.#bytes -= size
    }
    return () => this.#files.get(key)
  }
}
