/** What can be switched while the sandbox runs. Where Webflow is silent, the switch is how both answers are tried. */
export interface SettingValues {
  /** Requests per window and token; 0 = off. Webflow's plans have 60 or 120 a minute. */
  readonly rateLimit: number
  readonly rateWindowMs: number
  /** Whether the window begins with a token's first request and ends as a whole, or slides. Unknown of Webflow. */
  readonly rateWindow: 'fixed' | 'sliding'
  readonly apiLatencyMs: number
  readonly storageLatencyMs: number
  /** Megabits a second that each upload is taken at; 0 = as fast as it comes. */
  readonly storageMbps: number
  /** What a second create with a known hash answers: the old asset, the old asset without an upload form, a new one. */
  readonly duplicateHash: 'existing' | 'existing-no-upload' | 'new'
  /** Whether a second folder of the same name under the same parent is made, or refused with 409. */
  readonly duplicateFolder: 'allow' | 'conflict'
  /** How long after its storing a file answers 403 on the CDN. */
  readonly cdnDelayMs: number
  /** Whether storage answers browsers of other origins with CORS headers. */
  readonly storageCors: boolean
  /** Life of an upload form. */
  readonly policyTtlSeconds: number
  /**
   * Whether `fileHash` is taken at its word: only an MD5 is accepted (400 otherwise), and bytes of another MD5 are
   * stored but do not become the asset's. Webflow evidently checks neither at create.
   */
  readonly enforceHash: boolean
  /** What a file name's unknown extension leads to: 400, or `application/octet-stream`. */
  readonly unknownExtension: 'reject' | 'accept'
  /** What a token meets on a site that is not its own. */
  readonly foreignSite: 401 | 403 | 404
  /** Each call of the Designer API that asks the server is held up so long: every getter is a round trip. */
  readonly designerLatencyMs: number
  /**
   * Whether `asset.setFile` leaves the asset's address as it is. Webflow does not say; that pages keep showing the asset
   * speaks for it. Without it the new bytes get a new address and the old ones stay at theirs.
   */
  readonly setFileKeepsUrl: boolean
  /** What `asset.setParent(null)` does: it is refused, or takes the asset out of its folder. Not in the typings. */
  readonly setParentNull: 'refuse' | 'root'
  /** What the Data API says of an alt text that nobody has set. The Designer says an empty text. */
  readonly unsetAltText: 'empty' | 'null'
  /** What `altText: null` of a PATCH does: marks as decorative (as the Designer's null), takes the text away, or is 400. */
  readonly nullAltText: 'decorative' | 'clear' | 'refuse'
  /** Whether photos have variants in several widths; Webflow does not say when they appear. */
  readonly imageVariants: boolean
  /** Folders in one page of the folder list, where no smaller `limit` is given. */
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

/** The settings in force. */
export class Settings {
  #current: SettingValues = DEFAULT_SETTINGS

  get current(): SettingValues {
    return this.#current
  }

  /**
   * Merges `change`, which may be anything that JSON can be. All of it is taken or, when there is a problem with any
   * field, none; the problems are returned, each naming its field.
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
