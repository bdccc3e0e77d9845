import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { USER } from './sites.ts'
import type { User } from './sites.ts'

/** How long an ID token lives: 15 minutes, by the Designer typings 2.2.2 of `getIdToken`. */
const ID_TOKEN_LIFETIME_MS = 15 * 60_000

/**
 * ID tokens of the person in the Designer. They look like a JWT as Webflow's do, but their contents are the sandbox's
 * own: Webflow documents neither claims nor algorithm, so a client must resolve them and never read them.
 */
export class Identity {
  readonly #clock: Clock
  readonly #secret: Buffer

  constructor(db: Database, clock: Clock) {
    this.#clock = clock
    db.run(
      `insert into secrets (name, value) values ('identity', ?) on conflict do nothing`,
      randomBytes(32).toString('base64'),
    )
    const row = db.get(`select value from secrets where name = 'identity'`)
    this.#secret = Buffer.from(row?.text('value') ?? '', 'base64')
  }

  /** A fresh ID token of the signed-in user on that site. */
  mint(siteId: string): string {
    const seconds = Math.floor(this.#clock.now() / 1000)
    const head = encode({ alg: 'HS256', typ: 'JWT' })
    const body = encode({
      sub: USER.id,
      site: siteId,
      iat: seconds,
      exp: seconds + ID_TOKEN_LIFETIME_MS / 1000,
    })
    return `${head}.${body}.${this.#sign(`${head}.${body}`)}`
  }

  /** The user and site, or undefined if the token is foreign or expired. */
  resolve(idToken: string): { user: User; siteId: string } | undefined {
    const [head = '', body = '', signature = ''] = idToken.split('.')
    const expected = Buffer.from(this.#sign(`${head}.${body}`))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString())
    if (!isClaims(claims) || claims.exp * 1000 <= this.#clock.now()) return undefined
    return { user: USER, siteId: claims.site }
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url')
  }
}

// Helpers

interface Claims {
  readonly site: string
  readonly exp: number
}

const isClaims = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && 'site' in value && 'exp' in value

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
