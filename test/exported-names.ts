/** What modules export under which name, and the names that TypeScript's own libraries give to everybody. */
import { parseSync } from 'vite'

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** The names that this module defines and exports; what it passes on from other modules does not count. */
export function exportedNames(file: string, code: string): readonly string[] {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  return nodes(program.body).flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || isNode(statement['source'])) return []
    const { declaration } = statement
    if (isNode(declaration)) return namesOf(declaration)
    return nodes(statement['specifiers']).map(({ exported }) => nameOf(exported))
  })
}

/** The types and values that a library of TypeScript (`lib.*.d.ts`) declares for every module, whatever their kind. */
export function globalNames(file: string, code: string): readonly string[] {
  const { program } = parseSync(file, code)
  return nodes(program.body).flatMap((statement) => namesOf(statement))
}

// Helpers

/** The names that a declaration brings, also those of a pattern. */
function namesOf(declaration: Node): readonly string[] {
  if (declaration.type === 'VariableDeclaration') {
    return nodes(declaration['declarations']).flatMap(({ id }) => bound(id))
  }
  return isNode(declaration['id']) ? bound(declaration['id']) : []
}

function bound(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return []
  switch (pattern.type) {
    case 'Identifier':
      return [nameOf(pattern)]
    case 'ObjectPattern':
      return nodes(pattern['properties']).flatMap((property) =>
        bound(property['value'] ?? property['argument']),
      )
    case 'ArrayPattern':
      return nodes(pattern['elements']).flatMap(bound)
    default:
      return bound(pattern['left'] ?? pattern['argument'])
  }
}

const nameOf = (value: unknown): string =>
  isNode(value) ? String(value['name'] ?? value['value']) : ''

const nodes = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : []

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
