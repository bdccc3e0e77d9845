/** The floor: files read in groups as ours are, and nothing done with their bytes. */
addEventListener('message', async (event: MessageEvent<readonly File[]>) => {
  const buffer = await new Blob([...event.data]).arrayBuffer()
  postMessage(buffer.byteLength)
})
