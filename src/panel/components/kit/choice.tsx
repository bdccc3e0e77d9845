import type { ComponentChildren } from 'preact'
import './choice.css'

interface ChoiceProps {
  readonly label: string
  readonly icon: ComponentChildren
  readonly value: string
  /** The text shown if there is room. */
  readonly shown: string
  /** Whether the value differs from the default. */
  readonly active: boolean
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChoose: (value: string) => void
}

/** A native select with a compact face. */
export function Choice({ label, icon, value, shown, active, options, onChoose }: ChoiceProps) {
  return (
    <label class={`choice ${active ? 'active' : ''}`} title={label}>
      {icon}
      <span class="choice-words" aria-hidden="true">
        {shown}
      </span>
      <select
        aria-label={label}
        value={value}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
