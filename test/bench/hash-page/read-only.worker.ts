/** The floor: reads files in groups as ours does, and does nothing with their bytes. */
addEventListener('message', async (event: MessageEvent<readonly File[]>) => {
  const buffer = await new Blob([...event.data]).arrayBuffer()
  postMessage(buffer.byteLength)
})
