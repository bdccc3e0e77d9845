/** The post relay on workerd. */
import { createDigest } from '../../../src/proxy/hosts/node-digest.ts'
import { webPost } from '../../../src/proxy/hosts/web-post.ts'
import { relay } from './post-relay.ts'

const postForm = webPost((input, init) => fetch(input, init))

// oxlint-disable-next-line import/no-default-export -- what workerd looks for
export default {
  fetch: (request: Request): Promise<Response> =>
    relay({ request, host: undefined }, postForm, createDigest),
}
