import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformPage } from './jsx-source.ts'

// Node strips types but leaves JSX alone, so the portal's pages are transformed as they are loaded:
// `node --import ./src/platform/jsx-hook.ts src/server.ts`. Nothing is written to disk.
registerHooks({
  load(url, context, nextLoad) {
    const location = new URL(url)
    if (location.protocol !== 'file:' || !location.pathname.endsWith('.tsx')) return nextLoad(url, context)
    const { code, map } = transformPage(fileURLToPath(location))
    return { format: 'module', source: `${code}\n${inlineMap(map)}`, shortCircuit: true }
  },
})

// Without it a stack trace would name lines of the transformed page.
const inlineMap = (map: object): string =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`
