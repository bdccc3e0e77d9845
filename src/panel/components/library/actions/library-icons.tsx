import type { ComponentChildren } from 'preact'
import { Glyph, Icon, type IconName, isIconName } from '../../kit/icons.tsx'

/** Icons that only the library needs, in the style of `icons.tsx`. */
const ICONS = {
  grid: (
    <path d="M2.5 2.5h4.25v4.25H2.5zM9.25 2.5h4.25v4.25H9.25zM2.5 9.25h4.25v4.25H2.5zM9.25 9.25h4.25v4.25H9.25z" />
  ),
  places: <path d="M2 3.5h7M2 8h12M2 12.5h9" />,
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  loose: (
    <path
      d="M1.5 12V3.5a1 1 0 0 1 1-1h3.3l1.7 2h6a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z"
      stroke-dasharray="2 2.25"
    />
  ),
  noAlt: (
    <path d="M13.5 8V3.5a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H8M2.5 10.5l3-3 3.5 3.5M11 6v.01M13 10.5v2M13 14.5v.01" />
  ),
  weight: <path d="M4 6.5h8l1.5 7h-11zM8 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z" />,
  space: <path d="M8 2v6h6A6 6 0 1 1 8 2zM10.5 2.4a6 6 0 0 1 3.1 3.1h-3.1z" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2" />,
  rename: <path d="M10.5 3 13 5.5 6 12.5l-3 .5.5-3z" />,
  alt: <path d="M2.5 3h11v8H7l-3 2.5V11H2.5zM5 5.75h6M5 8.25h4" />,
  trash: <path d="M3 4.5h10M6.5 4.5v-2h3v2M4.25 4.5l.5 9h6.5l.5-9M6.75 7v4M9.25 7v4" />,
  swap: <path d="M3 6h9.5L10 3.5M13 10H3.5L6 12.5" />,
  image: <path d="M2.5 3h11v10h-11zM2.5 11 6 7.5l3 3 2-2 2.5 2.5M10.5 6v.01" />,
  insert: <path d="M9.5 13h-7V3h11v5.5M2.5 11 6 7.5l2.5 2.5M12 10v5M9.5 12.5h5" />,
  table: <path d="M2 3.5h12M2 8h12M2 12.5h12" />,
} as const satisfies Record<string, ComponentChildren>

export type LibraryIconName = IconName | keyof typeof ICONS

export function LibraryIcon({ name, size }: { name: LibraryIconName; size?: number }) {
  if (isIconName(name)) return <Icon name={name} {...(size === undefined ? {} : { size })} />
  return <Glyph {...(size === undefined ? {} : { size })}>{ICONS[name]}</Glyph>
}
