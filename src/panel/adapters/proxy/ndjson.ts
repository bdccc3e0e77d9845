/**
 * Yields the lines of a streamed reply as they arrive. Chunks may split lines anywhere, even within a character. Skips
 * empty lines, and a last line without a line break: a reply that was cut off yields no partial line.
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
