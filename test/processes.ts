/** Starts the product's processes as a person does, and ends exactly those. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(import.meta.dirname, '..')

export interface Running {
  readonly child: ChildProcess
  /** The line that said it is ready. */
  readonly line: string
  /** Sends SIGTERM and waits for the exit. */
  end(): Promise<void>
}

/**
 * Runs a TypeScript file of the repository; resolves at its first line on stdout that starts with `says`.
 * @throws Error with everything it said, when it ends before that.
 */
export function startProcess(
  script: string,
  says: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [resolve(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} ended (${code}):\n${said.join('')}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith(says)) resolve({ child, line, end })
      else said.push(`${line}\n`)
    })
  })
}
