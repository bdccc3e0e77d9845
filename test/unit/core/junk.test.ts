import { expect, it } from 'vitest'
import { isJunk } from '../../../src/core/junk.ts'

it.each([
  '.DS_Store',
  'Thumbs.db',
  'THUMBS.DB',
  'desktop.ini',
  '__MACOSX',
  '._photo.jpg',
  'Icon\r',
])('%j is a leftover', (name) => expect(isJunk(name)).toBe(true))

it.each(['photo.jpg', '.htaccess', 'icon', 'thumbs.db.png', '_underscore.png'])(
  '%j is somebody’s file',
  (name) => expect(isJunk(name)).toBe(false),
)
