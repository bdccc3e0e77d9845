import * as v from 'valibot'
import { expect, it } from 'vitest'
import { createSealer, sameSecret } from '../../../../src/proxy/access/sealer.ts'
import { ProxyClock } from '../../../fakes/proxy-host.ts'

const clock = new ProxyClock()
const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const sealed = { purpose: 'ticket', context: 'site', value: { a: 1 } } as const
const schema = v.object({ a: v.number() })

it('opens for its purpose and context, until it expires', async () => {
  const sealer = await createSealer([key(1)], clock)
  const text = await sealer.seal({ ...sealed, livesMs: 1000 })
  const open = (change: object) =>
    sealer.open({ purpose: 'ticket', context: 'site', text, ...change }, schema)
  expect(await open({})).toEqual({ type: 'ok', value: { a: 1 } })
  expect(await open({ context: 'other site' })).toEqual({ type: 'invalid' })
  expect(await open({ purpose: 'session' })).toEqual({ type: 'invalid' })
  clock.advance(1000)
  expect(await open({})).toEqual({ type: 'expired' })
  expect(await open({ context: 'other site' })).toEqual({ type: 'invalid' })
})

it('every changed character makes it invalid', async () => {
  const sealer = await createSealer([key(1)], clock)
  const text = await sealer.seal(sealed)
  for (let i = 0; i < text.length - 1; i += 7) {
    const other = text[i] === 'A' ? 'B' : 'A'
    const changed = text.slice(0, i) + other + text.slice(i + 1)
    expect((await sealer.open({ ...sealed, text: changed }, schema)).type).toBe('invalid')
  }
  for (const nonsense of ['', '.', '....', 'a.b.c.d', text.replaceAll('.', ''), `${text}.x`]) {
    expect((await sealer.open({ ...sealed, text: nonsense }, schema)).type).toBe('invalid')
  }
})

it('keys rotate: the first seals, all of them open, strangers do not', async () => {
  const old = await createSealer([key(1)], clock)
  const both = await createSealer([key(2), key(1)], clock)
  const next = await createSealer([key(2)], clock)
  const before = await old.seal(sealed)
  const after = await both.seal(sealed)
  expect((await both.open({ ...sealed, text: before }, schema)).type).toBe('ok')
  expect((await next.open({ ...sealed, text: after }, schema)).type).toBe('ok')
  expect((await old.open({ ...sealed, text: after }, schema)).type).toBe('invalid')
})

it('nothing of the value can be read, and no two texts are alike', async () => {
  const sealer = await createSealer([key(1)], clock)
  const secret = { ...sealed, value: 'a secret that nobody may read' }
  const [one, other] = [await sealer.seal(secret), await sealer.seal(secret)]
  expect(one).not.toBe(other)
  expect(atob(one.split('.')[2]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')).not.toContain(
    'secret',
  )
})

it('secrets are compared whole', async () => {
  expect(await sameSecret('0123456789abcdef', '0123456789abcdef')).toBe(true)
  expect(await sameSecret('0123456789abcdef', '0123456789abcdeg')).toBe(false)
  expect(await sameSecret('', '0123456789abcdef')).toBe(false)
})
