import { build } from 'vite'

/** Bundles a worker into one module. */
export async function bundled(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['es'] },
      rollupOptions: { external: [/^node:/, /^cloudflare:/] },
    },
  })
  const [first] = [output].flat()
  if (!first || !('output' in first)) throw new Error('Expected a bundle.')
  return first.output[0].code
}
