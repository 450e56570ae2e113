import { isDeepStrictEqual } from 'node:util'
import type { z } from '@hono/zod-openapi'
import type { World } from './world.ts'

type Described = { content?: Record<string, { schema?: unknown }> }

/** The shape of an answer by route and status, as the description of the API has it. */
export function shapesOf(world: World): Map<string, z.ZodType> {
  const shapes = new Map<string, z.ZodType>()
  for (const definition of world.site.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { method, path, responses } = definition.route
    for (const [status, response] of Object.entries(responses as Record<string, Described>)) {
      const schema = response.content?.['application/json']?.schema
      if (isShape(schema)) shapes.set(`${method.toUpperCase()} ${path.replace(/^\/api/, '')} ${status}`, schema)
    }
  }
  return shapes
}

const isShape = (schema: unknown): schema is z.ZodType =>
  typeof schema === 'object' && schema !== null && 'safeParse' in schema

/** What in an answer is not as it was described, or not described at all; undefined when all of it is. */
export function departure(shape: z.ZodType | undefined, text: string): string | undefined {
  if (!shape) return 'an answer that is not described'
  const body: unknown = JSON.parse(text)
  const read = shape.safeParse(body)
  if (!read.success) return read.error.message
  return isDeepStrictEqual(read.data, body) ? undefined : 'more than is described'
}
