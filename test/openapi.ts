import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'

/** A response as received. */
export interface Answered {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly body: string
}

/**
 * What is wrong with an answer by Webflow's own OpenAPI document; empty when nothing is. A field that the document does
 * not name is wrong as well: a double must not invent any.
 * @throws Error for a method and path that the document does not have.
 */
export function problemsOf({ method, path, status, body }: Answered): string[] {
  const operation = OPERATIONS.find((o) => o.method === method && o.path.test(path))
  if (operation === undefined) throw new Error(`${method} ${path} is not in the document.`)
  const schema =
    status < 300 ? operation.responses[String(status)] : status < 600 ? DOCUMENT.error : undefined
  if (schema === undefined) return [`Status ${status} is not in the document.`]
  if (schema === null) return body === '' ? [] : [`Status ${status} has no body.`]
  const validate = ajv.compile(schema)
  if (validate(JSON.parse(body))) return []
  return (validate.errors ?? []).map(
    (e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`,
  )
}

// Helpers

type Schema = Record<string, unknown>

interface Document {
  readonly error: Schema
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly method: string
        readonly path: string
        readonly responses: Readonly<Record<string, Schema | null | 'error'>>
      }
    >
  >
}

const DOCUMENT: Document = JSON.parse(
  readFileSync(resolve(import.meta.dirname, 'vectors/webflow-openapi-assets.json'), 'utf8'),
)

const OPERATIONS = Object.values(DOCUMENT.operations).map(({ method, path, responses }) => ({
  method,
  path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  responses: Object.fromEntries(
    Object.entries(responses).flatMap(([status, schema]) =>
      schema === 'error' ? [] : [[status, closed(schema)]],
    ),
  ),
}))

const ajv = new Ajv({ allErrors: true })
formats.default(ajv)
ajv.addFormat('objectid', /^[0-9a-f]{24}$/)
ajv.addFormat('mime-type', /^[a-z]+\/[a-z0-9.+-]+$/)

/** The same schema, but every object has the named properties only. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.entries(schema).map(([name, value]) => [name, closed(value)])
  const isObject = 'type' in schema && schema.type === 'object' && 'properties' in schema
  return Object.fromEntries(isObject ? [...inner, ['additionalProperties', false]] : inner)
}
