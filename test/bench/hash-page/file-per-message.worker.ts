/** A peer: what an ordinary implementation does, a file a message, read and hashed for itself. */
import { createMD5 } from 'hash-wasm'

const hasher = createMD5()

addEventListener('message', async (event: MessageEvent<File>) => {
  const md5 = await hasher
  md5.init()
  md5.update(new Uint8Array(await event.data.arrayBuffer()))
  postMessage(md5.digest('hex'))
})
