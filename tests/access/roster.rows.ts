import { given } from '#modules/identity/identity.given.ts'
import { type ActorName, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const upload = async (world: World): Promise<Ask> => {
  const template = await world.by('office').get('/api/imports/templates/units.xlsx')
  const bytes = await template.arrayBuffer()
  return {
    form: () => {
      const form = new FormData()
      form.set('kind', 'units')
      form.set('file', new File([bytes], '单位.xlsx', { type: xlsx }))
      return form
    },
  }
}

/** An import of the office, as far as the rest of the background work has brought it. */
async function aboutImport(world: World): Promise<Ask & { version: number }> {
  const { form } = await upload(world)
  const started = await world.by('office').fetch('/api/imports', { method: 'POST', ...(form && { body: form() }) })
  const { id } = (await started.json()) as { id: string }
  await world.drain()
  const { version } = (await (await world.by('office').get(`/api/imports/${id}`)).json()) as { version: number }
  return { path: { id }, version }
}

const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']
const keepersOfUnits: readonly ActorName[] = [...keepers, 'sysadmin']
const readers: readonly ActorName[] = [...keepers, 'committee']

/** Imports, exports, the list of deputies and its figures. */
export const rosterRows: Rows = {
  'GET /api/imports/templates/{file}': { may: signedIn, ask: () => ({ path: { file: 'units.xlsx' } }) },
  'POST /api/imports': { may: keepersOfUnits, never: 'rest', done: 202, ask: upload },
  'GET /api/imports': { may: [...keepersOfUnits, 'secadmin'], never: 'rest' },
  'GET /api/imports/{id}': {
    may: ['office', 'sysadmin'],
    ask: async (world) => ({ path: (await aboutImport(world)).path ?? {} }),
  },
  'GET /api/imports/{id}/rows': {
    may: ['office', 'sysadmin'],
    ask: async (world) => ({ path: (await aboutImport(world)).path ?? {} }),
  },
  'POST /api/imports/{id}/apply': {
    // an empty table came to nothing: told to who may write it
    may: ['office', 'sysadmin'],
    done: 409,
    passes: 'roster.not_now',
    ask: async (world) => {
      const { path, version } = await aboutImport(world)
      return { path: path ?? {}, body: { version } }
    },
  },
  'DELETE /api/imports/{id}': {
    may: ['office', 'sysadmin'],
    done: 204,
    ask: async (world) => {
      const { path, version } = await aboutImport(world)
      return { path: path ?? {}, query: `version=${version}` }
    },
  },
  'GET /api/deputies/statistics': { may: readers, never: 'rest' },
  'GET /api/deputies': { may: readers, never: 'rest' },
  'POST /api/activation-slips': {
    // nobody of the list is without a password: told only to who may print
    may: keepers,
    never: 'rest',
    done: 409,
    passes: 'roster.nobody_found',
    ask: async (world) => ({
      body: { ids: [(await given.deputy(world.app, { congress: world.actors.places.congress })).mandateId] },
    }),
  },
}
