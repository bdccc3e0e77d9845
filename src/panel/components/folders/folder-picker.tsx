import { useSignal } from '@preact/signals'
import type { FolderView } from '../../models/views.ts'
import { strings } from '../../strings/en/panel.ts'
import { folderPath } from '../../strings/format.ts'
import { Icon } from '../kit/icons.tsx'
import { LazyFolderDialog } from '../lazy/lazy-parts.ts'
import { PathTail } from '../kit/path-tail.tsx'

/** Shows the destination of new files; opens the folder dialog. */
export function Destination({ folders }: { folders: FolderView }) {
  const open = useSignal(false)
  const path = folders.destinationPath.value
  const place = folderPath(path, strings.noFolder)
  const show = () => {
    open.value = true
    const { type } = folders.state.peek()
    if (type === 'idle' || type === 'failed') folders.load()
  }
  return (
    <>
      <button
        type="button"
        class="destination"
        aria-haspopup="dialog"
        aria-label={`${strings.destination} ${place}`}
        onClick={show}
      >
        <Icon name="folder" />
        <span class="destination-label">{strings.destination} </span>
        <PathTail path={place} />
        <Icon name="down" size={12} />
      </button>
      {open.value && <LazyFolderDialog folders={folders} onClose={() => (open.value = false)} />}
    </>
  )
}
