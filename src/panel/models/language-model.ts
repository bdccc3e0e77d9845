/** The language that the panel speaks: the one that was chosen, else the browser's, else English. */
import { createModel, signal } from '@preact/signals'
import type { Store } from '../ports/run.ts'
import { chooseLanguage, type LanguageCode, speakLanguage } from '../strings/choice.ts'
import type { LanguageView } from './views.ts'

export interface LanguageModelDeps {
  readonly store: Store
  /** What the browser wants, first the most. */
  readonly wanted: readonly string[]
}

/** A {@link LanguageView} that must be begun before anything is said. */
export interface LanguageModelView extends LanguageView {
  /** Resolves when the words are there. Never rejects. */
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
