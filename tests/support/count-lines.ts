import { relative } from 'node:path'
import { type Plugin, parseAstAsync } from 'vite'

type Node = { type: string; start: number; end: number; [key: string]: unknown }
type Insertion = { at: number; text: string }

const root = process.cwd()

/**
 * Where `npm test` counts the lines that were run: makes every statement of the program note its line. V8 could count as
 * well, but what it counts by blocks it does not optimise, the libraries included: what computes took half as long again.
 */
export const countLines = (): Plugin => ({
  name: 'count-lines',
  enforce: 'pre',
  async transform(code, id) {
    const path = relative(root, id.split('?')[0] ?? id)
    if (!/^src\/.*\.tsx?$/.test(path) || /\.(?:test|given|d)\.tsx?$/.test(path)) return undefined
    return { code: await counted(code, path), map: null }
  },
})

async function counted(code: string, path: string): Promise<string> {
  const ast = await parseAstAsync(code, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
  const starts = [...code.matchAll(/^/gm)].map(({ index }) => index)
  const lines = new Set<number>()
  const note = ({ start }: Node): string => {
    const line = starts.findLastIndex((at) => at <= start) + 1
    lines.add(line)
    return `$at(${line})`
  }
  const insertions: Insertion[] = []
  for (const node of nodesOf(ast as unknown as Node)) {
    for (const statement of listOf(node).filter(isCounted)) {
      insertions.push({ at: statement.start, text: `${note(statement)};` })
    }
    for (const body of bodiesOf(node)) {
      insertions.push({ at: body.start, text: `{${note(body)};` }, { at: body.end, text: '}' })
    }
    if (node.type === 'ArrowFunctionExpression' && isNode(node.body) && node.body.type !== 'BlockStatement') {
      insertions.push({ at: node.body.start, text: `(${note(node.body)},` }, { at: node.body.end, text: ')' })
    }
  }
  let text = code
  for (const one of insertions.toSorted((a, b) => b.at - a.at)) {
    text = text.slice(0, one.at) + one.text + text.slice(one.at)
  }
  // a function stands before anything runs, also where two modules import each other
  const none = JSON.stringify(Object.fromEntries([...lines].map((line) => [line, 0])))
  return `${text}
function $at(line){($at.lines??=(globalThis.$lines??={})[${JSON.stringify(path)}]??=${none})[line]=1}
$at(0)`
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const part of [value].flat()) if (isNode(part)) yield* nodesOf(part)
  }
}

/** The statements that stand one after the other in a node. */
function listOf({ type, body, consequent }: Node): Node[] {
  const isList = type === 'Program' || type === 'BlockStatement' || type === 'StaticBlock'
  return ((isList ? body : type === 'SwitchCase' ? consequent : []) as Node[]).filter(isNode)
}

const said = /^(?:Function|Class|Import|Empty|TS|ExportAll|ExportDefault)/

function isCounted(statement: Node): boolean {
  const { type, declaration, directive, declare } = statement
  if (type === 'ExportNamedDeclaration') return isNode(declaration) && declaration.type === 'VariableDeclaration'
  return !said.test(type) && typeof directive !== 'string' && declare !== true
}

const oneArmed = [
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]

/** What an if or a loop does where no braces stand around it. */
const bodiesOf = ({ type, body, consequent, alternate }: Node): Node[] =>
  oneArmed.includes(type)
    ? [body, consequent, alternate].filter(isNode).filter((one) => one.type !== 'BlockStatement')
    : []
