/**
 * Files that operating systems leave in folders and nobody means to upload. The panel reports how many it left out.
 */
const JUNK = new Set(['.ds_store', 'thumbs.db', 'desktop.ini', '.localized', 'icon\r', '__macosx'])

/** Whether a file or directory of this name was left by an operating system. */
export function isJunk(name: string): boolean {
  return JUNK.has(name.toLowerCase()) || name.startsWith('._')
}
