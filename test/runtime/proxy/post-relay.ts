/**
 * A minimal relay for posting to storage: the request names the target, its body is posted there, and the answer
 * reports the result.
 */
import { FailureError } from '../../../src/core/failure.ts'
import type { Digest } from '../../../src/proxy/base/digest.ts'
import type { PostForm, Upload } from '../../../src/proxy/base/post-form.ts'
import { envelopeFor } from '../../../src/proxy/uploads/form-envelope.ts'
import { Meter } from '../../../src/proxy/uploads/meter.ts'
import { md5Hex } from '../../../src/core/brands.ts'

export async function relay(
  from: Upload,
  postForm: PostForm,
  createDigest: () => Digest,
): Promise<Response> {
  const told = (name: string): string => from.request.headers.get(name) ?? ''
  const size = Number(told('x-size'))
  const meter = new Meter({ md5: md5Hex(told('x-md5')), size }, createDigest())
  const { signal } = from.request
  const envelope = envelopeFor([['key', 'k']], { name: 'a.txt', type: 'text/plain', size })
  const take = (piece: Uint8Array) => {
    meter.take(piece)
  }
  const finish = () => {
    meter.finish()
  }
  try {
    const post = { url: told('x-to'), envelope, from, take, finish, signal }
    return Response.json(await postForm(post))
  } catch (thrown) {
    const failure = thrown instanceof FailureError ? thrown.failure.code : 'broken off'
    return Response.json({ failure })
  }
}
