import type { ComponentChildren } from 'preact'
import './choice.css'

interface ChoiceProps {
  readonly label: string
  readonly icon: ComponentChildren
  readonly value: string
  /** What is shown where there is room. */
  readonly shown: string
  /** It is not as it usually is. */
  readonly active: boolean
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChoose: (value: string) => void
}

/** A choice among a few: the browser's own list under a small face. */
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
