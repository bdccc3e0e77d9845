/**
 * The proxy's SQL statements as one page for reviewers, read from its source. `npm run docs:sql` writes the page;
 * `test/unit/house/sql-listing.test.ts` fails when it is stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseSync } from 'vite'

const root = resolve(import.meta.dirname, '..')

export const PAGE = join(root, '.github/docs/sql.md')

/** The page as Markdown: each file's statements in the order of the source, with the function that holds them. */
export function sqlListing(): string {
  const sources = globSync('src/proxy/**/*.ts', { cwd: root })
    .map((path) => ({ path, tree: parsed(path) }))
    .toSorted((a, b) => compare(basename(a.path), basename(b.path)) || compare(a.path, b.path))
  const constants = new Map(sources.flatMap(({ tree }) => constantsIn(tree)))
  const files = sources.map(({ path, tree }) => ({ path, found: statementsIn(tree, constants) }))
  const withSql = files.filter(({ found }) => found.length > 0)
  const count = withSql.reduce((sum, { found }) => sum + found.length, 0)
  const head = `# The proxy's SQL\n\nAll ${count} statements, by file. Generated: after a change of a statement, run \`npm run docs:sql\`.\n`
  return [head, ...withSql.map(sectionOf)].join('\n')
}

// Helpers

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

interface Statement {
  readonly owner: string
  readonly text: string
}

const STATEMENT =
  /^(select |insert (or replace )?into |update \S+ set\b|delete from |(create|drop|alter) (unique )?(table|index) |pragma )/

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const parsed = (path: string): unknown =>
  parseSync(path, readFileSync(join(root, path), 'utf8')).program

function sectionOf({ path, found }: { path: string; found: readonly Statement[] }): string {
  const byOwner = [...Map.groupBy(found, ({ owner }) => owner)]
  const parts = byOwner.map(
    ([owner, own]) =>
      `\`${owner}\`\n\n\`\`\`sql\n${own.map(({ text }) => `${text};`).join('\n\n')}\n\`\`\`\n`,
  )
  return [
    `## ${basename(dirname(path)) === 'proxy' ? '' : `${basename(dirname(path))}/`}${basename(path)}\n`,
    ...parts,
  ].join('\n')
}

/** Texts that statements are made of: `const NAME = "…"`. */
function constantsIn(tree: unknown): [string, string][] {
  const found: [string, string][] = []
  walk(tree, '', (node) => {
    const text = node.type === 'VariableDeclarator' && isNode(node.init) && textOf(node.init)
    if (typeof text === 'string') found.push([nameOf(node.id), text])
  })
  return found
}

function statementsIn(tree: unknown, constants: ReadonlyMap<string, string>): Statement[] {
  const found: Statement[] = []
  walk(tree, '', (node, owner) => {
    const raw = textOf(node)
    if (raw === undefined) return
    const text = trimmed(
      raw.replaceAll(/\$\{(\w+)\}/g, (whole, name) => constants.get(name) ?? whole),
    )
    if (STATEMENT.test(text)) found.push({ owner, text })
  })
  return found
}

/** Without the indentation of the source. */
function trimmed(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n')
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const least = Math.min(...indents, Number.POSITIVE_INFINITY)
  return [first, ...rest.map((line) => `  ${line.slice(least)}`.trimEnd())].join('\n')
}

/** Calls `visit` for each node, with the name of the innermost named thing that holds it. */
function walk(tree: unknown, owner: string, visit: (node: Node, owner: string) => void): void {
  if (Array.isArray(tree)) return tree.forEach((one) => walk(one, owner, visit))
  if (typeof tree !== 'object' || tree === null) return
  if (!isNode(tree)) return
  visit(tree, owner)
  const inner = isNamed(tree) ? nameOf(tree.key ?? tree.id) : ''
  for (const child of Object.values(tree)) walk(child, inner || owner, visit)
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'

const isNamed = ({ type, init }: Node): boolean =>
  type === 'MethodDefinition' ||
  type === 'FunctionDeclaration' ||
  // A constant that holds statements, not a variable that holds rows.
  (type === 'VariableDeclarator' && isNode(init) && init.type !== 'CallExpression')

const nameOf = (node: unknown): string =>
  isNode(node) && typeof node.name === 'string' ? node.name : ''

/** A literal's text, with `${NAME}` where it has a variable. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return undefined
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[]
  const expressions = node.expressions as readonly unknown[]
  return quasis
    .map(
      ({ value }, n) =>
        value.cooked + (n < expressions.length ? `\${${nameOf(expressions[n])}}` : ''),
    )
    .join('')
}

if (import.meta.main) writeFileSync(PAGE, sqlListing())
