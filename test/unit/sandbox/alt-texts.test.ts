import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SITES } from '../../../src/sandbox/world/sites.ts'
import { SandboxClock } from '../../sandbox-clock.ts'
import { dataApi, makeWorld, putBytes, SITE } from '../../sandbox.ts'

const [GERMAN = '', FRENCH = ''] = SITES[0].secondaryLocales.map(({ id }) => id)

let clock: SandboxClock
let made: ReturnType<typeof makeWorld>
let call: ReturnType<typeof dataApi>
beforeEach(() => {
  clock = new SandboxClock()
  made = makeWorld(clock)
  made.world.settings.merge({ rateLimit: 0 })
  call = dataApi(made.world)
})
afterEach(() => made.end())

const asset = (fileName = 'logo.png', fileHash = '5d41402abc4b2a76b9719d911017c592') => ({
  fileName,
  fileHash,
})
const create = async (body: object) => (await call('POST', `/v2/sites/${SITE}/assets`, body)).body
const list = async () => (await call('GET', `/v2/sites/${SITE}/assets`)).body

describe('sites', () => {
  it('have a primary locale, with or without others', async () => {
    const { locales } = (await call('GET', `/v2/sites/${SITE}`)).body
    expect([locales.primary, ...locales.secondary]).toMatchObject([
      { displayName: 'English', tag: 'en', enabled: true },
      { displayName: 'German', tag: 'de', enabled: true },
      { displayName: 'French', tag: 'fr', enabled: true },
    ])
    expect(SITES[1].secondaryLocales).toEqual([])
  })
})

describe('an asset', () => {
  it('distinguishes decorative from missing, and inherits from the primary locale', async () => {
    const { id } = await create(asset())
    const { primary, secondary } = (await call('GET', `/v2/sites/${SITE}`)).body.locales
    const [german, french] = secondary.map((locale: { id: string }) => locale.id)
    const alt = async (localeId = '') =>
      (await call('GET', `/v2/assets/${id}?localeId=${localeId}`)).body.altText
    const set = (altText: string | null, localeId = '') =>
      call('PATCH', `/v2/assets/${id}?localeId=${localeId}`, { altText })
    expect([await alt(), await alt(german)]).toEqual(['', ''])
    await set('A lighthouse')
    expect([await alt(primary.id), await alt(german)]).toEqual(['A lighthouse', 'A lighthouse'])
    await set(null, german)
    await set('Un phare', french)
    expect([await alt(), await alt(german), await alt(french)]).toEqual([
      'A lighthouse',
      null,
      'Un phare',
    ])
    await set('', french)
    expect(await alt(french)).toBe('A lighthouse')
    await set('')
    expect([await alt(), await alt(german)]).toEqual(['', null])
  })

  it('follows the settings where Webflow does not document alt texts', async () => {
    const { id } = await create(asset())
    const path = `/v2/assets/${id}`
    made.world.settings.merge({ unsetAltText: 'null' })
    expect((await call('GET', path)).body.altText).toBeNull()
    await call('PATCH', path, { altText: 'A lighthouse' })
    made.world.settings.merge({ nullAltText: 'refuse' })
    expect((await call('PATCH', path, { altText: null })).status).toBe(400)
    made.world.settings.merge({ nullAltText: 'clear', unsetAltText: 'empty' })
    expect((await call('PATCH', path, { altText: null })).body.altText).toBe('')
  })

  it('accepts the locale in the query or, like the SDK, in the body, and refuses unknown ones', async () => {
    const { id } = await create(asset())
    const [german, french] = [GERMAN, FRENCH]
    const body = { altText: 'Leuchtturm', localeId: german, displayName: 'tower.png' }
    expect((await call('PATCH', `/v2/assets/${id}`, body)).body.altText).toBe('Leuchtturm')
    const first = { altText: 'Phare', localeId: german }
    await call('PATCH', `/v2/assets/${id}?localeId=${french}`, first)
    expect(Object.fromEntries(made.world.assets.ownAltTexts(id))).toEqual({
      [german]: 'Leuchtturm',
      [french]: 'Phare',
    })
    expect((await list()).assets[0]).toMatchObject({ displayName: 'tower.png', altText: '' })
    const unknown = await call('PATCH', `/v2/assets/${id}?localeId=${id}`, { altText: 'x' })
    expect([unknown.status, unknown.body.code]).toEqual([400, 'validation_error'])
    const foreign = await call('PATCH', `/v2/assets/${id}`, { altText: 'x', localeId: id })
    expect(foreign.status).toBe(400)
  })

  it('dates each change, including alt texts of other locales', async () => {
    const { id } = await create(asset())
    const updated = async () => (await call('GET', `/v2/assets/${id}`)).body.lastUpdated
    const seen = [await updated()]
    const after = async (change: () => unknown) => {
      clock.turn(1000)
      await change()
      seen.push(await updated())
    }
    await after(() => call('PATCH', `/v2/assets/${id}`, { displayName: 'a' }))
    await after(() => call('PATCH', `/v2/assets/${id}?localeId=${GERMAN}`, { altText: 'b' }))
    await after(() => made.world.assets.update(id, { folderId: null }))
    await after(() => putBytes(made.world, id, 'hello'))
    const times = seen.map((text) => Date.parse(text))
    expect(times.map((time) => time - times[0])).toEqual([0, 1000, 2000, 3000, 4000])
  })

  it('has variants of photos only with imageVariants', async () => {
    const { id } = await create(asset('a pier.png'))
    const drawing = await create(asset('a.svg', '1'))
    await putBytes(made.world, id, 'hello')
    await putBytes(made.world, drawing.id, '<svg/>')
    expect((await call('GET', `/v2/assets/${id}`)).body.variants).toEqual([])
    made.world.settings.merge({ imageVariants: true })
    const { variants, hostedUrl } = (await call('GET', `/v2/assets/${id}`)).body
    expect(variants.map((variant: { width: number }) => variant.width)).toEqual([500, 800, 1080])
    expect(variants[0]).toMatchObject({
      hostedUrl: hostedUrl.replace('.png', '-p-500.png'),
      displayName: `${id}_a pier-p-500.png`,
      format: 'png',
    })
    expect((await call('GET', `/v2/assets/${drawing.id}`)).body.variants).toEqual([])
  })
})
