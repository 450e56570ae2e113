import { beforeAll, describe, expect, test } from 'vitest'
import { sealRecord } from '#modules/record/index.ts'
import { type ActorName, actorNames } from './access/actors.ts'
import type { Ask } from './access/ask.ts'
import { assignmentRows, caseLifeRows } from './access/assignment.rows.ts'
import { attachmentRows } from './access/attachment.rows.ts'
import { leaveAt } from './access/cases.ts'
import { exportRows } from './access/export.rows.ts'
import { fieldRows } from './access/field.rows.ts'
import { handoverRows } from './access/handover.rows.ts'
import { identityRows, sessionRows } from './access/identity.rows.ts'
import { motionRows } from './access/motion.rows.ts'
import { notificationRows } from './access/notification.rows.ts'
import { organisationRows, readerRows, ruleRows } from './access/organisation.rows.ts'
import { oversightRows } from './access/oversight.rows.ts'
import { paperRows } from './access/paper.rows.ts'
import { privacyRows } from './access/privacy.rows.ts'
import { rosterRows } from './access/roster.rows.ts'
import { aboutNothing, expectedStatus, isServed, mustLookAbsent, type Row, type Rows, send } from './access/row.ts'
import { statsRows } from './access/stats.rows.ts'
import { endingRows, suggestionRows } from './access/suggestion.rows.ts'
import { surfaceRows } from './access/surface.rows.ts'
import { tokenRows } from './access/token.rows.ts'
import { topicRows } from './access/topic.rows.ts'
import { makeWorld, type World } from './access/world.ts'
import { unknownCopies } from './support/note-copies.ts'
import { listenToStatements, statementsFor } from './support/statements.ts'

// the sessions last: they sign everybody out
const matrix: Rows = {
  ...surfaceRows,
  ...suggestionRows,
  ...assignmentRows,
  ...caseLifeRows,
  ...fieldRows,
  ...attachmentRows,
  ...endingRows,
  ...organisationRows,
  ...readerRows,
  ...ruleRows,
  ...statsRows,
  ...notificationRows,
  ...identityRows,
  ...rosterRows,
  ...paperRows,
  ...topicRows,
  ...exportRows,
  ...privacyRows,
  ...motionRows,
  ...oversightRows,
  ...handoverRows,
  ...tokenRows,
  ...sessionRows,
}

let world: World
beforeAll(async () => {
  world = await makeWorld()
  listenToStatements(world.db)
  // the record is sealed once, or there would be no checkpoint to show
  await sealRecord(world.app)
})

// the walls before the routes answer nothing themselves
const isWall = (route: string) => ['ALL /*', 'ALL /api/*', 'ALL /test/*'].includes(route)

test('every route of the program has its row, every row its route', () => {
  const routes = world.site.routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  const doors = [...new Set(routes)].filter((route) => !isWall(route))
  expect(Object.keys(matrix).toSorted()).toEqual(doors.toSorted())
})

type Problem = { code?: string; detail?: string; requestId?: string }

/** What was answered: the status, and for a refusal what it says besides its own number. */
async function answerOf(reply: Response): Promise<{ status: number; says: string; code: string }> {
  const text = await reply.text()
  if (!reply.headers.get('content-type')?.startsWith('application/problem+json')) {
    return { status: reply.status, says: text, code: '' }
  }
  const { requestId, ...problem } = JSON.parse(text) as Problem
  expect(requestId).toBeTruthy()
  expect(problem.detail).not.toBe(problem.code)
  expect(problem.detail).not.toContain('{{')
  return { status: reply.status, says: JSON.stringify(problem), code: problem.code ?? '' }
}

async function refused(route: string, row: Row, name: ActorName, ask: Ask): Promise<number | string> {
  const [reply, asked] = await statementsFor(() => send(world, route, name, ask))
  const { status, says, code } = await answerOf(reply)
  if (status < 400) return status
  if (code === '') return `${status}, but no problem+json`
  if (!mustLookAbsent(row, name, ask)) return status
  const [replyOfNothing, askedOfNothing] = await statementsFor(() => send(world, route, name, aboutNothing(world, ask)))
  const nothing = await answerOf(replyOfNothing)
  if (nothing.says !== says) return `${status}, but ${nothing.says} when there is nothing`
  // the same in the same time: who counts milliseconds learns no more than who reads
  const [texts, textsOfNothing] = [asked, askedOfNothing].map((list) => list.map(({ text }) => text))
  if (texts?.join() !== textsOfNothing?.join()) return `${status}, but after other statements than for nothing`
  return status
}

/** Acts on a part of a case answer with the whole of it. */
const caseOf = (route: string, ask: Ask, says: string): string =>
  route.includes('/suggestions/{id}') ? (ask.path?.id ?? '') : (JSON.parse(says) as { id: string }).id

async function served(route: string, row: Row, name: ActorName, ask: Ask): Promise<number | string> {
  const { status, code, says } = await answerOf(await send(world, route, name, ask))
  if (row.ends) world.forget(name)
  if (status !== (row.done ?? 200)) return `${status} ${says.slice(0, 200)}`
  if (row.leads && !route.startsWith('GET ')) leaveAt(world, row.leads, caseOf(route, ask, says))
  return row.passes === undefined || row.passes === code ? status : `${status} ${code}`
}

describe('who may what', { timeout: 60_000 }, () => {
  test.each(Object.entries(matrix))('%s', async (route, row) => {
    const make = async (name: ActorName): Promise<Ask> => (await row.ask?.(world, name)) ?? {}
    const answers: Partial<Record<ActorName, number | string>> = {}
    // who is refused leaves no trace, so one thing is enough for all of them, and for the first whom serving changes it
    let shared: Ask | undefined = row.own ? undefined : await make('anonymous')
    const isChanged = !route.startsWith('GET ')
    const unserved = actorNames.filter((one) => !isServed(row, one))
    const refuse = async (name: ActorName, ask: Ask) => {
      answers[name] = await refused(route, row, name, ask)
    }
    const common = shared
    if (common) await Promise.all(unserved.map((name) => refuse(name, common)))
    else for (const name of unserved) await refuse(name, await make(name))
    for (const name of actorNames.filter((one) => isServed(row, one))) {
      answers[name] = await served(route, row, name, shared ?? (await make(name)))
      if (isChanged) shared = undefined
    }
    // what was only looked at stays where it was
    if (row.leads && shared) leaveAt(world, row.leads, caseOf(route, shared, ''))
    const expected = Object.fromEntries(actorNames.map((name) => [name, expectedStatus(row, name)]))
    expect(answers).toEqual(expected)
  })
})

test('after every act of the program the words beside them stand nowhere else than where their erasing looks for them', async () => {
  expect(await unknownCopies(world.db)).toEqual([])
})
