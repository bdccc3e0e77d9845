import { seededRandom } from '../world/random.ts'
import { FOLDER_NAMES, PAPERS, SUBJECTS, TIMES } from './words.ts'

/** How much to fill a site with. */
export interface FillOrder {
  readonly assets: number
  readonly folders: number
  readonly seed: number
}

export interface PlannedFolder {
  readonly id: string
  readonly displayName: string
  readonly parentFolder: string | null
  readonly createdOn: number
}

/** Identifies bytes: the same kind and number give the same bytes. */
export interface PlannedFile {
  readonly kind: 'jpeg' | 'png' | 'large' | 'svg' | 'pdf' | 'json' | 'csv'
  readonly number: number
}

export interface PlannedAsset {
  readonly id: string
  readonly fileName: string
  readonly displayName: string
  readonly folderId: string | null
  readonly createdOn: number
  readonly file: PlannedFile
  /** In the primary locale; null = decorative, undefined = not set. */
  readonly altText: string | null | undefined
  /** In the first secondary locale, if translated. */
  readonly translation: string | undefined
  /** When its alt text was written. */
  readonly describedOn: number
  /** Whether another asset has the same bytes. */
  readonly copy: boolean
}

/**
 * A site's files as they accumulate over three years, oldest first, November 2023 to November 2026. The same order
 * gives the same plan.
 */
export function planFill(order: FillOrder): {
  readonly folders: readonly PlannedFolder[]
  readonly assets: readonly PlannedAsset[]
} {
  const random = seededRandom(order.seed)
  const ids = idsOf(random)
  const folders = planFolders(order.folders, random, ids)
  const days = Array.from({ length: order.assets }, () => FIRST + random() * SPAN).toSorted(
    (one, other) => one - other,
  )
  const assets: PlannedAsset[] = []
  for (const [number, day] of days.entries()) {
    const createdOn = Math.floor(day)
    const model = random() < COPIES ? pick(assets, random) : undefined
    assets.push(planAsset({ number, createdOn, model, folders, random, id: ids(createdOn) }))
  }
  return { folders, assets }
}

// Helpers

type Random = () => number
type Ids = (createdOn: number) => string

const FIRST = Date.UTC(2023, 10, 1)
const LAST = Date.UTC(2026, 10, 1)
const SPAN = LAST - FIRST

/** Shares of all assets. */
const COPIES = 0.04
const AT_ROOT = 0.12

/** How many of a thousand files are of each kind. */
const KINDS: readonly (readonly [PlannedFile['kind'], number])[] = [
  ['jpeg', 470],
  ['png', 300],
  ['svg', 110],
  ['pdf', 70],
  ['json', 25],
  ['csv', 20],
  ['large', 5],
]

/** As in Webflow, the first eight hex digits are the creation time in seconds. */
const idsOf =
  (random: Random): Ids =>
  (createdOn) => {
    const part = () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
    return `${Math.floor(createdOn / 1000).toString(16)}${part()}${part()}`
  }

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)]
}

function planFolders(count: number, random: Random, ids: Ids): PlannedFolder[] {
  const folders: PlannedFolder[] = []
  const depths = new Map<string | null, number>([[null, 0]])
  const taken = new Set<string>()
  for (let number = 0; number < count; number++) {
    const candidates = folders.filter(({ id }) => (depths.get(id) ?? 0) < 5)
    const parent = random() < 0.25 ? undefined : pick(candidates, random)
    const parentFolder = parent?.id ?? null
    const word = pick(FOLDER_NAMES, random) ?? ''
    let displayName: string = word
    for (let n = 2; taken.has(`${parentFolder}/${displayName}`); n++) displayName = `${word} ${n}`
    taken.add(`${parentFolder}/${displayName}`)
    const createdOn = FIRST - SPAN + number * 60_000
    const id = ids(createdOn)
    depths.set(id, (depths.get(parentFolder) ?? 0) + 1)
    folders.push({ id, displayName, parentFolder, createdOn })
  }
  return folders
}

function planAsset(about: {
  readonly number: number
  readonly createdOn: number
  readonly model: PlannedAsset | undefined
  readonly folders: readonly PlannedFolder[]
  readonly random: Random
  readonly id: string
}): PlannedAsset {
  const { number, createdOn, model, folders, random, id } = about
  const file = model?.file ?? { kind: kindOf(random() * 1000), number }
  const subject = SUBJECTS[Math.floor(random() * SUBJECTS.length)] ?? SUBJECTS[0]
  const time = TIMES[Math.floor(random() * TIMES.length)] ?? TIMES[0]
  const fileName = nameOf(file.kind, `${subject.slug}-${time.slug}`, number, random)
  const altRoll = random()
  const words = isPicture(file.kind) && altRoll < 0.58 ? `${subject.en} ${time.en}` : undefined
  return {
    id,
    fileName,
    displayName: random() < 0.1 ? `${subject.en} ${time.en}` : fileName,
    folderId: random() < AT_ROOT ? null : (pick(folders, random)?.id ?? null),
    createdOn,
    file,
    altText: isPicture(file.kind) && altRoll > 0.93 ? null : words,
    translation: words !== undefined && altRoll < 0.25 ? `${subject.de} ${time.de}` : undefined,
    describedOn: createdOn + Math.floor(random() * (LAST - createdOn)),
    copy: model !== undefined,
  }
}

function kindOf(roll: number): PlannedFile['kind'] {
  let remaining = roll
  for (const [kind, share] of KINDS) {
    if (remaining < share) return kind
    remaining -= share
  }
  return 'jpeg'
}

const isPicture = (kind: PlannedFile['kind']): boolean =>
  kind === 'jpeg' || kind === 'png' || kind === 'svg' || kind === 'large'

/** File names as cameras, screenshots and people produce them. */
function nameOf(
  kind: PlannedFile['kind'],
  subject: string,
  number: number,
  random: Random,
): string {
  const roll = random()
  switch (kind) {
    case 'jpeg':
      if (roll < 0.25) return `IMG_${1000 + Math.floor(roll * 36_000)}.jpg`
      if (roll < 0.35) return `DSC0${1000 + (number % 9000)}.jpeg`
      return `${subject}-${number + 1}.jpg`
    case 'png':
      if (roll < 0.15) return `Screenshot 2026-0${1 + (number % 9)}-1${number % 10} at 09.41.22.png`
      return roll < 0.25 ? `${subject}.png` : `${subject}-${number + 1}.png`
    case 'large':
      return `${subject}-print-${number + 1}.png`
    case 'svg':
      return roll < 0.3 ? `logo.svg` : `icon-${subject}-${number + 1}.svg`
    case 'pdf':
      return `${PAPERS[number % PAPERS.length]} ${2023 + (number % 4)}.pdf`
    case 'json':
      return `${subject}-animation-${number + 1}.json`
    case 'csv':
      return `berths-${number + 1}.csv`
  }
}
