/**
 * What the panel's document may do. Webflow's own rules for extensions are not known, so each one that could stop a
 * panel's work can be switched, and the strict side is the default.
 */
export interface PanelPolicy {
  /** Whether WebAssembly may be compiled (`wasm-unsafe-eval`). */
  readonly wasm: boolean
  /** Workers from the panel's own files and from blobs, from its files alone, or none. */
  readonly worker: 'blob' | 'self' | 'none'
}

export const DEFAULT_POLICY: PanelPolicy = { wasm: true, worker: 'self' }

/**
 * The first part of the panel's path that asks for other rules, `~wasm-off,worker-none`: in the path, so that the
 * panel's relative addresses, its workers' among them, carry it along.
 */
export const policySegment = ({ wasm, worker }: PanelPolicy): string =>
  wasm === DEFAULT_POLICY.wasm && worker === DEFAULT_POLICY.worker
    ? ''
    : `~wasm-${wasm ? 'on' : 'off'},worker-${worker}/`

/** The rules that a path's first part asks for; undefined when it asks for none. */
export function parsePolicySegment(segment: string): PanelPolicy | undefined {
  const [, wasm, worker] = /^~wasm-(on|off),worker-(blob|self|none)$/.exec(segment) ?? []
  if (worker !== 'blob' && worker !== 'self' && worker !== 'none') return undefined
  return { wasm: wasm === 'on', worker }
}
