/** The protocol between the Designer's page and its server. Both import it, so it must not import either. */
import type { AppManifest } from './manifest.ts'

/**
 * The Designer API's error tags (`err.cause.tag`) that the supported calls can have
 * (https://developers.webflow.com/designer/reference/error-handling, read 2026-11-23). `ModeForbidden` is from the
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

/** The Designer refused a call. */
export class DesignerError extends Error {
  readonly tag: DesignerTag

  constructor(tag: DesignerTag, message: string) {
    super(message)
    this.tag = tag
  }
}

/** The answer to a call over HTTP. */
export type CallAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly tag: DesignerTag; readonly message: string } }

/** The configuration in the document, for the page's script. */
export interface HostConfig {
  readonly sites: readonly SiteName[]
  /** The app in the frame. */
  readonly app: AppManifest
  readonly workspaceId: string
  /** The panel's URL, with a trailing slash; null without a panel. */
  readonly panelUrl: string | null
  /** Whether the panel's path can choose its policy: only if the sandbox serves the panel. */
  readonly ownRules: boolean
}

export interface SiteName {
  readonly id: string
  readonly name: string
  readonly shortName: string
  /** Primary locale first. */
  readonly locales: readonly LocaleName[]
}

export interface LocaleName {
  readonly id: string
  readonly name: string
  readonly tag: string
}

/** A site's contents, for the Assets panel. */
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
  /** Bytes; null for a record without bytes. */
  readonly size: number | null
  /** Changes with the bytes. */
  readonly version: string
  /** The primary locale's; empty if missing or decorative. */
  readonly altText: string
}
