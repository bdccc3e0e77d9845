import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataApi, makeWorld, oauthToken, OTHER_SITE, putBytes, SITE } from '../../sandbox.ts'

let made: ReturnType<typeof makeWorld>
let call: ReturnType<typeof dataApi>
beforeEach(() => {
  made = makeWorld()
  made.world.settings.merge({ rateLimit: 0 })
  call = dataApi(made.world)
})
afterEach(() => made.end())

const HASH = '5d41402abc4b2a76b9719d911017c592'
const asset = (fileName = 'logo.png', fileHash = HASH, more = {}) => ({
  fileName,
  fileHash,
  ...more,
})
const create = async (body: object) => (await call('POST', `/v2/sites/${SITE}/assets`, body)).body
const folder = async (displayName: string, parentFolder: string | null = null) =>
  (await call('POST', `/v2/sites/${SITE}/asset_folders`, { displayName, parentFolder })).body
const list = async (query = '') => (await call('GET', `/v2/sites/${SITE}/assets${query}`)).body

describe('creating an asset', () => {
  it('returns the record and its upload form', async () => {
    const answer = await call('POST', `/v2/sites/${SITE}/assets`, asset('a ü "b".png'))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      contentType: 'image/png',
      originalFileName: 'a ü "b".png',
      parentFolder: null,
      uploadUrl: 'http://127.0.0.1:9/',
      hostedUrl: `http://127.0.0.1:9/${SITE}/${answer.body.id}_a%20%C3%BC%20%22b%22.png`,
    })
    expect(Object.keys(answer.body.uploadDetails)).toEqual([
      'acl',
      'bucket',
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'key',
      'Policy',
      'X-Amz-Signature',
      'success_action_status',
      'content-type',
      'Cache-Control',
    ])
    expect(answer.body.uploadDetails.key).toBe(`${SITE}/${answer.body.id}_a ü "b".png`)
  })

  it('lists the record at once, and its size after the upload', async () => {
    const { id } = await create(asset())
    expect((await list()).assets).toMatchObject([{ id, size: 0, folderId: null, altText: '' }])
    expect(made.world.assets.countWithoutBytes()).toBe(1)
    await putBytes(made.world, id, 'hello')
    expect((await list()).assets).toMatchObject([{ id, size: 5 }])
    expect(made.world.assets.countWithoutBytes()).toBe(0)
  })

  it.each([
    ['no file name', { fileHash: HASH }],
    ['no hash', { fileName: 'a.png' }],
    ['a name of 100 characters', asset(`${'n'.repeat(96)}.png`)],
    ['a name that is not text', { fileName: 7, fileHash: HASH }],
    ['a lone surrogate', asset('\ud83d.png')],
    ['an unknown extension', asset('film.mp4')],
    ['no extension', asset('README')],
    ['a folder id of another form', asset('a.png', HASH, { parentFolder: 'root' })],
  ])('refuses %s', async (_, body) => {
    const answer = await call('POST', `/v2/sites/${SITE}/assets`, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_error'])
    expect((await list()).assets).toEqual([])
  })

  it('accepts a name of 99 characters', async () => {
    const fileName = `${'n'.repeat(95)}.png`
    expect((await create(asset(fileName))).originalFileName).toBe(fileName)
  })

  it('refuses a folder that is missing or on another site', async () => {
    const elsewhere = made.world.folders.create({
      siteId: OTHER_SITE,
      displayName: 'Lamps',
      parentFolder: null,
    })
    for (const parentFolder of ['65f0c0ffee00000000000fff', elsewhere.id]) {
      const body = asset('a.png', HASH, { parentFolder })
      expect((await call('POST', `/v2/sites/${SITE}/assets`, body)).status).toBe(404)
    }
  })

  it.each(['{', '[]', '"text"', 'null', ''])('refuses the body %j', async (body) => {
    const answer = await call('POST', `/v2/sites/${SITE}/assets`, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'bad_request'])
  })

  it('accepts an unknown extension with unknownExtension "accept"', async () => {
    made.world.settings.merge({ unknownExtension: 'accept' })
    expect((await create(asset('film.mp4'))).contentType).toBe('application/octet-stream')
  })

  it('checks the hash only with enforceHash', async () => {
    const sha256 = 'a'.repeat(64)
    expect((await create(asset('a.png', sha256))).id).toMatch(/^[0-9a-f]{24}$/)
    made.world.settings.merge({ enforceHash: true })
    expect((await call('POST', `/v2/sites/${SITE}/assets`, asset('b.png', sha256))).status).toBe(
      400,
    )
    const { id } = await create(asset('c.png'))
    await putBytes(made.world, id, 'not what was announced')
    expect(made.world.assets.get(id)).toMatchObject({ size: 0, md5: null })
    expect(made.world.objects.list()).toHaveLength(1)
  })
})

describe('a hash that the site knows', () => {
  it('returns the existing asset, with its old name and folder, and a new form', async () => {
    const first = await create(asset())
    const second = await create(
      asset('other.svg', HASH.toUpperCase(), { parentFolder: (await folder('Icons')).id }),
    )
    expect(second).toMatchObject({
      id: first.id,
      originalFileName: 'logo.png',
      parentFolder: null,
      contentType: 'image/png',
    })
    expect(second.uploadDetails.key).toBe(first.uploadDetails.key)
    expect((await list()).pagination.total).toBe(1)
  })

  it('returns it without a form once its bytes are stored, with "existing-no-upload"', async () => {
    made.world.settings.merge({ duplicateHash: 'existing-no-upload' })
    const { id } = await create(asset())
    expect((await create(asset())).uploadDetails).toBeDefined()
    await putBytes(made.world, id, 'hello')
    const again = await create(asset())
    expect(again).toMatchObject({ id })
    expect(again).not.toHaveProperty('uploadDetails')
    expect(again).not.toHaveProperty('uploadUrl')
  })

  it('creates a new asset with duplicateHash "new"', async () => {
    made.world.settings.merge({ duplicateHash: 'new' })
    expect((await create(asset())).id).not.toBe((await create(asset())).id)
  })

  it('is known per site', async () => {
    await create(asset())
    const elsewhere = dataApi(made.world, oauthToken(made.world, undefined, [OTHER_SITE]))
    const { body } = await elsewhere('POST', `/v2/sites/${OTHER_SITE}/assets`, asset())
    expect(made.world.assets.get(body.id)?.siteId).toBe(OTHER_SITE)
    expect((await list()).assets[0].id).not.toBe(body.id)
  })
})

describe('listing', () => {
  it('pages by offset and limit, at most 100', async () => {
    for (let n = 0; n < 105; n++) await create(asset(`${n}.png`, `hash ${n}`))
    const first = await list()
    expect(first.assets).toHaveLength(100)
    expect(first.pagination).toEqual({ limit: 100, offset: 0, total: 105 })
    const second = await list('?offset=100&limit=100')
    expect(second.assets.map((a: { displayName: string }) => a.displayName)).toEqual([
      '100.png',
      '101.png',
      '102.png',
      '103.png',
      '104.png',
    ])
    expect((await list('?limit=2&offset=1')).assets[0].displayName).toBe('1.png')
    expect((await list('?offset=500')).assets).toEqual([])
  })

  it.each(['limit=101', 'limit=0', 'limit=ten', 'offset=-1', 'folderId=root', 'localeId=xx'])(
    'refuses %s',
    async (query) => {
      expect((await call('GET', `/v2/sites/${SITE}/assets?${query}`)).status).toBe(400)
    },
  )

  it('filters by folder at any depth, and shows each asset’s own folder', async () => {
    const top = await folder('Top')
    const middle = await folder('Middle', top.id)
    const deep = await folder('Deep', middle.id)
    const beside = await folder('Beside')
    await create(asset('root.png', '1'))
    await create(asset('top.png', '2', { parentFolder: top.id }))
    await create(asset('deep.png', '3', { parentFolder: deep.id }))
    await create(asset('beside.png', '4', { parentFolder: beside.id }))
    const found = await list(`?folderId=${top.id}`)
    expect(found.pagination.total).toBe(2)
    expect(found.assets).toMatchObject([
      { displayName: 'top.png', folderId: top.id },
      { displayName: 'deep.png', folderId: deep.id },
    ])
    expect((await call('GET', `/v2/asset_folders/${top.id}`)).body.assets).toEqual([
      found.assets[0].id,
    ])
    const one = await call('GET', `/v2/assets/${found.assets[0].id}`)
    expect(one.body).not.toHaveProperty('folderId')
    const gone = await call('GET', `/v2/sites/${SITE}/assets?folderId=65f0c0ffee00000000000fff`)
    expect(gone.status).toBe(404)
  })
})

describe('changing and deleting', () => {
  it('sets the name, and the alt text per locale', async () => {
    const { id } = await create(asset())
    const site = (await call('GET', `/v2/sites/${SITE}`)).body
    const german = site.locales.secondary[0].id
    await call('PATCH', `/v2/assets/${id}`, { displayName: 'Logo', altText: 'A lighthouse' })
    await call('PATCH', `/v2/assets/${id}?localeId=${german}`, { altText: 'Ein Leuchtturm' })
    const primary = site.locales.primary.id
    expect((await call('GET', `/v2/assets/${id}?localeId=${primary}`)).body).toMatchObject({
      displayName: 'Logo',
      altText: 'A lighthouse',
      originalFileName: 'logo.png',
    })
    expect((await list(`?localeId=${german}`)).assets[0].altText).toBe('Ein Leuchtturm')
    expect((await call('PATCH', `/v2/assets/${id}`, { altText: null })).body.altText).toBeNull()
    expect((await call('PATCH', `/v2/assets/${id}`, { altText: 7 })).status).toBe(400)
    expect((await call('PATCH', `/v2/assets/${id}`, { displayName: '' })).status).toBe(400)
  })

  it('deletes the record and its bytes', async () => {
    const { id } = await create(asset())
    await putBytes(made.world, id, 'hello')
    expect((await call('DELETE', `/v2/assets/${id}`)).status).toBe(204)
    expect((await call('GET', `/v2/assets/${id}`)).status).toBe(404)
    expect((await call('DELETE', `/v2/assets/${id}`)).status).toBe(404)
    expect(made.world.objects.list()).toEqual([])
    expect((await create(asset())).id).not.toBe(id)
  })
})

describe('folders', () => {
  it('can be nested, and are listed in pages', async () => {
    made.world.settings.merge({ folderPageSize: 2 })
    const top = await folder('Top')
    const inner = await folder('Inner', top.id)
    await folder('Third')
    expect(inner.parentFolder).toBe(top.id)
    const page = (await call('GET', `/v2/sites/${SITE}/asset_folders`)).body
    expect(page.assetFolders).toHaveLength(2)
    expect(page.pagination).toEqual({ limit: 2, offset: 0, total: 3 })
    const rest = (await call('GET', `/v2/sites/${SITE}/asset_folders?offset=2`)).body
    expect(rest.assetFolders).toMatchObject([{ displayName: 'Third', parentFolder: null }])
  })

  it('may share a name, or conflict with duplicateFolder "conflict"', async () => {
    const first = await folder('Icons')
    expect((await folder('Icons')).id).not.toBe(first.id)
    made.world.settings.merge({ duplicateFolder: 'conflict' })
    const again = await call('POST', `/v2/sites/${SITE}/asset_folders`, { displayName: 'Icons' })
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    expect((await folder('Icons', first.id)).parentFolder).toBe(first.id)
  })

  it('need a name and an existing parent', async () => {
    const path = `/v2/sites/${SITE}/asset_folders`
    expect((await call('POST', path, {})).status).toBe(400)
    const parentFolder = '65f0c0ffee00000000000fff'
    expect((await call('POST', path, { displayName: 'A', parentFolder })).status).toBe(404)
    expect((await call('GET', `/v2/asset_folders/${parentFolder}`)).status).toBe(404)
  })
})
