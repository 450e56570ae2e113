import { readFileSync } from 'node:fs'
import { transformSync } from 'oxc-transform'

/**
 * A page of the portal as JavaScript, and the map that leads back to its source.
 * @throws {SyntaxError} with the place, where the page cannot be read
 */
export function transformPage(path: string): { code: string; map: object } {
  const { code, map, errors } = transformSync(path, readFileSync(path, 'utf8'), {
    lang: 'tsx',
    sourceType: 'module',
    jsx: { runtime: 'automatic', importSource: 'hono/jsx' },
    typescript: { onlyRemoveTypeImports: true },
    sourcemap: true,
  })
  const [fault] = errors
  if (fault || !map) throw new SyntaxError(`${path}: ${fault?.message}\n${fault?.codeframe ?? ''}`)
  return { code, map }
}
