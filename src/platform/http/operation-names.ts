import { describedRoutes, nameOf, type Registry, routeName } from './versioned-routes.ts'

const operations = new Map<string, string>()

/** Called once when all routes are there: what a route is called is asked for where no request is at hand. */
export function nameOperations(registry: Registry): void {
  for (const route of describedRoutes(registry)) operations.set(nameOf(route), route.operationId ?? '')
}

/** The operation behind `GET` and `/api/suggestions/:id`, as the record keeps them; undefined for a page, and for what is no more. */
export const operationOf = (method: string, route: string): string | undefined =>
  operations.get(routeName(method, route)) || undefined
