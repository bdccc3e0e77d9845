/** What every `LibraryClient` must do: the one over HTTP, and the fake of the other tests. */
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { md5Hex } from '../../../src/core/brands.ts'
import type { Failure } from '../../../src/core/failure.ts'
import { BudgetView } from '../../../src/core/wire.ts'
import { MAX_CHANGES } from '../../../src/core/wire-library.ts'
import type { ChangeOutcome, LibraryClient } from '../../../src/panel/ports/library.ts'
import { assetOf, folderIdOf, type LibrarySetup } from '../../fakes/fake-library.ts'

export interface LibraryUnderTest {
  readonly client: LibraryClient
  readonly set: (setup: LibrarySetup) => Promise<void>
  /** Edits of the longest request, where each costs a call to Webflow. @default more than one request may name */
  readonly most?: number
}

/** More than one request may name. */
const MANY = MAX_CHANGES + 1
const never = (): AbortSignal => new AbortController().signal

export function libraryClientContract(name: string, create: () => Promise<LibraryUnderTest>): void {
  describe(`${name} reports`, () => {
    it('that the site was never listed, then its assets', async () => {
      const { client, set } = await create()
      await set({ fresh: 250 })
      const { said, age } = await listed(client, 'auto')
      expect(said).toEqual(['stored undefined 0', 'listing 250', 'assets 250'])
      expect(age).toBe(0)
    })

    it('the stored assets only, while they are fresh', async () => {
      const { client, set } = await create()
      await set({ seed: 120, ageMs: 5000, fresh: 1 })
      const { said, age } = await listed(client, 'auto')
      expect(said).toEqual(['stored 5000 120', 'assets 120'])
      expect(age).toBe(5000)
    })

    it('the stored assets, then the listed ones, if they are old or on request', async () => {
      const { client, set } = await create()
      await set({ seed: 2, ageMs: 500_000, fresh: 1 })
      expect((await listed(client, 'never')).said).toEqual(['stored 500000 2', 'assets 2'])
      const old = await listed(client, 'auto')
      expect(old.said).toEqual(['stored 500000 2', 'assets 2', 'listing 3', 'assets 3'])
      const again = await listed(client, 'now')
      expect(again.said).toEqual(['stored 0 3', 'assets 3', 'listing 3', 'assets 3'])
    })

    it('each asset with all its fields', async () => {
      const { client, set } = await create()
      await set({ seed: 1, ageMs: 0 })
      const { assets } = await listed(client, 'never')
      expect(assets).toEqual([assetOf(0)])
    })

    it('that it waits, and that a listing failed', async () => {
      const { client, set } = await create()
      const failure: Failure = { code: 'webflow-unavailable', message: '503', requestId: 'r-1' }
      await set({ seed: 150, ageMs: 9000, waitNext: 7000, troubleAfter: { pages: 1, failure } })
      const { said, age } = await listed(client, 'now')
      expect(said).toEqual([
        'stored 9000 150',
        'assets 150',
        'wait 7000',
        'listing 150',
        'assets 100',
        `trouble ${failure.code}`,
      ])
      expect(age).toBeGreaterThanOrEqual(9000)
    })

    it('the locales of the site, and the alt texts of one', async () => {
      const { client, set } = await create()
      await set({ seed: 130 })
      expect(await client.locales(never())).toEqual({ primary: null, secondary: [] })
      const texts: unknown[] = []
      await client.altTexts('de-CH_1', (page) => texts.push(...page), never())
      expect(texts).toHaveLength(130)
      expect(texts[0]).toEqual({ asset: assetOf(0).id, altText: null })
    })

    it('which of any number of digests the site has', async () => {
      const { client } = await create()
      const files = Array.from({ length: 2300 }, (_, n) => ({
        md5: md5Hex(n.toString(16).padStart(32, '0')),
        size: n,
      }))
      const known: string[] = []
      const options = { signal: never(), onKnown: (md5: string) => known.push(md5) }
      expect(v.is(BudgetView, await client.known(files, options))).toBe(true)
      expect(known).toEqual([])
      expect(await client.known([], options)).toMatchObject({ waitMs: 0 })
    })
  })

  describe(`${name} as a LibraryClient`, () => {
    it('renames and describes assets, each with its outcome', async () => {
      const { client, set } = await create()
      const [a, b] = [assetOf(0), assetOf(1)]
      const wait: ChangeOutcome = { type: 'wait', retryAfterMs: 9000 }
      await set({ seed: 2, refuse: { asset: b.id, outcome: wait } })
      const edits = [
        { asset: a.id, name: 'Hafen.png', altText: 'Ein Hafen' },
        { asset: b.id, altText: '' },
      ]
      const { outcomes, budget } = await changed((tell) => client.edit(edits, tell, never()))
      const asset = { id: a.id, name: 'Hafen.png', altText: 'Ein Hafen' }
      expect(outcomes).toEqual(
        new Map<number, ChangeOutcome>([
          [0, { type: 'done', asset }],
          [1, wait],
        ]),
      )
      expect(v.is(BudgetView, budget)).toBe(true)
    })

    it('changes any number of assets, with the indices of the caller', async () => {
      const { client, set, most = MANY } = await create()
      await set({ seed: most })
      const edits = Array.from({ length: most }, (_, n) => ({ asset: assetOf(n).id, name: `${n}` }))
      const { outcomes } = await changed((tell) => client.edit(edits, tell, never()))
      expect(outcomes.size).toBe(most)
      expect(outcomes.get(most - 1)).toMatchObject({
        type: 'done',
        asset: { name: `${most - 1}` },
      })
    })

    it('deletes assets; deleting again is no error', async () => {
      const { client, set } = await create()
      const failure: Failure = { code: 'webflow-refused', message: 'no', facts: { status: 400 } }
      const [a, b] = [assetOf(0).id, assetOf(1).id]
      await set({ seed: 2, refuse: { asset: b, outcome: { type: 'refused', failure } } })
      for (let n = 0; n < 2; n++) {
        const { outcomes } = await changed((tell) => client.remove([a, b], tell, never()))
        expect(outcomes.get(0)).toEqual({ type: 'done', asset: null })
        expect(outcomes.get(1)).toMatchObject({
          type: 'refused',
          failure: { code: 'webflow-refused', facts: { status: 400 } },
        })
      }
      expect((await listed(client, 'now')).said.at(-1)).toBe('assets 1')
    })

    it('accepts what the Designer has changed', async () => {
      const { client } = await create()
      const asset = assetOf(0).id
      const moved = { type: 'moved', asset, folderId: folderIdOf(1) } as const
      await expect(client.changed([moved], never())).resolves.toBeUndefined()
      await expect(client.changed([], never())).resolves.toBeUndefined()
    })

    it('passes a failure on unchanged', async () => {
      const { client, set } = await create()
      const failure: Failure = { code: 'webflow-refused', message: 'no', facts: { status: 400 } }
      await set({ failNext: { call: 'altTexts', failure } })
      const texts = client.altTexts('de', () => undefined, never())
      const { code, facts } = failure
      await expect(texts).rejects.toMatchObject({ failure: { code, facts } })
    })

    it('reports missing bytes', async () => {
      const { client } = await create()
      await expect(client.bytes(assetOf(5).id, never())).rejects.toMatchObject({
        failure: { code: 'asset-missing' },
      })
    })
  })

  it(`${name} stops when aborted`, async () => {
    const { client } = await create()
    const stop = new AbortController()
    const { signal } = stop
    const calls = [
      client.catalogue('now', observerOf([]), signal),
      client.locales(signal),
      client.altTexts('x', () => undefined, signal),
      client.edit([{ asset: assetOf(0).id, name: 'a.png' }], () => undefined, signal),
      client.remove([assetOf(0).id], () => undefined, signal),
      client.bytes(assetOf(0).id, AbortSignal.abort()),
    ]
    stop.abort()
    for (const end of await Promise.allSettled(calls)) {
      expect(end).toMatchObject({ reason: { failure: { code: 'aborted' } } })
    }
  })
}

// Helpers

async function listed(client: LibraryClient, refresh: 'auto' | 'now' | 'never') {
  const said: string[] = []
  const assets: unknown[] = []
  const age = await client.catalogue(refresh, observerOf(said, assets), never())
  return { said, assets, age: age && toSecond(age) }
}

/** Ages grow while a test runs. */
const toSecond = (ms: number): number => Math.round(ms / 1000) * 1000

const observerOf = (
  said: string[],
  assets: unknown[] = [],
): Parameters<LibraryClient['catalogue']>[1] => ({
  stored: ({ ageMs, total }) => said.push(`stored ${ageMs && toSecond(ageMs)} ${total}`),
  listing: (total) => said.push(`listing ${total}`),
  page(page) {
    const before = /^assets (\d+)$/.exec(said.at(-1) ?? '')?.[1]
    if (before !== undefined) said.pop()
    // The proxy decides the size of a page.
    said.push(`assets ${Number(before ?? 0) + page.length}`)
    assets.push(...page)
  },
  wait: (ms) => said.push(`wait ${ms}`),
  trouble: ({ code }) => said.push(`trouble ${code}`),
})

async function changed<Budget>(
  change: (tell: (index: number, outcome: ChangeOutcome) => void) => Promise<Budget>,
) {
  const outcomes = new Map<number, ChangeOutcome>()
  const budget = await change((index, outcome) => {
    expect(outcomes.has(index)).toBe(false)
    outcomes.set(index, outcome)
  })
  return { outcomes, budget }
}
