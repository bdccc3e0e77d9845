import { type ComponentType, type JSX } from 'preact'
import { LazyValue } from '../../base/lazy-value.ts'
import { PartMissing } from './part-missing.tsx'
import { useLazy } from './use-lazy.ts'

/** A component whose code is not part of the first load. */
export interface Lazy<Props> {
  (props: Props): JSX.Element | null
  /** Fetches the code, so that the component renders immediately. Never rejects. */
  preload(): Promise<void>
}

/**
 * Renders nothing until `load` has resolved, and an error if it fails (no network, or a new version has replaced the
 * files).
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Lazy<Props> {
  const code = new LazyValue(load)
  function Lazy(props: Props) {
    const { isMissing, tryAgain } = useLazy(() => code.get())
    const Loaded = code.loaded
    if (Loaded) return <Loaded {...props} />
    return isMissing ? <PartMissing onTryAgain={tryAgain} /> : null
  }
  // Failures are ignored: the component itself retries when it is rendered.
  const preload = (): Promise<void> =>
    code.get().then(
      () => undefined,
      () => undefined,
    )
  return Object.assign(Lazy, { preload })
}
