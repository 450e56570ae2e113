import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { expect } from 'vitest'
import { given } from '#modules/suggestion/suggestion.given.ts'
import { answer, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { given as tokens } from '#modules/token/token.given.ts'
import { allowed, type Schema, type Shapes, spoiled } from './schema-arbitrary.ts'
import type { Client, TestSite } from './test-app.ts'

export type Asked = { name: string; schema: Schema }
type Operation = {
  requestBody?: { content: Record<string, { schema: Schema }> }
  parameters?: { name: string; in: string; schema?: Schema }[]
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Shapes } }
export type Target = {
  method: string
  path: string
  query: Asked[]
  hasBody: boolean
  /** Bodies as described with one thing wrong, and some with nothing wrong; none where no JSON is taken. */
  body: fc.Arbitrary<unknown> | undefined
}

/** How often each operation is tried, and what the tries are made of: another time other ones, and these again when asked. */
const runs = Number(process.env.MINSHENG_FUZZ_RUNS ?? 2)
const seed = Number(process.env.MINSHENG_FUZZ_SEED ?? randomInt(2 ** 31))
process.stdout.write(`MINSHENG_FUZZ_SEED=${seed} MINSHENG_FUZZ_RUNS=${runs}\n`)

/** A district with cases at work, a caller of each kind, and every operation of the API as its description has it. */
export async function fuzzWorld(site: TestSite) {
  const cast = await given.cast(site.app)
  const sysadmin = await given.post(site.app, 'sysadmin', { congress: cast.congress })
  const secadmin = await given.post(site.app, 'secadmin', { congress: cast.congress })
  const on = stage(site, cast)
  const kase = await on.assigned()
  for (const title of ['关于增设公交候车亭的建议', '关于修缮东升路人行道的建议']) {
    await on.answered(await on.assigned({ title }), answer)
  }
  const program = site.bearing(await tokens.apiToken(site, { by: sysadmin, post: cast.clerk }))
  const people = [cast.office, cast.lead, cast.government, cast.clerk, secadmin, sysadmin]
  const callers: Client[] = [site.anonymous, program, ...people.map((actor) => site.as(actor))]
  // of things that are there, so that a request comes past the first look
  const ids = [
    kase.id,
    ...kase.assignments.flatMap(({ id, unitId }) => [id, unitId]),
    cast.congress.id,
    cast.lead.mandateId,
    cast.lead.personId,
    cast.clerk.postId,
    cast.clerk.accountId,
  ]
  const { paths, components } = (await (await site.anonymous.get('/api/openapi.json')).json()) as Document
  const targets = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // who signs herself out is nobody for the rest, nor gets further who locks her workbench
      .filter(() => !/^\/(sign-out|sessions|session\/lock)/.test(path))
      .map(([method, operation]) => targetOf(method, path, operation, components.schemas, ids)),
  )
  return { site, callers, callerOf: (by: number) => callers[by % callers.length] as Client, targets, ids }
}
export type FuzzWorld = Awaited<ReturnType<typeof fuzzWorld>>

function targetOf(
  method: string,
  path: string,
  { requestBody, parameters = [] }: Operation,
  shapes: Shapes,
  ids: readonly string[],
): Target {
  const schema = requestBody?.content['application/json']?.schema
  const valid = schema && allowed(schema, shapes, ids)
  return {
    method: method.toUpperCase(),
    path,
    query: parameters
      .filter((one) => one.in === 'query')
      .map(({ name, schema: shape = {} }) => ({ name, schema: shape })),
    hasBody: requestBody !== undefined,
    body: valid && fc.oneof({ weight: 4, arbitrary: spoiled(valid) }, { weight: 1, arbitrary: valid }),
  }
}

/** A property of some tries at each operation in its turn. */
export async function ofEach<Try>(
  of: readonly Target[],
  tries: (target: Target) => fc.Arbitrary<Try>,
  run: (target: Target, one: Try) => Promise<void>,
): Promise<void> {
  for (const [at, target] of of.entries()) {
    const property = fc.asyncProperty(tries(target), (one) => run(target, one))
    await fc.assert(property, { seed: seed + at, numRuns: runs, endOnFailure: true })
  }
}

/** With ids of things that are there, by their place, or with ids of nothing. */
export function addressOf({ ids }: FuzzWorld, { path }: Target, parts: readonly (number | string)[]): string {
  let part = 0
  const idOf = (one: number | string | undefined) => (typeof one === 'number' ? ids[one % ids.length] : one)
  return `/api${path.replaceAll(/\{\w+\}/g, () => idOf(parts[part++ % parts.length]) ?? '')}`
}

/** Nothing that anybody asks is an error of ours, or tells how we are made. */
export async function expectAnswer(reply: Response): Promise<void> {
  const said = await reply.text()
  expect(reply.status).toBeLessThan(500)
  if (reply.status >= 400) expect(said).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d|select .* from/)
}
