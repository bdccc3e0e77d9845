import type { HostState } from './state.ts'

/** The narrow column at the left edge; chooses the drawer. */
export function Rail({ state: { drawer } }: { state: HostState }) {
  const item = (name: 'assets' | 'apps', label: string, path: string) => (
    <button
      type="button"
      aria-label={`${label} panel`}
      title={label}
      aria-pressed={drawer.value === name}
      onClick={() => {
        drawer.value = name
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  )
  return (
    <nav class="rail" aria-label="Panels">
      {item('assets', 'Assets', 'M2 3h12v10H2zM2 11l3.5-4 3 3 2-2 3.5 3.5M10.5 5.5h.01')}
      {item('apps', 'Apps', 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z')}
    </nav>
  )
}
