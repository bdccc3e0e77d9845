import type { Params } from '../protocol.ts'
import { DesignerError, type HostConfig } from '../wire.ts'
import type { CanvasAutosave } from './canvas-autosave.ts'
import type { SiteClient } from './site-client.ts'
import type { HostState, Toast } from './state.ts'

/** A method of the Designer API. Without the ability in `needs`, calls fail with `ModeForbidden` or `Forbidden`. */
export interface Method {
  readonly needs?: AppMode
  /** @throws DesignerError */
  readonly run: (params: Params) => unknown
}

export type Methods = Readonly<Record<string, Method>>

/** What the methods need. */
export interface MethodDeps {
  readonly state: HostState
  readonly config: HostConfig
  readonly client: () => SiteClient
  readonly autosave: CanvasAutosave
  /** Reloads the site's data after a change. */
  readonly refresh: () => void
  readonly notify: (toast: Omit<Toast, 'id'>, dismissAfterMs: number) => void
}

/** @throws DesignerError */
export function textOf(params: Params, name: string): string {
  const value = params[name]
  if (typeof value === 'string') return value
  throw new DesignerError('InvalidRequest', `"${name}" must be a string.`)
}

/** Anything but a string counts as null. */
export const textOrNull = (params: Params, name: string): string | null => {
  const value = params[name]
  return typeof value === 'string' ? value : null
}
