import type { LanguageView } from '../../models/views.ts'
import { LANGUAGE_CODES, LANGUAGES } from '../../strings/choice.ts'
import { strings } from '../../strings/en/panel.ts'

/** The panel's language; each option is in its own language. */
export function LanguageChoice({ language }: { language: LanguageView }) {
  return (
    <select
      class="language"
      aria-label={strings.language}
      value={language.code.value}
      onChange={(event) => {
        const { value } = event.currentTarget
        const next = LANGUAGE_CODES.find((code) => code === value)
        if (next) language.choose(next)
      }}
    >
      {LANGUAGE_CODES.map((code) => (
        <option key={code} value={code} lang={code}>
          {LANGUAGES[code].name}
        </option>
      ))}
    </select>
  )
}
