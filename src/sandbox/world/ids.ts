import { randomBytes } from 'node:crypto'

const OBJECT_ID = /^[0-9a-f]{24}$/

let counter = randomBytes(3).readUIntBE(0, 3)

/** A new ID in Webflow's form: 24 hex digits, the first eight are the creation time in seconds. */
export function newObjectId(now: number): string {
  counter = (counter + 1) % 0x1000000
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')
    .slice(-8)
  return `${seconds}${randomBytes(5).toString('hex')}${counter.toString(16).padStart(6, '0')}`
}

/** Whether `value` has the form of an ID; it may not exist. */
export const isObjectId = (value: string): boolean => OBJECT_ID.test(value)
