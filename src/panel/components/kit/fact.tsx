import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { strings } from '../../strings/en/panel.ts'
import { IconButton } from './button.tsx'
import { CopyDialog, copyText } from './take-out.tsx'

/** One name and value in a list of facts. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A fact that can be copied; undefined: it has no value. */
export function CopyFact({ name, value }: { name: string; value: string | undefined }) {
  const copied = useSignal(false)
  const refused = useSignal(false)
  if (value === undefined) return null
  const copy = async () => {
    copied.value = await copyText(value)
    refused.value = !copied.peek()
  }
  return (
    <Fact name={name}>
      <span class="fact-copy">
        <code>{value}</code>
        <IconButton
          icon={copied.value ? 'check' : 'copy'}
          label={copied.value ? strings.copied : strings.copy(name)}
          onClick={() => void copy()}
        />
      </span>
      {refused.value && <CopyDialog text={value} onClose={() => (refused.value = false)} />}
    </Fact>
  )
}
