/** Parts that are fetched apart: drawn when they have come, and a way on where they cannot come. */
import { render } from 'preact'
import { afterEach, expect, it } from 'vitest'
import { lazily } from '../../../src/panel/components/kit/lazily.tsx'
import { nextFrames } from './stage.tsx'

const Words = ({ words }: { words: string }) => <p>{words}</p>

afterEach(() => render(null, document.body))

it('draws nothing, then the part, and at once when it was fetched before', async () => {
  const Lazy = lazily(async () => Words)
  render(<Lazy words="late" />, document.body)
  expect(document.body.textContent.trim()).toBe('')
  await nextFrames()
  expect(document.body.textContent.trim()).toBe('late')
  render(null, document.body)
  render(<Lazy words="at once" />, document.body)
  expect(document.body.textContent.trim()).toBe('at once')
})

it('draws what came between its being drawn and its asking for it', async () => {
  const Lazy = lazily(async () => Words)
  render(<Lazy words="just then" />, document.body)
  await Lazy.preload()
  await nextFrames()
  expect(document.body.textContent.trim()).toBe('just then')
})

it('says so when the part cannot be fetched, and tries again', async () => {
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
