import { pdfOf, photoOf, upload } from '#modules/attachment/attachment.given.ts'
import type { ActorName } from './actors.ts'
import type { Ask } from './ask.ts'
import { leaveAt, reach } from './cases.ts'
import type { Rows } from './row.ts'
import { everyHand } from './suggestion.rows.ts'
import type { World } from './world.ts'

const sponsors: readonly ActorName[] = ['lead', 'cosigner']

async function adding(world: World): Promise<Ask> {
  const { id: caseId } = await reach(world, 'invited')
  return {
    form: () => {
      const form = new FormData()
      const facts = { id: world.app.ids.uuid(), caseKind: 'suggestion', caseId, place: 'draft' }
      for (const [name, value] of Object.entries(facts)) form.set(name, value)
      form.set('file', new File([pdfOf()], '说明.pdf'))
      return form
    },
  }
}

/** A picture that went in with the draft, and the case then as far as it is wanted. */
const aboutPicture =
  (stage: 'invited' | 'assigned', body?: object) =>
  async (world: World): Promise<Ask> => {
    const { id: caseId } = await reach(world, 'invited')
    const reply = await upload(world.by('lead'), { caseId }, '现场.jpg', await photoOf())
    const { id } = (await reply.json()) as { id: string }
    if (stage === 'assigned') {
      // this very case, not another one that was left further on
      const left = [...world.standing]
      world.standing.clear()
      leaveAt(world, 'invited', caseId)
      await reach(world, 'assigned')
      for (const [at, ids] of left) world.standing.set(at, ids)
    }
    return { path: { id }, ...(body && { body }) }
  }

/** The files of a case: seen by who sees the case, taken back by who added them. */
export const attachmentRows: Rows = {
  'POST /api/attachments': { may: ['lead'], sees: ['cosigner'], done: 201, ask: adding },
  'GET /api/attachments/{id}/content': { may: everyHand, ask: aboutPicture('assigned') },
  'GET /api/attachments/{id}/preview': { may: everyHand, ask: aboutPicture('assigned') },
  'DELETE /api/attachments/{id}': {
    may: ['lead'],
    sees: sponsors.filter((name) => name !== 'lead'),
    done: 204,
    ask: aboutPicture('invited'),
  },
  'POST /api/attachments/{id}/withdrawal': {
    may: ['lead'],
    sees: everyHand.filter((name) => name !== 'lead'),
    ask: aboutPicture('assigned', { reason: '拍到了住户门牌。' }),
  },
}
