import { describe, expect, it } from 'vitest'
import {
  ASSET_TYPES,
  assetTypeOf,
  brokenLimit,
  extensionOf,
  LARGEST_BYTES,
  MAX_BYTES,
} from '../../../src/core/limits.ts'

const MEGABYTE = 1024 * 1024

describe('the limits of Webflow', () => {
  it('are 4 MB for images, 10 MB for documents and animations', () => {
    expect(MAX_BYTES).toEqual({
      image: 4 * MEGABYTE,
      document: 10 * MEGABYTE,
      animation: 10 * MEGABYTE,
    })
    expect(LARGEST_BYTES).toBe(10 * MEGABYTE)
  })

  it.each(Object.entries(ASSET_TYPES))('hold for .%s to the byte', (extension, { kind }) => {
    const name = `file.${extension}`
    const limitBytes = MAX_BYTES[kind]
    expect(brokenLimit({ name, size: 1 })).toBeUndefined()
    expect(brokenLimit({ name, size: limitBytes })).toBeUndefined()
    expect(brokenLimit({ name, size: limitBytes + 1 })).toMatchObject({
      code: 'file-too-large',
      facts: { kind, limitBytes, sizeBytes: limitBytes + 1 },
    })
    expect(brokenLimit({ name, size: 0 })?.code).toBe('file-empty')
  })

  it.each([
    ['setup.exe', 'exe'],
    ['archive.tar.gz', 'gz'],
    ['README', ''],
    ['photo.heic', 'heic'],
    ['constructor.constructor', 'constructor'],
  ])('refuse %s by its type', (name, extension) => {
    expect(brokenLimit({ name, size: 1 })).toMatchObject({
      code: 'file-type',
      facts: { extension },
    })
  })

  it('look at the last extension, whatever its case', () => {
    expect(extensionOf('a.b.PNG')).toBe('png')
    expect(assetTypeOf('PHOTO.JPG')).toEqual({ kind: 'image', mime: 'image/jpeg' })
  })
})
