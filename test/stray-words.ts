/**
 * Finds texts that are in code instead of `src/panel/strings/`: text between tags, text in attributes
 * that are read out or shown, and sentences in strings. Messages of errors are for developers and stay where they are.
 */
import { parseSync } from 'vite'

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** The texts found in this code, in order. */
export function strayWords(file: string, code: string): readonly string[] {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const found: string[] = []
  visit(program, found)
  return found
}

// Helpers

const READ_OUT =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label)$/
const LETTERS = /\p{L}{2}/u
const SENTENCE = /^\p{Lu}\p{L}+[’,]? \p{L}+/u

function visit(value: unknown, found: string[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, found)
  if (!isNode(value) || isForDevelopers(value)) return
  if (value.type === 'JSXText') keep(value['value'], LETTERS, found)
  if (value.type === 'Literal') keep(value['value'], SENTENCE, found)
  if (value.type === 'TemplateElement') keep(textOf(value), SENTENCE, found)
  if (value.type === 'JSXElement' || value.type === 'JSXFragment') {
    const children: unknown = value['children']
    if (Array.isArray(children)) for (const child of children) said(child, found)
  }
  if (value.type === 'JSXAttribute' && READ_OUT.test(nameOf(value['name']))) {
    said(value['value'], found)
  }
  for (const field of Object.values(value)) visit(field, found)
}

/** What an expression would put before a reader's eyes: its literals, also in either branch. */
function said(value: unknown, found: string[]): void {
  if (!isNode(value)) return
  switch (value.type) {
    case 'JSXExpressionContainer':
      return said(value['expression'], found)
    case 'ConditionalExpression':
      said(value['consequent'], found)
      return said(value['alternate'], found)
    case 'LogicalExpression':
      return said(value['right'], found)
    case 'Literal':
      return keep(value['value'], LETTERS, found)
    case 'TemplateLiteral': {
      const quasis: unknown = value['quasis']
      if (Array.isArray(quasis)) for (const quasi of quasis) keep(textOf(quasi), LETTERS, found)
    }
  }
}

function isForDevelopers(node: Node): boolean {
  if (node.type === 'ThrowStatement') return true
  if (node.type === 'Property') return nameOf(node['key']) === 'message'
  return node.type === 'NewExpression' && nameOf(node['callee']).endsWith('Error')
}

function keep(text: unknown, pattern: RegExp, found: string[]): void {
  if (typeof text === 'string' && pattern.test(text) && !found.includes(text.trim())) {
    found.push(text.trim())
  }
}

const nameOf = (value: unknown): string => (isNode(value) ? String(value['name']) : '')

function textOf(quasi: unknown): unknown {
  const value = isNode(quasi) ? quasi['value'] : undefined
  return typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : undefined
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
