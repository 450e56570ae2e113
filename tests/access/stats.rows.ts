import type { ActorName } from './actors.ts'
import type { Rows } from './row.ts'

const deputies: readonly ActorName[] = ['lead', 'cosigner', 'stranger', 'neighbour']
// who answers for a congress, a township, the government's side or a unit; each has figures of their own reach
const answerable: readonly ActorName[] = ['office', 'neighbourOffice', 'government', 'presidium', 'committee']
const readers: readonly ActorName[] = [...deputies, ...answerable, 'head']

/** Figures: who has none is told so, whatever they ask about; whose they are is each reader's own reach. */
export const statsRows: Rows = {
  'GET /api/figures': { program: true, may: readers, never: 'rest' },
  'GET /api/figures/by/{by}': { program: true, may: readers, never: 'rest', ask: () => ({ path: { by: 'category' } }) },
  'GET /api/figures/{code}/rows': { may: readers, never: 'rest', ask: () => ({ path: { code: 'handed_over' } }) },
}
