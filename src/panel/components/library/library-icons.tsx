import type { ComponentChildren } from 'preact'
import { Glyph, Icon, type IconName, isIconName } from '../icons.tsx'

/** Icons that only the library needs, drawn as those of `icons.tsx` are. */
const ICONS = {
  grid: (
    <path d="M2.5 2.5h4.25v4.25H2.5zM9.25 2.5h4.25v4.25H9.25zM2.5 9.25h4.25v4.25H2.5zM9.25 9.25h4.25v4.25H9.25z" />
  ),
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2" />,
  table: <path d="M2 3.5h12M2 8h12M2 12.5h12" />,
} as const satisfies Record<string, ComponentChildren>

export type LibraryIconName = IconName | keyof typeof ICONS

export function LibraryIcon({ name, size }: { name: LibraryIconName; size?: number }) {
  if (isIconName(name)) return <Icon name={name} {...(size === undefined ? {} : { size })} />
  return <Glyph {...(size === undefined ? {} : { size })}>{ICONS[name]}</Glyph>
}
