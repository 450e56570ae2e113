import { describedRoutes, nameOf, type Registry } from './versioned-routes.ts'

const operations = new Map<string, string>()

/** Called once when all routes are there: what a route is called is asked for where no request is at hand. */
export function nameOperations(registry: Registry): void {
  for (const route of describedRoutes(registry)) operations.set(nameOf(route), route.operationId ?? '')
}

/** The operation behind `GET` and `/api/suggestions/:id`, as the record keeps them; undefined for a page, and for what is no more. */
export function operationOf(method: string, route: string): string | undefined {
  const path = route.replace(/^\/api/, '').replaceAll(/:(\w+)(?:\{.*?\})?/g, '{$1}')
  return operations.get(`${method === 'HEAD' ? 'GET' : method} ${path}`) || undefined
}
