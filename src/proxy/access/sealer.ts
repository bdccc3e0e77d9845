/**
 * Seals what clients hold (sessions, tickets, OAuth states) and what the database stores (tokens, upload forms). JWE `dir` with A256GCM; purpose and context are authenticated, so
 * a text sealed for one purpose or site cannot be opened for another.
 */
import { base64url, type CryptoKey, FlattenedEncrypt, flattenedDecrypt } from 'jose'
import * as v from 'valibot'
import type { TimeSource } from '../base/clock.ts'

type Purpose = 'session' | 'ticket' | 'token' | 'form' | 'oauth-start' | 'oauth-state'

export type Opened<T> =
  | { readonly type: 'ok'; readonly value: T }
  | { readonly type: 'expired' }
  | { readonly type: 'invalid' }

export interface Sealer {
  /** `context` binds the text, e.g. to a site; `livesMs` undefined: for ever. */
  seal(sealed: {
    readonly purpose: Purpose
    readonly context: string
    readonly value: unknown
    readonly livesMs?: number
  }): Promise<string>
  /** `expired` only for a text that is otherwise good. Never rejects for a bad text. */
  open<T>(
    opened: { readonly purpose: Purpose; readonly context: string; readonly text: string },
    schema: v.GenericSchema<unknown, T>,
  ): Promise<Opened<T>>
}

/** `keys`: 32 bytes each; the first one seals, all of them open. */
export async function createSealer(
  keys: readonly Uint8Array[],
  clock: TimeSource,
): Promise<Sealer> {
  const named = await Promise.all(keys.map(namedKey))
  const first = named[0]
  if (!first) throw new TypeError('Expected at least one key to seal with.')
  return {
    async seal({ purpose, context, value, livesMs }) {
      const expires = livesMs === undefined ? {} : { exp: clock.now() + livesMs }
      const plain = new TextEncoder().encode(JSON.stringify({ v: value, ...expires }))
      const jwe = await new FlattenedEncrypt(plain)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.kid })
        .setAdditionalAuthenticatedData(authenticated(purpose, context))
        .encrypt(first.key)
      return [jwe.protected, jwe.iv, jwe.ciphertext, jwe.tag].join('.')
    },
    async open({ purpose, context, text }, schema) {
      const [header, iv, ciphertext, tag, ...rest] = text.split('.')
      if (!header || !iv || !ciphertext || !tag || rest.length > 0) return { type: 'invalid' }
      try {
        const aad = base64url.encode(authenticated(purpose, context))
        const { plaintext } = await flattenedDecrypt(
          { protected: header, iv, ciphertext, tag, aad },
          (protectedHeader) => keyOf(named, protectedHeader?.kid),
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        )
        const { v: value, exp } = v.parse(Inside, JSON.parse(new TextDecoder().decode(plaintext)))
        if (exp !== undefined && exp <= clock.now()) return { type: 'expired' }
        return { type: 'ok', value: v.parse(schema, value) }
      } catch {
        return { type: 'invalid' }
      }
    },
  }
}

/** SHA-256 in hex: identifies a token without revealing it. */
export async function hashOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Compares in constant time. */
export async function sameSecret(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([hashOf(one), hashOf(other)])
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

// Helpers

const Inside = v.object({ v: v.unknown(), exp: v.optional(v.number()) })

const authenticated = (purpose: Purpose, context: string): Uint8Array =>
  new TextEncoder().encode(`asset-dock:${purpose}:${context}`)

interface NamedKey {
  readonly key: CryptoKey
  readonly kid: string
}

/** Imported once here; jose would import raw bytes for each text. */
async function namedKey(bytes: Uint8Array): Promise<NamedKey> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  return { key, kid: (await hashOf(`key id:${base64url.encode(bytes)}`)).slice(0, 12) }
}

function keyOf(named: readonly NamedKey[], kid: string | undefined): CryptoKey {
  const found = named.find((candidate) => candidate.kid === kid)
  if (!found) throw new TypeError('The text was sealed with an unknown key.')
  return found.key
}
