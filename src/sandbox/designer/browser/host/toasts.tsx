import type { HostState } from './state.ts'

/** The panel's notifications (`webflow.notify`). */
export function Toasts({ state }: { state: HostState }) {
  return (
    <div class="toasts" role="status" aria-label="Notifications">
      {state.toasts.value.map(({ id, type, message }) => (
        <p key={id} class={`toast ${type.toLowerCase()}`}>
          {message}
          {type === 'Error' && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                state.open.value = false
              }}
            >
              Close app
            </button>
          )}
        </p>
      ))}
    </div>
  )
}
