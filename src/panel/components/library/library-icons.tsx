import type { ComponentChildren } from 'preact'
import { Glyph, Icon, type IconName, isIconName } from '../icons.tsx'

/** Icons that only the library needs, drawn as those of `icons.tsx` are. */
const ICONS = {
  grid: (
    <path d="M2.5 2.5h4.25v4.25H2.5zM9.25 2.5h4.25v4.25H9.25zM2.5 9.25h4.25v4.25H2.5zM9.25 9.25h4.25v4.25H9.25z" />
  ),
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
