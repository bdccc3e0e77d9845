import '../styles/library-changes.css'
import type { ClashView } from '../models/clash-model.ts'
import { bytes } from '../strings-format.ts'
import { dialogWords } from '../strings-library-dialogs.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { LongList } from './library/long-list.tsx'
import { Thumb } from './thumb.tsx'

/** Files in whose places assets stand with other bytes: replaced or kept beside, one answer for all. */
export function ClashDialog({ clash }: { clash: ClashView }) {
  const words = dialogWords.clash
  const clashes = clash.clashes.value
  const n = clashes.length
  if (n === 0) return null
  return (
    <Dialog
      title={words.title(n)}
      class="tall clash"
      onClose={() => clash.leaveOut()}
      footer={
        <>
          <Button kind="ghost" onClick={() => clash.leaveOut()}>
            {words.leaveOut}
          </Button>
          <Button first onClick={() => clash.keepBoth()}>
            {words.both}
          </Button>
          <Button kind="primary" onClick={() => clash.replace()}>
            {words.replace(n)}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <LongList label={words.list} items={clashes} keyOf={(_, at) => at} height={48}>
        {({ taken: { file, path }, asset }) => (
          <div class="clash-line">
            <Thumb file={file} name={file.name} />
            <div class="place-text">
              <p class="place-asset" title={[...path, file.name].join('/')}>
                {file.name}
              </p>
              <p class="place-element">{words.sizes(bytes(asset.size), bytes(file.size))}</p>
            </div>
          </div>
        )}
      </LongList>
      <p class="hint">{words.hint}</p>
    </Dialog>
  )
}
