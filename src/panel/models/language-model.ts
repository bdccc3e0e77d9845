/** The panel's language: the chosen one, else the browser's, else English. */
import { createModel, signal } from '@preact/signals'
import type { Store } from '../ports/run.ts'
import { chooseLanguage, type LanguageCode, speakLanguage } from '../strings/choice.ts'
import type { LanguageView } from './views.ts'

export interface LanguageModelDeps {
  readonly store: Store
  /** The browser's languages, in order of preference. */
  readonly wanted: readonly string[]
}

/** A {@link LanguageView} that must be started before the panel renders texts. */
export interface LanguageModelView extends LanguageView {
  /** Loads the language; resolves when its texts are loaded, or cannot be. Never rejects. */
  begin(): Promise<void>
}

const KEY = 'language'

export const LanguageModel = createModel(
  ({ store, wanted }: LanguageModelDeps): LanguageModelView => {
    const code = signal<LanguageCode>('en')

    const speak = async (next: LanguageCode): Promise<void> => {
      const { tag } = chooseLanguage(next, wanted)
      if (await speakLanguage(next, tag)) code.value = next
    }

    return {
      code,
      begin: () => speak(chooseLanguage(store.get(KEY), wanted).code),
      choose(next) {
        store.set(KEY, next)
        void speak(next)
      },
    }
  },
)
