/** Finds taken ports before anything is built, so that `npm start` can explain them in one sentence. */
import { once } from 'node:events'
import { createServer } from 'node:net'

/** The first of these ports that is taken on loopback; undefined if all are free. */
export async function firstTakenPort(ports: readonly number[]): Promise<number | undefined> {
  for (const port of ports) {
    if (await isTaken(port)) return port
  }
  return undefined
}

/**
 * Reads a port from the environment.
 * @throws Error that names the variable if its value is not a port.
 */
export function portFrom(name: string, fallback: number, highest = 65_535): number {
  const text = process.env[name] || String(fallback)
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port <= highest) return port
  throw new Error(`${name} must be a port from 1 to ${highest}, not "${text}".`)
}

// Helpers

async function isTaken(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch (error) {
    // The server that listens reports any other problem, such as a port that needs root.
    return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  }
  server.close()
  await once(server, 'close')
  return false
}
