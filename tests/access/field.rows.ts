import { given } from '#modules/identity/identity.given.ts'
import { type ActorName, acting, signedIn } from './actors.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const fieldKeepers: readonly ActorName[] = ['office', 'neighbourOffice']
type GivenFields = { items: { id: string; version: number }[] }

// each time a committee of its own, so that what is given changes hands
async function fieldOf({ actors, app }: World, name: ActorName) {
  const congress = name === 'neighbourOffice' ? actors.places.nextDoor : actors.places.congress
  const { organ } = await given.post(app, 'committee', { congress })
  return { committeeId: organ.id, categories: ['justice'], startsOn: '2026-03-04' }
}

/** 对口督办: which committee looks after what. */
export const fieldRows: Rows = {
  'GET /api/committee-fields': { may: acting, never: 'rest' },
  'GET /api/committee-fields/choices': { may: acting, never: 'rest' },
  'POST /api/committee-fields': {
    may: fieldKeepers,
    never: 'rest',
    done: 201,
    ask: async (world, name) => ({ body: await fieldOf(world, name) }),
  },
  'POST /api/committee-fields/{id}/end': {
    may: ['office'],
    never: signedIn.filter((name) => !fieldKeepers.includes(name)),
    ask: async (world) => {
      const answer = await world.by('office').post('/api/committee-fields', await fieldOf(world, 'office'))
      const [field] = ((await answer.json()) as GivenFields).items
      return { path: { id: field?.id ?? '' }, body: { version: field?.version, endsOn: '2026-03-04' } }
    },
  },
}
