/** The alt text sheet: the current texts of each asset in each language, and their edits. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { type AltPaste, readAltTexts } from '../../../../core/alt-paste.ts'
import { type Alt, altOf, MISSING, sameAlt } from '../../../../core/alt-text.ts'
import type { AssetId } from '../../../../core/brands.ts'
import { writeTable } from '../../../../core/spreadsheet.ts'
import type { Locales } from '../../../../core/wire-library.ts'
import type { AltReading, NewAlt } from './changes-views.ts'
import type { LibraryAsset } from '../assets/library-asset.ts'

/** A secondary language's id; undefined: the primary language. */
type Locale = string | undefined
export type AltCounts = Readonly<Record<Alt['type'], number>>

export class AltSheet {
  /** Increments with every change; read it to subscribe. */
  readonly version: ReadonlySignal<number>
  readonly locale: ReadonlySignal<Locale>
  readonly locales: ReadonlySignal<Locales | undefined>
  readonly assets: readonly LibraryAsset[]
  readonly #alts: AltReading
  readonly #version = signal(0)
  readonly #locale = signal<Locale>(undefined)
  readonly #locales = signal<Locales | undefined>(undefined)
  readonly #known = new Map<string, Alt>()
  #drafts: ReadonlyMap<string, Draft> = new Map()
  /** The drafts before the last paste. */
  #before: ReadonlyMap<string, Draft> | undefined
  readonly #asked = new Set<Locale>()
  readonly #end = new AbortController()
  #reading = 0

  constructor(assets: readonly LibraryAsset[], alts: AltReading) {
    this.assets = assets
    this.#alts = alts
    this.version = this.#version
    this.locale = this.#locale
    this.locales = this.#locales
  }

  /** Reads the primary language's texts and the site's languages. */
  begin(): void {
    this.#read(undefined)
    void this.#alts.locales().then(
      (locales) => (this.#locales.value = locales),
      // If the languages cannot be read, only the primary one is offered.
      () => undefined,
    )
  }

  end(): void {
    this.#end.abort()
  }

  show(locale: Locale): void {
    this.#locale.value = locale
    this.#read(locale)
  }

  get reading(): boolean {
    return this.#reading > 0
  }

  /** Whether edits still wait for the current text: without it they could not be undone. */
  get pending(): boolean {
    if (!this.reading) return false
    return [...this.#drafts.keys()].some((key) => !this.#known.has(key))
  }

  /** The alt text in the shown language, edits included; undefined: not known yet. */
  of(asset: AssetId): Alt | undefined {
    const key = keyOf(asset, this.#locale.peek())
    return this.#drafts.get(key)?.alt ?? this.#known.get(key)
  }

  /** The primary language's text, shown as a placeholder in other languages. */
  fallbackOf(asset: AssetId): string | undefined {
    if (this.#locale.peek() === undefined) return undefined
    const key = keyOf(asset, undefined)
    const alt = this.#drafts.get(key)?.alt ?? this.#known.get(key)
    return alt?.type === 'text' ? alt.text : undefined
  }

  isChanged(asset: AssetId): boolean {
    const key = keyOf(asset, this.#locale.peek())
    const draft = this.#drafts.get(key)
    return draft !== undefined && isChange(draft, this.#known.get(key))
  }

  /** Stores text as it is typed; it is normalized when saved. */
  write(asset: AssetId, alt: Alt): void {
    this.#put([{ asset, locale: this.#locale.peek(), alt }])
  }

  /** Applies a paste into the field of `first`; reports where its lines went, and which found no asset. */
  paste(text: string, first: AssetId): AltPaste {
    const at = this.assets.findIndex(({ id }) => id === first)
    const targets = this.assets
      .slice(Math.max(0, at))
      .concat(this.assets.slice(0, Math.max(0, at)))
      .map(({ id, title, fileName }) => ({ id, name: title, fileName }))
    const languages = new Map(this.#tags())
    const inOrder = readAltTexts(text, targets, [...languages.keys()])
    // Lines are assigned in order and never wrap to the top.
    const paste =
      inOrder.how === 'order'
        ? readAltTexts(text, targets.slice(0, this.assets.length - Math.max(0, at)))
        : inOrder
    this.#before = this.#drafts
    this.#put(
      paste.alts.map(({ asset, locale: tag, alt }) => ({
        asset,
        locale: tag === undefined ? this.#locale.peek() : languages.get(tag),
        alt,
      })),
    )
    for (const { locale: tag } of paste.alts) if (tag !== undefined) this.#read(languages.get(tag))
    return paste
  }

  /** Undoes the last paste. */
  takeBack(): void {
    this.#drafts = this.#before ?? this.#drafts
    this.#before = undefined
    this.#tell()
  }

  counts(): AltCounts {
    const counts = { text: 0, decorative: 0, missing: 0 }
    for (const { id } of this.assets) {
      const alt = this.of(id)
      if (alt) counts[settled(alt).type] += 1
    }
    return counts
  }

  /** The edits to save, in all languages. */
  changes(): readonly NewAlt[] {
    return [...this.#drafts].flatMap(([key, draft]) => {
      const from = this.#known.get(key)
      if (!from || !isChange(draft, from)) return []
      return { asset: draft.asset, locale: draft.locale, from, to: settled(draft.alt) }
    })
  }

  /** The sheet as text for a spreadsheet; its cells can be pasted back. */
  table(columns: readonly string[], decorative: string): string {
    const rows = this.assets.map(({ id, title }) => {
      const alt = this.of(id) ?? MISSING
      return [title, alt.type === 'text' ? alt.text : alt.type === 'decorative' ? decorative : '']
    })
    return writeTable([columns, ...rows])
  }

  #tags(): readonly (readonly [tag: string, locale: Locale])[] {
    const { primary, secondary } = this.#locales.peek() ?? { primary: null, secondary: [] }
    return [
      ...(primary ? [[primary.tag, undefined] as const] : []),
      ...secondary.map(({ id, tag }) => [tag, id] as const),
    ]
  }

  #read(locale: Locale): void {
    if (this.#asked.has(locale)) return
    this.#asked.add(locale)
    this.#reading += 1
    const over = (): void => {
      this.#reading -= 1
      this.#tell()
    }
    const take = (asset: AssetId, alt: Alt): void => {
      this.#known.set(keyOf(asset, locale), alt)
      this.#tell()
    }
    const ids = this.assets.map(({ id }) => id)
    void this.#alts.read(ids, locale, take, this.#end.signal).then(over, () => {
      // The next time the language is shown, it is read again.
      this.#asked.delete(locale)
      over()
    })
  }

  #put(drafts: readonly Draft[]): void {
    const next = new Map(this.#drafts)
    for (const draft of drafts) next.set(keyOf(draft.asset, draft.locale), draft)
    this.#drafts = next
    this.#tell()
  }

  #tell(): void {
    this.#version.value += 1
  }
}

// Helpers

interface Draft {
  readonly asset: AssetId
  readonly locale: Locale
  readonly alt: Alt
}

const keyOf = (asset: AssetId, locale: Locale): string => `${asset} ${locale ?? ''}`

const settled = (alt: Alt): Alt => (alt.type === 'text' ? altOf(alt.text) : alt)

const isChange = ({ alt }: Draft, known: Alt | undefined): boolean =>
  known !== undefined && !sameAlt(settled(alt), known)
