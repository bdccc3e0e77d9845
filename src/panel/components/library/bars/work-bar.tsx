import { useEffect, useState } from 'preact/hooks'
import './work-bar.css'
import type { ChangeBatch } from '../../../models/library/changes/changes-views.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { failureHint, failureTitle } from '../../../strings/en/failures.ts'
import { changeWords, undoReason, workLosses, workTitle } from '../../../strings/en/changes.ts'
import { budgetWords } from '../../../strings/en/panel.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { Icon } from '../../kit/icons.tsx'

/** Batches that wait, run or have just finished, with their progress and actions. */
export function WorkBar({ library }: { library: LibraryView }) {
  const works = library.changes.works.value
  const notice = library.notice.value
  useEffect(() => {
    if (notice === undefined) return undefined
    const timer = setTimeout(() => (library.notice.value = undefined), NOTICE_MS)
    return () => clearTimeout(timer)
  }, [notice, library])
  useUndoKey(library)
  if (works.length === 0 && notice === undefined) return null
  return (
    <div class="works" role="group" aria-label={changeWords.works}>
      {works.map((work) => (
        <WorkRow key={work.id} work={work} library={library} />
      ))}
      {notice !== undefined && (
        <div class="work-row good">
          <div class="work-head">
            <Icon name="check" />
            <p class="work-title">{notice}</p>
          </div>
        </div>
      )}
    </div>
  )
}

/** In the upload list: files that replaced assets' files, and undo. The list itself shows each outcome. */
export function ReplaceBar({ library }: { library: LibraryView }) {
  const works = library.changes.works.value.filter(({ what }) => what === 'replace')
  if (works.length === 0) return null
  return (
    <div class="works" role="group" aria-label={changeWords.works}>
      {works.map((work) => (
        <WorkRow key={work.id} work={work} library={library} hasOutcomes={false} />
      ))}
    </div>
  )
}

// Helpers

/** Ctrl+Z or ⌘Z undoes the last batch, except in a text field. */
function useUndoKey({ changes }: LibraryView): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event
      if (key.toLowerCase() !== 'z' || !(ctrlKey || metaKey) || shiftKey || altKey) return
      if (target instanceof Element && target.closest('input, textarea, select, dialog')) return
      if (changes.undoLast()) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [changes])
}

const NOTICE_MS = 4000

interface WorkProps {
  readonly work: ChangeBatch
  readonly library: LibraryView
  /** Whether a list of outcomes can be opened. */
  readonly hasOutcomes?: boolean
}

function WorkRow({ work, library, hasOutcomes = true }: WorkProps) {
  const losses = workLosses(work)
  const reason = undoReason(work)
  const settled = work.status === 'settled'
  return (
    <div class={`work-row ${toneOf(work)}`}>
      <div class="work-head">
        {settled ? (
          <Icon name={losses === '' ? 'check' : 'warn'} />
        ) : (
          <span class={work.status === 'ready' ? 'work-waits' : 'spinner'} aria-hidden="true" />
        )}
        <p class="work-title">
          {workTitle(work)}
          {losses !== '' && <span class="work-losses">, {losses}</span>}
        </p>
        {settled ? (
          <IconButton
            icon="cancel"
            label={changeWords.putAway}
            onClick={() => library.changes.putAway(work.id)}
          />
        ) : (
          <Button onClick={() => library.changes.stop(work.id)}>
            {work.status === 'stopping' ? changeWords.stopping : changeWords.stop}
          </Button>
        )}
      </div>
      {!settled && work.status !== 'ready' && <WorkProgress work={work} />}
      {settled && work.failure && (
        <p class="work-note">
          {failureTitle(work.failure)} {failureHint(work.failure)}
        </p>
      )}
      {reason && <p class="work-note">{reason}</p>}
      {settled && <WorkControls work={work} library={library} hasOutcomes={hasOutcomes} />}
    </div>
  )
}

function WorkProgress({ work }: { work: ChangeBatch }) {
  const { done, failed, total, waitsUntil } = work
  const share = total === 0 ? 1 : (done + failed) / total
  const words = changeWords.share(done + failed, total)
  const waitMs = useCountdown(waitsUntil)
  return (
    <>
      <div
        class="progress"
        role="progressbar"
        aria-label={workTitle(work)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuetext={words}
      >
        <span class="progress-fill" style={{ transform: `scaleX(${share})` }} />
      </div>
      <p class={`work-note ${waitMs > 0 ? 'waits' : ''}`}>
        {waitMs > 0 && <Icon name="clock" size={12} />}
        <span>{waitMs > 0 ? `${words}. ${budgetWords(waitMs, undefined, undefined)}` : words}</span>
      </p>
    </>
  )
}

function WorkControls({ work, library, hasOutcomes }: WorkProps) {
  const { changes } = library
  const { id, failed, stopped, undoable, done, total, back } = work
  const undo = back ? changeWords.redo : changeWords.undo
  return (
    <div class="work-controls">
      {undoable > 0 && (
        <Button onClick={() => changes.undo(id)}>
          {undoable < done ? changeWords.undoSome(undoable) : undo}
        </Button>
      )}
      {failed + stopped > 0 && (
        <Button icon="retry" onClick={() => changes.again(id)}>
          {failed > 0 ? changeWords.again : changeWords.goOn}
        </Button>
      )}
      {total > 1 && hasOutcomes && (
        <Button kind="ghost" onClick={() => (library.ask.value = { type: 'work', work: id })}>
          {changeWords.outcomes}
        </Button>
      )}
    </div>
  )
}

const toneOf = ({ status, failed, stopped }: ChangeBatch): string =>
  status !== 'settled' ? 'live' : failed > 0 ? 'bad' : stopped > 0 ? 'ask' : 'good'

/** Milliseconds until then, updated each second; 0 if there is nothing to wait for. */
function useCountdown(until: number | undefined): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    if (until === undefined) return undefined
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [until])
  return until === undefined ? 0 : Math.max(0, until - now)
}
