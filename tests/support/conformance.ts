import { OpenAPIHono } from '@hono/zod-openapi'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { PublicEnv } from '#platform/http/env.ts'
import { isReading } from '#platform/http/versioned-routes.ts'

type Site = OpenAPIHono<PublicEnv>
type Definition = Site['openAPIRegistry']['definitions'][number]
type RouteConfig = Extract<Definition, { type: 'route' }>['route']
type Schema = { allOf?: unknown; $ref?: unknown; properties?: unknown; [key: string]: unknown }
type Answers = Record<string, { content?: Record<string, { schema?: Schema }> }>

/** Throws when an answer of the API is not as its description has it; `path` is without query. */
export type Conformance = (method: string, path: string, response: Response) => Promise<void>

// what the document does not list: itself and its reading page
const besideDocument = ['/api/openapi.json', '/api/docs']

/**
 * Holds every answer against the OpenAPI document of its operation: status and content type are declared, and the body
 * has the described shape and nothing more. An operation is described and a shape compiled when it is first answered.
 */
export function conformanceOf(site: Site): Conformance {
  let routes: Route[] | undefined
  return async (method, path, response) => {
    if (!path.startsWith('/api/') || besideDocument.includes(path)) return
    routes ??= routesOf(site)
    const wrong = await departure(routes, method, path, response)
    if (wrong !== undefined) throw new Error(`${method} ${path} ${response.status}: ${wrong}`)
  }
}

type Route = { method: string; pattern: RegExp; parameters: number; answers: () => Described }
type Described = { answers: Answers; shape: (status: string, type: string) => ValidateFunction }

function routesOf(site: Site): Route[] {
  const routes = site.openAPIRegistry.definitions.flatMap((definition): Route[] => {
    if (definition.type !== 'route') return []
    const { route } = definition
    return [
      {
        method: route.method.toUpperCase(),
        pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        parameters: route.path.split('{').length,
        answers: () => describedOnce(route),
      },
    ]
  })
  // a plain word in an address goes before a parameter
  return routes.toSorted((one, other) => one.parameters - other.parameters)
}

// by what the route says of its answers, which stands once in the program however many sites are built of it
const known = new WeakMap<RouteConfig['responses'], Described>()

function describedOnce(route: RouteConfig): Described {
  const made = known.get(route.responses) ?? describe(route)
  known.set(route.responses, made)
  return made
}

function describe(route: RouteConfig): Described {
  const alone = new OpenAPIHono()
  alone.openAPIRegistry.registerPath(route)
  const document = alone.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } })
  const operations = Object.values(document.paths ?? {})[0] as unknown as Record<string, { responses: Answers }>
  const answers = operations[route.method]?.responses ?? {}
  const schemas: Record<string, Schema> = {}
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    schemas[name] = closed(schema) as Schema
    schemas[`${name}-open`] = open(schema)
  }
  const compiled = new Map<string, ValidateFunction>()
  const shape = (status: string, type: string): ValidateFunction => {
    // a refusal has one shape, whatever is refused
    const key = type === 'application/problem+json' ? type : `${status} ${type}`
    const made = compiled.get(key) ?? compile(answers[status], type, schemas)
    compiled.set(key, made)
    return made
  }
  return { answers, shape }
}

// one for all routes: each would read the rules of JSON Schema anew
const ajv = addFormats.default(new Ajv2020({ strict: false, validateSchema: false }))

function compile(answer: Answers[string] | undefined, type: string, schemas: Record<string, Schema>): ValidateFunction {
  const schema = closed(answer?.content?.[type]?.schema ?? {}) as Schema
  return ajv.compile({ ...schema, components: { schemas: Object.fromEntries(named(schema, schemas)) } })
}

/** The shapes that a shape names, and those that they name. */
function named(
  value: unknown,
  schemas: Record<string, Schema>,
  found = new Map<string, Schema>(),
): Map<string, Schema> {
  for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    const schema = schemas[name]
    if (!schema || found.has(name)) continue
    found.set(name, schema)
    named(schema, schemas, found)
  }
  return found
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same shapes, but none lets through a field that it does not describe. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (!isSchema(value)) return value
  if (Array.isArray(value.allOf)) {
    return { ...value, allOf: value.allOf.map(open), unevaluatedProperties: false }
  }
  const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, closed(part)]))
  const isClosable = isSchema(value.properties) && !('additionalProperties' in value)
  return isClosable ? { ...inner, additionalProperties: false } : inner
}

/** As a part of an `allOf`: closed below, while the other parts may add to it. */
function open(value: unknown): Schema {
  if (!isSchema(value)) return {}
  if (typeof value.$ref === 'string') return { ...value, $ref: `${value.$ref}-open` }
  if (Array.isArray(value.allOf)) return { ...value, allOf: value.allOf.map(open) }
  const shape = closed(value) as Schema
  if ('additionalProperties' in value) return shape
  const { additionalProperties: _, ...rest } = shape
  return rest
}

async function departure(
  routes: readonly Route[],
  method: string,
  path: string,
  response: Response,
): Promise<string | undefined> {
  const { status } = response
  const route = routes.find((one) => one.method === (isReading(method) ? 'GET' : method) && one.pattern.test(path))
  if (!route) return status >= 400 && status < 500 ? undefined : 'no such operation is described'
  const { answers, shape } = route.answers()
  // what a condition of the request leaves out has no shape (RFC 9110 section 15.4.5)
  if (status === 304 && isReading(method)) return undefined
  // HEAD is no operation of its own; what is made or recorded when it is read is not answered to it
  if (status === 405 && method === 'HEAD') return undefined
  // the refusal of a condition is described with the header that it comes of, not with each route
  const answer = status === 412 && !isReading(method) ? answers[422] : answers[String(status)]
  if (!answer) return `a status that is not declared: ${(await response.clone().text()).slice(0, 300)}`
  const kinds = Object.keys(answer.content ?? {})
  if (kinds.length === 0) return undefined
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  if (!kinds.includes(type)) return `${type} where ${kinds.join(', ')} is declared`
  if (!type.endsWith('json') || method === 'HEAD') return undefined
  const isAs = shape(String(status), type)
  if (isAs(JSON.parse(await response.clone().text()))) return undefined
  const [first] = isAs.errors ?? []
  return `${first?.instancePath} ${first?.message} ${JSON.stringify(first?.params)}`
}
