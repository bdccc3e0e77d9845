/** A labelled choice in one of the page's bars. */
export function Choice(props: {
  readonly label: string
  readonly value: string
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly onChoice: (value: string) => void
}) {
  return (
    <label class="choice">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoice(event.currentTarget.value)}>
        {props.choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** `design`: `Design`. */
export const capitalised = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`
