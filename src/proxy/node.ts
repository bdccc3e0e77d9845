/** Entry on Node: `node src/proxy/node.ts`. Prints one line on stdout when it answers; logs go to stderr. */
import { setFlagsFromString } from 'node:v8'

// Bytes that pass hang on small young objects: the larger the young generation, the more of them are held before anybody
// looks. Kept at its first size, 32 uploads of 10 MB at once grow the process by about 35 MB instead of 100 (measured on
// Node 24). It must be said before the modules are loaded, because loading them makes it grow.
setFlagsFromString('--semi-space-growth-factor=1')

const { main } = await import('./node-main.ts')
await main(process.env)
