/** A peer: the usual implementation, which reads and hashes one file per message. */
import { createMD5 } from 'hash-wasm'

const hasher = createMD5()

addEventListener('message', async (event: MessageEvent<File>) => {
  const md5 = await hasher
  md5.init()
  md5.update(new Uint8Array(await event.data.arrayBuffer()))
  postMessage(md5.digest('hex'))
})
