/**
 * The content policy of the panel's document. Webflow's own policy for extensions is not known, so every rule that
 * could break a panel can be switched, and the strict value is the default.
 */
export interface PanelPolicy {
  /** Whether WebAssembly may be compiled (`wasm-unsafe-eval`). */
  readonly wasm: boolean
  /** Workers from the panel's own files and from blobs; only from its files; or none. */
  readonly worker: 'blob' | 'self' | 'none'
}

export const DEFAULT_POLICY: PanelPolicy = { wasm: true, worker: 'self' }

/**
 * The first segment of the panel's path, `~wasm-off,worker-none`, selects another policy. It is in the path so that
 * relative URLs, including those of workers, keep it.
 */
export const policySegment = ({ wasm, worker }: PanelPolicy): string =>
  wasm === DEFAULT_POLICY.wasm && worker === DEFAULT_POLICY.worker
    ? ''
    : `~wasm-${wasm ? 'on' : 'off'},worker-${worker}/`

/** The policy that a path's first segment selects; undefined if it selects none. */
export function parsePolicySegment(segment: string): PanelPolicy | undefined {
  const [, wasm, worker] = /^~wasm-(on|off),worker-(blob|self|none)$/.exec(segment) ?? []
  if (worker !== 'blob' && worker !== 'self' && worker !== 'none') return undefined
  return { wasm: wasm === 'on', worker }
}
