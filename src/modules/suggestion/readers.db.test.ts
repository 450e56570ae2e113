import { beforeAll, expect, test } from 'vitest'
import { foundInTable } from '#tests/support/tamper.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let to: Stage
let office: Client

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  to = stage(site, cast)
  office = site.as(cast.office)
})

type List = {
  readers: { personId: string; name: string; organName: string; mayBeDropped: boolean }[]
  colleagues: { personId: string }[]
}
const listOf = async (as: Client, id: string): Promise<List> => {
  const reply = await as.get(`/api/suggestions/${id}/readers`)
  expect(reply.status).toBe(200)
  return (await reply.json()) as List
}

test('of a confidential suggestion an organ sees who reads it, names a colleague and takes it from her again, on record', async () => {
  const late = await given.post(site.app, 'deputy_office', { congress: cast.congress, name: '后来的' })
  const { id } = await to.submitted({ confidential: true })
  // those in post on the day it came were named with it; whoever comes later has to be
  await site.db.deleteFrom('suggestion_reader').where('person_id', '=', late.personId).execute()
  expect((await site.as(late).get(`/api/suggestions/${id}`)).status).toBe(404)
  const before = await listOf(office, id)
  expect(before.readers.find(({ personId }) => personId === cast.office.personId)?.mayBeDropped).toBe(false)
  expect(before.colleagues.map(({ personId }) => personId)).toEqual([late.personId])
  await viewOf(await office.post(`/api/suggestions/${id}/readers`, { personId: late.personId }))
  expect((await site.as(late).get(`/api/suggestions/${id}`)).status).toBe(200)
  expect((await listOf(office, id)).readers).toContainEqual({
    personId: late.personId,
    name: '后来的',
    organName: cast.office.organ.name,
    mayBeDropped: true,
  })
  const dropped = await viewOf(await office.delete(`/api/suggestions/${id}/readers/${late.personId}`))
  expect((await site.as(late).get(`/api/suggestions/${id}`)).status).toBe(404)
  expect(dropped.timeline.slice(0, 2).map(({ type, by }) => [type, by])).toEqual([
    ['suggestion.reader_removed', cast.office.organ.name],
    ['suggestion.reader_named', cast.office.organ.name],
  ])
  // whom an office lets read is its own matter
  const seenByLead = await viewOf(await site.as(cast.lead).get(`/api/suggestions/${id}`))
  expect(JSON.stringify(seenByLead.timeline)).not.toContain('suggestion.reader_')
})

test('nobody names a stranger, takes it from herself, or is told of another organ’s people', async () => {
  const { id } = await to.submitted({ confidential: true })
  const path = `/api/suggestions/${id}/readers`
  expect(await codeOf(await office.post(path, { personId: cast.clerk.personId }))).toBe(
    '403 suggestion.not_a_colleague',
  )
  expect(await codeOf(await office.delete(`${path}/${cast.clerk.personId}`))).toBe('403 suggestion.not_a_colleague')
  expect(await codeOf(await office.delete(`${path}/${cast.office.personId}`))).toBe('409 suggestion.reader_not_oneself')
  expect(await codeOf(await site.as(cast.lead).get(path))).toBe('403 suggestion.not_yours_to_do')
  expect(await codeOf(await site.as(cast.clerk).get(path))).toBe('404 suggestion.not_found')
})

test('another person put in the place of a named reader past the program is found, and the case is named', async () => {
  const { id } = await to.submitted({ confidential: true })
  const stranger = await given.person(site.app)
  const swap = `update suggestion_reader set person_id = '${stranger.personId}'
    where suggestion_id = '${id}' and person_id = '${cast.office.personId}'`
  const ofCase = { code: 'row_changed', kind: 'suggestion', subjectId: id }
  expect(await foundInTable(site, 'suggestion_reader', swap)).toContainEqual(expect.objectContaining(ofCase))
  expect(await foundInTable(site, 'suggestion_reader', 'select')).not.toContainEqual(expect.objectContaining(ofCase))
})
