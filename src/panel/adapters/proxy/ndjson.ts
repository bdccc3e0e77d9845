/**
 * The lines of a streamed answer, as they come. Lines may be split anywhere, also within a character; empty lines
 * are skipped, and so is a last line without its end: a cut answer has no half verdict.
 */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.trim() !== '') yield line
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
