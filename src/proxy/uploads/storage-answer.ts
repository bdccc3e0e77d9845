/** What storage's answer to a form means. */
import type { Md5Hex } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import { md5OfEtag } from '../base/etag.ts'
import type { StorageAnswer } from '../base/post-form.ts'
import type { UploadForm } from './tickets.ts'

/**
 * Returns if storage has the bytes: the promised status, and an ETag equal to their MD5 if it names one.
 * @throws FailureError `storage-refused`, `storage-unavailable`, `storage-digest`; the form stays usable.
 */
export function checkStored(answer: StorageAnswer, form: UploadForm, md5: Md5Hex): void {
  const { status, text } = answer
  if (status >= 400 && status < 500) throw refusedBy(status, text)
  const etag = md5OfEtag(answer.etag ?? element(text, 'ETag'))
  const promised = form.fields.find(([name]) => name.toLowerCase() === 'success_action_status')?.[1]
  const isPromised = status === Number(promised ?? 204)
  if (status >= 300 || (!isPromised && etag === undefined)) {
    throw new FailureError({
      code: 'storage-unavailable',
      message: `Failed to store the file: storage answered ${status}. Try again in a moment.`,
      facts: { status },
    })
  }
  if (etag === undefined || etag === md5) return
  throw new FailureError({
    code: 'storage-digest',
    message: 'The file was altered in transit to storage. Send it again.',
  })
}

// Helpers

/** S3's `Code` names the reason; `Message` may quote the policy, so it is left out. */
function refusedBy(status: number, text: string): FailureError {
  const code = element(text, 'Code') ?? 'no code'
  return new FailureError({
    code: 'storage-refused',
    message: `Storage refused the file (${status}, ${code}). Try again.`,
    facts: { status, storageCode: code },
  })
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>\\s*([^<]{1,200}?)\\s*</${name}>`)
    .exec(xml)?.[1]
    ?.replaceAll('&quot;', '"')
}
