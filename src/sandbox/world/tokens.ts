import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Database, Row } from './database.ts'
import { newObjectId } from './ids.ts'
import { SITE_TOKEN, USER, WORKSPACE_ID } from './sites.ts'

/** A token that the Data API accepts. */
export interface Token {
  readonly token: string
  readonly id: string
  readonly kind: 'site' | 'oauth'
  readonly userId: string
  /** The app that holds it; null for a site token. */
  readonly clientId: string | null
  readonly scopes: readonly string[]
  readonly siteIds: readonly string[]
  readonly createdOn: number
  readonly lastUsed: number
}

/** What a user granted to an app on the authorize page, waiting to be exchanged for a token. */
export interface Grant {
  readonly clientId: string
  readonly redirectUri: string
  /** Whether the app sent a redirect URI; it must then send the same one when it redeems the code. */
  readonly redirectGiven: boolean
  readonly state: string | null
  readonly scopes: readonly string[]
  readonly siteIds: readonly string[]
}

/** How long a code lives: 15 minutes, https://developers.webflow.com/data/reference/oauth-app (read 2026-11-23). */
export const CODE_LIFETIME_MS = 15 * 60_000

/** The workspace that both sites belong to. */
export const WORKSPACE_IDS: readonly string[] = [WORKSPACE_ID]

/** Tokens and authorization codes. Synchronous. */
export class Tokens {
  readonly #db: Database
  readonly #clock: Clock

  /** Stores the seed's site token. */
  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
    const now = clock.now()
    db.run(
      `insert into tokens (token, id, kind, user_id, client_id, scopes, site_ids, created_on, last_used)
        values (?, ?, 'site', ?, null, ?, ?, ?, ?) on conflict do nothing`,
      SITE_TOKEN.token,
      SITE_TOKEN.id,
      USER.id,
      SITE_TOKEN.scopes.join(' '),
      SITE_TOKEN.siteId,
      now,
      now,
    )
  }

  /** The token, if it is valid; records its use. */
  use(token: string): Token | undefined {
    this.#db.run(`update tokens set last_used = ? where token = ?`, this.#clock.now(), token)
    return this.get(token)
  }

  get(token: string): Token | undefined {
    const row = this.#db.get(`select * from tokens where token = ?`, token)
    return row && toToken(row)
  }

  /** Creates an OAuth token from a grant. */
  issue(grant: Pick<Grant, 'clientId' | 'scopes' | 'siteIds'>): Token {
    const now = this.#clock.now()
    const token = randomBytes(32).toString('hex')
    this.#db.run(
      `insert into tokens (token, id, kind, user_id, client_id, scopes, site_ids, created_on, last_used)
        values (?, ?, 'oauth', ?, ?, ?, ?, ?, ?)`,
      token,
      newObjectId(now),
      USER.id,
      grant.clientId,
      grant.scopes.join(' '),
      grant.siteIds.join(' '),
      now,
      now,
    )
    const issued = this.get(token)
    if (issued === undefined)
      throw new Error('Failed to issue a token: the row just written is gone.')
    return issued
  }

  /** Revokes a token of that app. False if it is not one. */
  revoke(token: string, clientId: string): boolean {
    return this.#db.run(`delete from tokens where token = ? and client_id = ?`, token, clientId) > 0
  }

  /** Stores a grant and returns its single-use code, valid for {@link CODE_LIFETIME_MS}. */
  grant(grant: Grant): string {
    const code = randomBytes(32).toString('hex')
    const now = this.#clock.now()
    this.#db.run(`delete from grants where expires_on < ?`, now - CODE_LIFETIME_MS)
    this.#db.run(
      `insert into grants (id, code, client_id, redirect_uri, redirect_given, state, scopes, site_ids,
        expires_on, used) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
      newObjectId(now),
      code,
      grant.clientId,
      grant.redirectUri,
      grant.redirectGiven ? 1 : 0,
      grant.state,
      grant.scopes.join(' '),
      grant.siteIds.join(' '),
      now + CODE_LIFETIME_MS,
    )
    return code
  }

  /** The code's grant; undefined if the code was redeemed before or has expired. */
  redeem(code: string): Grant | undefined {
    const row = this.#db.get(
      `update grants set used = 1 where code = ? and used = 0 and expires_on > ? returning *`,
      code,
      this.#clock.now(),
    )
    return (
      row && {
        clientId: row.text('client_id'),
        redirectUri: row.text('redirect_uri'),
        redirectGiven: row.number('redirect_given') === 1,
        state: row.textOrNull('state'),
        scopes: words(row.text('scopes')),
        siteIds: words(row.text('site_ids')),
      }
    )
  }
}

// Helpers

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')

const toToken = (row: Row): Token => ({
  token: row.text('token'),
  id: row.text('id'),
  kind: row.text('kind') === 'oauth' ? 'oauth' : 'site',
  userId: row.text('user_id'),
  clientId: row.textOrNull('client_id'),
  scopes: words(row.text('scopes')),
  siteIds: words(row.text('site_ids')),
  createdOn: row.number('created_on'),
  lastUsed: row.number('last_used'),
})
