/**
 * A client's folder as it really comes: some 450 files of npm packages, nested four deep, one directory with more
 * than 150 entries, names that make trouble, the same bytes under two names, system leftovers, an empty file.
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'

const packages = resolve(import.meta.dirname, '../../node_modules')

export interface CorpusFile {
  /** Path below the corpus's top, with `/`. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly md5: string
}

export interface Corpus {
  readonly root: string
  /** Files that Webflow accepts. */
  readonly good: readonly CorpusFile[]
  /** Files that break a limit, by path, with the failure's code. */
  readonly refused: ReadonlyMap<string, 'file-empty' | 'file-too-large' | 'file-type'>
  /** System files such as `.DS_Store`. */
  readonly junk: readonly string[]
  /** Digests that occur more than once, with how many files have them. */
  readonly twins: number
}

/** Names that have broken uploaders: spaces, umlauts in both forms, emoji, quotes, 200 characters. */
const HARD_NAMES = [
  'two words.png',
  'Grüße aus Köln.png',
  'Gru\u0308ße (zerlegt).png',
  '🌊 harbour 🚢.png',
  'it\'s "quoted" & <angled>.png',
  '100% #1 + a;b,c=d.png',
  `${'long '.repeat(39)}name.png`,
  '画像ファイル.png',
  '.hidden.png',
  'no-dots-before-extension.PNG',
]

/** Writes a fresh folder at `root`; returns what is in it. */
export function makeCorpus(root: string): Corpus {
  rmSync(root, { recursive: true, force: true })
  copyAll('flag-icons/flags/4x3', join(root, 'icons/flags'), () => true)
  copyAll('flag-icons/flags/1x1', join(root, 'icons/flags/square/small/svg'), (_, n) => n < 90)
  copyAll('fancybox/demo', join(root, 'photos/Café & Bar'), (name) => name.endsWith('.jpg'))
  copyAll('pdf-parse/test/data', join(root, 'documents/für den Kunden'), (name) =>
    name.endsWith('.pdf'),
  )
  copyAll(
    'lottie-web/test/animations',
    join(root, 'animations'),
    (name, n) => name.endsWith('.json') && n < 12,
  )
  const texture = 'pdf-parse/lib/pdf.js/v1.9.426/web/images'
  copyAll(texture, join(root, 'ui/viewer/images/png'), (name) => name.endsWith('.png'))
  writeHardNames(join(root, 'photos/names'))
  writeTroublemakers(root)
  return survey(root)
}

// Helpers

function copyAll(from: string, to: string, take: (name: string, index: number) => boolean): void {
  mkdirSync(to, { recursive: true })
  const names = readdirSync(join(packages, from), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted()
  for (const name of names.filter((name, index) => take(name, index))) {
    cpSync(join(packages, from, name), join(to, name))
  }
}

/** Distinct bytes each: a comment chunk behind a real PNG's end changes the digest, not the picture. */
function writeHardNames(to: string): void {
  mkdirSync(to, { recursive: true })
  const png = readFileSync(join(packages, 'fancybox/dist/img/fancybox_sprite@2x.png'))
  for (const name of HARD_NAMES) {
    writeFileSync(join(to, name), Buffer.concat([png, Buffer.from(name)]))
  }
}

function writeTroublemakers(root: string): void {
  const flag = join(root, 'icons/flags/de.svg')
  cpSync(flag, join(root, 'photos/the same flag again.svg'))
  writeFileSync(join(root, 'photos/empty.png'), '')
  writeFileSync(join(root, 'photos/.DS_Store'), 'finder')
  writeFileSync(join(root, 'documents/Thumbs.db'), 'explorer')
  writeFileSync(join(root, 'documents/film.mp4'), 'not an asset')
  const photo = readFileSync(join(root, 'photos/Café & Bar/4_b.jpg'))
  writeFileSync(join(root, 'photos/too large.jpg'), Buffer.concat([photo, Buffer.alloc(5_000_000)]))
}

function survey(root: string): Corpus {
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const junk = all.filter((file) => ['.DS_Store', 'Thumbs.db'].includes(basename(file)))
  const refused = new Map<string, 'file-empty' | 'file-too-large' | 'file-type'>([
    ['photos/empty.png', 'file-empty'],
    ['documents/film.mp4', 'file-type'],
    ['photos/too large.jpg', 'file-too-large'],
  ])
  const good = all
    .filter((file) => !junk.includes(file) && !refused.has(relative(root, file)))
    .map((file) => describe(root, file))
  const digests = good.map((file) => file.md5)
  return { root, good, refused, junk, twins: digests.length - new Set(digests).size }
}

function describe(root: string, file: string): CorpusFile {
  const bytes = readFileSync(file)
  return {
    path: relative(root, file),
    size: bytes.length,
    md5: createHash('md5').update(bytes).digest('hex'),
  }
}

/** The folder of a corpus file as the site should have it. */
export const folderOf = (file: CorpusFile): string => {
  const folder = dirname(file.path)
  return folder === '.' ? '' : folder.normalize('NFC')
}
