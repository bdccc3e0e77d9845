import { type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useId, useMemo, useRef } from 'preact/hooks'
import type { AssetId, FolderId } from '../../../../core/brands.ts'
import { splitName } from '../../../../core/names.ts'
import {
  RENAME_TOKENS,
  type Renaming,
  renamings,
  type RenameSource,
  type RenameToken,
  unknownTokens,
} from '../../../../core/rename.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { LongList } from '../../kit/long-list.tsx'

interface RenameDialogProps {
  readonly library: LibraryView
  readonly assets: readonly LibraryAsset[]
  readonly onClose: () => void
}

/** New names from one template; all are shown and checked before anything is written. */
export function RenameDialog({ library, assets, onClose }: RenameDialogProps) {
  const words = dialogWords.rename
  const template = useSignal(firstTemplate(assets))
  const start = useSignal(1)
  const repair = useSignal(false)
  const stage = useMemo(() => stageOf(library, assets), [library, assets])
  const unknown = useComputed(() => unknownTokens(template.value))
  const judged = useLagging(template, assets.length > MANY ? LAG_MS : 0)
  const names = useComputed(() =>
    renamings(judged.value, stage.sources, {
      start: start.value,
      repair: repair.value,
      taken: stage.taken,
    }),
  )
  const { wrong, fresh, blocked } = judgementOf(names.value, unknown.value)
  const blockId = useId()
  const go = () => {
    judged.value = template.peek()
    const now = judgementOf(names.peek(), unknown.peek())
    if (now.blocked !== undefined) return
    library.changes.rename(now.fresh.map(({ id, to }) => ({ asset: id, name: to })))
    onClose()
  }
  return (
    <Dialog
      title={words.title(assets.length)}
      class="tall rename"
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button kind="primary" blockedBy={blocked && blockId} onClick={go}>
            {words.go(fresh.length)}
          </Button>
        </>
      }
    >
      <form
        class="rename-form"
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <Template template={template} invalid={unknown.value.length > 0} />
        {template.value.toLowerCase().includes('{counter') && <Start start={start} />}
        {/* Lets Enter submit: a form with several fields needs a submit button for that. */}
        <button type="submit" hidden />
        <label class="tick">
          <input
            type="checkbox"
            checked={repair}
            onChange={(event) => (repair.value = event.currentTarget.checked)}
          />
          <span>{words.repair}</span>
        </label>
      </form>
      <p class="rename-sum">
        {words.changes(fresh.length)}
        {wrong > 0 && <span class="bad">, {words.cannot(wrong)}</span>}
      </p>
      <LongList
        label={words.preview}
        items={sorted(names.value)}
        keyOf={({ id }) => id}
        height={44}
      >
        {(renaming) => <NewName renaming={renaming} />}
      </LongList>
      <p
        class={`hint ${blocked === undefined || blocked === words.nothing ? '' : 'bad'}`}
        id={blockId}
      >
        {blocked ?? words.hint}
      </p>
    </Dialog>
  )
}

// Helpers

/** From this many names on, checking takes longer than a keystroke may, and waits for a pause in typing. */
const MANY = 500
const LAG_MS = 150

/** Debounces the source by `ms`. */
function useLagging<Value>(source: Signal<Value>, ms: number): Signal<Value> {
  const lagging = useSignal(source.peek())
  useSignalEffect(() => {
    const { value } = source
    if (ms === 0) {
      lagging.value = value
      return undefined
    }
    const timer = setTimeout(() => (lagging.value = value), ms)
    return () => clearTimeout(timer)
  })
  return lagging
}

function judgementOf(names: readonly Renaming[], unknown: readonly string[]) {
  const words = dialogWords.rename
  const wrong = names.filter(({ problem }) => problem !== undefined).length
  const fresh = names.filter(({ from, to }) => from !== to)
  const blocked =
    unknown.length > 0
      ? words.unknown(unknown.join(' '))
      : wrong > 0
        ? words.wrong
        : fresh.length === 0
          ? words.nothing
          : undefined
  return { wrong, fresh, blocked }
}

function Template({ template, invalid }: { template: Signal<string>; invalid: boolean }) {
  const words = dialogWords.rename
  const input = useRef<HTMLInputElement>(null)
  const insert = (token: RenameToken) => {
    const { current } = input
    if (!current) return
    current.focus()
    current.setRangeText(
      `{${token}}`,
      current.selectionStart ?? current.value.length,
      current.selectionEnd ?? current.value.length,
      'end',
    )
    template.value = current.value
  }
  return (
    <div class="field">
      <label class="field">
        <span class="field-label">{words.template}</span>
        <input
          ref={input}
          class="input"
          type="text"
          spellcheck={false}
          data-first-focus
          value={template}
          aria-invalid={invalid}
          onInput={(event) => (template.value = event.currentTarget.value)}
        />
      </label>
      <div class="tokens" role="group" aria-label={words.insertLabel}>
        {RENAME_TOKENS.map((token) => (
          <button
            key={token}
            type="button"
            class="token"
            aria-label={words.insert(words.tokens[token])}
            // Keeps the caret in the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(token)}
          >
            {words.tokens[token]}
          </button>
        ))}
      </div>
    </div>
  )
}

function Start({ start }: { start: Signal<number> }) {
  return (
    <label class="field beside">
      <span class="field-label">{dialogWords.rename.start}</span>
      <input
        class="input"
        type="number"
        min="0"
        step="1"
        value={start}
        onInput={({ currentTarget }) => {
          const number = currentTarget.valueAsNumber
          if (Number.isSafeInteger(number) && number >= 0) start.value = number
        }}
      />
    </label>
  )
}

function NewName({ renaming: { from, to, problem } }: { renaming: Renaming }) {
  const words = dialogWords.rename
  const same = from === to
  return (
    <div class={`new-name ${problem ? 'bad' : same ? 'same' : ''}`}>
      <span class="new-name-to" title={to}>
        {problem && <Icon name="warn" size={12} />}
        <span>{to}</span>
      </span>
      <span class="new-name-from" title={problem ? words.problems[problem] : from}>
        {problem ? words.problems[problem] : same ? words.same : from}
      </span>
    </div>
  )
}

/** Invalid names come first. */
const sorted = (names: readonly Renaming[]): readonly Renaming[] =>
  names.some(({ problem }) => problem)
    ? names.toSorted((a, b) => Number(b.problem !== undefined) - Number(a.problem !== undefined))
    : names

/** A single name is edited as it is; several need a part that differs. */
function firstTemplate(assets: readonly LibraryAsset[]): string {
  const [only, other] = assets
  return only && !other ? splitName(only.title).stem : '{name}'
}

function stageOf(library: LibraryView, assets: readonly LibraryAsset[]) {
  const folders = new Map<FolderId | null, string>(
    library.folders.peek().map(({ id, name }) => [id, name]),
  )
  const renamed = new Set<AssetId>(assets.map(({ id }) => id))
  const sources: readonly RenameSource[] = assets.map(({ id, title, folderId, createdOn }) => ({
    id,
    name: title,
    folderId,
    folder: folders.get(folderId) ?? '',
    createdOn,
  }))
  const taken = (folder: FolderId | null): readonly string[] =>
    library.assets
      .peek()
      .flatMap(({ id, folderId, title }) => (folderId === folder && !renamed.has(id) ? title : []))
  return { sources, taken }
}
