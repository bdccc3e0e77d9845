/** Another file in the place of an asset's; the old bytes are fetched and kept first, so that it can be undone. */
import type { Md5Hex } from '../../../core/brands.ts'
import type { Change, Made } from './change.ts'
import type { DesignerLibrary, LibraryClient } from '../../ports/library.ts'
import type { Hasher } from '../../ports/run.ts'
import { NEVER } from '../../base/never.ts'

export interface ReplaceFileDeps {
  readonly library: Pick<LibraryClient, 'bytes'>
  readonly designer: Pick<DesignerLibrary, 'replaceFile'>
  readonly hasher: Pick<Hasher, 'digest'>
  /** Old bytes of replaced files. */
  readonly kept: Kept
}

type Replacing = Extract<Change, { readonly type: 'replace' }>

/**
 * @throws FailureError also where the old bytes cannot be had: then nothing is replaced.
 */
export async function replaceFile(
  { asset, file, fileName }: Replacing,
  { library, designer, hasher, kept }: ReplaceFileDeps,
): Promise<{ readonly made: Made; readonly md5: Md5Hex; readonly size: number }> {
  const md5 = await hasher.digest(file, { signal: NEVER })
  const bytes = await library.bytes(asset, NEVER)
  const old = new File([bytes], fileName, { type: bytes.type })
  const { url } = await designer.replaceFile(asset, file)
  const back = kept.keep(old)
  const undo = (): Change | undefined => {
    const there = back()
    return there && { type: 'replace', asset, file: there, fileName: file.name }
  }
  return { made: { undo, hosted: { url, size: file.size } }, md5, size: file.size }
}

/** Old bytes that undoing needs, within a bound: the oldest are let go first. */
export class Kept {
  readonly #most: number
  readonly #files = new Map<symbol, File>()
  #bytes = 0

  /** @param most bytes that are kept at once. */
  constructor(most: number) {
    this.#most = most
  }

  /** The returned function gives the file back, as long as it is kept. One that alone is over the bound never is. */
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
