import type { ComponentChildren } from 'preact'

/** Our own line icons on a 16 px grid, in the text colour; always beside text or inside a named control. */
const ICONS = {
  files: (
    <path d="M9.5 1.5H4A1.5 1.5 0 0 0 2.5 3v10A1.5 1.5 0 0 0 4 14.5h8a1.5 1.5 0 0 0 1.5-1.5V5.5zm0 0v4h4M8 11.5v-4M6 9l2-2 2 2" />
  ),
  folder: (
    <path d="M1.5 12V3.5A1 1 0 0 1 2.5 2.5h3.3l1.7 2h6a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z" />
  ),
  folderUp: (
    <path d="M1.5 12V3.5a1 1 0 0 1 1-1h3.3l1.7 2h6a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1zM8 11V7M6.25 8.5 8 6.75l1.75 1.75" />
  ),
  folderPlus: (
    <path d="M1.5 12V3.5a1 1 0 0 1 1-1h3.3l1.7 2h6a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1zM8 10.75v-4M6 8.75h4" />
  ),
  chevron: <path d="m6 4 4 4-4 4" />,
  down: <path d="m4 6 4 4 4-4" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  resume: <path d="M4.5 3v10l8-5z" />,
  cancel: <path d="m4 4 8 8m0-8-8 8" />,
  retry: <path d="M13 8a5 5 0 1 1-1.5-3.55L13 6M13 2.5V6H9.5" />,
  check: <path d="m3 8.5 3.25 3.25L13 5" />,
  same: <path d="M3.5 6h9M3.5 10h9" />,
  warn: <path d="M8 5.75v3M8 11.25v.01M8 2 1.75 13h12.5z" />,
  globe: (
    <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c-4.5 4.5-1.5 10.5 0 12 1.5-1.5 4.5-7.5 0-12z" />
  ),
  info: <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5v.01" />,
  search: <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.25 10.25 13.5 13.5" />,
  copy: <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />,
  download: <path d="M8 2.5v7.5M4.75 7 8 10.25 11.25 7M2.5 13.5h11" />,
  clock: <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.75V8l2.25 1.5" />,
  link: (
    <path d="M6.5 9.5 9.5 6.5M7 4.5 8.5 3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7" />
  ),
  options: (
    <path d="M2.5 5h3M9.5 5h4M2.5 11h4M10.5 11h3M7.5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8.5 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4z" />
  ),
  key: <path d="M6 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.25 7.75 13.5 2.5M11 5l2 2" />,
} as const satisfies Record<string, ComponentChildren>

export type IconName = keyof typeof ICONS

export const isIconName = (name: string): name is IconName => Object.hasOwn(ICONS, name)

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return <Glyph size={size}>{ICONS[name]}</Glyph>
}

/** A drawing on the icons' grid, in their style. */
export function Glyph({ size = 16, children }: { size?: number; children: ComponentChildren }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  )
}

/** The panel's logo: a sheet rising out of its dock. */
export function DockPicture() {
  return (
    <svg class="dock-picture" width="48" height="48" viewBox="0 0 48 48" aria-hidden="true">
      <path class="tray" d="M6 27v9a6 6 0 0 0 6 6h24a6 6 0 0 0 6-6v-9" />
      <path class="sheet" d="M24 32V8m-9 9 9-9 9 9" />
    </svg>
  )
}
