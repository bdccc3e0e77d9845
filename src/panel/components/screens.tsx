import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { type Failure, type FailureCode, retryRule } from '../../core/failure.ts'
import type { SessionState, SessionView } from '../models/views.ts'
import { failureHint, failureTitle, retryingHint } from '../strings/en/failures.ts'
import { strings } from '../strings/en/panel.ts'
import { Button } from './kit/button.tsx'
import { Icon, type IconName } from './kit/icons.tsx'

type Hindered = Exclude<SessionState, { type: 'connected' | 'connecting' }>

/** Shown without a session: what the panel needs, or what is wrong. */
export function SessionScreen({ session, state }: { session: SessionView; state: Hindered }) {
  switch (state.type) {
    case 'connect':
      return <ConnectScreen session={session} />
    case 'key':
      return <KeyScreen session={session} wrong={state.wrong} />
    case 'failed':
      return <FailedScreen session={session} failure={state.failure} />
  }
}

// Helpers

function Screen(props: {
  icon: IconName
  title: string
  tone?: string
  children: ComponentChildren
}) {
  return (
    <div class={`screen ${props.tone ?? ''}`}>
      <span class="screen-icon">
        <Icon name={props.icon} size={20} />
      </span>
      <h2 class="screen-title">{props.title}</h2>
      {props.children}
    </div>
  )
}

function ConnectScreen({ session }: { session: SessionView }) {
  return (
    <Screen icon="link" title={strings.connectTitle}>
      <p>{strings.connectText}</p>
      <ul class="asks">
        {strings.connectAsks.map((ask) => (
          <li key={ask}>
            <Icon name="check" size={12} />
            <span>{ask}</span>
          </li>
        ))}
      </ul>
      <Button kind="primary" class="full" onClick={() => session.openConnectWindow()}>
        {strings.connectButton}
      </Button>
      <p class="hint">{strings.connectAfter}</p>
    </Screen>
  )
}

function KeyScreen({ session, wrong }: { session: SessionView; wrong: boolean }) {
  const key = useSignal('')
  const errorId = useId()
  return (
    <Screen icon="key" title={strings.keyTitle}>
      <p>{strings.keyText}</p>
      <form
        class="key-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (key.peek() !== '') session.connect(key.peek())
        }}
      >
        <label class="field">
          <span class="field-label">{strings.keyLabel}</span>
          <input
            class="input"
            type="password"
            autocomplete="off"
            required
            value={key}
            aria-invalid={wrong}
            aria-describedby={wrong ? errorId : undefined}
            onInput={(event) => (key.value = event.currentTarget.value)}
          />
        </label>
        {wrong && (
          <p class="field-error" id={errorId} role="alert">
            {strings.keyWrong}
          </p>
        )}
        <button type="submit" class="button primary full">
          <span class="button-words">{strings.keyButton}</span>
        </button>
      </form>
    </Screen>
  )
}

/** Failures that a retry in this frame cannot fix. */
const FINAL = new Set<FailureCode>(['designer-missing', 'proxy-missing'])

function FailedScreen({ session, failure }: { session: SessionView; failure: Failure }) {
  // The server sends an address if authorizing the app again can help.
  const reconnect = failure.facts?.['connectUrl'] !== undefined
  // The session model retries these.
  const automatic = retryRule(failure) === 'automatic'
  return (
    <Screen icon="warn" tone="bad" title={failureTitle(failure)}>
      <p>{automatic ? retryingHint(failure) : failureHint(failure)}</p>
      {reconnect && (
        <Button kind="primary" class="full" onClick={() => session.openConnectWindow()}>
          {strings.connectButton}
        </Button>
      )}
      {!FINAL.has(failure.code) && (
        <Button class="full" icon="retry" onClick={() => session.connect()}>
          {strings.tryAgain}
        </Button>
      )}
      {failure.requestId && (
        <p class="hint">
          {strings.detail.request} <code>{failure.requestId}</code>
        </p>
      )}
    </Screen>
  )
}
