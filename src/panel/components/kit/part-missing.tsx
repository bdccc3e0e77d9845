import { strings } from '../../strings/en/panel.ts'
import { Button } from './button.tsx'

/** Shown instead of a part whose code could not be fetched. */
export function PartMissing({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <div class="notice bad" role="alert">
      <p>{strings.partMissing}</p>
      <Button icon="retry" onClick={onTryAgain}>
        {strings.tryAgain}
      </Button>
    </div>
  )
}
