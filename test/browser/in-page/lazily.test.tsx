/** Lazy parts: rendered once loaded, with a retry where loading fails. */
import { render } from 'preact'
import { afterEach, expect, it } from 'vitest'
import { lazily } from '../../../src/panel/components/kit/lazily.tsx'
import { nextFrames } from './stage.tsx'

const Words = ({ words }: { words: string }) => <p>{words}</p>

afterEach(() => render(null, document.body))

it('a lazy part renders nothing until it is loaded, and at once if it was loaded before', async () => {
  const Lazy = lazily(async () => Words)
  render(<Lazy words="late" />, document.body)
  expect(document.body.textContent.trim()).toBe('')
  await nextFrames()
  expect(document.body.textContent.trim()).toBe('late')
  render(null, document.body)
  render(<Lazy words="at once" />, document.body)
  expect(document.body.textContent.trim()).toBe('at once')
})

it('a lazy part renders if it loads between render and request', async () => {
  const Lazy = lazily(async () => Words)
  render(<Lazy words="just then" />, document.body)
  await Lazy.preload()
  await nextFrames()
  expect(document.body.textContent.trim()).toBe('just then')
})

it('a lazy part says when it cannot be loaded, and tries again', async () => {
  let tries = 0
  const Lazy = lazily(async () => {
    if (++tries === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return Words
  })
  render(<Lazy words="here" />, document.body)
  await nextFrames()
  expect(document.querySelector('[role=alert]')).not.toBeNull()
  document.querySelector('button')?.click()
  await nextFrames()
  expect(document.body.textContent.trim()).toBe('here')
})
