import { answerSchema, describedRoutes, nameOf, type Registry } from './versioned-routes.ts'

/** Where the answer of a POST can be read again: `POST /suggestions/{id}/registration` → `/suggestions/{id}`. */
export type ReadingRoutes = ReadonlyMap<string, string>

const isWithoutId = (path: string): boolean => !path.includes('{')
const hasOnlyId = (path: string): boolean => /^[^{]*\/\{id\}$/.test(path)

/** By shape: the GET that answers with the same, about one's own or about what the answer's `id` names. */
export function readingRoutes(registry: Registry): ReadingRoutes {
  const routes = describedRoutes(registry)
  const readings = new Map<unknown, string>()
  for (const route of routes) {
    const { path } = route
    if (route.method !== 'get' || !(isWithoutId(path) || hasOnlyId(path))) continue
    const schema = answerSchema(route, '200')
    if (schema !== undefined) readings.set(schema, path)
  }
  const found = new Map<string, string>()
  for (const route of routes) {
    if (route.method !== 'post') continue
    const reading = ['200', '201', '202'].map((status) => readings.get(answerSchema(route, status))).find(Boolean)
    if (reading !== undefined) found.set(nameOf(route), reading)
  }
  return found
}
