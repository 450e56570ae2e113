import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'oxc-transform'

// Node strips types but leaves JSX alone, so the portal's pages are transformed as they are loaded:
// `node --import ./src/platform/jsx-hook.ts src/server.ts`. Nothing is written to disk.
registerHooks({
  load(url, context, nextLoad) {
    const location = new URL(url)
    if (location.protocol !== 'file:' || !location.pathname.endsWith('.tsx')) return nextLoad(url, context)
    const path = fileURLToPath(location)
    const { code, map, errors } = transformSync(path, readFileSync(path, 'utf8'), {
      lang: 'tsx',
      sourceType: 'module',
      jsx: { runtime: 'automatic', importSource: 'hono/jsx' },
      typescript: { onlyRemoveTypeImports: true },
      sourcemap: true,
    })
    const [fault] = errors
    if (fault) throw new SyntaxError(`${path}: ${fault.message}\n${fault.codeframe ?? ''}`)
    return { format: 'module', source: `${code}\n${inlineMap(map)}`, shortCircuit: true }
  },
})

// Without it a stack trace would name lines of the transformed page.
const inlineMap = (map: unknown): string =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`
