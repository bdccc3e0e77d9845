/**
 * Settings that can be changed while the sandbox runs. Where Webflow documents nothing, they let you try each possible
 * behaviour.
 */
export interface SettingValues {
  /** Requests per window and token; 0 = off. Webflow's plans have 60 or 120 a minute. */
  readonly rateLimit: number
  readonly rateWindowMs: number
  /** Whether the window starts with a token's first request and ends as a whole, or slides. Webflow does not say. */
  readonly rateWindow: 'fixed' | 'sliding'
  readonly apiLatencyMs: number
  readonly storageLatencyMs: number
  /** Megabits a second of each upload; 0 = unlimited. */
  readonly storageMbps: number
  /**
   * What creating an asset with a known hash returns: the existing asset, the same without an upload form, or a new
   * one.
   */
  readonly duplicateHash: 'existing' | 'existing-no-upload' | 'new'
  /** Whether a second folder of the same name under the same parent is created, or refused with 409. */
  readonly duplicateFolder: 'allow' | 'conflict'
  /** How long the CDN answers 403 after the bytes are stored. */
  readonly cdnDelayMs: number
  /** Whether storage answers browsers of other origins with CORS headers. */
  readonly storageCors: boolean
  /** How long an upload form is valid. */
  readonly policyTtlSeconds: number
  /**
   * Whether `fileHash` is enforced: only an MD5 is accepted (400 otherwise), and bytes with another MD5 are stored but
   * do not become the asset's. Webflow evidently checks neither at create.
   */
  readonly enforceHash: boolean
  /** How to treat an unknown file extension: 400, or `application/octet-stream`. */
  readonly unknownExtension: 'reject' | 'accept'
  /** The status for a token of another site. */
  readonly foreignSite: 401 | 403 | 404
  /** Delay of each Designer call that reaches the server; every getter is a round trip. */
  readonly designerLatencyMs: number
  /**
   * Whether `asset.setFile` keeps the asset's URL. Webflow does not say; pages keep showing the asset, which suggests
   * that it does. If false, the new bytes get a new URL and the old ones keep theirs.
   */
  readonly setFileKeepsUrl: boolean
  /** Whether `asset.setParent(null)` is refused, or moves the asset out of its folder. The typings don't allow null. */
  readonly setParentNull: 'refuse' | 'root'
  /** How the Data API shows an alt text that was never set. The Designer returns an empty string. */
  readonly unsetAltText: 'empty' | 'null'
  /**
   * What a PATCH with `altText: null` does: marks as decorative (as in the Designer), removes the text, or fails with
   * 400.
   */
  readonly nullAltText: 'decorative' | 'clear' | 'refuse'
  /** Whether photos have variants in several widths; Webflow does not say when they appear. */
  readonly imageVariants: boolean
  /** Folders per page, unless a smaller `limit` is given. */
  readonly folderPageSize: number
}

export const DEFAULT_SETTINGS: SettingValues = {
  rateLimit: 60,
  rateWindowMs: 60_000,
  rateWindow: 'fixed',
  apiLatencyMs: 0,
  storageLatencyMs: 0,
  storageMbps: 0,
  duplicateHash: 'existing',
  duplicateFolder: 'allow',
  cdnDelayMs: 0,
  storageCors: true,
  policyTtlSeconds: 3600,
  enforceHash: false,
  unknownExtension: 'reject',
  foreignSite: 401,
  designerLatencyMs: 0,
  setFileKeepsUrl: true,
  setParentNull: 'refuse',
  unsetAltText: 'empty',
  nullAltText: 'decorative',
  imageVariants: false,
  folderPageSize: 100,
}

/** The current settings. */
export class Settings {
  #current: SettingValues = DEFAULT_SETTINGS

  get current(): SettingValues {
    return this.#current
  }

  /**
   * Merges `change`, which may be any JSON value. If any field is invalid, nothing changes and the problems are
   * returned; each names its field.
   */
  merge(change: unknown): readonly string[] {
    if (typeof change !== 'object' || change === null || Array.isArray(change)) {
      return ['Settings must be a JSON object.']
    }
    const problems = Object.entries(change).flatMap(([name, value]) => check(name, value))
    if (problems.length === 0) this.#current = { ...this.#current, ...change }
    return problems
  }
}

// Helpers

interface Rule {
  readonly words: string
  readonly holds: (value: unknown) => boolean
}

const whole = (least: number): Rule => ({
  words: `a whole number of at least ${least}`,
  holds: (value) => Number.isSafeInteger(value) && Number(value) >= least,
})

const oneOf = (...values: readonly (string | number | boolean)[]): Rule => ({
  words: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
  holds: (value) => values.some((candidate) => candidate === value),
})

const RULES: { readonly [Name in keyof SettingValues]: Rule } = {
  rateLimit: whole(0),
  rateWindowMs: whole(1),
  rateWindow: oneOf('fixed', 'sliding'),
  apiLatencyMs: whole(0),
  storageLatencyMs: whole(0),
  storageMbps: {
    words: 'a number of at least 0',
    holds: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  },
  duplicateHash: oneOf('existing', 'existing-no-upload', 'new'),
  duplicateFolder: oneOf('allow', 'conflict'),
  cdnDelayMs: whole(0),
  storageCors: oneOf(true, false),
  policyTtlSeconds: whole(1),
  enforceHash: oneOf(true, false),
  unknownExtension: oneOf('reject', 'accept'),
  foreignSite: oneOf(401, 403, 404),
  designerLatencyMs: whole(0),
  setFileKeepsUrl: oneOf(true, false),
  setParentNull: oneOf('refuse', 'root'),
  unsetAltText: oneOf('empty', 'null'),
  nullAltText: oneOf('decorative', 'clear', 'refuse'),
  imageVariants: oneOf(true, false),
  folderPageSize: whole(1),
}

const isSetting = (name: string): name is keyof SettingValues => Object.hasOwn(RULES, name)

function check(name: string, value: unknown): string[] {
  if (!isSetting(name)) {
    return [`"${name}" is not a setting. The settings are ${Object.keys(RULES).join(', ')}.`]
  }
  const rule = RULES[name]
  return rule.holds(value) ? [] : [`"${name}" must be ${rule.words}, not ${JSON.stringify(value)}.`]
}
