/** What the Designer's page and its server say to each other; both sides import it, so it must stay free of either. */
import type { AppManifest } from './manifest.ts'

/**
 * Reasons that the Designer API gives in `err.cause.tag`: those of its documentation that this part of it can have
 * (https://developers.webflow.com/designer/reference/error-handling, read 2026-11-23). `ModeForbidden` is in the
 * typings 2.2.2.
 */
export const DESIGNER_TAGS = [
  'DuplicateValue',
  'Forbidden',
  'InternalError',
  'InvalidElementPlacement',
  'InvalidRequest',
  'InvalidTargetElement',
  'ModeForbidden',
  'ResourceCreationFailed',
  'ResourceMissing',
] as const

export type DesignerTag = (typeof DESIGNER_TAGS)[number]

/** A call that the Designer refuses. */
export class DesignerError extends Error {
  readonly tag: DesignerTag

  constructor(tag: DesignerTag, message: string) {
    super(message)
    this.tag = tag
  }
}

/** What a call is answered over HTTP. */
export type CallAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly tag: DesignerTag; readonly message: string } }

/** What the document tells the page's script. */
export interface HostConfig {
  readonly sites: readonly SiteName[]
  /** The app that is in the frame. */
  readonly app: AppManifest
  readonly workspaceId: string
  /** Where the panel is served, with a slash at its end; null: it is not. */
  readonly panelUrl: string | null
  /** Whether the panel's rules can be chosen by its path: only the sandbox's own server knows how. */
  readonly ownRules: boolean
}

export interface SiteName {
  readonly id: string
  readonly name: string
  readonly shortName: string
  /** The primary language first. */
  readonly locales: readonly LocaleName[]
}

export interface LocaleName {
  readonly id: string
  readonly name: string
  readonly tag: string
}

/** What the Assets panel shows of a site. */
export interface SiteView {
  readonly folders: readonly FolderView[]
  readonly assets: readonly AssetView[]
}

export interface FolderView {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
}

export interface AssetView {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly folderId: string | null
  /** Bytes; null for a record whose bytes have not come. */
  readonly size: number | null
  /** Changes with the bytes. */
  readonly version: string
  /** In the primary language; empty where there is none, and for a decorative one. */
  readonly altText: string
}
