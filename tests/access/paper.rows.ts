import { type ActorName, deputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import { leadPart, reach } from './cases.ts'
import type { Rows } from './row.ts'
import { everyHand } from './suggestion.rows.ts'
import type { World } from './world.ts'

const longAgo = { from: '2001-01-01', to: '2001-01-31' }
const offices: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium', 'government']
const posts = signedIn.filter((name) => name !== 'unposted' && !deputies.includes(name))

const aboutPaper =
  (kind: string) =>
  async (world: World): Promise<Ask> => {
    const kase = await reach(world, 'assigned')
    return { body: { kind, caseId: kase.id, assignmentId: leadPart(world, kase).id } }
  }

async function aboutIssued(world: World): Promise<Ask> {
  const { body } = await aboutPaper('handover_note')(world)
  const { id } = (await (await world.by('office').post('/api/papers', body as object)).json()) as { id: string }
  return { path: { id }, query: 'format=docx' }
}

/** Papers are for whom the case is; a list belongs to the organ that issued it. */
export const paperRows: Rows = {
  'GET /api/suggestions/{id}/papers': {
    may: everyHand,
    ask: async (world) => ({ path: { id: (await reach(world, 'assigned')).id } }),
  },
  'GET /api/suggestions/{id}/papers/{kind}': {
    may: everyHand,
    ask: async (world) => ({
      path: { id: (await reach(world, 'assigned')).id, kind: 'suggestion_paper' },
      query: 'format=docx',
    }),
  },
  'GET /api/paper-previews/{kind}': {
    may: offices,
    never: 'rest',
    done: 409,
    passes: 'paper.nothing_to_report',
    ask: () => ({ path: { kind: 'handover_list' }, query: `${new URLSearchParams({ ...longAgo, format: 'docx' })}` }),
  },
  'POST /api/papers': { may: ['office', 'government'], sees: everyHand, done: 201, ask: aboutPaper('reminder') },
  'GET /api/papers': { may: posts, never: 'rest' },
  'GET /api/papers/{id}/file': { may: everyHand, ask: aboutIssued },
}
