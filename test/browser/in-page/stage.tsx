/** Renders the panel from fixtures into the test's own page, at a chosen size. */
import { render } from 'preact'
import { App } from '../../../src/panel/components/app.tsx'
import { preloadParts } from '../../../src/panel/components/lazy/lazy-parts.ts'
import type { PanelView } from '../../../src/panel/components/kit/panel-view.ts'

export interface PageStage {
  readonly root: HTMLElement
  /** The one element that matches; throws where there is none. */
  find(selector: string): HTMLElement
  input(selector: string): HTMLInputElement
  all(selector: string): readonly HTMLElement[]
  /** The element of a role whose accessible name or text contains `name`. */
  button(name: string): HTMLElement
  end(): void
}

export async function stage(panel: PanelView, width = 320, height = 460): Promise<PageStage> {
  document.body.style.overflow = 'hidden'
  const root = document.createElement('div')
  root.id = 'panel'
  root.style.cssText = `width:${width}px;height:${height}px`
  document.body.append(root)
  await preloadParts()
  render(<App panel={panel} />, root)
  await nextFrames()
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)]
  const find = (selector: string): HTMLElement => {
    const [first] = all(selector)
    if (!first) throw new Error(`Expected an element "${selector}", found none.`)
    return first
  }
  return {
    root,
    all,
    find,
    input(selector) {
      const found = find(selector)
      if (found instanceof HTMLInputElement) return found
      throw new TypeError(`Expected "${selector}" to be an input.`)
    },
    button(name) {
      const found = all('button').find((button) =>
        (button.getAttribute('aria-label') ?? button.textContent).includes(name),
      )
      if (!found) throw new Error(`Expected a button "${name}", found none.`)
      return found
    },
    end() {
      render(null, root)
      root.remove()
    },
  }
}

/** Resolves once pending renders, layout effects and observers have run. */
export async function nextFrames(count = 3): Promise<void> {
  for (let n = 0; n < count; n++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

export function press(key: string, options: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }),
  )
}
