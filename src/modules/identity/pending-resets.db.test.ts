import { expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'
import { given } from './identity.given.ts'

test('what waits for a second person is listed to those who may decide it, and to nobody else', async () => {
  const { app, as, clock } = await testApp({ fresh: true })
  const [sysadmin, secadmin, auditor] = [
    await given.post(app, 'sysadmin'),
    await given.post(app, 'secadmin'),
    await given.post(app, 'auditor'),
  ]
  const office = await given.post(app, 'deputy_office')
  const deputy = await given.deputy(app)
  const ask = async (by: Client, accountId: string): Promise<string> =>
    (await (await by.post(`/api/accounts/${accountId}/reset`)).json()).approvalId
  const ofOfficer = await ask(as(sysadmin), auditor.accountId)
  const ofDeputy = await ask(as(secadmin), deputy.accountId)
  const waiting = async (by: Client, box = 'pending') => {
    const { items, total } = await (await by.get(`/api/approvals?box=${box}&limit=1`)).json()
    return { ids: items.map(({ id }: { id: string }) => id), total: total.value }
  }
  // the office decides on deputies, officers on one another, and nobody on her own account
  expect(await waiting(as(office))).toEqual({ ids: [ofDeputy], total: 1 })
  expect(await waiting(as(secadmin))).toEqual({ ids: [ofOfficer], total: 1 })
  expect(await waiting(as(auditor))).toEqual({ ids: [], total: 0 })
  expect(await waiting(as(sysadmin))).toEqual({ ids: [], total: 0 })
  expect(await waiting(as(sysadmin), 'mine')).toEqual({ ids: [ofOfficer], total: 1 })
  expect((await as(office).post(`/api/approvals/${ofOfficer}/approve`)).status).toBe(403)

  const found = async (by: Client, query: string) =>
    ((await (await by.get(`/api/approvals?${query}`)).json()) as { items: { id: string }[] }).items.map(({ id }) => id)
  expect(await found(as(office), 'kind=identity.reset')).toEqual([ofDeputy])
  expect(await found(as(office), 'kind=identity.merge')).toEqual([])
  expect(await found(as(office), `q=${encodeURIComponent(secadmin.name)}`)).toEqual([ofDeputy])
  expect(await found(as(office), `q=${encodeURIComponent(sysadmin.name)}`)).toEqual([])
  expect(await found(as(sysadmin), 'box=mine&state=pending')).toEqual([ofOfficer])
  expect(await found(as(sysadmin), 'box=mine&state=expired')).toEqual([])
  const file = await as(office).get('/api/approvals/export.xlsx')
  expect([file.status, file.headers.get('x-export-rows')]).toEqual([200, '1'])

  // a week later nobody has decided: gone from who could, and told so to who asked
  clock.set(new Date(clock.now().getTime() + 8 * 86_400_000))
  expect(await found(as(office), '')).toEqual([])
  expect(await found(as(sysadmin), 'box=mine&state=expired&sort=oldest')).toEqual([ofOfficer])
})

test('a list of what waits for one’s decision is decided on in one’s own organ; asking who may does not ask itself', async () => {
  const { app, as, db, clock } = await testApp({ fresh: true })
  const [sysadmin, office] = [await given.post(app, 'sysadmin'), await given.post(app, 'deputy_office')]
  const colleague = await given.post(app, 'sysadmin', { organ: sysadmin.organ })
  await runSql(
    db,
    `insert into approval (id, congress_id, kind, subject_id, command, asked_by_person_id, asked_by_organ_id, asked_at,
       expires_at, status)
     select $1, congress_id, 'approval.export', $2, $3, $4, id, $5, $6, 'pending' from organ where id = $7`,
    [
      app.ids.uuid(),
      sysadmin.postId,
      JSON.stringify({ order: '{"filter":{}}', query: { box: 'pending' }, rows: 101, packed: '' }),
      sysadmin.personId,
      clock.now(),
      new Date(clock.now().getTime() + 86_400_000),
      sysadmin.organ.id,
    ],
  )
  const listed = async (who: typeof office) =>
    ((await (await as(who).get('/api/approvals?box=pending')).json()) as { items: unknown[] }).items.length
  expect([await listed(office), await listed(colleague)]).toEqual([0, 1])
})
