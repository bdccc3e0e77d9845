/**
 * Files that operating systems leave in folders and nobody means to upload. They are counted and said, never
 * silently lost.
 */
const JUNK = new Set(['.ds_store', 'thumbs.db', 'desktop.ini', '.localized', 'icon\r', '__macosx'])

/** Whether a file or directory of this name is a system's leftover. */
export function isJunk(name: string): boolean {
  return JUNK.has(name.toLowerCase()) || name.startsWith('._')
}
