import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'

interface ButtonProps {
  readonly children: ComponentChildren
  readonly onClick?: () => void
  readonly kind?: 'primary' | 'secondary' | 'ghost' | 'danger'
  readonly icon?: IconName
  /** The accessible name, if it differs from the visible text. It must begin with that text. */
  readonly label?: string | undefined
  /** Why the button is disabled; it stays focusable, so that the reason can be found. */
  readonly blockedBy?: string | undefined
  readonly tabIndex?: number
  readonly class?: string
  /** Whether it gets the focus when its dialog opens. */
  readonly first?: boolean
}

export function Button(props: ButtonProps) {
  const { kind = 'secondary', icon, blockedBy, onClick } = props
  return (
    <button
      type="button"
      class={`button ${kind} ${props.class ?? ''}`}
      aria-label={props.label}
      aria-disabled={blockedBy === undefined ? undefined : 'true'}
      aria-describedby={blockedBy}
      tabIndex={props.tabIndex}
      data-first-focus={props.first}
      onClick={blockedBy === undefined ? onClick : undefined}
    >
      {icon && <Icon name={icon} />}
      <span class="button-words">{props.children}</span>
    </button>
  )
}

interface IconButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly onClick: () => void
  readonly tabIndex?: number
  readonly class?: string
}

/** A square icon button; its name is its accessible name and its tooltip. */
export function IconButton(props: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${props.class ?? ''}`}
      aria-label={props.label}
      title={props.label}
      tabIndex={props.tabIndex}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  )
}
