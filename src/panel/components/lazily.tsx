import { type ComponentType, type JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { PartMissing } from './part-missing.tsx'

/** A component whose code is fetched apart from the first screen's. */
export interface Lazy<Props> {
  (props: Props): JSX.Element | null
  /** Fetches the code; what it has fetched is drawn at once from then on. Never rejects. */
  preload(): Promise<void>
}

/**
 * Draws nothing until `load` has brought the component, and a way to try again where it cannot be brought (the
 * network is gone, or a new version has replaced the files).
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Lazy<Props> {
  let Loaded: ComponentType<Props> | undefined
  const preload = async (): Promise<void> => {
    try {
      Loaded ??= await load()
    } catch {
      // Tried again by whoever wants to see it.
    }
  }
  function Lazy(props: Props) {
    const [tries, setTries] = useState(0)
    const [state, setState] = useState<'loading' | 'here' | 'missing'>('loading')
    useEffect(() => {
      if (Loaded) {
        // It may have come since it was drawn without.
        setState('here')
        return undefined
      }
      let gone = false
      void preload().then(() => !gone && setState(Loaded ? 'here' : 'missing'))
      return () => {
        gone = true
      }
    }, [tries])
    if (Loaded) return <Loaded {...props} />
    if (state !== 'missing') return null
    return <PartMissing onTryAgain={() => setTries(tries + 1)} />
  }
  return Object.assign(Lazy, { preload })
}
