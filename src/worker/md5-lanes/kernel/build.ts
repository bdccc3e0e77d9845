/**
 * `npm run build:md5`: assembles the kernel and writes `../md5-lanes.wasm.ts`. Run it after every change here or in
 * `../layout.ts`; a unit test fails if the file is out of date.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { md5Module, md5ModuleSource } from './assemble.ts'

const file = join(import.meta.dirname, '../md5-lanes.wasm.ts')
const module = await md5Module()
writeFileSync(file, md5ModuleSource(module))
process.stdout.write(`${file}: ${module.byteLength} bytes of WebAssembly\n`)
