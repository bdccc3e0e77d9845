import type { Database } from './database.ts'

/** An asset's alt text in a locale: text, null = decorative, undefined = not set. */
export type AltText = string | null | undefined

/**
 * Alt texts by asset and locale. A locale without its own uses the primary locale's. Synchronous. `localeId` null is
 * the primary locale.
 */
export class AltTexts {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  get(assetId: string, localeId: string | null): AltText {
    const row = this.#db.get(
      `select alt_text from alt_texts where asset_id = ? and locale_id in (?, '')
        order by locale_id desc limit 1`,
      assetId,
      localeId ?? '',
    )
    return row?.textOrNull('alt_text')
  }

  /** Each locale's own alt text, nothing inherited; the primary locale is `''`. */
  own(assetId: string): ReadonlyMap<string, string | null> {
    const rows = this.#db.all(
      `select locale_id, alt_text from alt_texts where asset_id = ? order by locale_id`,
      assetId,
    )
    return new Map(rows.map((row) => [row.text('locale_id'), row.textOrNull('alt_text')]))
  }

  /** Null makes it decorative; an empty text removes the locale's own. */
  set(assetId: string, altText: string | null, localeId: string | null): void {
    if (altText === '') {
      this.#db.run(
        `delete from alt_texts where asset_id = ? and locale_id = ?`,
        assetId,
        localeId ?? '',
      )
      return
    }
    this.#db.run(
      `insert into alt_texts (asset_id, locale_id, alt_text) values (?, ?, ?)
        on conflict do update set alt_text = excluded.alt_text`,
      assetId,
      localeId ?? '',
      altText,
    )
  }

  forget(assetId: string): void {
    this.#db.run(`delete from alt_texts where asset_id = ?`, assetId)
  }

  clear(): void {
    this.#db.run(`delete from alt_texts`)
  }
}
